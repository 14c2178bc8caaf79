#!/usr/bin/env bash
# Usage: scripts/check-installation.sh DESTDIR PREFIX
#
# Looks at what `make install` has put there: modes, the version, manual pages that print without a warning, and that
# nothing names the folder it was built in. `.ci/run` calls it.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
installed=$1$2

fail() {
    printf 'check-installation: %s\n' "$*" >&2
    exit 1
}

wrong=$(find "$installed" \( -path '*/bin/*' ! -perm 755 \) -o \( -type f ! -path '*/bin/*' ! -perm 644 \) -o \
    \( -type d ! -perm 755 \))
[ -z "$wrong" ] || fail "these have unusual modes: $wrong"
named=$(grep -rlaF -e "$top" -e "$1" "$installed" || true)
[ -z "$named" ] || fail "these name the folder they were built in or installed to: $named"

"$installed/bin/datera-apply" --version | grep -qE "^commit: $(git -C "$top" rev-parse HEAD)(-modified)?$" ||
    fail "datera-apply --version does not say the commit"
for program in datera-apply dsp-simulator; do
    bash -n "$installed/share/bash-completion/completions/$program"
    for completion in "zsh/site-functions/_$program" "fish/vendor_completions.d/$program.fish"; do
        grep -qF "$program" "$installed/share/$completion" || fail "$completion completes nothing"
    done
    page=$installed/share/man/man1/$program.1
    if command -v man >/dev/null; then
        warnings=$(man --warnings -l -Tutf8 -P cat "$page" 2>&1 >/dev/null)
        [ -z "$warnings" ] || fail "$page: $warnings"
    else
        echo "check-installation: no man here, so $page was not looked at" >&2
    fi
done
find "$installed" -type f -printf '%m %9s %P\n' | sort -k3
