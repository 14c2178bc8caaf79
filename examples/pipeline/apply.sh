#!/usr/bin/env bash
# What a pipeline runs on merge, once the digest of the reviewed plan is known: applies exactly that plan, or nothing.
#
#   LABELS=allow-disruptive examples/pipeline/apply.sh stacks/production.yaml sha256:...
#
# Without a digest nothing was planned, so nothing may be left to do. Exit code: that of datera-apply; 5 when the array,
# or what was merged, is not what the plan was made for. That is also so while an earlier merge is still being applied, so
# it is tried again: APPLY_ATTEMPTS times, APPLY_PAUSE seconds apart.
set -euo pipefail

manifest=$1 digest=${2:-}
datera_apply=${DATERA_APPLY:-datera-apply}
mapfile -t flags < <("$(dirname "$0")/flags.sh" "${LABELS:-}")
if [ -z "$digest" ]; then
    exec "$datera_apply" plan -f "$manifest" --detailed-exitcode
fi
for ((attempt = 1; ; attempt++)); do
    status=0
    # Two merges at once: the second one waits for the lease of the first.
    "$datera_apply" apply -f "$manifest" --approve "$digest" --lock-timeout 1800 "${flags[@]}" || status=$?
    if [ "$status" -ne 5 ] || [ "$attempt" -ge "${APPLY_ATTEMPTS:-20}" ]; then exit "$status"; fi
    echo "$0: another merge may be under way; trying again in ${APPLY_PAUSE:-30} s." >&2
    sleep "${APPLY_PAUSE:-30}"
done
