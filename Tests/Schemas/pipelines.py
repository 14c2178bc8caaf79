"""The pipelines under examples/, as their forges would run them, against a simulated array.

Each is parsed, and the commands of its jobs are run in bash, one after the other, with the variables that it sets; where
they talk to their forge, a small one with comments and nothing else answers.
"""
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

MANIFEST = """
apiVersion: datera-apply/v1
kind: Stack
stack: pipeline
volumes: {ledger: {size: %dGiB}}
"""
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
    """Comments on one pull request, in the words of GitHub and of GitLab."""

    def __enter__(self):
        self.comments = [{"id": 1, "body": "<!-- datera-apply plan pipeline -->\nDigest `sha256:" + "0" * 64 + "`\n",
                          "user": STRANGER, "author": STRANGER}]
        forge = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, body=None):
                path = urllib.parse.urlparse(self.path).path
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
        if path.endswith(("/pulls", "/merge_requests")):
            return [{"number": 7, "iid": 7}]
        if path.endswith("/user"):
            return BOT
        if method == "GET":
            return self.comments
        if method == "POST":
            self.comments.append({"id": len(self.comments) + 1, "body": body, "user": BOT, "author": BOT})
        else:
            own = next(comment for comment in self.comments if str(comment["id"]) == path.rsplit("/", 1)[1])
            own["body"] = body
        return {}

    @property
    def own(self):
        return [comment["body"] for comment in self.comments if comment["user"] is BOT]


def github_jobs(path, variables):
    """For each job its commands with the variables that they see; expressions are looked up, none may be unknown."""
    def expanded(text):
        return re.sub(r"\$\{\{ ([a-z_.A-Z]+) \}\}", lambda match: variables[match[1]], str(text))

    workflow = yaml.safe_load(path.read_text())
    for name, job in workflow["jobs"].items():
        commands = [(step["run"], workflow.get("env", {}) | step.get("env", {}))
                    for step in job["steps"] if "run" in step]
        yield name, [(expanded(run), {key: expanded(value) for key, value in env.items()}) for run, env in commands]


def gitlab_jobs(path, variables):
    jobs = yaml.safe_load(path.read_text())
    for name in ("plan", "apply"):
        yield name, [("\n".join(jobs[name]["script"]), variables)]


def run(commands, folder, environment):
    """The exit code of the first command that fails; the others run all the same, as comments do."""
    status = 0
    for command, env in commands:
        result = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", command], cwd=folder, env=environment | env, capture_output=True,
            text=True, check=False)
        status = status or result.returncode
    return status, result


def story(kind, path, array, root):
    """What goes wrong while a pull request is opened, amended and merged, and another one comes too late."""
    problems = []

    def expect(fact, what, result=None):
        if not fact:
            problems.append(f"{kind}: {what}" + (f"\n{result.stdout}{result.stderr}" if result else ""))

    with Forge() as forge, tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        shutil.copytree(root / "examples/pipeline", work / "examples/pipeline")
        (work / "stacks").mkdir()
        (work / "bin").mkdir()
        (work / "bin/gh").write_text(GH)
        (work / "bin/gh").chmod(0o755)
        connection = {name: array.environment[name] for name in ("DAT_MGMT", "DAT_USER", "DAT_PASS")}
        environment = {
            "PATH": f"{work / 'bin'}:{os.path.dirname(os.environ['DATERA_APPLY'])}:/usr/bin:/bin", "CI": "true",
            "HOME": folder, "FORGE": forge.url, "GITHUB_REPOSITORY": "acme/storage", "GITHUB_SHA": "abc"}
        if kind == "github":
            jobs = dict(github_jobs(path, {
                "vars.DAT_MGMT": connection["DAT_MGMT"], "vars.DAT_USER": connection["DAT_USER"],
                "secrets.DAT_PASS": connection["DAT_PASS"], "github.token": "t", "github.event.number": "7"}))
        else:
            jobs = dict(gitlab_jobs(path, connection | {
                "CI_API_V4_URL": forge.url, "CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": "7", "CI_COMMIT_SHA": "abc",
                "GITLAB_TOKEN": "t"}))

        def write(size):
            (work / "stacks/production.yaml").write_text(MANIFEST % size)

        write(10)
        status, result = run(jobs["plan"], folder, environment)
        expect(status == 0 and len(forge.own) == 1 and "10 GiB" in forge.own[0], "a plan becomes a comment", result)
        write(20)
        status, result = run(jobs["plan"], folder, environment)
        expect(status == 0 and len(forge.own) == 1 and "20 GiB" in forge.own[0], "the comment updates itself", result)
        status, result = run(jobs["apply"], folder, environment)
        expect(status == 0 and "Applied: 1 step done" in result.stdout, "a merge applies the plan", result)
        write(30)
        expect(run(jobs["plan"], folder, environment)[0] == 0, "the next plan")
        write(40)
        status, result = run(jobs["apply"], folder, environment)
        expect(status == 5 and "not the plan that was approved" in result.stderr, "what nobody approved is 5", result)
        (work / "stacks/production.yaml").write_text("apiVersion: datera-apply/v1\nkind: Stack\nstack: pipeline\n")
        status, result = run(jobs["plan"], folder, environment)
        expect(status == 4 and "Blocked" in forge.own[0], "a blocked plan is 4, and the comment says why", result)
        status, result = run(jobs["apply"], folder, environment)
        expect(status == 4, "and nothing is applied", result)
    return problems
