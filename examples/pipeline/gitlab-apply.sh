#!/usr/bin/env bash
# What a pipeline runs on merge: applies, for each stack, the plan that was reviewed in the merge request, or nothing.
#
#   CI_API_V4_URL=... CI_PROJECT_ID=... CI_COMMIT_SHA=... GITLAB_TOKEN=... examples/pipeline/gitlab-apply.sh stacks/*.yaml
#
# Takes the digests from the notes of gitlab-comment.sh and the allowed risks from the labels. Exit code: the first that
# is not 0. After a 5, open a new merge request, or plan by hand.
set -euo pipefail

# How the comment writes it; the backticks are Markdown's.
# shellcheck disable=SC2016
line='^Digest `(sha256:[0-9a-f]{64})`$'
here=$(dirname "$0")
project=$CI_API_V4_URL/projects/$CI_PROJECT_ID
api() { curl --silent --show-error --fail --header @<(printf 'PRIVATE-TOKEN: %s\n' "$GITLAB_TOKEN") "$@"; }

request=$(api "$project/repository/commits/$CI_COMMIT_SHA/merge_requests" | jq 'first // empty')
[ -n "$request" ] || { echo "$0: $CI_COMMIT_SHA does not come from a merge request, so no plan was approved." >&2; exit 7; }
number=$(jq -r .iid <<<"$request")
LABELS=$(jq -r '.labels | join(",")' <<<"$request")
export LABELS
me=$(api "$CI_API_V4_URL/user" | jq -r .id)
notes=$(api "$project/merge_requests/$number/notes?per_page=100&order_by=created_at&sort=asc")
worst=0
for manifest in "$@"; do
    digest=$(jq -r --arg marker "<!-- datera-apply $manifest -->" --argjson me "$me" \
        'map(select(.author.id == $me and (.body | startswith($marker)))) | first | .body // ""' <<<"$notes" |
        sed -nE "s/$line/\1/p" | head -n 1)
    status=0
    "$here/apply.sh" "$manifest" "$digest" || status=$?
    [ "$worst" -ne 0 ] || worst=$status
done
exit "$worst"
