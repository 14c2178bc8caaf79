#!/bin/busybox sh
# The guest of `make test-vm`, as its first process: a host that `datera-apply host` attaches volumes to. It prints
# `@@STEP`, `@@FAIL` and `@@PASS`; a line `@@HOST …` asks the machine outside for something and waits for its answer.
# It restarts once, in the middle: what is on its disk stays.
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
    echo "@@FAIL $*"; cat /tmp/out /tmp/err /tmp/other 2>/dev/null; multipath -ll; iscsiadm -m session; dmesg | tail -20
    poweroff -f
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
records() { find /etc/iscsi/nodes -type f 2>/dev/null; }
same() {
    blockdev --flushbufs "$D"; echo 3 > /proc/sys/vm/drop_caches
    dd if="$D" bs=1M skip=8 count=8 2>/dev/null | cmp - /root/pattern.bin || fail "other bytes after: $1"
}
# What is attached next is attached under another `find_multipaths` (off and on are also called no and yes): each must do.
find_multipaths() {
    sed -i "s/find_multipaths .*/find_multipaths $1/" /etc/multipath.conf
    multipathd reconfigure >/dev/null
    until_true "multipathd show config local | grep -q 'find_multipaths \"$1\"'"
}
network() {
    # The guest gives its own 127/8 up: what goes to a loopback address leaves by the network card, and QEMU connects to the
    # loopback of the machine outside.
    ip link set lo up; ip addr flush dev lo
    card=$(ls /sys/class/net | grep -v lo | head -1)
    ip link set "$card" up; ip addr add 10.0.2.15/24 dev "$card"
    echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet; echo 1 > "/proc/sys/net/ipv4/conf/$card/route_localnet"
    echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter; echo 0 > "/proc/sys/net/ipv4/conf/$card/rp_filter"
    ip route flush table local 127.0.0.0/8 2>/dev/null
    ip route add 127.0.0.0/8 via 10.0.2.2 dev "$card" src 10.0.2.15
}
daemons() { iscsid || fail iscsid; multipathd || fail multipathd; until_true 'grep -q storage/multipathd /proc/net/unix'; }

for module in virtio_net sd_mod iscsi_tcp dm_multipath dm_service_time dm_queue_length; do
    modprobe $module || fail "modprobe $module"
done
/lib/systemd/systemd-udevd --daemon 2>/dev/null || fail udevd
udevadm trigger --type=subsystems; udevadm trigger --type=devices; udevadm settle -t 30
network
M=/manifests
[ -e /root/restarted ] && . /scripts/vm/after-restart.sh
echo "InitiatorName=$INITIATOR" > /etc/iscsi/initiatorname.iscsi
sed -i 's/^iscsid.startup.*/iscsid.startup = \/bin\/true/' /etc/iscsi/iscsid.conf
step booted

datera-apply host plan -f $M/1.yaml >/tmp/out 2>/tmp/err; is $? 4 "plan without daemons"
says host_prerequisite
daemons
datera-apply doctor --host >/tmp/out 2>/tmp/err; is $? 0 "doctor on a host that is ready"
multipath -t | grep -q DATERA || fail "examples/multipath.conf is not used"
step prerequisites

# os-brick gets all that it needs from the document of a host that has nothing attached, and leaves nothing.
datera-apply host status -f $M/1.yaml --format json >/tmp/status.json 2>/tmp/err; is $? 3 "status before the attachment"
find_multipaths off
PYTHONPATH=/opt/os-brick python3 /scripts/vm/os-brick.py /tmp/status.json 2>/tmp/err || fail os-brick
step "os-brick: disconnected"

# A user without rights looks for the secret while volumes are attached.
cat > /tmp/watch <<'W'
while [ ! -e /tmp/stop ]; do
    cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' | grep -qF -f /tmp/pattern && echo seen >>/tmp/seen
    sleep 0.1
done
W
printf '%s\n' "$CHAP" > /tmp/pattern; chmod 644 /tmp/pattern; : > /tmp/seen; chmod 666 /tmp/seen
/usr/bin/setpriv --reuid 65534 --regid 65534 --clear-groups sh /tmp/watch & watcher=$!
# It would see one: this process has the secret among its arguments.
sh -c 'sleep 5; true' "$CHAP" & planted=$!
until_true '[ -s /tmp/seen ]'
kill $planted; wait $planted 2>/dev/null; sleep 1; : > /tmp/seen

# One portal is down at the first attachment: what there is can be used, and the next run completes it.
outside fault refuse
attach 3 -f $M/2.yaml; says '1 of 2'; is "$(sessions)" 1 "sessions with a portal down"
D=$(device); [ -b "$D" ] || fail "no device in the output"
outside heal
# Two runs at once: one new session, not two.
datera-apply host apply -f $M/2.yaml >/tmp/other 2>&1 & other=$!
attach 0 -f $M/2.yaml
wait $other; is $? 0 "the other run"
is "$(sessions)" 2 sessions; is "$(disks)" 2 disks; is "$(device)" "$D" "the device with both paths"
kill -0 $watcher || fail "the watcher ended"
touch /tmp/stop; wait $watcher; [ -s /tmp/seen ] && fail "the secret was an argument"
rm -f /tmp/stop
for record in $(records); do
    is "$(stat -c %a "$record")" 600 "$record"
    grep -q '^node.startup = manual' "$record" && grep -q '^node.session.scan = manual' "$record" || fail "$record"
done
step attached

dd if=/dev/urandom of=/root/pattern.bin bs=1M count=8 2>/dev/null
dd if=/root/pattern.bin of="$D" bs=1M seek=8 conv=fsync 2>/dev/null || fail write
same writing

# With nothing to do, no program is called: PATH has only programs that would tell, and fail.
mkdir /tmp/fakes
for program in iscsiadm multipath multipathd blockdev dd udevadm dmsetup scsi_id iscsid modprobe sh; do
    printf '#!/bin/busybox sh\necho "$0 $*" >>/tmp/called\nexit 1\n' > /tmp/fakes/$program; chmod 755 /tmp/fakes/$program
done
PATH=/tmp/fakes /usr/bin/datera-apply host apply -f $M/2.yaml >/tmp/out 2>/tmp/err; is $? 0 "a run with nothing to do"
[ -e /tmp/called ] && { cat /tmp/called; fail "a run with nothing to do called a program"; }
is "$(device)" "$D" "the device of a run with nothing to do"
# They would be called.
PATH=/tmp/fakes /usr/bin/timeout -s KILL 15 /usr/bin/datera-apply host apply -f $M/none.yaml >/dev/null 2>&1
[ -s /tmp/called ] || fail "the programs that tell were not called"
attach 0 -f $M/2.yaml; same "a detachment that could not be done"
datera-apply host status -f $M/2.yaml --format json >/tmp/out; is $? 0 status; says '"state" : "attached"'
step "nothing to do"

outside apply 3.yaml
attach 0 -f $M/3.yaml; is "$(size "$D")" 3221225472 "size after the extend"; same extend
step extended

# One path down: I/O continues, nothing is extended, and nothing is logged out.
outside fault refuse
outside fault drop
until_true '! grep -q LOGGED_IN /sys/class/iscsi_session/*/state || grep -L LOGGED_IN /sys/class/iscsi_session/*/state | grep -q .'
outside apply 4.yaml
attach 3 -f $M/4.yaml; says extend_waits; says '1 of 2'; is "$(size "$D")" 3221225472 "size with a path down"
same "one path down"
outside heal
until_true '[ "$(grep -l LOGGED_IN /sys/class/iscsi_session/*/state | wc -l)" = 2 ]'
until_true '[ "$(multipathd show paths format "%t" | grep -c active)" = 2 ]'
attach 0 -f $M/4.yaml; is "$(size "$D")" 4294967296 "size with both paths"; is "$(sessions)" 2 sessions
step "path back"

# Records of another version of open-iscsi, with a key that this one does not know: the attachment works all the same.
iscsiadm -m session -r "$(ls /sys/class/iscsi_session | sed 's/session//' | sort -n | tail -1)" -u >/dev/null || fail logout
sed -i 's/^# END RECORD/node.session.bogus = 1\n# END RECORD/' $(records)
is "$(grep -l bogus $(records) | wc -l)" 2 "records with an unknown key"
attach 0 -f $M/4.yaml; is "$(sessions)" 2 "sessions with records of another version"; same "records of another version"
made=$((2 - $(grep -l bogus $(records) | wc -l)))
sed -i '/bogus/d' $(records)
step "records of another version, $made made anew"

. /scripts/vm/use-and-restart.sh
