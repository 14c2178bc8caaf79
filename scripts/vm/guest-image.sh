#!/usr/bin/env bash
# Builds the guest of `make test-vm`: a Debian kernel, a disk with open-iscsi, multipath-tools, os-brick and datera-apply, and
# what mounts it. Packages are unpacked without their scripts; nothing is installed here.
#
# Usage: guest-image.sh WORKDIR DATERA-APPLY
# Leaves WORKDIR/vmlinuz, WORKDIR/start.cpio and WORKDIR/disk.img; WORKDIR/packages keeps the downloads.
set -euo pipefail

work=$1
program=$2
here=$(cd "$(dirname "$0")" && pwd)
packages=(open-iscsi multipath-tools udev kmod dmsetup lvm2 busybox-static coreutils util-linux fdisk kpartx e2fsprogs iproute2 \
    procps python3 libstdc++6 lsscsi)
# What the first file system needs, in front of what is loaded from the disk.
early=(virtio_pci virtio_blk ext4 crc32c_generic)
modules=(virtio_net sd_mod iscsi_tcp dm_multipath dm_service_time dm_queue_length dm_round_robin crc_t10dif \
    crct10dif_generic)

download() {
    mkdir -p "$work/packages/partial"
    # With an empty list of installed packages apt finds everything that these need.
    : >"$work/status"
    apt-get -qq -y --no-install-recommends --download-only -o Dir::State::status="$work/status" \
        -o Dir::Cache::archives="$work/packages" -o APT::Sandbox::User=root install "${packages[@]}" >/dev/null
    kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '$1 == "Depends:" { print $2; exit }')
    (cd "$work/packages" && ls "$kernel"_*.deb >/dev/null 2>&1 || apt-get -qq -o APT::Sandbox::User=root download "$kernel")
}

unpack() {
    rm -rf "$work/root" "$work/kernel"
    mkdir -p "$work"/root/usr/{bin,sbin,lib,lib64} "$work/kernel"
    local folder package
    for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$work/root/$folder"; done
    for package in "$work"/packages/*.deb; do
        case ${package##*/} in
            linux-image-*) dpkg-deb -x "$package" "$work/kernel" ;;
            perl*|libperl*|initramfs-tools*|linux-base*|debconf_*|adduser_*|passwd_*|klibc*|libklibc*) ;;
            *)
                dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$work/root" \
                    --exclude='./usr/share/doc*' --exclude='./usr/share/man*' --exclude='./usr/share/locale*' \
                    --exclude='./usr/lib/udev/hwdb.d*' --exclude='*/gconv/*' -f -
                ;;
        esac
    done
}

# The modules with what they depend on, in the order in which they are loaded.
modules_of() {
    local module
    for module in "$@"; do
        modprobe -d "$work/kernel" -S "$release" --show-depends "$module" | awk '$1 == "insmod" { print $2 }'
    done | awk '!seen[$0]++'
}

add_modules() {
    release=$(ls "$work/kernel/lib/modules")
    depmod -b "$work/kernel" "$release"
    local file
    modules_of "${early[@]}" "${modules[@]}" | while read -r file; do
        install -D -m 644 "$file" "$work/root/usr/lib/modules/${file#*lib/modules/}"
    done
    cp "$work/kernel/lib/modules/$release"/modules.{builtin,builtin.modinfo,order} "$work/root/usr/lib/modules/$release/"
    depmod -b "$work/root" "$release"
    cp "$work/kernel/boot/vmlinuz-$release" "$work/vmlinuz"
}

# The first process: loads what the disk needs, mounts it and hands over to guest.sh.
add_start() {
    rm -rf "$work/start" && mkdir -p "$work"/start/{bin,proc,dev,disk,modules}
    cp "$work/root/bin/busybox" "$work/start/bin/"
    local file count=10
    for file in $(modules_of "${early[@]}"); do
        cp "$file" "$work/start/modules/$count-${file##*/}"
        count=$((count + 1))
    done
    cat >"$work/start/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t devtmpfs dev /dev
for module in /modules/*; do /bin/busybox insmod "$module"; done
until [ -b /dev/vda ]; do /bin/busybox sleep 0.1; done
/bin/busybox mount -t ext4 /dev/vda /disk
exec /bin/busybox switch_root /disk /init
INIT
    chmod 755 "$work/start/init"
    (cd "$work/start" && find . | cpio -o -H newc --quiet) >"$work/start.cpio"
}

# os-brick, for the Python of the guest: that of this machine's Debian, which is of the same release.
add_client() {
    local python
    /usr/bin/python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$here/requirements.txt"
    python=$(ls -d "$work"/venv/lib/python3*/site-packages)
    rm -rf "$python"/{pip,pip-*,setuptools,setuptools-*} "$work/root/opt/os-brick"
    mkdir -p "$work/root/opt"
    # With its times: what was compiled for a file of another time is compiled again, which takes a minute in the guest.
    cp -a "$python" "$work/root/opt/os-brick"
    /usr/bin/python3 -m compileall -q --invalidation-mode unchecked-hash -x '/(test|lib2to3|idlelib)/' \
        "$work"/root/usr/lib/python3.*/ || true
}

# The program with the libraries that it is linked with, each in the place where it is looked for.
add_program() {
    install -D -m 755 "$program" "$work/root/usr/bin/datera-apply"
    local library
    ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
        [ -e "$work/root$library" ] || install -D -m 755 "$library" "$work/root$library"
    done
}

configure() {
    mkdir -p "$work"/root/{proc,sys,dev,run,tmp,root,mnt,etc/iscsi,etc/multipath/conf.d,var/lib/iscsi,var/lib/misc,manifests}
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$work/root/etc/passwd"
    printf '%s:x:%s:\n' root 0 disk 6 tty 5 dialout 20 kmem 15 input 101 lp 7 cdrom 24 tape 26 audio 29 video 44 sgx 102 \
        kvm 103 render 104 nogroup 65534 >"$work/root/etc/group"
    ln -sf busybox "$work/root/bin/sh"
    printf 'defaults {\n\tpolling_interval 1\n\tfind_multipaths strict\n}\nblacklist {\n\tdevnode "^vd"\n}\n' \
        >"$work/root/etc/multipath.conf"
    cp "$here/../../examples/multipath.conf" "$work/root/etc/multipath/conf.d/datera.conf"
    # What the unit starts at boot, without systemd.
    sed -n 's|^ExecStart=/usr/local/bin/||p' "$here/../../examples/datera-host.service" >"$work/root/etc/datera-host.start"
    sed -n 's|^TimeoutStartSec=||p' "$here/../../examples/datera-host.service" >"$work/root/etc/datera-host.limit"
    install -m 755 "$here/guest.sh" "$work/root/init"
    mkdir -p "$work/root/scripts/vm"
    install -m 644 "$here"/{use-and-restart.sh,after-restart.sh,os-brick.py} "$work/root/scripts/vm/"
}

# Made once for these packages, and marked only when it is whole.
wanted=$({ echo "${packages[*]} ${early[*]} ${modules[*]}"; declare -f; cat "$here/requirements.txt"; } | sha256sum)
if [ "$(cat "$work/complete" 2>/dev/null)" != "$wanted" ]; then
    download
    unpack
    add_modules
    add_start
    add_client
    printf '%s\n' "$wanted" >"$work/complete"
fi
add_program
configure
cp "$work"/guest/* "$work/root/manifests/"
rm -f "$work/disk.img"
truncate -s "$(($(du -sm "$work/root" | cut -f1) + 200))M" "$work/disk.img"
PATH=$PATH:/usr/sbin mke2fs -q -t ext4 -O ^has_journal -E root_owner=0:0 -d "$work/root" "$work/disk.img"
