#!/usr/bin/env bash
# Usage: scripts/conformance.sh [TOUR...]          (or: make conformance)
#
# Runs clients of other projects against the simulated array: the vendor's Python SDK and the Datera driver of
# OpenStack Cinder, both as PyPI serves them, over HTTP and HTTPS. Without arguments every tour of Tests/Conformance.
# Exit code 0 only when every check of every tour passed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tests=$root/Tests/Conformance

fail() {
    printf 'conformance: %s\n' "$@" >&2
    exit 1
}

python=$("$root/scripts/python-environment.sh" conformance "$tests/requirements.txt")

DSP_SIMULATOR=$(swift build --package-path "$root" --show-bin-path)/dsp-simulator
[ -x "$DSP_SIMULATOR" ] || fail "there is no $DSP_SIMULATOR; \`make build\` makes it."
DATERA_APPLY=$(dirname "$DSP_SIMULATOR")/datera-apply
[ -x "$DATERA_APPLY" ] || fail "there is no $DATERA_APPLY; \`make build\` makes it."
export DSP_SIMULATOR DATERA_APPLY
# A person's proxy must not stand between clients and simulator.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
export no_proxy='*' PYTHONDONTWRITEBYTECODE=1

tours=("$@")
[ "${#tours[@]}" -gt 0 ] || tours=(sdk_tour cinder_tour handover_tour schema_limits)
# All at once, since each spends half of its time waiting; the texts follow one after the other.
logs=$(mktemp -d)
running=()
clean_up() {
    local status=$?
    trap - EXIT
    [ "${#running[@]}" -eq 0 ] || kill "${running[@]}" 2>/dev/null || true
    wait
    rm -rf "$logs"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for tour in "${tours[@]}"; do
    # Eventlet, which Cinder imports, warns of its own end at every start.
    "$python" -W ignore "$tests/$tour.py" </dev/null >"$logs/$tour" 2>&1 &
    running+=($!)
done
status=0
for index in "${!tours[@]}"; do
    wait "${running[$index]}" || status=1
    printf '\n== %s\n' "${tours[$index]}"
    cat "$logs/${tours[$index]}"
done
running=()
exit "$status"
