#!/usr/bin/env bash
# Usage: [HALVES=1] scripts/test.sh OPTION...
#
# `swift test` with these options. What failed is said again at the end, because thousands of lines follow the first
# failure; before that, with --no-parallel, which suites took longest.
#
# With HALVES=1 two processes run half of the tests each, one test at a time: a test of whole programs mostly waits, so
# one process leaves a core idle. The second half's output follows the first's. Nothing is built then.
set -euo pipefail

# Whole programs, by the first letter of the suite. The other half has the rest of them and every test of a unit.
first_half='^AcceptanceTests\.[A-L]'

folder=$(mktemp -d)
log=$folder/log
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

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
if [ "${HALVES:-}" = 1 ]; then
    # `swift test` twice would meet at the build's database, so this calls what it calls.
    tests=$(swift build --show-bin-path)/datera-applyPackageTests.xctest
    "$tests" --testing-library swift-testing "$@" --filter "$first_half" >"$folder/first" 2>&1 </dev/null &
    first=$!
    "$tests" --testing-library swift-testing "$@" --skip "$first_half" >"$folder/second" 2>&1 </dev/null &
    second=$!
    tail -n +1 -f --pid="$first" "$folder/first"
    wait "$first" || status=$?
    tail -n +1 -f --pid="$second" "$folder/second"
    wait "$second" || status=$?
    cat "$folder/first" "$folder/second" >"$log"
else
    swift test "$@" 2>&1 | tee "$log" || status=$?
fi
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
