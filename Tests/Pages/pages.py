"""Usage: pages.py [--record]          (scripts/pages.sh runs it)

Opens the pages of plan, drift and inventory, of 300 volumes on a simulated array, in Chromium: wide and narrow, light and
dark, and on paper. axe-core looks for what people cannot read or reach; besides, nothing may be loaded, nothing may be
wider than the screen, and the search has to find. With --record the screenshots in docs/pages are made anew.
Exit code 0 only when nothing was found.
"""
import base64
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL, SIMULATOR = os.environ["DATERA_APPLY"], os.environ["DSP_SIMULATOR"]
# The package's own module wants Selenium; only the script beside it is used.
AXE = pathlib.Path(importlib.util.find_spec("axe_core_python").origin).parent / "axe.min.js"
LARGEST = 400_000
failures = []


def report(what, problems):
    print(f"{'FAILED' if problems else 'passed'}  {what}", *problems, sep="\n        " if problems else "")
    failures.extend(problems)


def manifest(is_grown):
    """300 volumes of three tenants and two types; grown, some of it does harm."""
    lines = ["""apiVersion: datera-apply/v1
kind: Stack
stack: payments
tenant: payments
tenants: {payments: {description: Payments team}, orders: {}, research: {}}
guards: {max_deletes: 2, max_update_pct: 100}
volume_types:
  gold: {replica_count: 3, qos: {total_iops_max: %d}}
  bulk: {replica_count: 2}
volumes:""" % (8000 if is_grown else 5000)]
    for number in range(1, 241 if is_grown else 180):
        lines.append(f"  orders-{number:03}: {{type: bulk, size: {4 + number % 4 * 4}TiB, tenant: orders}}")
    for number in range(1, 61):
        if not is_grown or number not in (7, 8):
            size = 400 if is_grown and number < 5 else 100
            lines.append(f"  ledger-{number:03}: {{type: gold, size: {size}GiB}}")
    lines += [f"  lab-{number:03}: {{type: bulk, size: 2TiB, tenant: research}}" for number in range(1, 61)]
    lines.append("  wal: {type: gold, size: 200GiB, replica_count: %d}" % (4 if is_grown else 3))
    if is_grown:
        lines.append("removed:\n  - {from: volume/ledger-007, action: delete}\n  - {from: volume/ledger-008, action: trash}")
    return "\n".join(lines) + "\n"


class Array:
    """A simulated array with the stack applied, of which a person has changed some volumes since."""

    def __enter__(self):
        self.process = subprocess.Popen([SIMULATOR, "--port", "0"], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]
        self.folder = tempfile.TemporaryDirectory()
        self.environment = {"DAT_MGMT": self.url, "DAT_USER": "admin", "DAT_PASS": "password", "CI": "true",
                            "HOME": self.folder.name, "PATH": os.environ["PATH"]}
        for name, is_grown in (("now", False), ("grown", True)):
            pathlib.Path(self.folder.name, f"{name}.yaml").write_text(manifest(is_grown))
        self.run("apply", "-f", "now.yaml", "--yes")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def run(self, *arguments):
        return subprocess.run([TOOL, *arguments], capture_output=True, text=True, cwd=self.folder.name,
                              env=self.environment, check=False).stdout

    def change(self):
        """A rename, and two volumes that are taken offline."""
        def call(method, path, body, token=None):
            headers = {"Content-Type": "application/json"} | ({"Auth-Token": token, "tenant": "/root/payments"} if token else {})
            request = urllib.request.Request(f"{self.url}/v2.2/{path}", json.dumps(body).encode(), headers, method=method)
            return json.load(urllib.request.urlopen(request))
        token = call("PUT", "login", {"name": "admin", "password": "password"})["key"]
        live = {app["name"]: app["id"] for app in json.loads(self.run("list", "--format", "json"))["app_instances"]}
        call("PUT", f"app_instances/{live['ledger-020']}", {"name": "renamed-by-hand"}, token)
        for name in ("ledger-030", "wal"):
            call("PUT", f"app_instances/{live[name]}", {"admin_state": "offline"}, token)


class Browser:
    """Chromium without a window, spoken to by a pipe."""

    def __enter__(self):
        theirs_in, self.output = os.pipe()
        self.input, theirs_out = os.pipe()

        def ends():
            os.dup2(theirs_in, 3)
            os.dup2(theirs_out, 4)

        self.profile = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--hide-scrollbars",
             f"--user-data-dir={self.profile.name}"], close_fds=False, preexec_fn=ends, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.buffer, self.number, self.events = b"", 0, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.profile.cleanup()

    def receive(self):
        while b"\0" not in self.buffer:
            data = os.read(self.input, 1 << 20)
            if not data:
                raise SystemExit("pages: Chromium ended.")
            self.buffer += data
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"pages: {method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, url, width, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=1600, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.events = []
        self.call("Page.navigate", url=url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive())
        return [event["params"]["request"]["url"] for event in self.events
                if event.get("method") == "Network.requestWillBeSent"]

    def evaluate(self, script):
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"pages: {result['exceptionDetails']}")
        return result["result"].get("value")


VIOLATIONS = """axe.run(document, {resultTypes: ["violations"]}).then(function (found) {
  return found.violations.map(function (one) {
    return one.id + ": " + one.help + " (" + one.nodes.length + ", first " + one.nodes[0].html.slice(0, 200) + ")"; }); })"""
SEARCH = """(function () {
  var field = document.querySelector("#find"); field.value = %s; field.dispatchEvent(new Event("input"));
  return Array.from(document.querySelectorAll("[data-find]")).filter(function (row) {
    return row.checkVisibility(); }).map(function (row) { return row.textContent; }); })()"""


def check(browser, name, path, found, record):
    url = path.as_uri()
    for width in (1280, 400):
        for scheme in ("light", "dark"):
            problems = [f"loads {other}" for other in browser.open(url, width, scheme) if other != url]
            wide = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
            problems += [f"is {wide} pixels wider than the screen"] * (wide > 0)
            browser.evaluate("document.querySelectorAll('details').forEach(function (one) { one.open = true; })")
            browser.evaluate(AXE.read_text() + "; true")
            problems += browser.evaluate(VIOLATIONS)
            if record and scheme == "light":
                browser.open(url, width, scheme)
                picture = browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip={
                    "x": 0, "y": 0, "width": width, "height": 1600, "scale": 1})["data"]
                (ROOT / f"docs/pages/{name}-{width}.png").write_bytes(base64.b64decode(picture))
            report(f"{name}, {width} pixels, {scheme}", problems)
    rows = browser.evaluate(SEARCH % json.dumps(found.upper()))
    report(f"{name}: the search finds {found}", [] if rows and all(found in row for row in rows) else [f"{rows[:3]}"])
    paper = base64.b64decode(browser.call("Page.printToPDF")["data"])
    report(f"{name}: printed", [] if paper.startswith(b"%PDF") and len(paper) > 20_000 else [f"{len(paper)} bytes"])
    size = path.stat().st_size
    report(f"{name}: {size} bytes", [] if size <= LARGEST else [f"more than {LARGEST}"])


def main():
    record = "--record" in sys.argv[1:]
    with Array() as array, Browser() as browser, tempfile.TemporaryDirectory() as folder:
        pages = {"plan": array.run("plan", "-f", "grown.yaml", "--format", "html")}
        array.change()
        pages["drift"] = array.run("drift", "-f", "now.yaml", "--format", "html")
        pages["inventory"] = array.run("list", "--format", "html")
        for name, found in (("plan", "orders-200"), ("drift", "ledger-020"), ("inventory", "lab-033")):
            path = pathlib.Path(folder, f"{name}.html")
            path.write_text(pages[name])
            check(browser, name, path, found, record)
    sys.exit(1 if failures else 0)


main()
