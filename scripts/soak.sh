#!/usr/bin/env bash
# Usage: scripts/soak.sh          (or: make soak)
#
# Runs in full what `make test` samples, and writes counts, seeds and times to docs/soak.md:
#
#   1. a million mutated manifests (SOAK_MUTATIONS sets another number)
#   2. SIGKILL at every request of every apply, every fault at every request, 50 pairs of applies, 500 histories
#   3. every test under the thread sanitizer and under the address sanitizer (SOAK_SANITIZERS=no leaves this out)
#
# SOAK_SEED repeats a run with its seed. Expect a few hours on two cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export SOAK_MUTATIONS=${SOAK_MUTATIONS:-1000000}
log=$(mktemp)
rows=$(mktemp)
trap 'rm -f "$log" "$rows"' EXIT

fail() {
    echo "soak: $1; docs/soak.md is left as it was" >&2
    exit 1
}

row() { printf '| %s | %s | %s | %s s |\n' "$1" "$2" "$3" "$4" >>"$rows"; }

# measured COMMAND...: runs it with its output in $log, and leaves its seconds in $elapsed.
measured() {
    local started=$SECONDS
    "$@" 2>&1 | tee "$log" || fail "a test failed"
    elapsed=$((SECONDS - started))
    grep -Eq 'Test run with [1-9][0-9]* tests?' "$log" || fail "no test ran: $*"
}

# Timed tests need the machine for themselves, so nothing runs beside them.
options=(--disable-xctest --no-parallel)

measured swift test --skip-build "${options[@]}" --filter Mutation
seed=$(sed -nE 's/.*[Ss]eed[ =:]+((0x)?[0-9A-Fa-f]+).*/\1/p' "$log" | head -n 1)
[ -n "$seed" ] || fail "the test did not print its seed"
row "mutated manifests" "$SOAK_MUTATIONS" "$seed" "$elapsed"

for suite in CrashTests FaultTests ConcurrencyTests HistoryTests; do
    SOAK=1 measured swift test --skip-build "${options[@]}" --filter "$suite"
    grep -q '^SOAK | ' "$log" || fail "$suite reported no figures"
    while IFS='|' read -r _ what figures seed; do
        seed=${seed# seed }
        row "$(echo $what)" "$(echo $figures)" "$seed" "$elapsed"
    done < <(grep '^SOAK | ' "$log")
done

# A build of its own for each: sanitizers change every object file.
sanitized() {
    measured swift test --sanitize="$1" --scratch-path ".build-$2" "${options[@]}"
    ! grep -Eq 'ThreadSanitizer|AddressSanitizer|LeakSanitizer' "$log" || fail "the $1 sanitizer has found something"
    row "every test, $1 sanitizer" "$(sed -nE 's/.*Test run with ([0-9]+) tests?.*/\1 tests/p' "$log" | tail -n 1)" - "$elapsed"
}
if [ "${SOAK_SANITIZERS:-yes}" != no ]; then
    sanitized thread tsan
    sanitized address asan
fi

mkdir -p docs
cat >docs/soak.md <<REPORT
# Soak

Written by \`make soak\`, which runs in full what \`make test\` samples; repeat it with \`SOAK_SEED\`.

* Mutated manifests: every one must end in diagnostics or in a stack; no trap, no hang.
* Crash points: for every manifest under \`manifests/\` and every act of every scenario, the apply is killed with
  SIGKILL at each of its requests, once before the array carries it out and once after. The same command then
  succeeds without flags or waiting, and the array is as after an uninterrupted run.
* Faults: each request's answer lost before and after the commit, each session expired, 503 on 30 %, a REST server
  that starts, connections refused for a while. Exit code 0, and the array as after an undisturbed run.
* Two applies: started together and overlapping. One ends with 6, or waits and finds everything done.
* Histories: three random stacks applied in order end where the last alone ends.

| what | how many | seed | time |
|---|---|---|---|
$(cat "$rows")

Debug build of $(git describe --always --dirty), $(date -u +%Y-%m-%d), $(nproc) cores.
REPORT
echo "soak: done; see docs/soak.md"
