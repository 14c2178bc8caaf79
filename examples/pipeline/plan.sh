#!/usr/bin/env bash
# What a pipeline runs on a pull request: writes the plan as a comment, which ends with the digest that the merge approves.
#
#   DAT_MGMT=... DAT_USER=... DAT_PASS=... LABELS=allow-disruptive examples/pipeline/plan.sh stacks/production.yaml plan.md
#
# Reads only. The comment always says how it ended, also when the manifest is invalid or the array cannot be reached, so
# that it replaces an older one with its digest. Exit code: 0 with or without changes, 4 when the plan is blocked or needs
# a risk that no label allows, 65 for an invalid manifest, otherwise that of datera-apply. With ANNOTATE=github or
# ANNOTATE=gitlab the findings are written to standard output, too, for the lines of the manifest. DATERA_APPLY names the
# program when it is not in PATH.
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: DAT_MGMT=... DAT_USER=... DAT_PASS=... $0 MANIFEST COMMENT" >&2
    exit 64
fi
manifest=$1 comment=$2
datera_apply=${DATERA_APPLY:-datera-apply}
# The name gets into the comment, where it must not look like anything else.
if [[ ! $manifest =~ ^[A-Za-z0-9._/-]+$ ]]; then
    echo "$0: rename the manifest: its name may have letters, digits, '.', '_', '/' and '-' only." >&2
    exit 64
fi
mapfile -t flags < <("$(dirname "$0")/flags.sh" "${LABELS:-}")

report=$(mktemp)
trap 'rm -f "$report"' EXIT
status=0
"$datera_apply" plan -f "$manifest" --format markdown --as-apply "${flags[@]}" >"$report" || status=$?
{
    # By this line the comment is found again.
    echo "<!-- datera-apply $manifest -->"
    if [ -s "$report" ]; then
        cat "$report"
    else
        printf '### There is no plan\n\ndatera-apply ended with exit code %d; the log of the job says why.\n' "$status"
    fi
    # shellcheck disable=SC2016
    if grep -q '^⛔ \*\*Not allowed:' "$report"; then
        printf '\nTo allow it, set the label `allow-disruptive` or `allow-destroy`; the plan is then made anew.\n'
    fi
} >"$comment"
if [ -n "${ANNOTATE:-}" ]; then
    "$datera_apply" plan -f "$manifest" --format "$ANNOTATE" --as-apply "${flags[@]}" 2>/dev/null || true
fi
exit "$status"
