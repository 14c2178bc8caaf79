#!/usr/bin/env bash
# Prints what plan and apply are given leave for, one flag a line: by the labels of a pull request or merge request.
#
#   examples/pipeline/flags.sh allow-disruptive,allow-destroy
#
# A label allows a risk; so only those who may set labels can. How much may be deleted stands in the manifest (`guards`).
set -euo pipefail

case ,${1:-}, in *,allow-disruptive,*) echo --allow-disruptive ;; esac
case ,${1:-}, in *,allow-destroy,*) echo --allow-destroy ;; esac
