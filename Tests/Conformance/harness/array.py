"""A dsp-simulator process on the ports that the vendor's clients hard-code, with a real TLS terminator before it."""

import ctypes
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

# The SDK knows no other ports, so every array needs an address of its own.
HTTP_PORT = 7717
HTTPS_PORT = 7718
USERNAME = "admin"
PASSWORD = "password"

_PATIENCE = 30

# A tour that is told to end takes its arrays along; one that is killed leaves that to the kernel.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def _end_with_parent():
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Array:
    """Starts when entered; its processes and files are gone when it is left."""

    def __init__(self, *options, product="3.3.3.0", secure=False):
        self.options = options
        self.product = product
        self.secure = secure
        self.host = None
        self._processes = []

    def __enter__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="conformance-")
        try:
            self._start_simulator()
            if self.secure:
                self._start_terminator()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self._processes):
            process.terminate()
        for process in reversed(self._processes):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._directory.cleanup()

    def path(self, name):
        return os.path.join(self._directory.name, name)

    @property
    def certificate(self):
        return self.path("certificate.pem")

    @property
    def base(self):
        return f"http://{self.host}:{HTTP_PORT}"

    def _start_simulator(self):
        # Another run on this machine may take the address between the look and the start; then another one will do.
        for _ in range(5):
            self.host = _free_address()
            if self._tried_simulator():
                return
        raise RuntimeError("dsp-simulator did not start: " + _text(self.path("simulator.log")))

    def _tried_simulator(self):
        command = [
            os.environ["DSP_SIMULATOR"], "--host", self.host, "--port", str(HTTP_PORT), "--username", USERNAME,
            "--password", PASSWORD, "--product-version", self.product, *self.options]
        with open(self.path("simulator.log"), "wb") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, preexec_fn=_end_with_parent)
        if process.stdout.readline().startswith(b"dsp-simulator: listening on"):
            self._processes.append(process)
            return True
        process.terminate()
        process.wait()
        return False

    def _start_terminator(self):
        key = self.path("key.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", f"/CN={self.host}", "-addext", f"subjectAltName=IP:{self.host}",
             "-keyout", key, "-out", self.certificate],
            check=True, capture_output=True)
        with open(self.path("stunnel.conf"), "w") as file:
            file.write(
                "foreground = quiet\npid =\ndebug = 3\nsocket = r:TCP_NODELAY=1\nsocket = l:TCP_NODELAY=1\n"
                f"[dsp]\naccept = {self.host}:{HTTPS_PORT}\nconnect = {self.host}:{HTTP_PORT}\n"
                f"cert = {self.certificate}\nkey = {key}\nTIMEOUTclose = 0\n")
        log = open(self.path("stunnel.log"), "wb")
        process = subprocess.Popen(
            [_stunnel(), self.path("stunnel.conf")], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            preexec_fn=_end_with_parent)
        log.close()
        self._processes.append(process)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and process.poll() is None:
            try:
                socket.create_connection((self.host, HTTPS_PORT), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("stunnel did not start: " + _text(self.path("stunnel.log")))

    def signal(self, number):
        """Sends the simulator a signal that ends it, and answers its exit code."""
        simulator = self._processes[0]
        simulator.send_signal(number)
        return simulator.wait(timeout=_PATIENCE)

    # The simulator's own endpoints, outside the API.

    def admin(self, method, path, body=None):
        return json.loads(self.text(method, path, body))

    def text(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(f"{self.base}/_sim/{path}", data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=_PATIENCE) as response:
            return response.read().decode()

    def requests(self):
        """The API requests since the last look, oldest first; looking forgets them."""
        seen = self.admin("GET", "requests")
        self.admin("DELETE", "requests")
        return seen

    def calls(self):
        """As `requests`, each as `METHOD /path` without the version, `?` where there was a query."""
        return [
            "{} /{}{}".format(r["method"], r["path"].split("/", 2)[-1], "?" if r["query"] else "")
            for r in self.requests()]

    def fault(self, **fault):
        return self.admin("POST", "faults", fault)["id"]

    def clear_faults(self):
        self.admin("DELETE", "faults")

    def expire_sessions(self):
        self.admin("POST", "expire-sessions")

    def connect(self, app_instance, storage_instance, initiators, tenant="/root"):
        """Lets hosts log in to a target, or log out again."""
        self.admin("PUT", "connections", {
            "tenant": tenant, "app_instance": app_instance, "storage_instance": storage_instance,
            "initiators": initiators})


def _free_address():
    while True:
        host = "127.{}.{}.{}".format(*(random.randint(1, 254) for _ in range(3)))
        try:
            for port in (HTTP_PORT, HTTPS_PORT):
                with socket.socket() as probe:
                    probe.bind((host, port))
            return host
        except OSError:
            continue


def _stunnel():
    found = shutil.which("stunnel4") or shutil.which("stunnel")
    if found:
        return found
    raise RuntimeError("stunnel is missing; `make setup` installs it")


def _text(path):
    with open(path, errors="replace") as file:
        return file.read().strip()[-2000:]
