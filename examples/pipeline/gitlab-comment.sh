#!/usr/bin/env bash
# Puts a plan into a note of a merge request, or into the one that an earlier run has made for the same manifest.
#
#   CI_API_V4_URL=... CI_PROJECT_ID=... CI_MERGE_REQUEST_IID=7 GITLAB_TOKEN=... examples/pipeline/gitlab-comment.sh plan.md
#
# GITLAB_TOKEN is a project access token with the scope api. Needs curl and jq.
set -euo pipefail

marker=$(head -n 1 "$1")
notes=$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes
# The token goes in by a file descriptor: arguments are seen by everybody on the machine.
api() { curl --silent --show-error --fail --header @<(printf 'PRIVATE-TOKEN: %s\n' "$GITLAB_TOKEN") "$@"; }

# Only the token's own: anybody can write a note that begins like one.
me=$(api "$CI_API_V4_URL/user" | jq -r .id)
own=$(api "$notes?per_page=100&order_by=created_at&sort=asc" | jq -r --arg marker "$marker" --argjson me "$me" \
    'map(select(.author.id == $me and (.body | startswith($marker)))) | first | .id // empty')
if [ -n "$own" ]; then
    api --request PUT --output /dev/null --data-urlencode "body@$1" "$notes/$own"
else
    api --request POST --output /dev/null --data-urlencode "body@$1" "$notes"
fi
