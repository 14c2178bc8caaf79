#!/usr/bin/env bash
# `make test-vm`: `datera-apply host` on a real Linux initiator. A Debian kernel runs in QEMU with open-iscsi and
# multipath-tools; its targets are those of a simulator with --data-dir on this machine's loopback. No KVM, no root network.
#
# Usage: test-vm.sh [WORKDIR]
# Environment: BIN is where the programs are; SIMULATOR another simulator. WORKDIR keeps the guest for the next run.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
bin=${BIN:-$root/.build/debug}
simulator=${SIMULATOR:-$bin/dsp-simulator}
work=${1:-$root/.build/vm}
mkdir -p "$work/guest"
work=$(cd "$work" && pwd)
export DAT_USER=admin DAT_PASS=password CHAP=secretsecret12
initiator=iqn.1993-08.org.debian:01:guest

for tool in qemu-system-x86_64 cpio modprobe mke2fs tgtd tgtadm curl jq; do
    command -v "$tool" >/dev/null || PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null || {
        echo "test-vm: no $tool; \`make test-vm-packages\` installs it" >&2; exit 1; }
done

pids=()
finish() {
    set +e
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; kill -CONT "$pid" 2>/dev/null; done
    wait 2>/dev/null
    rm -rf "$work/data"
}
trap finish EXIT

rm -rf "$work/data"
"$simulator" --port 0 --data-dir "$work/data" >"$work/simulator.log" 2>&1 &
pids+=($!)
for _ in $(seq 100); do grep -q http "$work/simulator.log" && break; sleep 0.1; done
DAT_MGMT=$(grep -oE 'http://[0-9.:]+' "$work/simulator.log" | head -1)
export DAT_MGMT

manifest() { # NAME VOLUMES
    printf '%s\n' 'apiVersion: datera-apply/v1' 'kind: Stack' 'stack: guest' "initiators: {guest: \"$initiator\"}" "$2" \
        >"$work/guest/$1.yaml"
    [ "$1" = none ] || printf '%s\n' 'attachments:' \
        "  $3: {initiators: [guest], chap: {user: ledger, password: \"env:CHAP\"}}" >>"$work/guest/$1.yaml"
}
pair() { echo "app_instances: {store: {storage_instances: {data: {volumes: {$1}}}}}"; }
rm -f "$work"/guest/*
for size in 1 2 3 4; do manifest $size "volumes: {ledger: {size: ${size}GiB}}" ledger; done
manifest none 'volumes: {ledger: {size: 4GiB}}'
manifest pair "$(pair 'one: {size: 1GiB}, two: {size: 1GiB}')" store
manifest pair-two "$(pair 'two: {size: 1GiB}')" store
printf 'export DAT_MGMT=%q DAT_USER=%q DAT_PASS=%q CHAP=%q INITIATOR=%q\n' \
    "$DAT_MGMT" "$DAT_USER" "$DAT_PASS" "$CHAP" "$initiator" >"$work/guest/settings"
"$bin/datera-apply" apply --yes -f "$work/guest/1.yaml" >/dev/null
second=$(curl -sf "$DAT_MGMT/_sim/data" | jq -r '.addresses[1]')

"$root/scripts/vm/guest-image.sh" "$work" "$bin/datera-apply"
echo "test-vm: guest of $(du -m "$work/disk.img" | cut -f1) MB is ready after $SECONDS s"

tgt() { TGT_IPC_SOCKET="$work/data/tgtd" /usr/sbin/tgtadm -C "$control" --lld iscsi "$@"; }

# Behind the back of datera-apply, which refuses to remove what a host is connected to.
destroy() {
    local api=$DAT_MGMT/v2.2 token id
    token=$(curl -sf -X PUT -H 'Content-Type: application/json' \
        -d "{\"name\": \"$DAT_USER\", \"password\": \"$DAT_PASS\"}" "$api/login" | jq -r .key)
    id=$(curl -sf -H "Auth-Token: $token" "$api/app_instances" | jq -r '.data[0].id')
    curl -sf -o /dev/null -X PUT -H "Auth-Token: $token" -H 'Content-Type: application/json' \
        -d '{"admin_state": "offline", "force": true}' "$api/app_instances/$id" &&
        curl -sf -o /dev/null -X DELETE -H "Auth-Token: $token" "$api/app_instances/$id"
}

# What the guest asks for.
serve() {
    case $1 in
        apply) "$bin/datera-apply" apply --yes -f "$work/guest/$2" >>"$work/host.log" 2>&1 ;;
        fault) curl -sf -o /dev/null -d "{\"kind\": \"$2\", \"portal\": \"$second\"}" "$DAT_MGMT/_sim/data-faults" ;;
        heal) curl -sf -o /dev/null -X DELETE "$DAT_MGMT/_sim/data-faults" ;;
        swap)
            control=$(basename "$(find "$work/data" -name 'tgtd.*' -type s)"); control=${control##*.}
            tid=$(tgt --mode target --op show | sed -n 's/^Target \([0-9]*\):.*/\1/p' | head -1)
            truncate -s 4G "$work/data/other"
            tgt --mode logicalunit --op update --tid "$tid" --lun 1 --params "online=0,path=$work/data/other" &&
                tgt --mode logicalunit --op update --tid "$tid" --lun 1 --params scsi_id=0badc0de,scsi_sn=0badc0de
            ;;
        unchanged) cmp -n 4294967296 "$work/data/other" /dev/zero ;;
        destroy) destroy ;;
        # The array as a whole: its API and its portals take connections and say nothing.
        stop) kill -STOP "${pids[0]}" ;;
        start) kill -CONT "${pids[0]}" ;;
        *) false ;;
    esac
}

: >"$work/guest.log"; : >"$work/host.log"
# On a busy machine the kernel measures the TSC wrongly, so that its clock runs away, and misses the ticks of its timer check.
coproc guest { exec qemu-system-x86_64 -accel tcg -cpu max -m 1024 -smp 2 -nodefaults -no-user-config -display none \
    -serial stdio -netdev user,id=n0 -device virtio-net-pci,netdev=n0,romfile= -kernel "$work/vmlinuz" \
    -initrd "$work/start.cpio" -drive "file=$work/disk.img,if=virtio,format=raw,cache=unsafe" \
    -append 'console=ttyS0 quiet mitigations=off clocksource=hpet tsc=unstable no_timer_check' 2>"$work/qemu.log"; }
pids+=("$guest_PID")
exec 7<&"${guest[0]}" 8>&"${guest[1]}"
result=1
while IFS= read -r -t 300 -u 7 line; do
    line=${line%$'\r'}
    printf '%s\n' "$line" | tee -a "$work/guest.log"
    case $line in
        '@@HOST '*)
            read -r -a words <<<"${line#@@HOST }"
            if serve "${words[@]}"; then echo ok >&8; else echo bad >&8; fi
            ;;
        @@PASS*) result=0 ;;
        *'Kernel panic'*) break ;;
    esac
done
if [ $result = 0 ]; then echo "test-vm: passed after $SECONDS s"; else echo "test-vm: FAILED; see $work/guest.log and host.log" >&2; fi
exit $result
