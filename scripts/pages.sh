#!/usr/bin/env bash
# Usage: scripts/pages.sh [--record]          (or: make pages)
#
# Opens the pages that `--format html` writes in Chromium, with 300 volumes of a simulated array, and has axe-core look for
# what cannot be read or reached. --record makes the screenshots in docs/pages anew. Tests/Pages says how. Needs Debian's
# chromium. Exit code 0 only when nothing was found.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tests=$root/Tests/Pages

fail() {
    printf 'pages: %s\n' "$@" >&2
    exit 1
}

command -v chromium >/dev/null || fail "there is no chromium; install Debian's package of that name."
python=$("$root/scripts/python-environment.sh" pages "$tests/requirements.txt")

programs=$(swift build --package-path "$root" --show-bin-path)
export DATERA_APPLY=$programs/datera-apply DSP_SIMULATOR=$programs/dsp-simulator
[ -x "$DATERA_APPLY" ] || fail "there is no $DATERA_APPLY; \`make build\` makes it."
# A person's proxy must not stand between program and simulator.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
export no_proxy='*' PYTHONDONTWRITEBYTECODE=1

exec "$python" "$tests/pages.py" "$@"
