#!/usr/bin/env bash
# Usage: scripts/test.sh OPTION...
#
# `swift test` with these options. What failed is said again at the end, because thousands of lines follow the first
# failure.
set -euo pipefail

log=$(mktemp)
trap 'rm -f "$log"' EXIT

status=0
swift test "$@" 2>&1 | tee "$log" || status=$?
if [ "$status" -ne 0 ]; then
    printf '\nWhat failed:\n'
    # An issue and the lines about it. A program's whole output may be among them.
    grep -aE "^(✘ Test .* recorded an issue|↳|error:)" "$log" |
        grep -avE "Testing Library Version|Target Platform" | cut -c 1-400 | tail -n 40 || true
    grep -aE '^✘ Test run' "$log" || echo "The tests did not get to their end."
fi
exit "$status"
