#!/usr/bin/env bash
# Builds the guest of `make test-vm`: a Debian kernel with the modules of iSCSI and multipath, and one file system in memory
# with open-iscsi, multipath-tools and datera-apply. Packages are unpacked without their scripts; nothing is installed here.
#
# Usage: guest-image.sh WORKDIR DATERA-APPLY
# Leaves WORKDIR/vmlinuz and WORKDIR/root.cpio; WORKDIR/packages keeps the downloads.
set -euo pipefail

work=$1
program=$2
here=$(cd "$(dirname "$0")" && pwd)
packages=(open-iscsi multipath-tools udev kmod dmsetup busybox-static coreutils util-linux e2fsprogs iproute2)
modules=(virtio_pci virtio_net sd_mod iscsi_tcp dm_multipath dm_service_time dm_queue_length dm_round_robin ext4 \
    crc32c_generic crc_t10dif crct10dif_generic)

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

add_modules() {
    local release module file
    release=$(ls "$work/kernel/lib/modules")
    depmod -b "$work/kernel" "$release"
    for module in "${modules[@]}"; do
        modprobe -d "$work/kernel" -S "$release" --show-depends "$module" | awk '$1 == "insmod" { print $2 }'
    done | sort -u | while read -r file; do
        install -D -m 644 "$file" "$work/root/usr/lib/modules/${file#*lib/modules/}"
    done
    cp "$work/kernel/lib/modules/$release"/modules.{builtin,builtin.modinfo,order} "$work/root/usr/lib/modules/$release/"
    depmod -b "$work/root" "$release"
    cp "$work/kernel/boot/vmlinuz-$release" "$work/vmlinuz"
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
    install -m 755 "$here/guest.sh" "$work/root/init"
}

[ -e "$work/vmlinuz" ] && [ -d "$work/root/usr/lib/modules" ] || { download; unpack; add_modules; }
add_program
configure
cp "$work"/guest/* "$work/root/manifests/"
(cd "$work/root" && find . | cpio -o -H newc --quiet) >"$work/root.cpio"
