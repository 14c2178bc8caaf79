"""Usage: check.py          (scripts/schemas.sh runs it)

Holds every published schema to what the program really reads and writes: manifests against the loader's own tests, plans
and events, host and doctor against those that the program writes, pipelines of examples/ against the schemas of their makers.
Exit code 0 only when everything agrees.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

import jsonschema

import manifests
import pipelines

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = os.environ["DATERA_APPLY"]
SIMULATOR = os.environ["DSP_SIMULATOR"]
failures = []


def report(what, problems):
    print(f"{'FAILED' if problems else 'passed'}  {what}")
    for problem in problems:
        print(f"        {problem}")
    failures.extend(problems)


def schema(name):
    text = subprocess.run([TOOL, "schema", name], capture_output=True, text=True, check=True).stdout
    document = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(document)
    return document


def errors(validator, name, document):
    return [f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in validator.iter_errors(document)]


def properties(node, path=""):
    """Every property that a schema names, as a path of names."""
    if isinstance(node, list):
        for item in node:
            yield from properties(item, path)
    elif isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            yield f"{path}/{key}"
            yield from properties(value, f"{path}/{key}")
        for key, value in node.items():
            if key != "properties":
                yield from properties(value, path)


def used(document, path=""):
    if isinstance(document, list):
        for item in document:
            yield from used(item, path)
    elif isinstance(document, dict):
        for key, value in document.items():
            yield f"{path}/{key}"
            yield from used(value, f"{path}/{key}")


class Array:
    """A simulated array, and the program at work on it."""

    def __enter__(self):
        self.process = subprocess.Popen([SIMULATOR, "--port", "0"], stdout=subprocess.PIPE, text=True)
        url = self.process.stdout.readline().split()[-1]
        self.folder = tempfile.TemporaryDirectory()
        self.environment = {
            "DAT_MGMT": url, "DAT_USER": "admin", "DAT_PASS": "password", "CI": "true", "HOME": self.folder.name,
            "ORDERS_CHAP": "secret-123456", "PATH": os.environ["PATH"]}
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def run(self, *arguments, stdin="", folder=None):
        return subprocess.run(
            [TOOL, *arguments], capture_output=True, text=True, input=stdin, env=self.environment, check=False,
            cwd=folder).stdout


MANIFEST = """
apiVersion: datera-apply/v1
kind: Stack
stack: schemas
volume_types: {gold: {qos: {total_iops_max: %d}}}
initiators: {db-01: iqn.1993-08.org.debian:01:db01}
volumes:
  orders: {for_each: [a, b, c], type: gold, size: 10GiB}
  ledger: {size: %dGiB, replica_count: 2}
attachments:
  ledger: {initiators: [db-01], chap: {user: ledger, password: env:ORDERS_CHAP}}
"""

# Copies of what is there and of what is yet to be, a group that is let in, and what only the digest is about.
WIDE = """
initiator_groups: {hosts: {members: [db-01]}}
guards: {max_provisioned_pct: 90}
snapshots: {ledger@before: {}}
volumes:
  copy: {size: 20GiB, clone_of: ledger, extend: offline}
  fresh: {size: 20GiB}
  twin: {size: 20GiB, clone_of: fresh}
  back: {size: 20GiB, from_snapshot: ledger@before}
"""
# Behind MANIFEST's attachments.
ADMITTING = "  fresh: {initiator_groups: [hosts]}\n"
HIDING = """
ignore: [{match: volume/ledger, fields: [size, chap], until: 2099-12-31, reason: tuned by hand}]
"""


CACHED = """apiVersion: datera-apply/v1
kind: Stack
stack: images
image_cache: {enabled: true}
volumes: {boot: {size: 1GiB, image: {file: boot.raw, format: raw, checksum: "sha256:%s"}}}
""" % ("a" * 64)


def cached(array, file):
    """A saved plan that fills the image cache, with options of a cinder.conf."""
    options = pathlib.Path(array.folder.name, "cinder.conf")
    options.write_text("[datera]\nvolume_backend_name = datera\ndatera_disable_extended_metadata = true\n")
    options.chmod(0o600)
    array.run("plan", "-f", "-", "-o", file, "--cinder-conf", str(options), "--backend", "datera", "--allow-recreate",
              stdin=CACHED)
    return json.loads(pathlib.Path(file).read_text())


def live_documents():
    """Plans and events as the program writes them, by name."""
    plans, lines = {}, []
    with Array() as array:
        file = os.path.join(array.folder.name, "plan.json")
        for number, (limit, size) in enumerate([(5000, 10), (8000, 20)]):
            text = MANIFEST % (limit, size)
            plans[f"report {number}"] = json.loads(array.run("plan", "-f", "-", "--format", "json", stdin=text))
            manifest = pathlib.Path(array.folder.name, "storage.yaml")
            manifest.write_text(text)
            array.run("plan", "-f", str(manifest), "-o", file, "--tenant", "/root", "--max-deletes", "1",
                      "--max-update-pct", "100")
            plans[f"saved {number}"] = json.loads(pathlib.Path(file).read_text())
            lines += array.run("apply", file, "--yes", "--json").splitlines()
        partial = array.run("plan", "-f", "-", "--format", "json", "--target", "volume/ledger", stdin=text)
        plans["partial"] = json.loads(partial)
        wide = text.replace("\nvolumes:\n", WIDE) + ADMITTING
        plans["wide"] = json.loads(array.run("plan", "-f", "-", "--format", "json", stdin=wide))
        hidden = text.replace("20GiB", "30GiB").replace("ORDERS_CHAP}", "ORDERS_CHAP, version: 2}") + HIDING
        plans["hidden"] = json.loads(array.run("plan", "-f", "-", "--format", "json", stdin=hidden))
        array.run("plan", "-f", "-", "-o", file, stdin=text.replace("20GiB", "40GiB"))
        array.run("apply", "-f", "-", "--yes", stdin=text.replace("20GiB", "30GiB"))
        lines += array.run("apply", file, "--yes", "--json").splitlines()
        plans["cached"] = cached(array, file)
        array.environment["DAT_PASS"] = "wrong"
        lines += array.run("apply", "-f", "-", "--yes", "--json", stdin=text).splitlines()
    return plans, [json.loads(line) for line in lines]


def reports():
    """What `host` and `doctor` write about this machine and an array, by name, each with the name of its schema."""
    initiator = "iqn.1993-08.org.debian:01:db01"
    found = {}
    with Array() as array:
        text = MANIFEST % (5000, 10)
        array.run("apply", "-f", "-", "--yes", stdin=text)
        for verb in ("plan", "status"):
            found[f"host {verb}"] = "host", json.loads(array.run(
                "host", verb, "-f", "-", "--initiator", initiator, "--format", "json", stdin=text))
        found["doctor"] = "doctor", json.loads(array.run("doctor", "--host", "--format", "json"))
        array.environment["DAT_MGMT"] = "http://127.0.0.1:1"
        found["doctor of a closed port"] = "doctor", json.loads(array.run("doctor", "--format", "json"))
    return found


def check(what, command):
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    report(what, [] if result.returncode == 0 else [result.stdout + result.stderr])


# What GitLab reads of a Code Quality report.
CODE_QUALITY = {"type": "array", "items": {
    "type": "object", "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1}, "check_name": {"type": "string"},
        "fingerprint": {"type": "string", "minLength": 1},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {"type": "object", "required": ["path", "lines"], "properties": {
            "path": {"type": "string", "not": {"pattern": "^(/|[.]/)"}},
            "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}


def annotations():
    """Findings at the lines of a manifest, valid and not, as GitLab and readers of JUnit take them."""
    with Array() as array:
        folder = pathlib.Path(array.folder.name)
        texts = {"valid": MANIFEST % (5000, 10), "invalid": "kind: Stack\nstack: x\nvolumes: {a: {sizee: <&\"\']]>}}\n",
                 "blocked": "apiVersion: datera-apply/v1\nkind: Stack\nstack: schemas\ncluster: {uuid: %s}\n" % "00000000-0000-4000-8000-000000000000"}
        problems = []
        for name, text in texts.items():
            (folder / "stack.yaml").write_text(text)
            for verb in ("plan", "validate"):
                what = f"{verb} of a manifest that is {name}"
                findings = json.loads(array.run(verb, "-f", "stack.yaml", "--format", "gitlab", folder=folder))
                problems += errors(jsonschema.Draft202012Validator(CODE_QUALITY), what, findings)
                marks = [finding["fingerprint"] for finding in findings]
                problems += [f"{what}: a fingerprint twice"] * (len(marks) != len(set(marks)))
                suite = ElementTree.fromstring(array.run(verb, "-f", "stack.yaml", "--format", "junit", folder=folder))[0]
                failed = sum(1 for case in suite if case.find("failure") is not None)
                problems += [f"{what}: {failed} failures"] * ((failed > 0) != (name == "invalid" or (name, verb) == ("blocked", "plan")))
                problems += [f"{what}: counts"] * (suite.get("failures") != str(failed) or suite.get("tests") != str(len(suite)))
        report("findings are Code Quality for GitLab and well-formed JUnit", problems)


def main():
    problems, counts = manifests.check(schema("manifest"), ROOT)
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    report(f"schema and loader agree about manifests ({summary})", problems)

    plan, events = schema("plan"), schema("events")
    validator = jsonschema.Draft202012Validator(plan)
    goldens = {path.name: json.loads(path.read_text())
               for path in sorted((ROOT / "Tests/ReportingTests/Goldens").glob("*.json"))}
    goldens = {name: document for name, document in goldens.items() if document["kind"] == "plan"}
    live, lines = live_documents()
    documents = goldens | live
    report(f"{len(documents)} plans satisfy their schema",
           [error for name, document in documents.items() for error in errors(validator, name, document)])
    seen = set().union(*(used(document) for document in documents.values()))
    report("every property of the plan's schema occurs in a plan", sorted(
        path for path in properties(plan)
        if path not in seen and not path.endswith(("tenant_default", "inputs/cluster", "/source", "/via", "/note"))
        and not (path.endswith("/secret") and "/from" in path) and not path.startswith(("/groups/", "/notes/", "/warnings/"))))
    spoilt = dict(live["report 0"], surprise=1)
    report("a plan with an unknown property does not", [] if errors(validator, "", spoilt) else ["it does"])

    validator = jsonschema.Draft202012Validator(events)
    types = {line["type"] for line in lines}
    report("the events of applied, stale and refused plans are among them",
           sorted({"step_complete", "stale", "error", "run_summary"} - types))
    report(f"{len(lines)} events satisfy their schema",
           [error for number, line in enumerate(lines) for error in errors(validator, f"line {number}", line)])

    for name, (kind, document) in reports().items():
        validator = jsonschema.Draft202012Validator(schema(kind))
        spoilt = dict(document, surprise=1)
        report(f"the document of {name} satisfies its schema, and one with an unknown property does not",
               errors(validator, name, document) + ([] if errors(validator, name, spoilt) else ["the other does, too"]))

    workflow, gitlab = ROOT / "examples/github/storage.yml", ROOT / "examples/gitlab/storage.gitlab-ci.yml"
    for path, name in ((workflow, "vendor.github-workflows"), (gitlab, "vendor.gitlab-ci")):
        for command in (["yamllint", "--strict", "-d", "{extends: default, rules: {line-length: {max: 120}}}"],
                        ["check_jsonschema", "--builtin-schema", name]):
            check(f"{path.name}: {command[0]}", [sys.executable, "-m", *command, path])
    folder = pathlib.Path(sys.executable).parent
    check("storage.yml: zizmor", [folder / "zizmor", "--offline", "--min-severity", "medium", workflow])
    scripts = [*sorted((ROOT / "examples").rglob("*.sh")), *sorted((ROOT / "scripts").glob("*.sh")), ROOT / ".ci/run"]
    check(f"{len(scripts)} scripts: shellcheck", ["shellcheck", "--severity=warning", *scripts])
    annotations()
    tables = {}
    for kind, path in (("github", workflow), ("gitlab", gitlab)):
        with Array() as array:
            problems, tables[kind] = pipelines.story(kind, path, array, ROOT)
            report(f"{path.name}: {len(tables[kind])} pull requests", problems)
    report("both forges see the same", [] if tables["github"] == tables["gitlab"] else [
        f"{one} / {other}" for one, other in zip(tables["github"], tables["gitlab"]) if one != other])
    recorded = ROOT / "docs/pipelines.md"
    if os.environ.get("RECORD_GOLDENS") == "1":
        recorded.write_text(pipelines.page(tables["github"]))
        report("docs/pipelines.md", ["recorded; read it, then run again without RECORD_GOLDENS"])
    else:
        report("docs/pipelines.md is what was seen",
               [] if recorded.read_text() == pipelines.page(tables["github"]) else ["record it with RECORD_GOLDENS=1"])
    sys.exit(1 if failures else 0)


main()
