#!/usr/bin/env bash
# Your first plan, without an array: starts a simulated one, shows what a manifest would do to it, and stops it again.
# Nothing is applied.
#
#   examples/first-plan.sh                                 plans manifests/single-database.yaml
#   examples/first-plan.sh manifests/company.yaml          plans another one
#
# Builds the programs first when they are missing. Needs nothing but this checkout (see README.md, "Quick start").
set -euo pipefail
# shellcheck source=scripts/simulator.sh
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/simulator.sh"

manifest=${1:-$root/manifests/single-database.yaml}

programs
start_simulator
datera-apply plan -f "$manifest"
