#!/usr/bin/env bash
# Usage: scripts/soak.sh [PART]...          (make soak runs every part)
#
# Runs in full what `make test` samples, and writes counts, seeds and times to the table of that part in docs/soak.md:
#
#   manifest    a million mutated manifests (SOAK_MUTATIONS sets another number)
#   simulator   a million random requests to the simulated array (SOAK_REQUESTS sets another number), and its tests with
#               64 clients at once and with real connections under the thread sanitizer
#   executor    SIGKILL at every request of every apply, every fault at every request, 50 pairs of applies, 500 histories
#   races       two stacks, every verb of one against every verb of the other, at every write of one of them
#   approval    100,000 manifests that were changed in one key after their plan was approved, and each key at each place
#   rest        every other test with all its seeds and cases
#   images      applies that write an image and that fill the image cache, killed at 20 moments
#   thread      the tests under the thread sanitizer
#   address     the tests under the address sanitizer
#
# A part that fails leaves its table as it was. SOAK_SEED repeats a run with its seed. Expect a few hours on two cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
rows=$(mktemp)
trap 'rm -f "$log" "$rows"' EXIT

fail() {
    echo "soak: $1; the table of this part in docs/soak.md is left as it was" >&2
    exit 1
}

row() { printf '| %s | %s | %s | %s s |\n' "$1" "$2" "$3" "$4" >>"$rows"; }

# Timed tests need the machine for themselves, so nothing runs beside them.
options=(--disable-xctest --no-parallel)

# measured COMMAND...: runs it with its output in $log, and leaves its seconds in $elapsed.
measured() {
    local started=$SECONDS
    "$@" 2>&1 | tee "$log" || fail "a test failed"
    elapsed=$((SECONDS - started))
    grep -Eq 'Test run with [1-9][0-9]* tests?' "$log" || fail "no test ran: $*"
}

# suite NAME: runs one suite of the debug build.
suite() {
    swift build --build-tests
    measured swift test --skip-build "${options[@]}" --filter "$1"
}

# The seed that a test has printed.
seed() {
    local seed
    seed=$(sed -nE 's/.*[Ss]eed[ =:]+((0x)?[0-9A-Fa-f]+).*/\1/p' "$log" | head -n 1)
    [ -n "$seed" ] || fail "the test did not print its seed"
    echo "$seed"
}

# A suite that reports each of its figures as `SOAK | what | how many | seed N`.
reporting() {
    SOAK=1 suite "$1"
    grep -q '^SOAK | ' "$log" || fail "$1 reported no figures"
    while IFS='|' read -r _ what figures seed; do
        row "$(echo $what)" "$(echo $figures)" "${seed# seed }" "$elapsed"
    done < <(grep '^SOAK | ' "$log")
}

# sanitized SANITIZER FOLDER WHAT [OPTION...]: a build of its own for each, as sanitizers change every object file. The
# programs that the tests start are built so too, and a report in one of them changes its exit code. Each of those many
# would sleep a second at its end.
sanitized() {
    local number
    swift build --build-tests --sanitize="$1" --scratch-path ".build-$2"
    measured env SOAK_MUTATIONS=2000 SOAK_REQUESTS=2000 \
        TSAN_OPTIONS="suppressions=$PWD/scripts/thread-sanitizer.supp print_suppressions=0 atexit_sleep_ms=50" \
        ASAN_OPTIONS="malloc_context_size=100" \
        LSAN_OPTIONS="suppressions=$PWD/scripts/leak-sanitizer.supp print_suppressions=0" \
        swift test --skip-build --sanitize="$1" --scratch-path ".build-$2" "${options[@]}" "${@:4}"
    ! grep -Eq '(Thread|Address|Leak)Sanitizer' "$log" || fail "the $1 sanitizer has found something"
    number=$(sed -nE 's/.*Test run with ([0-9]+) tests?.*/\1/p' "$log" | tail -n 1)
    row "$3 under the $1 sanitizer" "$number, no report" - "$elapsed"
}

manifest() {
    export SOAK_MUTATIONS=${SOAK_MUTATIONS:-1000000}
    suite MutationTests
    row "mutated manifests" "$SOAK_MUTATIONS" "$(seed)" "$elapsed"
}

simulator() {
    export SOAK_REQUESTS=${SOAK_REQUESTS:-1000000}
    suite RandomRequestTests
    row "random requests" "$SOAK_REQUESTS" "$(seed)" "$elapsed"
    sanitized thread tsan "64 clients at once" --filter 'SimulationTests.(ConcurrencyTests|ServerTests)'
}

executor() {
    local name
    for name in CrashTests FaultTests RestartTests ConcurrencyTests HistoryTests; do reporting "AcceptanceTests.$name"; done
}

races() { reporting AcceptanceTests.RaceTests; }

approval() {
    local name
    for name in ApprovalTests ApprovalProgramTests FieldTableTests; do reporting "AcceptanceTests.$name"; done
}

images() { reporting AcceptanceTests.ImageKillTests; }

# What the other parts leave out: `make test` runs a third of the seeds and some of the cases.
rest() {
    swift build --build-tests
    SOAK=1 measured swift test --skip-build "${options[@]}" \
        --skip 'MutationTests|RandomRequestTests|(Crash|Fault|Restart|Concurrency|History|Race|Approval|ApprovalProgram|FieldTable|ImageKill)Tests'
    row "every other test, all seeds and cases" \
        "$(sed -nE 's/.*Test run with ([0-9]+) tests?.*/\1/p' "$log" | tail -n 1)" - "$elapsed"
}

thread() { sanitized thread tsan tests; }

address() { sanitized address asan tests; }

# Replaces what stands between the marks of a part in docs/soak.md.
publish() {
    {
        printf '| what | how many | seed | time |\n|---|---|---|---|\n'
        cat "$rows"
        printf '\nDebug build of %s, %s, %s cores.\n' \
            "$commit" "$(date -u +%Y-%m-%d)" "$(nproc)"
    } >"$log"
    awk -v first="<!-- $1 -->" -v last="<!-- end of $1 -->" -v table="$log" '
        $0 == last { inside = 0; found++ }
        !inside { print }
        $0 == first { inside = 1; found++; while ((getline line < table) > 0) print line }
        END { exit found != 2 }
    ' docs/soak.md >"$rows" || fail "docs/soak.md has no marks of this part"
    cp "$rows" docs/soak.md
}

parts=("$@")
[ $# -gt 0 ] || parts=(manifest simulator executor races approval images rest thread address)
for part in "${parts[@]}"; do
    case $part in
    manifest | simulator | executor | races | approval | images | rest | thread | address) ;;
    *)
        echo "soak: no part is called '$part'; there are manifest, simulator, executor, races, approval, images, rest, thread, address" >&2
        exit 64
        ;;
    esac
done
# Before anything is written to docs/soak.md.
commit=$(git describe --always --dirty)
for part in "${parts[@]}"; do
    : >"$rows"
    "$part"
    publish "$part"
    echo "soak: $part done; see docs/soak.md"
done
