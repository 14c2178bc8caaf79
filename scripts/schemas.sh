#!/usr/bin/env bash
# Usage: scripts/schemas.sh          (or: make schemas)
#
# Holds the published JSON Schemas to what the program reads and writes, and the pipelines under examples/ to the schemas
# of their makers, zizmor and what happens to pull requests (docs/pipelines.md); with jsonschema, check-jsonschema,
# yamllint and zizmor as PyPI serves them, and Debian's shellcheck. Tests/Schemas says how.
# Exit code 0 only when everything agrees.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tests=$root/Tests/Schemas

fail() {
    printf 'schemas: %s\n' "$@" >&2
    exit 1
}

python=$("$root/scripts/python-environment.sh" schemas "$tests/requirements.txt")

programs=$(swift build --package-path "$root" --show-bin-path)
export DATERA_APPLY=$programs/datera-apply DSP_SIMULATOR=$programs/dsp-simulator
[ -x "$DATERA_APPLY" ] || fail "there is no $DATERA_APPLY; \`make build\` makes it."
# A person's proxy must not stand between program and simulator.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
export no_proxy='*' PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$tests

exec "$python" "$tests/check.py"
