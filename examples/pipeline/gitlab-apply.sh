#!/usr/bin/env bash
# What a pipeline runs on merge: applies the plan that was reviewed in the merge request, or nothing.
#
#   CI_API_V4_URL=... CI_PROJECT_ID=... CI_COMMIT_SHA=... GITLAB_TOKEN=... examples/pipeline/gitlab-apply.sh stacks/a.yaml
#
# Takes the digest from the note of gitlab-comment.sh. Exit code: that of datera-apply; 5 when the array, or what was
# merged, is no longer what the plan was made for.
set -euo pipefail

# How the comment writes it; the backticks are Markdown's.
# shellcheck disable=SC2016
line='^Digest `(sha256:[0-9a-f]{64})`$'
datera_apply=${DATERA_APPLY:-datera-apply}
project=$CI_API_V4_URL/projects/$CI_PROJECT_ID
api() { curl --silent --show-error --fail --header "PRIVATE-TOKEN: $GITLAB_TOKEN" "$@"; }

marker=$("$datera_apply" plan -f "$1" --format markdown | head -n 1) || true
number=$(api "$project/repository/commits/$CI_COMMIT_SHA/merge_requests" | jq -r 'first | .iid // empty')
[ -n "$number" ] || { echo "$0: $CI_COMMIT_SHA does not come from a merge request, so no plan was approved." >&2; exit 7; }
me=$(api "$CI_API_V4_URL/user" | jq -r .id)
digest=$(api "$project/merge_requests/$number/notes?per_page=100&order_by=created_at&sort=asc" |
    jq -r --arg marker "$marker" --argjson me "$me" \
        'map(select(.author.id == $me and (.body | startswith($marker)))) | first | .body // ""' |
    sed -nE "s/$line/\1/p" | head -n 1)
if [ -z "$digest" ]; then
    # Nothing was planned, so nothing may be left to do.
    exec "$datera_apply" plan -f "$1" --detailed-exitcode
fi
"$datera_apply" apply -f "$1" --approve "$digest"
