#!/usr/bin/env bash
# Usage: scripts/soak.sh          (or: make soak)
#
# Feeds the manifest loader a million mutated manifests, where `make test` uses fewer, and writes what came out to
# docs/soak.md. SOAK_MUTATIONS sets another number. The seed is the one that the test prints.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export SOAK_MUTATIONS=${SOAK_MUTATIONS:-1000000}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

fail() {
    echo "soak: $1; docs/soak.md is left as it was" >&2
    exit 1
}

started=$SECONDS
swift test --skip-build --disable-xctest --filter Mutation 2>&1 | tee "$log" || fail "a test failed"
elapsed=$((SECONDS - started))

grep -Eq 'Test run with [1-9][0-9]* tests?' "$log" || fail "no test with 'Mutation' in its name ran"
seed=$(sed -nE 's/.*[Ss]eed[ =:]+((0x)?[0-9A-Fa-f]+).*/\1/p' "$log" | head -n 1)
[ -n "$seed" ] || fail "the test did not print its seed"

mkdir -p docs
cat >docs/soak.md <<REPORT
# Soak: mutated manifests

Every mutation of a good or a bad manifest must end in diagnostics or in a stack: no trap, no hang.
Written by \`make soak\`; repeat it with the same seed and the same number.

| what | value |
|---|---|
| mutations | $SOAK_MUTATIONS |
| seed | $seed |
| time | $elapsed s, debug build |
| commit | $(git describe --always --dirty) |
| date | $(date -u +%Y-%m-%d) |
REPORT
echo "soak: $SOAK_MUTATIONS mutations with seed $seed in $elapsed s; see docs/soak.md"
