"""An OpenStack that is in use is brought under a stack, and goes on.

The Datera driver of cinder 29.0.0 makes volumes of four types. datera-apply exports them, by a cinder.conf and a list of
types, and adopts some. Then the driver extends, attaches, detaches and deletes, and a person changes three by hand: drift
names exactly these three, apply restores them, and nothing is undone of what the driver did. With SOAK=1 it is 50 volumes
instead of 12.
"""

import json
import os
import sys

from harness.array import Array
from harness.checks import Checks
from driver import surroundings
from driver.deployment import Deployment
from stack.tool import Tool

TYPES = ("gold", "five", "scaled", "plain")
COUNT, ADOPTED = (50, 20) if os.environ.get("SOAK") else (12, 8)


ODD = """; a comment
[DEFAULT]
default_volume_type = "gold"

[backend_defaults]
datera_503_timeout = 77
san_login = not-this-one

[Datera]
volume_driver=cinder.volume.drivers.datera.datera_iscsi.DateraDriver
san_ip : 10.9.8.7
san_login = 'first'
# The last one counts.
san_login = last
san_password = x
datera_api_port=7717
datera_ldap_server = a$$b${san_login}\\$c
datera_tenant_id = "Map"
datera_503_interval : 7
datera_debug = ON
datera_disable_profiler=no
datera_volume_type_defaults = replica_count:2,
  ip_pool: fast,
\tplacement_policy : all-flash
use_chap_auth = 1
chap_username = $san_login
chap_password = y

[other]
san_ip = 10.0.0.1
"""


class Tour:
    def __init__(self, array, checks):
        self.array, self.checks = array, checks
        self.tool = Tool(array)
        self.cloud = Deployment(array, checks, None, "", False)
        self.manifest = array.path("cloud.yaml")

    def settings(self):
        """A file with every oddity of oslo.config, read by Cinder and by the tool: both find the same."""
        path = self.array.path("odd.conf")
        with open(path, "w") as file:
            file.write(ODD)
        tool = Tool(self.array)
        tool.conf = path
        code, shown = tool.report("config", "show")
        found = {row["name"]: row.get("value") for row in shown["settings"]}
        said = surroundings.configured(path)
        self.checks.equal("cinder.conf: status", code, 0)
        for name, option in (("user", "san_login"), ("remote_server", "datera_ldap_server"),
                             ("tenant", "datera_tenant_id"), ("chap_username", "chap_username"),
                             ("default_volume_type", "default_volume_type")):
            self.checks.equal(f"cinder.conf: {option}", found[name], said[option])
        self.checks.equal("cinder.conf: san_ip, datera_api_port", found["mgmt"],
                          f"http://{said['san_ip']}:{said['datera_api_port']}")
        self.checks.equal("cinder.conf: numbers and flags", (
            float(found["retry_interval"]), float(found["retry_timeout"]), found["log_level"], found["stats"]), (
            float(said["datera_503_interval"]), float(said["datera_503_timeout"]),
            "debug" if said["datera_debug"] else "warning", str(not said["datera_disable_profiler"]).lower()))
        pairs = [pair.split(":") for pair in found["datera_volume_type_defaults"].replace("\n", "").split(",")]
        self.checks.equal("cinder.conf: datera_volume_type_defaults",
                          {key.strip(): value.strip() for key, value in pairs}, said["datera_volume_type_defaults"])

    def types(self):
        """As `openstack volume type list --long -f json` prints them, and one that is not for this array."""
        listed = [
            {"ID": name, "Name": name, "Is Public": True, "Description": None,
             "Properties": {**self.cloud.types.get(None, name)["extra_specs"], "volume_backend_name": "Datera"}}
            for name in TYPES] + [
            {"ID": "9", "Name": "lvm", "Is Public": False, "Properties": "volume_backend_name='lvm', RESKEY:x='1'"}]
        path = self.array.path("types.json")
        with open(path, "w") as file:
            json.dump(listed, file)
        return path

    def tour(self):
        self.checks.section(self.settings)
        with surroundings.driver(self.array, self.cloud.types) as self.driver, surroundings.Sleeps():
            self.driver.get_volume_stats(refresh=True)
            for part in (self.creating, self.exporting, self.adopting, self.living, self.healing, self.deleting,
                         self.returning):
                self.checks.section(part)

    def creating(self):
        self.volumes = [
            self.cloud.volume(TYPES[number % 4], size=1 + number // 4 * 2, name=f"vm-{number:02}")
            for number in range(COUNT)]
        for volume in self.volumes:
            self.driver.create_volume(volume)

    def plan(self, name, *more):
        code, plan = self.tool.report("plan", "-f", self.manifest, *more)
        self.checks.equal(f"{name}: plans to nothing", (
            code, [change["address"] for change in plan["changes"]], plan["blocks"]), (0, [], []))

    def exporting(self):
        arguments = ("export", "--stack", "cloud", "--created-by", "cinder", "-o", self.manifest, "--from", "cinder",
                     self.types())
        self.checks.equal("export: status", self.tool.run(*arguments)[0], 0)
        with open(self.manifest) as file:
            self.text = file.read()
        lines = {line.split(":")[0].strip(): line for line in self.text.splitlines() if "size:" in line}
        self.checks.equal("export: every volume has the type that it was made of", [
            f"type: {volume['volume_type_id']}" in lines[volume["display_name"]] for volume in self.volumes],
            [True] * COUNT)
        self.checks.that("export: the limit per GB stays one", "iops_per_gb: 10" in self.text, self.text)
        self.checks.that("export: what the driver changes is left to it", "managed by Cinder" in self.text, self.text)
        self.checks.that("export: a type that is not for this array is named only", (
            "# Of other backends, or not used: lvm" in self.text) is True, self.text)
        self.plan("export")
        code, _, errors = self.tool.run(*arguments)
        self.checks.equal("export: does not replace a file", (code, "exists" in errors), (64, True))

    def adopting(self):
        keys = [f"volume/{volume['display_name']}" for volume in self.volumes[:ADOPTED]]
        self.array.requests()
        code, output, errors = self.tool.run("adopt", "-f", self.manifest, "--yes", *keys)
        self.checks.equal("adopt: status", (code, errors if code else ""), (0, ""))
        self.plan("adopt")
        self.checks.equal("adopt: no drift", self.tool.run("drift", "-f", self.manifest)[0], 0)
        again = self.array.path("again.yaml")
        self.tool.run("export", "--stack", "cloud", "--created-by", "cinder", "-o", again, "--from", "cinder",
                      self.types())
        with open(again) as file:
            self.checks.equal("adopt: an export is the same before and after", file.read(), self.text)

    def living(self):
        """The users of the cloud go on: of the adopted volumes and of the others."""
        self.hosts = [self.cloud.connector(f"compute-{number}") for number in (1, 2)]
        self.extended, self.attached = self.volumes[0:12:5], self.volumes[1:12:5]
        for volume in self.extended:
            self.driver.extend_volume(volume, volume["size"] + 7)
            volume["size"] += 7
        for number, volume in enumerate(self.attached):
            host = self.hosts[number % 2]
            self.driver.create_export(None, volume, host)
            self.cloud.connect(volume, host)
        self.plan("after Cinder's users")
        self.checks.equal("after Cinder's users: no drift", self.tool.run("drift", "-f", self.manifest)[0], 0)

    def healing(self):
        """Three adopted volumes are changed by hand; one of them is extended and one attached at that."""
        touched = [self.volumes[0], self.volumes[4], self.volumes[6]]
        for volume in touched:
            app = self.cloud.witness.app_instances.get(self.cloud.app(volume)["name"])
            disk = app.storage_instances.get("storage-1").volumes.get("volume-1")
            disk.performance_policy.set(total_iops_max=7)
        named = sorted(f"volume/{volume['display_name']}" for volume in touched)
        code, drift = self.tool.report("drift", "-f", self.manifest)
        found = sorted(entry["address"] for entry in drift["entries"])
        self.checks.equal("drift: exactly what a person changed", (code, found), (2, named))
        before = {volume["id"]: self.state(volume) for volume in self.volumes}
        self.array.requests()
        code, _, errors = self.tool.run("apply", "-f", self.manifest, "--yes")
        self.checks.equal("apply: status", (code, errors if code else ""), (0, ""))
        written = {
            request["path"].split("/app_instances/")[1].split("/")[0] for request in self.array.requests()
            if request["method"] != "GET" and "/app_instances/" in request["path"]}
        changed = {self.cloud.app(volume)["path"].split("/")[-1] for volume in touched}
        others = {app["path"].split("/")[-1] for app in self.cloud.witness.app_instances.list()} - changed
        self.checks.equal("apply: writes to the changed volumes, and besides to its lease alone", (
            changed <= written, len(written - changed), written & others), (True, 1, set()))
        self.checks.equal("apply: the limits are back", [
            self.disk(volume)["performance_policy"]["total_iops_max"] for volume in touched], [5000, 5000, 30])
        self.checks.equal("apply: nothing of Cinder's is undone", {
            volume["id"]: self.state(volume) for volume in self.volumes}, before)
        self.plan("after apply")
        self.checks.equal("after apply: no drift", self.tool.run("drift", "-f", self.manifest)[0], 0)

    def deleting(self):
        """One user takes a volume that the stack owns for good: that blocks itself, and nothing else."""
        gone = self.volumes[5]
        self.driver.delete_volume(gone)
        address = f"volume/{gone['display_name']}"
        code, plan = self.tool.report("plan", "-f", self.manifest)
        self.checks.equal("a deleted volume is not made anew without a word", (
            code, [(block["code"], block["address"]) for block in plan["blocks"]], plan["changes"]),
            (4, [("driver_volume_gone", address)], []))
        self.plan("without the deleted volume", "--exclude", address)
        self.text = "".join(
            line for line in self.text.splitlines(keepends=True)
            if not line.startswith(f"  {gone['display_name']}:"))
        with open(self.manifest, "w") as file:
            file.write(self.text)
        self.plan("with its line dropped")
        volume = self.attached[0]
        self.array.connect(self.cloud.app(volume)["name"], "storage-1", [])
        self.driver.detach_volume(None, volume, surroundings.attachment(self.hosts[0]))
        self.plan("after a detachment")

    def returning(self):
        """The other way: what is printed for `cinder manage` the driver takes."""
        self.cloud.witness.app_instances.create(name="by-hand", storage_instances=[
            {"name": "storage-1", "volumes": [{"name": "volume-1", "size": 3, "replica_count": 1}]}])
        code, output, _ = self.tool.run("list", "--format", "cinder-manage", "--types", self.types())
        line = [line for line in output.splitlines() if line.startswith("cinder manage ")]
        self.checks.equal("cinder-manage: the one volume that is nobody's", (code, line), (
            0, ["cinder manage 'c1@datera#Datera' --id-type source-name by-hand:storage-1:volume-1 --name by-hand"]))
        owned = [line for line in output.splitlines() if "datera-apply forget --stack cloud" in line]
        self.checks.equal("cinder-manage: refused for what the stack owns", len(owned), ADOPTED - 1)
        volume = self.cloud.volume("plain", size=3, name="by-hand")
        reference = {"source-name": line[0].split()[5]}
        self.checks.equal("cinder-manage: the driver knows the reference", self.driver.manage_existing_get_size(
            volume, reference), 3)
        self.driver.manage_existing(volume, reference)
        self.checks.equal("cinder-manage: taken", self.cloud.app(volume)["name"], f"OS-by-hand-{volume['id']}")

    # What is on the array.

    def disk(self, volume):
        return self.cloud.disk(volume)

    def state(self, volume):
        """What is Cinder's of a volume: its size, and who may connect."""
        app = self.cloud.app(volume)
        return (app["name"], app["admin_state"], self.disk(volume)["size"], self.cloud.admitted(volume))


def main():
    checks = Checks()
    with Array(product="3.3.3.0", secure=True) as array:
        checks.section(Tour(array, checks).tour)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
