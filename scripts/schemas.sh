#!/usr/bin/env bash
# Usage: scripts/schemas.sh          (or: make schemas)
#
# Holds the published JSON Schemas to what the program reads and writes, and the pipelines under examples/ to the schemas
# of their makers; with jsonschema, check-jsonschema and yamllint as PyPI serves them. Tests/Schemas says how.
# Exit code 0 only when everything agrees.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tests=$root/Tests/Schemas
environment=$root/.build/schemas-venv

fail() {
    printf 'schemas: %s\n' "$@" >&2
    exit 1
}

python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import ensurepip' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "no Python 3 with venv was found; \`make setup\` installs Debian's."

# Made once for these requirements and this Python, and marked only when it is whole.
wanted=$({ cat "$tests/requirements.txt"; "$python" -c 'import sys; print(sys.version, sys.base_prefix)'; } | sha256sum)
if [ "$(cat "$environment/complete" 2>/dev/null)" != "$wanted" ]; then
    echo "schemas: installing the validators from PyPI"
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        --requirement "$tests/requirements.txt" || fail "the validators could not be installed from PyPI."
    printf '%s\n' "$wanted" >"$environment/complete"
fi

programs=$(swift build --package-path "$root" --show-bin-path)
export DATERA_APPLY=$programs/datera-apply DSP_SIMULATOR=$programs/dsp-simulator
[ -x "$DATERA_APPLY" ] || fail "there is no $DATERA_APPLY; \`make build\` makes it."
# A person's proxy must not stand between program and simulator.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
export no_proxy='*' PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$tests

status=0
"$environment/bin/python" "$tests/check.py" || status=1
exit "$status"
