# Read by guest.sh: what uses a device keeps it, and the restart of the guest while the array does not answer.

# What holds the device is named, and nothing is touched.
/usr/sbin/mke2fs -q "$D" 65536 || fail mke2fs
mount -t ext4 "$D" /mnt || fail mount
attach 4 -f $M/none.yaml; says device_in_use; says 'mounted on /mnt'; is "$(sessions)" 2 sessions
echo x > /mnt/x && sync || fail "the file system became read-only"
umount /mnt

# A logical volume on a partition: the chain is named.
printf 'label: gpt\n,512M,L\n' | sfdisk -q --no-reread --no-tell-kernel "$D" >/tmp/err 2>&1 || fail sfdisk
kpartx -a "$D" >/tmp/err 2>&1 || fail kpartx
udevadm settle -t 20
part=$(ls "$D"?*1)
# Without the rules and services of an installed lvm2.
config='devices { obtain_device_list_from_udev = 0 } activation { udev_sync = 0 udev_rules = 0 } global { event_activation = 0 }'
lvm() { command=$1; shift; /usr/sbin/lvm "$command" --config "$config" "$@" >/tmp/err 2>&1 || fail "lvm $command $*"; }
lvm pvcreate -qq -y "$part"; lvm vgcreate -qq data "$part"; lvm lvcreate -qq -y -Zn -L 64M -n pg data
attach 4 -f $M/none.yaml; says device_in_use; says 'data-pg'; is "$(sessions)" 2 sessions
dd if=/dev/zero of=/dev/mapper/data-pg bs=1M count=1 conv=fsync 2>/dev/null || fail "the logical volume cannot be written"
lvm vgremove -qq -y data; lvm pvremove -qq "$part"; kpartx -d "$D" >/dev/null || fail "kpartx -d"
sfdisk -q --delete --no-reread --no-tell-kernel "$D" >/dev/null 2>&1
dd if=/root/pattern.bin of="$D" bs=1M seek=8 conv=fsync 2>/dev/null || fail write
step "in use"

# A restart while the array neither serves its targets nor answers its API.
grep -rq 'node.startup = automatic' /etc/iscsi/nodes && fail "an automatic record"
outside stop
echo "$D" > /root/restarted
step restart
# As when the power fails: a shutdown would wait for the disks of an array that is away.
sync
echo b > /proc/sysrq-trigger
sleep 60
