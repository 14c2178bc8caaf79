"""The simulator as a process: what its flags do, and what is left of it when it is told to end, or killed."""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time

import requests

from harness import sdk
from harness.array import Array
from harness.sdk import exceptions

from tour.visit import Visit


def killed(checks):
    """SIGKILL while four clients create: what was answered is there after a restart, whoever asks with an old key."""
    with tempfile.TemporaryDirectory(prefix="conformance-") as folder:
        state = os.path.join(folder, "state.json")
        answered = []
        with Array("--state", state, "--seed-demo", "12") as array:
            checks.equal("killed: --seed-demo makes realistic app instances in several tenants", sorted(
                {app["tenant"] for app in array.admin("GET", "state")["app_instances"]}),
                ["/root/analytics", "/root/payments", "/root/web"])
            clients = [sdk.connect(array, "v2.2") for _ in range(4)]
            for api in clients:
                api.context.retry_connection_type = "none"
                api.system.get()
            threads = [threading.Thread(target=_create, args=(api, number, answered), daemon=True)
                       for number, api in enumerate(clients)]
            for thread in threads:
                thread.start()
            while len(answered) < 100:
                time.sleep(0.005)
            array.signal(signal.SIGKILL)
            for thread in threads:
                thread.join()
            key = clients[0].context.connection.auth_key
        with Array("--state", state, "--seed-demo", "12") as array:
            names = [app["name"] for app in array.admin("GET", "state")["app_instances"]]
            checks.equal("killed: all that was answered is there", sorted(set(answered) - set(names)), [])
            checks.equal("killed: once each, and the demo is not seeded again",
                         (len(names), len([n for n in names if not n.startswith("made-")])), (len(set(names)), 12))
            before = array.admin("GET", "state")
            checks.that("killed: sessions too", key in before["sessions"])
            array.signal(signal.SIGKILL)
        with Array("--state", state) as array:
            checks.equal("killed: and a third time the same", array.admin("GET", "state"), before)


def _create(api, number, answered):
    try:
        for count in range(10_000):
            answered.append(api.app_instances.create(name=f"made-{number}-{count}")["name"])
    except (exceptions.ApiConnectionError, OSError):
        pass


def terminated(checks):
    for name in (signal.SIGTERM, signal.SIGINT):
        with Array() as array:
            array.fault(kind="hold")
            thread = threading.Thread(target=_ask, args=(array,), daemon=True)
            thread.start()
            while not array.admin("GET", "held"):
                time.sleep(0.005)
            checks.equal(f"{name.name}: ends cleanly, though a request is held", array.signal(name), 0)
            thread.join(timeout=10)
            checks.that(f"{name.name}: and nobody waits any more", not thread.is_alive())


def _ask(array):
    """One request, without the SDK, which would try again for minutes."""
    try:
        requests.get(f"{array.base}/v2.2/system", timeout=30)
    except requests.ConnectionError:
        pass


def flags(checks):
    with Array("--fault", json.dumps({"kind": "503", "rate": 0.5, "match": "/initiators"}), "--seed", "7") as one, \
            Array("--fault", json.dumps({"kind": "503", "rate": 0.5, "match": "/initiators"}), "--seed", "7") as two:
        chances = []
        for array in (one, two):
            visit = Visit(array, "v2.2", checks)
            chances.append([visit.raw("GET", "initiators").status_code for _ in range(40)])
        checks.equal("flags: faults by chance are the same for the same seed", chances[0], chances[1])
        checks.equal("flags: --fault hits some and spares some", set(chances[0]), {200, 503})
    with Array("--resize-requires-offline", "--capacity", str(100 << 30), "--page-size", "2") as array:
        visit = Visit(array, "v2.2", checks)
        app = visit.app(size=10)
        checks.raises("flags: --resize-requires-offline", exceptions.ApiInvalidRequestError,
                      lambda: visit.volume(app).set(size=20), message="must be offline")
        app.set(admin_state="offline")
        checks.equal("flags: offline it grows", visit.volume(app).set(size=20)["size"], 20)
        checks.equal("flags: --capacity shrinks by size times replicas",
                     visit.api.system.get()["available_capacity"], 60 << 30)
        checks.raises("flags: and there is an end to it", exceptions.ApiInvalidRequestError,
                      lambda: visit.app(size=31), message="capacity")
        for _ in range(2):
            visit.app(size=1)
        page = visit.raw("GET", "app_instances").json()
        checks.equal("flags: --page-size", (len(page["data"]), page["metadata"]["total_count"]), (2, 3))
        checks.equal("flags: the SDK gets all pages", len(visit.api.app_instances.list()), 3)
    with Array("--no-limits", "--capacity", "1") as array:
        checks.equal("flags: --no-limits", Visit(array, "v2.2", checks).app(size=1000)["admin_state"], "online")
    for arguments in (["--product-version", "3.3.x"], ["--api-versions", "v9"], ["--host", "0.0.0.0"],
                      ["--port", "70000"], ["--fault", '{"kind":"magic"}'], ["--state", "/nowhere/at/all"]):
        ended = subprocess.run([os.environ["DSP_SIMULATOR"], "--port", "0", *arguments], capture_output=True,
                               stdin=subprocess.DEVNULL, timeout=30)
        checks.that(f"flags: {' '.join(arguments)} is refused in one line",
                    ended.returncode != 0 and ended.stdout == b"" and 0 < len(ended.stderr) < 1000, ended.stderr)


def admin(checks):
    """The endpoints outside the API, over a real connection."""
    with Array() as array:
        visit = Visit(array, "v2.2", checks)
        app, host = visit.app(), visit.initiator()
        array.connect(app["name"], "storage-1", [host["id"]])
        checks.equal("admin: connections are seen", visit.storage(app)["active_initiators"], [host["id"]])
        checks.raises("admin: and keep the app instance online", exceptions.ApiInvalidRequestError,
                      lambda: app.set(admin_state="offline"), message="override this warning")
        array.admin("PATCH", f"state/app_instances/{app['name']}/storage_instances/storage-1/volumes/volume-1",
                    {"size": 3})
        checks.equal("admin: a change behind everyone's back", visit.volume(app)["size"], 3)
        text = array.text("GET", "state")
        checks.equal("admin: the state is canonical", text, json.dumps(
            json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False))
        array.requests()
        visit.api.initiators.list()
        seen = array.admin("GET", "requests")[-1]
        checks.equal("admin: the request log", (sorted(seen), seen["method"], seen["tenant"], seen["status"], seen["rule"]), (
            ["method", "ms", "path", "query", "rule", "status", "tenant"], "GET", "/root", 200, "GET /initiators"))
        stats = array.admin("GET", "stats")
        checks.that("admin: counts by route and method", stats["by_route"]["GET /initiators"] >= 1
                    and sum(stats["by_method"].values()) == stats["total"], stats)
        array.fault(kind="delay", ms=300, count=1, match={"path": "/initiators"})
        begun = time.monotonic()
        visit.api.initiators.list()
        checks.that("admin: delay", 0.3 <= time.monotonic() - begun < 5)
        visit.api.context.retry_connection_type = "none"
        array.fault(kind="refuse", ms=400)
        checks.raises("admin: refuse", exceptions.ApiConnectionError, visit.api.initiators.list)
        time.sleep(0.45)
        checks.that("admin: until its time is over", isinstance(visit.api.initiators.list(), list))
        fault = array.fault(kind="503")
        array.admin("DELETE", f"faults/{fault}")
        checks.equal("admin: a fault taken back", array.admin("GET", "faults"), [])
