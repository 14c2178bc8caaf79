"""One deployment of Cinder on one array: its volume types, what it hands to the driver, and a look at the array."""

import uuid

from harness import sdk

from driver import surroundings
from driver.surroundings import Types

PROJECT = "8fd5a2c4-5f60-4ba7-9d6c-2f6f3f0a7b11"


class Deployment:
    def __init__(self, array, checks, ledger, tenant, chap, version="v2.2"):
        self.array, self.checks, self.ledger = array, checks, ledger
        self.option, self.chap = tenant, chap
        self.tenant = {"": "/root", "acme": "/root/acme", "Map": f"/root/OS-{PROJECT}"}[tenant]
        self.has_policies = array.product >= "3.3"
        self.witness = sdk.connect(array, version)
        self.types = Types()
        for name, specs in (
                ("plain", {}), ("flash", {"placement_mode": "all_flash", "placement_policy": "all-flash"}),
                ("five", {"replica_count": "5"}), ("pooled", {"ip_pool": "floor-two"}),
                ("templated", {"template": "small"}), ("spinning", {"round_robin": "True"})):
            self.types.add(name, **specs)
        self.types.add("gold", total_iops_max="5000", read_bandwidth_max="2048")
        self.types.add("qos", qos={"DF:write_iops_max": "300"})
        self.types.add("flash-gold", placement_mode="all_flash", placement_policy="all-flash", total_iops_max="777")
        # iops_per_gb counts only below a total_iops_max (dsp-api.md C3 is what happens without).
        self.types.add("scaled", iops_per_gb="10", total_iops_max="100000")

    # What Cinder hands to the driver.

    def volume(self, type_=None, size=4, name="orders", **more):
        return {
            "id": str(uuid.uuid4()), "size": size, "display_name": name, "project_id": PROJECT, "host": "c1@datera#1",
            "volume_type_id": type_, "bootable": False, "availability_zone": "nova", **more}

    def snapshot(self, volume, **more):
        return {"id": str(uuid.uuid4()), "volume_id": volume["id"], "project_id": PROJECT,
                "volume_size": volume["size"], "display_name": "before", **more}

    @staticmethod
    def connector(host, ip="172.28.40.9", **more):
        return {
            "initiator": f"iqn.1993-08.org.debian:01:{host}", "ip": ip, "host": host, "multipath": False,
            "platform": "x86_64", "os_type": "linux", "do_local_attach": False,
            "uuid": "4c4c4544-0043-3510-8052-b4c04f4d4e32", "system uuid": "4c4c4544-0043-3510-8052-b4c04f4d4e32",
            "nqn": "nqn.2014-08.org.nvmexpress:uuid:4c4c4544-0043-3510-8052-b4c04f4d4e32", **more}

    # What is on the array.

    def app(self, volume):
        found = [a for a in self.witness.app_instances.list(tenant=self.tenant) if volume["id"] in a["name"]]
        return found[0] if len(found) == 1 else None

    def disk(self, volume):
        return self.app(volume)["storage_instances"][0]["volumes"][0]

    def admitted(self, volume):
        acl = self.app(volume)["storage_instances"][0]["acl_policy"]
        return [entry["path"].rsplit(":", 1)[-1] for entry in acl["initiators"]]

    def placed(self, volume):
        disk = self.disk(volume)
        return disk["placement_policy"]["path"].split("/")[-1] if self.has_policies else disk["placement_mode"]

    def run(self, name, expected, call, sleep=0):
        return self.ledger.run(self.array, name, expected, call, sleep)

    # Steps that are not measured.

    def admit(self, connector):
        """Registers a host in the tenant, as an earlier attachment would have left it."""
        self.witness.initiators.create(tenant=self.tenant, id=connector["initiator"], name="Known host", force=True)

    def connect(self, volume, connector):
        self.array.connect(self.app(volume)["name"], "storage-1", [connector["initiator"]], tenant=self.tenant)

    @staticmethod
    def driver_quietly(call, *arguments):
        with surroundings.Sleeps():
            call(*arguments)
