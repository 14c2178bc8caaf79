#!/usr/bin/env bash
# What a pipeline runs on merge: applies, for each stack, the plan that was reviewed in the pull request, or nothing.
#
#   GITHUB_REPOSITORY=acme/storage GITHUB_SHA=... GH_TOKEN=... examples/pipeline/github-apply.sh stacks/*.yaml
#
# Takes the digests from the comments of github-comment.sh and the allowed risks from the labels. Exit code: the first
# that is not 0. After a 5, open a new pull request, or plan by hand.
set -euo pipefail

# How the comment writes it; the backticks are Markdown's.
# shellcheck disable=SC2016
line='^Digest `(sha256:[0-9a-f]{64})`$'
here=$(dirname "$0")
pull=$(gh api "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA/pulls" | jq 'first // empty')
[ -n "$pull" ] || { echo "$0: $GITHUB_SHA does not come from a pull request, so no plan was approved." >&2; exit 7; }
number=$(jq -r .number <<<"$pull")
LABELS=$(jq -r '[.labels[].name] | join(",")' <<<"$pull")
export LABELS
comments=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" | jq -s 'add')
worst=0
for manifest in "$@"; do
    digest=$(jq -r --arg marker "<!-- datera-apply $manifest -->" --arg bot "${BOT:-github-actions[bot]}" \
        'map(select(.user.login == $bot and (.body | startswith($marker)))) | first | .body // ""' <<<"$comments" |
        sed -nE "s/$line/\1/p" | head -n 1)
    status=0
    "$here/apply.sh" "$manifest" "$digest" || status=$?
    [ "$worst" -ne 0 ] || worst=$status
done
exit "$worst"
