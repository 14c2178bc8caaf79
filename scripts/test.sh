#!/usr/bin/env bash
# Usage: scripts/test.sh OPTION...
#
# `swift test` with these options. What failed is said again at the end, because thousands of lines follow the first
# failure; before that, with --no-parallel, which suites took longest.
set -euo pipefail

log=$(mktemp)
trap 'rm -f "$log"' EXIT

slowest_suites() {
    grep -aE '^. Suite .* (passed|failed) after [0-9.]+ seconds' "$log" |
        sed -E 's/^. Suite "?([^"]*)"? (passed|failed) after ([0-9.]+) seconds.*/\3 \1/' | sort -rn | head -n 10 |
        while read -r seconds suite; do
            # Its file, where the name is not that of several.
            mapfile -t files < <(grep -rlE "^ *(@Suite.* )?struct $suite\b" --include='*.swift' Tests)
            [ "${#files[@]}" -ne 1 ] || suite=${files[0]}
            printf 'Slowest: %5.0f s  %s\n' "$seconds" "$suite"
        done
}

status=0
swift test "$@" 2>&1 | tee "$log" || status=$?
if [ "${QUICK_TESTS:-}" = 1 ]; then
    echo "Left to \`make test\`: whole programs, and $(grep -acE '^. Test .* skipped' "$log" || true) slow tests of units."
fi
case " $* " in *' --no-parallel '*) slowest_suites || true ;; esac
if [ "$status" -ne 0 ]; then
    printf '\nWhat failed:\n'
    # An issue and the lines about it. A program's whole output may be among them.
    grep -aE "^(✘ Test .* recorded an issue|↳|error:)" "$log" |
        grep -avE "Testing Library Version|Target Platform" | cut -c 1-400 | tail -n 40 || true
    grep -aE '^✘ Test run' "$log" || echo "The tests did not get to their end."
fi
exit "$status"
