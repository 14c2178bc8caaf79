#!/usr/bin/env bash
# What a pipeline runs on merge: applies the manifest, and checks that nothing is left to do.
#
#   DAT_MGMT=dsp.example.com DAT_USER=admin DAT_PASS=... examples/gitops-apply.sh stacks/production.yaml
#
# Takes a manifest (or a directory of them). The connection comes from the environment, where a pipeline keeps its
# secrets: DAT_MGMT, DAT_USER, DAT_PASS, and DAT_TENANT where it applies; so do the passwords that the manifest
# refers to as env:NAME. DATERA_APPLY names the program when it is not in PATH.
#
# Exit code: 0 when array and manifest agree at the end. Otherwise that of the command which failed; see docs/manual.md.
# 4 says that a plan is blocked and a person has to look. 2 says that the array still differed after the apply:
# it was changed elsewhere at the same time.
set -euo pipefail

if [ $# -ne 1 ]; then
    echo "usage: DAT_MGMT=... DAT_USER=... DAT_PASS=... $0 MANIFEST" >&2
    exit 64
fi
for variable in DAT_MGMT DAT_USER DAT_PASS; do
    if [ -z "${!variable:-}" ]; then
        echo "$0: $variable is not set" >&2
        exit 64
    fi
done

manifest=$1
datera_apply=${DATERA_APPLY:-datera-apply}

"$datera_apply" validate -f "$manifest"

status=0
"$datera_apply" plan -f "$manifest" --detailed-exitcode || status=$?
case $status in
    0) exit 0 ;;            # in sync already
    2) ;;                   # there is something to do
    *) exit "$status" ;;    # blocked, or failed
esac

# --yes answers the question, it does not lift a guard: risky steps still need their own flag.
"$datera_apply" apply -f "$manifest" --yes

"$datera_apply" plan -f "$manifest" --detailed-exitcode
