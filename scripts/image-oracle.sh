#!/usr/bin/env bash
# Usage: scripts/image-oracle.sh          (or: make image-oracle)
#
# Holds the image inspector to the one of OpenStack (oslo.utils as PyPI serves it): what that calls unsafe must be refused
# here. The images are those of Tests/ImagingTests: hostile ones, good ones, and good ones with random bytes changed.
# Exit code 0 only when there is no exception.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tests=$root/Tests/ImageOracle

python=$("$root/scripts/python-environment.sh" image-oracle "$tests/requirements.txt")
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

IMAGE_CORPUS=$corpus swift test --package-path "$root" --skip-build --disable-xctest --filter ImageCorpusTests
PYTHONDONTWRITEBYTECODE=1 "$python" "$tests/compare.py" "$corpus"
