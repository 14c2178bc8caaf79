#!/usr/bin/env bash
# Usage: scripts/stages.sh TARGET...
#
# Makes these targets one after the other, and says at the end how long each took and, once more, what failed: thousands
# of lines may have followed it. Without a build nothing else is tried. Exits with the code of the first that failed.
set -euo pipefail

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

make=${MAKE:-make}
status=0
failed=()
summary=()
for target in "$@"; do
    started=$SECONDS
    outcome=passed
    code=0
    "$make" --no-print-directory "$target" 2>&1 | tee "$logs/$target" || code=$?
    if [ "$code" -ne 0 ]; then
        outcome=FAILED
        failed+=("$target")
        [ "$status" -ne 0 ] || status=$code
    fi
    summary+=("$(printf '%5d s  %-14s %s' $((SECONDS - started)) "$target" "$outcome")")
    [ "$target:$outcome" != build:FAILED ] || break
done

# The text that test.sh puts at its end, or the last lines of anything else.
for target in ${failed[@]+"${failed[@]}"}; do
    printf '\n==== %s failed:\n' "$target"
    if grep -q '^What failed:' "$logs/$target"; then
        sed -n '/^What failed:/,$p' "$logs/$target"
    elif grep -qE '(error|Error):' "$logs/$target"; then
        grep -E '(error|Error):' "$logs/$target" | sort -u | head -n 20
    else
        tail -n 20 "$logs/$target"
    fi
done
printf '\nWhere the time went:\n'
printf '%s\n' "${summary[@]}"
# Of suites, where one after the other was run; in parallel their times would say nothing.
grep -ahE '^Slowest: ' "$logs"/* | sed 's/^Slowest: /         /' || true
exit "$status"
