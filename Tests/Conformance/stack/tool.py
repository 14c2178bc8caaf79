"""datera-apply as a person calls it who has a cinder.conf: no other setting is given."""

import json
import os
import subprocess

from harness.array import HTTP_PORT, PASSWORD, USERNAME

BACKEND = "datera"


class Tool:
    def __init__(self, array, *lines):
        self.path = array.path
        self.conf = self.path("cinder.conf")
        with open(self.conf, "w") as file:
            file.write("\n".join([
                "[DEFAULT]", f"enabled_backends = {BACKEND}", "host = c1", "", f"[{BACKEND}]",
                "volume_driver = cinder.volume.drivers.datera.datera_iscsi.DateraDriver",
                "volume_backend_name = Datera", f"san_ip = {array.host}", f"san_login = {USERNAME}",
                f"san_password = {PASSWORD}", f"datera_api_port = {HTTP_PORT}", *lines, ""]))
        os.chmod(self.conf, 0o600)

    def run(self, *arguments):
        """Exit code, output and errors."""
        made = subprocess.run(
            [os.environ["DATERA_APPLY"], *arguments, "--cinder-conf", self.conf, "--backend", BACKEND],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
            env={"HOME": self.path(""), "PATH": "/usr/bin:/bin", "CI": "true"})
        return made.returncode, made.stdout, made.stderr

    def report(self, *arguments):
        """Exit code, and the JSON of a plan or of drift."""
        code, output, errors = self.run(*arguments, "--format", "json")
        return code, json.loads(output) if output else errors
