#!/bin/busybox sh
# The guest of `make test-vm`, as its first process: a host that `datera-apply host` attaches volumes to. It prints
# `@@STEP`, `@@FAIL` and `@@PASS`; a line `@@HOST …` asks the machine outside for something and waits for its answer.
/bin/busybox mount -t proc proc /proc
/bin/busybox mkdir -p /bb && /bin/busybox --install -s /bb
export PATH=/usr/sbin:/usr/bin:/sbin:/bin:/bb HOME=/root
mount -t sysfs sys /sys; mount -t devtmpfs dev /dev; mount -t tmpfs run /run; mount -t tmpfs tmp /tmp
mkdir -p /dev/pts /run/lock /run/udev; ln -sfn /run/lock /var/lock; ln -sfn /run /var/run
stty -echo -F /dev/console 2>/dev/null
echo 1 > /proc/sys/kernel/printk
. /manifests/settings

step() { echo "@@STEP $(cut -d' ' -f1 /proc/uptime) $*"; }
fail() {
    echo "@@FAIL $*"; cat /tmp/out /tmp/err 2>/dev/null; multipath -ll; iscsiadm -m session; dmesg | tail -20; poweroff -f
}
outside() { echo "@@HOST $*"; read -r answer; [ "$answer" = ok ] || fail "outside: $*: $answer"; }
# attach STATUS ARGUMENT…: `host apply` must end with this status.
attach() {
    want=$1; shift
    datera-apply host apply "$@" >/tmp/out 2>/tmp/err; got=$?
    [ "$got" = "$want" ] || fail "host apply $*: exit $got, $want expected"
}
says() { grep -q "$1" /tmp/out /tmp/err || fail "no '$1' in the output"; }
sessions() { ls /sys/class/iscsi_session 2>/dev/null | wc -l; }
disks() { ls /sys/block | grep -c '^sd'; }
device() { sed -n 's|.* \(/dev/mapper/[^ ]*\)$|\1|p' /tmp/out | head -1; }
size() { blockdev --getsize64 "$1"; }
is() { [ "$1" = "$2" ] || fail "$3: $1, $2 expected"; }
until_true() { n=0; until eval "$1"; do n=$((n+1)); [ $n -gt 150 ] && fail "never: $1"; sleep 0.2; done; }

for module in virtio_pci virtio_net crc32c_generic sd_mod iscsi_tcp dm_multipath dm_service_time dm_queue_length ext4; do
    modprobe $module || fail "modprobe $module"
done
/lib/systemd/systemd-udevd --daemon || fail udevd
udevadm trigger --type=subsystems; udevadm trigger --type=devices; udevadm settle -t 30
# The guest gives its own 127/8 up: what goes to a loopback address leaves by the network card, and QEMU connects to the
# loopback of the machine outside.
ip link set lo up; ip addr flush dev lo
card=$(ls /sys/class/net | grep -v lo | head -1)
ip link set "$card" up; ip addr add 10.0.2.15/24 dev "$card"
echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet; echo 1 > "/proc/sys/net/ipv4/conf/$card/route_localnet"
echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter; echo 0 > "/proc/sys/net/ipv4/conf/$card/rp_filter"
ip route flush table local 127.0.0.0/8 2>/dev/null
ip route add 127.0.0.0/8 via 10.0.2.2 dev "$card" src 10.0.2.15
echo "InitiatorName=$INITIATOR" > /etc/iscsi/initiatorname.iscsi
sed -i 's/^iscsid.startup.*/iscsid.startup = \/bin\/true/' /etc/iscsi/iscsid.conf
M=/manifests
step booted

datera-apply host plan -f $M/one.yaml >/tmp/out 2>/tmp/err; is $? 4 "plan without daemons"
says host_prerequisite
iscsid || fail iscsid; multipathd || fail multipathd
until_true 'grep -q storage/multipathd /proc/net/unix'
step prerequisites

# A user without rights looks for the secret while volumes are attached.
cat > /tmp/watch <<'W'
while [ ! -e /tmp/stop ]; do
    for p in /proc/[0-9]*/cmdline; do tr '\0' ' ' <"$p" 2>/dev/null | grep -qF -f /tmp/pattern && echo seen >>/tmp/seen; done
done
W
printf '%s\n' "$CHAP" > /tmp/pattern; chmod 644 /tmp/pattern; : > /tmp/seen; chmod 666 /tmp/seen
/usr/bin/setpriv --reuid 65534 --regid 65534 --clear-groups sh /tmp/watch & watcher=$!
# It would see one: this process has the secret among its arguments.
sh -c 'sleep 5; true' "$CHAP" & planted=$!
until_true '[ -s /tmp/seen ]'
kill $planted; wait $planted 2>/dev/null; sleep 1; : > /tmp/seen

# Two runs at once: two sessions for two portals, not four.
datera-apply host apply -f $M/one.yaml >/tmp/other 2>&1 & other=$!
attach 0 -f $M/one.yaml
wait $other; is $? 0 "the other run"
is "$(sessions)" 2 sessions; is "$(disks)" 2 disks
D=$(device); [ -b "$D" ] || fail "no device in the output"
kill -0 $watcher || fail "the watcher ended"
touch /tmp/stop; wait $watcher; [ -s /tmp/seen ] && fail "the secret was an argument"
rm -f /tmp/stop
for record in $(find /etc/iscsi/nodes -type f); do
    is "$(stat -c %a "$record")" 600 "$record"
    grep -q '^node.startup = manual' "$record" && grep -q '^node.session.scan = manual' "$record" || fail "$record"
done
step attached

dd if=/dev/urandom of=/tmp/pattern.bin bs=1M count=8 2>/dev/null
dd if=/tmp/pattern.bin of="$D" bs=1M seek=8 conv=fsync 2>/dev/null || fail write
same() {
    blockdev --flushbufs "$D"; echo 3 > /proc/sys/vm/drop_caches
    dd if="$D" bs=1M skip=8 count=8 2>/dev/null | cmp - /tmp/pattern.bin || fail "other bytes after: $1"
}
same writing
attach 0 -f $M/one.yaml; is "$(device)" "$D" "the device of a second run"
datera-apply host status -f $M/one.yaml --format json >/tmp/out; is $? 0 status; says '"state" : "attached"'
step "nothing to do"

outside apply two.yaml
attach 0 -f $M/two.yaml; is "$(size "$D")" 2147483648 "size after the extend"; same extend
step extended

# One path down: I/O continues, nothing is extended, and nothing is logged out.
outside fault refuse
outside fault drop
until_true '! grep -q LOGGED_IN /sys/class/iscsi_session/*/state || grep -L LOGGED_IN /sys/class/iscsi_session/*/state | grep -q .'
outside apply three.yaml
attach 3 -f $M/three.yaml; says extend_waits; says '1 of 2'; is "$(size "$D")" 2147483648 "size with a path down"
same "one path down"
outside heal
until_true '[ "$(grep -l LOGGED_IN /sys/class/iscsi_session/*/state | wc -l)" = 2 ]'
until_true '[ "$(multipathd show paths format "%t" | grep -c active)" = 2 ]'
attach 0 -f $M/three.yaml; is "$(size "$D")" 3221225472 "size with both paths"; is "$(sessions)" 2 sessions
step "path back"

# What holds the device is named, and nothing is touched.
/usr/sbin/mke2fs -q "$D" 65536 || fail mke2fs
mount -t ext4 "$D" /mnt || fail mount
attach 4 -f $M/none.yaml; says device_in_use; says 'mounted on /mnt'; is "$(sessions)" 2 sessions
echo x > /mnt/x && sync || fail "the file system became read-only"
umount /mnt
step "in use"

# A restart: sessions and maps go, records and state stay, and the array cannot be asked.
multipath -f "${D##*/}" || fail flush; iscsiadm -m node -U all >/dev/null
is "$(sessions)" 0 "sessions after the restart"
DAT_MGMT=127.0.0.1:9 attach 0 --cached; is "$(device)" "$D" "the device from the cache"
grep -rq 'node.startup = automatic' /etc/iscsi/nodes && fail "an automatic record"
step "boot without the array"

# The LUN is another volume now: refused until it is purged.
outside swap
attach 4 -f $M/three.yaml; says device_identity
grep -q /dev/mapper /tmp/out && fail "a swapped device was shown"
outside unchanged
attach 0 -f $M/three.yaml --purge-stale
[ "$(device)" != "$D" ] && [ -b "$(device)" ] || fail "the device after the purge: $(device)"
step "swapped LUN"

# The volume dies first.
outside destroy
attach 0 -f $M/none.yaml
is "$(sessions)" 0 "sessions at the end"; is "$(disks)" 0 "disks at the end"
find /etc/iscsi/nodes -type f | grep -q . && fail "records left"
step "detached"
echo "@@PASS"
poweroff -f
