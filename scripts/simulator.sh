# shellcheck shell=bash
# To be sourced: finds the programs of this checkout, starts a simulated array and stops it again.
#
#   programs            puts datera-apply and dsp-simulator into PATH: those in the folder $BIN, or else those of the
#                       debug build, which is made when it is missing
#   start_simulator     starts one on a free loopback port, with a log in $work, and exports DAT_MGMT, DAT_USER, DAT_PASS
#   $work               a temporary directory, removed at exit together with the simulator

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
simulator=

clean_up() {
    local status=$?
    trap - EXIT
    if [ -n "$simulator" ]; then
        kill "$simulator" 2>/dev/null || true
        # Five seconds to stop politely.
        for _ in {1..50}; do
            kill -0 "$simulator" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "$simulator" 2>/dev/null || true
        wait "$simulator" 2>/dev/null || true
    fi
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

programs() {
    local bin
    bin=${BIN:-$(swift build --package-path "$root" --show-bin-path)}
    if [ ! -x "$bin/datera-apply" ] || [ ! -x "$bin/dsp-simulator" ]; then
        if [ -n "${BIN:-}" ]; then
            echo "There is no datera-apply, or no dsp-simulator, in $BIN." >&2
            exit 1
        fi
        make -C "$root" --no-print-directory build
    fi
    PATH="$bin:$PATH"
}

start_simulator() {
    local line=
    # A person's own settings, and a proxy, must not lead a demonstration anywhere but to the simulator.
    unset DAT_TENANT DAT_API DAT_LDAP
    export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1

    # There from the start: the background shell opens its output later than the first look at it.
    : >"$work/simulator.out"
    dsp-simulator --port 0 >"$work/simulator.out" 2>"$work/simulator.err" </dev/null &
    simulator=$!
    for _ in {1..300}; do
        line=$(sed -nE 's|^dsp-simulator: listening on (http://127\.0\.0\.1:[0-9]+).*|\1|p' "$work/simulator.out")
        [ -z "$line" ] || break
        kill -0 "$simulator" 2>/dev/null || break
        sleep 0.1
    done
    if [ -z "$line" ]; then
        echo "The simulator did not come up. It said:" >&2
        cat "$work/simulator.out" "$work/simulator.err" >&2
        exit 1
    fi
    export DAT_MGMT=$line DAT_USER=admin DAT_PASS=password
}
