#!/usr/bin/env bash
# Usage: [BIN=.build/dist/bin] [RUNS=5] [SIZE_MIB=1024] benchmarks/image-import.sh [RESULT.json]
#
# Imports a raw image into a simulated volume with `datera-apply image import`, and copies the same file to the same volume
# with plain `qemu-img convert`, in turns over the same iSCSI target. Prints medians and their ratio, and writes them as JSON.
# What an import does besides the copy (plan, inspection, closing and opening the volume, comparing every byte) is in its
# time; the phases are in the result, each by itself.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=${BIN:-$root/.build/dist/bin}
runs=${RUNS:-5}
mebibytes=${SIZE_MIB:-1024}
result=${1:-}

fail() {
    printf 'image-import: %s\n' "$@" >&2
    exit 1
}
for program in "$bin/datera-apply" "$bin/dsp-simulator"; do
    [ -x "$program" ] || fail "there is no $program; \`make release\` makes it, or set BIN."
done
for program in qemu-img jq curl; do
    command -v "$program" >/dev/null || fail "$program is not installed."
done

work=$(mktemp -d)
simulator=
clean_up() {
    [ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$bin/dsp-simulator" --port 0 --data-dir "$work/data" >"$work/ready" &
simulator=$!
for _ in $(seq 200); do
    [ -s "$work/ready" ] && break
    sleep 0.1
done
address=$(awk '{print $NF; exit}' "$work/ready")
[ -n "$address" ] || fail "the simulator did not start."
export DAT_MGMT=$address DAT_USER=admin DAT_PASS=password HOME=$work CI=true TMPDIR=$work
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY

# A quarter of it is data, as in images of systems; the file is read into the page cache by being made.
truncate -s "${mebibytes}M" "$work/disk.raw"
for part in 0 1 2 3; do
    dd if=/dev/urandom of="$work/disk.raw" bs=1M count=$((mebibytes / 16)) seek=$((part * mebibytes / 4)) \
        conv=notrunc status=none
done
cat >"$work/stack.yaml" <<MANIFEST
apiVersion: datera-apply/v1
kind: Stack
stack: benchmark
initiators: {plain: {iqn: "iqn.2026-11.local.benchmark:plain"}}
volumes: {disk: {size: $(((mebibytes + 1023) / 1024))GiB}}
attachments: {disk: {initiators: [plain]}}
MANIFEST
"$bin/datera-apply" apply --yes -f "$work/stack.yaml" >"$work/log" || fail "$(cat "$work/log")"

now() { date +%s%N; }

import() {
    "$bin/datera-apply" image import "$work/disk.raw" disk --format raw --overwrite --no-safety-snapshot --allow-destroy \
        --max-deletes 1 --yes --json -f "$work/stack.yaml" >"$work/events" 2>"$work/log" || fail "$(cat "$work/log")"
}

# The portal and the target, as the simulator serves them.
output=$(curl -s "$DAT_MGMT/_sim/data" | jq -r '
    {driver: "raw", file: {driver: "iscsi", transport: "tcp", portal: "\(.addresses[0]):\(.port)", target: .targets[0].iqn,
        lun: 0, "initiator-name": "iqn.2026-11.local.benchmark:plain"}} | "json:" + tojson')
plain() { qemu-img convert -n -W -m 16 -f raw -O raw "$work/disk.raw" "$1"; }

imports=()
copies=()
# Once of each to warm up.
import
plain "$output"
for _ in $(seq "$runs"); do
    start=$(now)
    import
    imports+=($((($(now) - start) / 1000000)))
    start=$(now)
    plain "$output"
    copies+=($((($(now) - start) / 1000000)))
done

json=$(jq -n --arg imports "${imports[*]}" --arg copies "${copies[*]}" --arg load "$(cut -d' ' -f1 /proc/loadavg)" \
    --argjson mebibytes "$mebibytes" --slurpfile events "$work/events" '
    def numbers: split(" ") | map(tonumber);
    def median: sort | if length % 2 == 1 then .[length / 2 | floor] else (.[length / 2 - 1] + .[length / 2]) / 2 end;
    def seconds: (.[11:23] | split(":") | (.[0] | tonumber) * 3600 + (.[1] | tonumber) * 60 + (.[2] | tonumber));
    ($imports | numbers) as $i | ($copies | numbers) as $c
    | ($events | map(select(.type == "image_progress"))) as $progress
    | {size_mib: $mebibytes, load: ($load | tonumber),
       import_ms: {runs: $i, median: ($i | median)}, qemu_img_ms: {runs: $c, median: ($c | median)},
       ratio: ((($i | median) / ($c | median)) * 100 | round / 100),
       phases_of_last_import_ms: ($progress | group_by(.phase)
           | map({(.[0].phase): ((((.[-1].time | seconds) - (.[0].time | seconds)) * 1000) | round)}) | add)}')
echo "$json"
[ -z "$result" ] || echo "$json" >"$result"
