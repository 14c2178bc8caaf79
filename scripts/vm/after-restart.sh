# Read by guest.sh after the restart, at which the array does not answer. Ends the run.
D=$(cat /root/restarted)
step "booted again"

# What the two units do at boot: open-iscsi logs in to what is automatic, then ours attaches what was recorded.
daemons
iscsiadm -m node --loginall=automatic >/tmp/out 2>/tmp/err; is $? 21 "open-iscsi's automatic logins"
up() { cut -d. -f1 /proc/uptime; }
begun=$(up)
timeout "$(cat /etc/datera-host.limit)" $(cat /etc/datera-host.start) >/tmp/out 2>/tmp/err; is $? 3 "the unit"
says path_missing
# A portal that takes the connection and says nothing costs iscsiadm half a minute; there are two, one after the other.
took=$(($(up) - begun)); [ "$took" -le 80 ] || fail "the unit held the boot up for $took s"
is "$(records | wc -l)" 2 records
grep -rq 'node.startup = automatic' /etc/iscsi/nodes && fail "an automatic record"
step "boot without the array, $took s for the unit"

# It is back: the sessions are made from what was recorded, without the API, by two runs at once.
outside start
find_multipaths on
DAT_MGMT=127.0.0.1:9 datera-apply host apply --cached >/tmp/other 2>&1 & other=$!
DAT_MGMT=127.0.0.1:9 attach 0 --cached; wait $other; is $? 0 "the other run"
is "$(device)" "$D" "the device from the cache"; is "$(sessions)" 2 "sessions of two runs at once"; same restart
step "healed from the cache"

# The LUN is another volume now: refused until it is purged.
outside swap
attach 4 -f $M/4.yaml; says device_identity
grep -q /dev/mapper /tmp/out && fail "a swapped device was shown"
outside unchanged
find_multipaths strict
attach 0 -f $M/4.yaml --purge-stale
[ "$(device)" != "$D" ] && [ -b "$(device)" ] || fail "the device after the purge: $(device)"
step "swapped LUN"

# The volume dies first, and one portal has a second session: all of them go.
iscsiadm -m session -r "$(ls /sys/class/iscsi_session | sed 's/session//' | sort -n | head -1)" -o new >/dev/null || fail "-o new"
is "$(sessions)" 3 "sessions with a second one to a portal"
outside destroy
attach 0 -f $M/none.yaml
is "$(sessions)" 0 "sessions at the end"; is "$(disks)" 0 "disks at the end"
records | grep -q . && fail "records left"
step "detached"

# One target with two volumes, of which this host is to have one: only its LUN appears, and one that goes leaves the other.
outside apply pair.yaml
find_multipaths smart
attach 0 -f $M/pair-two.yaml; is "$(disks)" 2 "disks of one of two volumes"
attach 0 -f $M/pair.yaml; is "$(disks)" 4 "disks of two volumes"; is "$(sessions)" 2 "sessions of one target"
two=$(sed -n 's|.*data/two .* \(/dev/mapper/[^ ]*\)$|\1|p' /tmp/out)
[ -b "$two" ] || fail "no device of the second volume"
( while [ ! -e /tmp/stop ]; do dd if=/dev/zero of="$two" bs=64k count=1 oflag=direct 2>/dev/null || echo error >>/tmp/errors; done ) &
writer=$!
attach 0 -f $M/pair-two.yaml; is "$(disks)" 2 "disks after one volume went"; is "$(sessions)" 2 "sessions after one volume went"
touch /tmp/stop; wait $writer; [ -e /tmp/errors ] && fail "the other volume had errors"
attach 0 -f $M/none.yaml; is "$(sessions)" 0 "sessions at the end"; is "$(disks)" 0 "disks at the end"
step "shared session"
echo "@@PASS"
poweroff -f
