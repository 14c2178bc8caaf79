#!/usr/bin/env bash
# Usage: scripts/release.sh FOLDER          (or: make release)
#
# Builds both programs with optimization, Swift's own libraries inside and without symbols, and puts them into FOLDER as
# they lie below an installation's prefix: bin, shell completions, manual pages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dist=$1
programs=(datera-apply dsp-simulator)

# Only of this very checkout: sources that were unpacked inside another repository do not come from a commit of it.
commit="" date=""
if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ] && commit=$(git rev-parse HEAD 2>/dev/null); then
    date=$(git log -1 --format=%cs)
    # Sources that are in no commit, too.
    [ -z "$(git status --porcelain)" ] || commit+=-modified
    export DATERA_APPLY_COMMIT=$commit
fi

# No path of this folder in the programs: ConciseMagicFile for libraries in Swift 5 mode, the prefix map for C.
options=(-c release --static-swift-stdlib -Xlinker -s
    -Xswiftc -enable-upcoming-feature -Xswiftc ConciseMagicFile -Xcc "-ffile-prefix-map=$(pwd -P)/=")
for program in "${programs[@]}"; do
    swift build "${options[@]}" --product "$program" 2>&1 |
        sed "/'ConciseMagicFile' is already enabled/d"
done
bin=$(swift build "${options[@]}" --show-bin-path)

rm -rf "$dist"
mkdir -p "$dist"/{bin,share/man/man1,share/bash-completion/completions,share/zsh/site-functions} \
    "$dist/share/fish/vendor_completions.d"
for program in "${programs[@]}"; do
    cp "$bin/$program" "$dist/bin/"
    complete=("$dist/bin/$program" --generate-completion-script)
    "${complete[@]}" bash >"$dist/share/bash-completion/completions/$program"
    "${complete[@]}" zsh >"$dist/share/zsh/site-functions/_$program"
    "${complete[@]}" fish >"$dist/share/fish/vendor_completions.d/$program.fish"
    # The simulator comes with datera-apply and has no version of its own.
    version=$("$dist/bin/datera-apply" --version | sed -n '1s/.* //p')
    "$dist/bin/$program" --experimental-dump-help |
        jq -r --arg version "$version" --arg date "$date" -f scripts/manual.jq >"$dist/share/man/man1/$program.1"
done
"$dist/bin/datera-apply" --version
du -h "$dist"/bin/*
