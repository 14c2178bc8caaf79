#!/usr/bin/env bash
# Usage: scripts/python-environment.sh NAME REQUIREMENTS     (called by conformance.sh, schemas.sh and others)
#
# Makes the virtual environment .build/NAME-venv with what a complete list of requirements names, and prints its Python.
# It is made once for these requirements and this Python, and marked only when it is whole, so that an interrupted run
# does not leave half of one.
set -euo pipefail

name=$1 requirements=$2
environment=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.build/$name-venv

fail() {
    printf '%s: %s\n' "$name" "$@" >&2
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

wanted=$({ cat "$requirements"; "$python" -c 'import sys; print(sys.version, sys.base_prefix)'; } | sha256sum)
if [ "$(cat "$environment/complete" 2>/dev/null)" != "$wanted" ]; then
    echo "$name: installing from PyPI" >&2
    rm -rf "$environment"
    "$python" -m venv "$environment"
    # The list is complete, so nothing is to be resolved: what is not on it is not needed. The constraint is for
    # packages that are built, which takes place in an environment apart.
    PIP_CONSTRAINT=$requirements "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        --requirement "$requirements" >&2 || fail "what $requirements lists could not be installed from PyPI."
    printf '%s\n' "$wanted" >"$environment/complete"
fi
echo "$environment/bin/python"
