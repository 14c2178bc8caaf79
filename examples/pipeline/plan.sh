#!/usr/bin/env bash
# What a pipeline runs on a pull request: writes the plan as a comment, which ends with the digest that the merge approves.
#
#   DAT_MGMT=... DAT_USER=... DAT_PASS=... examples/pipeline/plan.sh stacks/production.yaml plan.md
#
# Reads only. Exit code: 0 with or without changes; otherwise that of the plan, for instance 4 when it is blocked: then the
# comment says why. DATERA_APPLY names the program when it is not in PATH.
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: DAT_MGMT=... DAT_USER=... DAT_PASS=... $0 MANIFEST COMMENT" >&2
    exit 64
fi
"${DATERA_APPLY:-datera-apply}" plan -f "$1" --format markdown >"$2"
