#!/usr/bin/env bash
# Usage: [BIN=FOLDER] scripts/demo.sh          (or: make demo)
#
# With BIN, the programs in that folder are shown, for instance installed ones.
#
# The whole life of a small stack against a simulated array: validate, plan, apply, an empty second plan, then an
# edit, its plan, its apply, and an empty plan again. Stops at the first exit code that is not the expected one.
set -euo pipefail
# shellcheck source=scripts/simulator.sh
. "$(dirname "${BASH_SOURCE[0]}")/simulator.sh"

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\e[1m' plain=$'\e[0m'
fi

say() { printf '\n%s# %s%s\n' "$bold" "$1" "$plain"; }

# run EXPECTED COMMAND...: shows the command, runs it, and insists on its exit code.
run() {
    local expected=$1 status=0
    shift
    printf '%s$ %s%s\n' "$bold" "$*" "$plain"
    "$@" || status=$?
    if [ "$status" -ne "$expected" ]; then
        echo "demo: the exit code was $status, expected $expected" >&2
        exit 1
    fi
}

programs
start_simulator
say "A simulated array is listening on $DAT_MGMT"
for variable in DAT_MGMT DAT_USER DAT_PASS; do
    echo "export $variable=${!variable}"
done

# Copies, because the manifest is edited further down.
cd "$work"
stack=single-database.yaml
cp "$root/manifests/$stack" .
cp $stack before.yaml

say "Is the manifest right? (reads files only)"
run 0 datera-apply validate -f $stack
say "What would happen? (only reads from the array)"
run 0 datera-apply plan -f $stack
say "Do it."
run 0 datera-apply apply -f $stack --yes
say "Nothing is left to do, says the exit code: 0. It would be 2 otherwise."
run 0 datera-apply plan -f $stack --detailed-exitcode
say "What the array holds now:"
run 0 datera-apply list

say "The database grows and gets faster."
sed -i -e '/orders-data:/s/512GiB/768GiB/' -e 's/total_iops_max: 20000/total_iops_max: 30000/' $stack
run 1 diff before.yaml $stack
say "The plan names each difference, and now the exit code is 2."
run 2 datera-apply plan -f $stack --detailed-exitcode
say "Do it, and look again."
run 0 datera-apply apply -f $stack --yes
run 0 datera-apply plan -f $stack --detailed-exitcode

say "Done. The simulator stops now, and everything in it is gone."
