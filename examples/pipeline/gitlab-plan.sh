#!/usr/bin/env bash
# Plans each stack of a merge request, and writes each plan as a note.
#
#   CI_API_V4_URL=... CI_PROJECT_ID=... CI_MERGE_REQUEST_IID=7 GITLAB_TOKEN=... examples/pipeline/gitlab-plan.sh stacks/*.yaml
#
# The findings at the lines of the manifests go to gl-code-quality.json. Every stack is planned, whatever becomes of the
# others. Exit code: the first that is not 0.
set -euo pipefail

here=$(dirname "$0")
comment=$(mktemp)
findings=$(mktemp)
trap 'rm -f "$comment" "$findings"' EXIT
export LABELS=${CI_MERGE_REQUEST_LABELS:-}
worst=0
for manifest in "$@"; do
    status=0
    ANNOTATE=gitlab "$here/plan.sh" "$manifest" "$comment" >>"$findings" || status=$?
    "$here/gitlab-comment.sh" "$comment"
    [ "$worst" -ne 0 ] || worst=$status
done
jq -s 'add // []' "$findings" >gl-code-quality.json
exit "$worst"
