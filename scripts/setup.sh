#!/usr/bin/env bash
# Usage: scripts/setup.sh PACKAGE...
#
# Installs the Debian packages that are missing. When nothing is missing it changes nothing, asks nothing and
# needs no rights. `make setup` runs it.
set -euo pipefail

fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    # Not Debian or a relative of it. The libraries may be there under other package names.
    if pkg-config --exists yaml-0.1 libcurl libcrypto 2>/dev/null; then
        exit 0
    fi
    fail "this is not a Debian system, so nothing was installed." \
        "Please install libyaml, libcurl and OpenSSL's libcrypto with their headers, and pkg-config." \
        "On Debian these would be: $*"
fi

missing=()
for package in "$@"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "missing packages: ${missing[*]}" \
        "Installing them needs root, and there is no sudo. As root: apt-get install ${missing[*]}"
    as_root=(sudo)
    # Without a terminal no password can be typed: fail at once instead of waiting for one.
    [ -t 0 ] || as_root+=(-n)
fi
as_root+=(env DEBIAN_FRONTEND=noninteractive)

echo "setup: installing ${missing[*]}"
# A stale list may still do; if it does not, the install says so.
"${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=120 update ||
    echo "setup: apt-get update failed; trying with the package lists at hand" >&2
"${as_root[@]}" apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 install "${missing[@]}" ||
    fail "could not install: ${missing[*]}" \
        "As root: apt-get update && apt-get install ${missing[*]}"

# Debian starts the iSCSI target that it has just installed, on port 3260 of every address. Simulators need that port.
if [[ " ${missing[*]} " == *" tgt "* ]] && [ -d /run/systemd/system ]; then
    "${as_root[@]}" systemctl disable --quiet --now tgt || echo "setup: could not stop tgt, which has port 3260" >&2
fi
