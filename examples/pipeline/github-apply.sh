#!/usr/bin/env bash
# What a pipeline runs on merge: applies the plan that was reviewed in the pull request, or nothing.
#
#   GITHUB_REPOSITORY=acme/storage GITHUB_SHA=... GH_TOKEN=... examples/pipeline/github-apply.sh stacks/production.yaml
#
# Takes the digest from the comment of github-comment.sh. Exit code: that of datera-apply; 5 when the array, or what was
# merged, is no longer what the plan was made for: then open a new pull request, or plan by hand.
set -euo pipefail

# How the comment writes it; the backticks are Markdown's.
# shellcheck disable=SC2016
line='^Digest `(sha256:[0-9a-f]{64})`$'
datera_apply=${DATERA_APPLY:-datera-apply}
marker=$("$datera_apply" plan -f "$1" --format markdown | head -n 1) || true
number=$(gh api "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA/pulls" | jq -r 'first | .number // empty')
[ -n "$number" ] || { echo "$0: $GITHUB_SHA does not come from a pull request, so no plan was approved." >&2; exit 7; }
digest=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" |
    jq -rs --arg marker "$marker" --arg bot "${BOT:-github-actions[bot]}" \
        'add | map(select(.user.login == $bot and (.body | startswith($marker)))) | first | .body // ""' |
    sed -nE "s/$line/\1/p" | head -n 1)
if [ -z "$digest" ]; then
    # Nothing was planned, so nothing may be left to do.
    exec "$datera_apply" plan -f "$1" --detailed-exitcode
fi
"$datera_apply" apply -f "$1" --approve "$digest"
