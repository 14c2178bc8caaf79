#!/usr/bin/env bash
# Plans each stack of a pull request, and comments each plan.
#
#   GITHUB_REPOSITORY=acme/storage PULL_REQUEST=7 GH_TOKEN=... LABELS=... examples/pipeline/github-plan.sh stacks/*.yaml
#
# Every stack is planned, whatever becomes of the others. Exit code: the first that is not 0.
set -euo pipefail

here=$(dirname "$0")
comment=$(mktemp)
trap 'rm -f "$comment"' EXIT
worst=0
for manifest in "$@"; do
    status=0
    ANNOTATE=github "$here/plan.sh" "$manifest" "$comment" || status=$?
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$comment" >>"$GITHUB_STEP_SUMMARY"
    "$here/github-comment.sh" "$comment"
    [ "$worst" -ne 0 ] || worst=$status
done
exit "$worst"
