#!/usr/bin/env bash
# Reports drift, for cron and systemd: prints only when there is something to say, and exits with 0 only when there is
# nothing. Reads the array, never changes it.
#
#   examples/drift.sh MANIFEST...
#
# Address and login of the array: DAT_MGMT, DAT_USER, DAT_PASS, or a Datera config file (see docs/manual.md).
# Exit code: 0 in sync, 2 drift, anything else is an error (see `datera-apply --help`).
set -uo pipefail

[ $# -gt 0 ] || { echo "usage: $0 MANIFEST..." >&2; exit 64; }
arguments=()
for manifest in "$@"; do arguments+=(-f "$manifest"); done

status=0
report=$(${BIN:+"$BIN"/}datera-apply drift --no-color "${arguments[@]}" 2>&1) || status=$?
[ "$status" -eq 0 ] || printf '%s\n' "$report"
exit "$status"
