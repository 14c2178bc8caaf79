#!/usr/bin/env bash
# Usage: scripts/check-metrics.sh
#
# Drift metrics against the real tools of Debian: promtool checks the file, node_exporter's textfile collector serves it,
# promtool tests the alert rules, and every metric that rules and dashboard name is one that is written. Needs the
# programs of `make build` in .build/debug (or BIN) and the packages prometheus and prometheus-node-exporter; their
# programs may also be named by PROMTOOL and NODE_EXPORTER.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin=${BIN:-.build/debug}
promtool=${PROMTOOL:-promtool}
exporter=${NODE_EXPORTER:-prometheus-node-exporter}
for tool in "$promtool" "$exporter" curl; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is missing; apt-get install prometheus prometheus-node-exporter" >&2; exit 1; }
done

scratch=$(mktemp -d)
processes=()
finish() {
    [ "${#processes[@]}" -eq 0 ] || kill "${processes[@]}" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT
fail() { echo "$0: $*" >&2; exit 1; }

"$bin/dsp-simulator" --host 127.0.0.1 --port 0 --username admin --password password >"$scratch/simulator" &
processes+=($!)
for _ in $(seq 100); do
    grep -q http "$scratch/simulator" && break
    sleep 0.1
done
export HOME=$scratch CI=true DAT_USER=admin DAT_PASS=password
DAT_MGMT=$(grep -o 'http://[0-9.:]*' "$scratch/simulator")
export DAT_MGMT

mkdir "$scratch/textfile"
metrics=$scratch/textfile/orders.prom
cat >"$scratch/stack.yaml" <<'MANIFEST'
apiVersion: datera-apply/v1
kind: Stack
stack: orders
volumes: {ledger: {size: 10GiB}, journal: {size: 10GiB}}
MANIFEST
umask 077
drift() {
    local status=0
    "$bin/datera-apply" drift -f "$scratch/stack.yaml" --metrics-textfile "$metrics" >"$scratch/report" 2>&1 || status=$?
    echo "$status"
}
value() { grep -F "$1" "$metrics" | sed 's/.* //'; }

# Nothing applied yet: two volumes are missing.
[ "$(drift)" = 2 ] || fail "drift before the apply: $(cat "$scratch/report")"
[ "$(value 'kind="volume",classification="absent"')" = 2 ] || fail "two volumes are not counted as absent"
"$bin/datera-apply" apply --yes -f "$scratch/stack.yaml" >/dev/null
[ "$(drift)" = 0 ] || fail "drift after the apply: $(cat "$scratch/report")"
[ "$(value 'kind="volume",classification="absent"')" = 0 ] || fail "a series without drift must stay, with 0"
[ "$(stat -c %a "$metrics")" = 644 ] || fail "the collector cannot read the file"
"$promtool" check metrics <"$metrics"

# A run that fails keeps what it cannot know.
success=$(value 'last_success_timestamp_seconds{')
[ "$(DAT_PASS=wrong drift)" = 77 ] || fail "a refused login is not 77"
[ "$(value 'last_run_exit_code{')" = 77 ] || fail "the exit code is not written"
[ "$(value 'last_success_timestamp_seconds{')" = "$success" ] || fail "the time of the last success is lost"
grep -q 'datera_apply_in_sync{stack="orders"} 2' "$metrics" || fail "the values of the run before are lost"
"$promtool" check metrics <"$metrics"
[ "$(echo "$scratch"/textfile/*)" = "$metrics" ] || fail "a draft is left beside the file"

# The real collector.
: >"$scratch/exporter"
"$exporter" --collector.disable-defaults --collector.textfile --collector.textfile.directory "$scratch/textfile" \
    --web.listen-address 127.0.0.1:0 2>"$scratch/exporter" &
processes+=($!)
for _ in $(seq 100); do
    address=$(sed -n 's/.*[Ll]istening on.* address=\([0-9.:]*\).*/\1/p' "$scratch/exporter" | head -n 1)
    [ -z "$address" ] || break
    sleep 0.1
done
[ -n "$address" ] || fail "node_exporter does not listen: $(cat "$scratch/exporter")"
curl --silent --fail "http://$address/metrics" >"$scratch/scraped"
grep -q '^node_textfile_scrape_error 0' "$scratch/scraped" || fail "the collector refuses the file"
# It sorts the labels, so that names and values are compared.
samples() { grep '^datera_apply_' "$1" | sed 's/{[^}]*}//' | awk '{ printf "%s %.3f\n", $1, $2 }' | sort; }
diff <(samples "$metrics") <(samples "$scratch/scraped") || fail "node_exporter serves something else"

# Rules and dashboard.
"$promtool" check rules examples/alert-rules.yaml
"$promtool" test rules examples/alert-rules-test.yaml
while read -r name; do
    grep -q "^# TYPE $name gauge" "$metrics" || fail "no run writes $name"
done < <(grep -oh 'datera_apply_[a-z_]*' examples/alert-rules.yaml examples/grafana-dashboard.json | sort -u)
echo "metrics: written, checked by promtool, served by node_exporter; rules tested."
