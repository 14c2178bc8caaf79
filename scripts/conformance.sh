#!/usr/bin/env bash
# Usage: scripts/conformance.sh [TOUR...]          (or: make conformance)
#
# Runs clients that nobody here wrote against the simulated array: the vendor's Python SDK and the Datera driver of
# OpenStack Cinder, both as PyPI serves them, over HTTP and HTTPS. Without arguments every tour of Tests/Conformance.
# Exit code 0 only when every check of every tour passed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tests=$root/Tests/Conformance
requirements=$tests/requirements.txt
environment=$root/.build/conformance-venv

fail() {
    printf 'conformance: %s\n' "$@" >&2
    exit 1
}

# A Python that is recent enough for Cinder and can make virtual environments: the one in PATH, else Debian's.
python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "no Python 3.11 or later with venv was found; \`make setup\` installs Debian's."

# The environment is made once for these requirements and this Python. It is marked only when it is whole, so that an
# interrupted run does not leave half of one.
wanted=$({ cat "$requirements"; "$python" -c 'import sys; print(sys.version, sys.base_prefix)'; } | sha256sum)
if [ "$(cat "$environment/complete" 2>/dev/null)" != "$wanted" ]; then
    echo "conformance: installing the clients from PyPI"
    rm -rf "$environment"
    "$python" -m venv "$environment"
    # The list is complete, so nothing is to be resolved: what is not on it is not needed. The constraint is for the
    # SDK's own build, which takes place in an environment apart.
    PIP_CONSTRAINT=$requirements "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        --requirement "$requirements" || fail "the clients could not be installed from PyPI."
    printf '%s\n' "$wanted" >"$environment/complete"
fi

DSP_SIMULATOR=$(swift build --package-path "$root" --show-bin-path)/dsp-simulator
[ -x "$DSP_SIMULATOR" ] || fail "there is no $DSP_SIMULATOR; \`make build\` makes it."
export DSP_SIMULATOR
# A person's proxy must not stand between clients and simulator.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
export no_proxy='*' PYTHONDONTWRITEBYTECODE=1

tours=("$@")
[ "${#tours[@]}" -gt 0 ] || tours=(sdk_tour cinder_tour schema_limits)
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
    "$environment/bin/python" -W ignore "$tests/$tour.py" </dev/null >"$logs/$tour" 2>&1 &
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
