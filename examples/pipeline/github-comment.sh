#!/usr/bin/env bash
# Puts a plan into a comment of a pull request, or into the one that an earlier run has made for the same manifest.
#
#   GITHUB_REPOSITORY=acme/storage PULL_REQUEST=7 GH_TOKEN=... examples/pipeline/github-comment.sh plan.md
#
# Needs gh and jq, which GitHub's runners have.
set -euo pipefail

marker=$(head -n 1 "$1")
comments=repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments
# Only the bot's own: anybody can write a comment that begins like one.
own=$(gh api --paginate "$comments" | jq -rs --arg marker "$marker" --arg bot "${BOT:-github-actions[bot]}" \
    'add | map(select(.user.login == $bot and (.body | startswith($marker)))) | first | .id // empty')
if [ -n "$own" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$own" --field "body=@$1"
else
    gh api --silent --method POST "$comments" --field "body=@$1"
fi
