"""The pipelines under examples/, as their forges would run them, against a simulated array.

Each is parsed, and the commands of its jobs are run in bash, one after the other, with the variables that it sets; where
they talk to their forge, a small one with comments, labels and nothing else answers. What is commented, whether the
check is green and what a merge applies is docs/pipelines.md: it is made here, and compared.
"""
import concurrent.futures
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import urllib.parse

import yaml

BOT = {"id": 1, "login": "github-actions[bot]"}
STRANGER = {"id": 2, "login": "stranger"}

GH = """#!/usr/bin/env python3
import json, os, sys, urllib.request, urllib.parse
arguments = sys.argv[2:]
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
field = arguments[arguments.index("--field") + 1] if "--field" in arguments else None
path = next(text for text in arguments if text.startswith("repos/"))
body = None
if field:
    name, value = field.split("=", 1)
    body = urllib.parse.urlencode({name: open(value[1:]).read() if value[0] == "@" else value}).encode()
request = urllib.request.Request(os.environ["FORGE"] + "/" + path, data=body, method=method)
text = urllib.request.urlopen(request).read().decode()
if "--silent" not in arguments:
    print(text)
"""


class Forge:
    """Pull requests with labels and comments, in the words of GitHub and of GitLab."""

    def __init__(self, kind):
        self.kind, self.comments, self.labels, self.lock = kind, [], {}, threading.Lock()
        # Somebody who would like another plan to be applied.
        forged = "<!-- datera-apply stacks/production.yaml -->\nDigest `sha256:" + "0" * 64 + "`\n"
        for number in (7, 8):
            self.add(number, forged, STRANGER)

    def add(self, number, body, author):
        self.comments.append(
            {"id": len(self.comments) + 1, "number": number, "body": body, "user": author, "author": author})

    def __enter__(self):
        forge = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, body=None):
                path = urllib.parse.urlparse(self.path).path
                with forge.lock:
                    text = json.dumps(forge.answer(self.command, path, body)).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_GET(self):
                self.answer()

            def do_POST(self):
                data = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.answer(urllib.parse.parse_qs(data, keep_blank_values=True)["body"][0])

            do_PUT = do_PATCH = do_POST

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, method, path, body):
        if path.endswith("/user"):
            return BOT
        if path.endswith(("/pulls", "/merge_requests")):
            # A commit is called after the pull request that it merges.
            number = int(path.split("/")[-2])
            labels = self.labels.get(number, [])
            return [{"number": number, "iid": number,
                     "labels": [{"name": name} for name in labels] if self.kind == "github" else labels}]
        if method in ("PUT", "PATCH"):
            next(comment for comment in self.comments if str(comment["id"]) == path.rsplit("/", 1)[1])["body"] = body
            return {}
        number = int(path.split("/")[-2])
        if method == "GET":
            return [comment for comment in self.comments if comment["number"] == number]
        self.add(number, body, BOT)
        return {}

    def own(self, number):
        return [comment["body"] for comment in self.comments
                if comment["user"] is BOT and comment["number"] == number]


class Pipeline:
    """A workflow of one forge in a folder of its own, as a runner would have it."""

    def __init__(self, kind, path, array, root, forge, folder):
        self.kind, self.path, self.array, self.forge = kind, path, array, forge
        self.folder = pathlib.Path(folder)
        shutil.copytree(root / "examples/pipeline", self.folder / "examples/pipeline")
        (self.folder / "stacks").mkdir()
        (self.folder / "bin").mkdir()
        (self.folder / "bin/gh").write_text(GH)
        (self.folder / "bin/gh").chmod(0o755)

    def write(self, text, name="production"):
        (self.folder / f"stacks/{name}.yaml").write_text(text)

    def copy(self, folder):
        """The same as another checkout."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        other = Pipeline.__new__(Pipeline)
        other.__dict__ = self.__dict__ | {"folder": pathlib.Path(folder)}
        return other

    def run(self, job, number=7, **changes):
        """The exit code of the first command that fails; the others are not run."""
        connection = {name: self.array.environment[name] for name in ("DAT_MGMT", "DAT_USER", "DAT_PASS")} | changes
        labels = ",".join(self.forge.labels.get(number, []))
        environment = {
            "PATH": f"{self.folder / 'bin'}:{os.path.dirname(os.environ['DATERA_APPLY'])}:/usr/bin:/bin", "CI": "true",
            "HOME": str(self.folder), "FORGE": self.forge.url, "GITHUB_REPOSITORY": "acme/storage",
            "GITHUB_SHA": str(number), "APPLY_PAUSE": "1", "APPLY_ATTEMPTS": "8"}
        if self.kind == "github":
            commands = github_commands(self.path, job, {
                "vars.DAT_MGMT": connection["DAT_MGMT"], "vars.DAT_USER": connection["DAT_USER"],
                "secrets.DAT_PASS": connection["DAT_PASS"], "github.token": "t", "github.event.number": str(number),
                "join(github.event.pull_request.labels.*.name, ',')": labels})
        else:
            commands = [("\n".join(yaml.safe_load(self.path.read_text())[job]["script"]), connection | {
                "CI_API_V4_URL": self.forge.url, "CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": str(number),
                "CI_MERGE_REQUEST_LABELS": labels, "CI_COMMIT_SHA": str(number), "GITLAB_TOKEN": "t"})]
        for command, env in commands:
            result = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", command], cwd=self.folder, env=environment | env,
                capture_output=True, text=True, check=False)
            if result.returncode:
                break
        return result


def github_commands(path, job, variables):
    """The commands of a job with the variables that they see; expressions are looked up, none may be unknown."""
    def expanded(text):
        return re.sub(r"\$\{\{ (.+?) \}\}", lambda match: variables[match[1]], str(text))

    return [(expanded(step["run"]), {key: expanded(value) for key, value in step.get("env", {}).items()})
            for step in yaml.safe_load(path.read_text())["jobs"][job]["steps"] if "run" in step]


def stack(*volumes, extra="", name="pipeline"):
    lines = "".join(f"  {volume}\n" for volume in volumes)
    return f"apiVersion: datera-apply/v1\nkind: Stack\nstack: {name}\nvolumes:\n{lines}{extra}"


class Story:
    """What happens, row by row, and what was expected of it."""

    def __init__(self, pipeline):
        self.pipeline, self.rows, self.problems = pipeline, [], []

    def comment(self, number):
        """The first line of the comment that says something, of the manifest that is looked at."""
        own = [body for body in self.pipeline.forge.own(number) if "stacks/production.yaml" in body.split("\n")[0]]
        if len(own) != 1:
            return f"{len(own)} comments"
        lines = [line.lstrip("# ") for line in own[0].split("\n") if line.startswith("###")]
        refused = [line for line in own[0].split("\n") if line.startswith("⛔")]
        blocked = ["⛔ Blocked: " + code for code in re.findall(r"blocked \[(\w+)\]", own[0])]
        return ". ".join([lines[0]] + [text.replace("**", "") for text in refused] + blocked)

    def expect(self, fact, what, *results):
        if not fact:
            output = "\n".join(result.stdout + result.stderr for result in results)
            self.problems.append(f"{self.pipeline.kind}: {what}: {self.rows[-1:]}\n{output}")

    def row(self, what, plan, comment_contains, applied=None, *, labels=(), number=7, **changes):
        """One pull request: the code of its check, and of the apply after its merge (nil where it is not merged)."""
        self.pipeline.forge.labels[number] = list(labels)
        result = self.pipeline.run("plan", number, **changes)
        check = "green" if result.returncode == 0 else f"red ({result.returncode})"
        merge, outcome = None, "not merged"
        if applied is not None:
            merge = self.pipeline.run("apply", number)
            lines = [line for line in merge.stdout.split("\n") if line.startswith(("Applied", "No changes"))]
            last = lines[-1].split(". ")[0] if lines else "nothing applied"
            outcome = last if merge.returncode == 0 else f"nothing applied ({merge.returncode})"
        self.rows.append((what, ", ".join(f"`{label}`" for label in labels) or "none", self.comment(number), check, outcome))
        self.expect(result.returncode == plan, f"the plan of {what!r} is {plan}", result)
        self.expect(comment_contains in self.comment(number), f"the comment of {what!r} says {comment_contains!r}", result)
        if merge:
            self.expect(merge.returncode == applied, f"the apply of {what!r} is {applied}", merge)
        return result


def story(kind, path, array, root):
    """What goes wrong, and the rows of the table."""
    with Forge(kind) as forge, tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        pipeline = Pipeline(kind, path, array, root, forge, folder)
        tale = Story(pipeline)
        pipeline.write(stack("ledger: {size: 10GiB}"))
        tale.row("opened: a new volume", 0, "create 1 volume (10 GiB)")
        pipeline.write(stack("ledger: {size: 20GiB}", "wal: {size: 5GiB}"))
        tale.row("amended, then merged", 0, "create 2 volumes (25 GiB)", 0)
        pipeline.write(stack("ledger: {size: 20GiB, replica_count: 4}", "wal: {size: 5GiB}"))
        tale.row("a volume has to go offline", 4, "Not allowed", 4)
        tale.row("the same, allowed", 0, "change 1 volume", 0,
                 labels=["allow-disruptive"])
        removal = "removed: [{from: volume/wal, action: delete}]\n"
        pipeline.write(stack("ledger: {size: 20GiB, replica_count: 4}", extra=removal))
        tale.row("a volume is deleted, without a limit in the manifest", 4, "max_deletes", 4, labels=["allow-destroy"])
        pipeline.write(stack("ledger: {size: 20GiB, replica_count: 4}", extra=removal + "guards: {max_deletes: 1}\n"))
        tale.row("the same with a limit, without the label", 4, "Not allowed", 4)
        result = tale.row("the same with both", 0, "delete 1 volume (5 GiB)", 0, labels=["allow-destroy"])
        pipeline.write(stack("ledger: {sizee: 20GiB}"))
        result = tale.row("the manifest is invalid", 65, "The manifest is invalid: 1 error", 65)
        if kind == "github":
            tale.expect("::error file=stacks/production.yaml,line=5," in result.stdout, "the error is at its line", result)
        else:
            findings = json.loads((pipeline.folder / "gl-code-quality.json").read_text())
            tale.expect(any(finding["location"]["lines"]["begin"] == 5 for finding in findings), "the finding is at its line")
        ledger = "ledger: {size: 20GiB, replica_count: 4}"
        pipeline.write(stack(ledger, "more: {size: 1GiB}"))
        tale.row("the array refuses the login", 77, "There is no plan", None, DAT_PASS="wrong")
        pipeline.write(stack("other: {size: 1GiB}"))
        tale.row("a volume is no longer in the manifest", 4, "orphaned", 4)
        pipeline.write(stack(ledger, "late: {size: 1GiB}"))
        tale.row("a new volume", 0, "create 1 volume (1 GiB)")
        pipeline.write(stack(ledger, "late: {size: 2GiB}"))
        result = pipeline.run("apply")
        tale.rows.append(("what is merged is not what was planned", "none", tale.comment(7), "green", f"nothing applied ({result.returncode})"))
        tale.expect(result.returncode == 5 and "not the plan that was approved" in result.stderr, "what nobody approved is 5", result)

        # Two pull requests, each with a volume of its own, are merged at once; the later commit holds both.
        first, second = pipeline, pipeline.copy(other)
        first.write(stack(ledger, "alpha: {size: 1GiB}"))
        second.write(stack(ledger, "beta: {size: 2GiB}"))
        plans = [first.run("plan", 7), second.run("plan", 8)]
        second.write(stack(ledger, "alpha: {size: 1GiB}", "beta: {size: 2GiB}"))
        with concurrent.futures.ThreadPoolExecutor() as pool:
            # The later one even begins first.
            later = pool.submit(second.run, "apply", 8)
            earlier = pool.submit(first.run, "apply", 7)
            merges = [earlier.result(), later.result()]
        tale.rows.append(("two merged at once", "none", tale.comment(7) + "; " + tale.comment(8), "green, green",
                          "; ".join("applied" if one.returncode == 0 else f"nothing applied ({one.returncode})" for one in merges)))
        tale.expect(all(one.returncode == 0 for one in plans + merges), "both are applied, in their order", *plans, *merges)

        pipeline.write(stack(ledger, "alpha: {size: 1GiB}", "beta: {size: 2GiB}"))
        pipeline.write(stack("cache: {size: 3GiB}", name="second"), "second")
        tale.row("a second stack in the folder", 0, "No changes", 0)
        own = [body for body in forge.own(7) if "stacks/second.yaml" in body.split("\n")[0]]
        tale.expect(len(own) == 1 and "create 1 volume (3 GiB)" in own[0], "each stack has its own comment")
        live = array.run("list")
        tale.expect("cache" in live and "alpha" in live and "beta" in live, "all stacks are applied")
    return tale.problems, tale.rows


def page(rows):
    """docs/pipelines.md."""
    head = """# What the example pipelines do

Made by `scripts/schemas.sh`, which runs [the pipeline for GitHub](../examples/github/storage.yml) and
[the one for GitLab](../examples/gitlab/storage.gitlab-ci.yml) against the simulator and a small forge. Both give the same
table. Do not edit it; `RECORD_GOLDENS=1 scripts/schemas.sh` writes it anew.

One pull request after the other. In brackets: the exit code of `datera-apply`.

| pull request | labels | comment | check | after the merge |
|---|---|---|---|---|
"""
    return head + "".join("| " + " | ".join(row) + " |\n" for row in rows)
