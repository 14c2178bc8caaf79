"""Every operation of the driver, its cost, and what it leaves on the array."""

import uuid

from harness import sdk

from cinder import exception
from driver import surroundings
from driver.deployment import PROJECT, Deployment
from driver.surroundings import CHAP

GIB = 1 << 30


class Operations(Deployment):
    def prepare(self):
        """What an administrator has made before, for all tenants."""
        self.witness.access_network_ip_pools.create(name="floor-two", network_paths=[
            {"name": "access_1", "start_ip": "10.20.0.10", "range": 200, "netmask": 24},
            {"name": "access_2", "start_ip": "10.21.0.10", "range": 200, "netmask": 24}])

    def tour(self):
        self.prepare()
        self.array.requests()
        with surroundings.driver(self.array, self.types, self.option, self.chap) as driver:
            made = self.array.requests()
            self.ledger.note("do_setup, schema not cached", len(made), 6, made)
            self.driver = driver
            self.checks.equal("driver: speaks the newest API it knows", driver.apiv, "2.2")
            self.checks.equal("driver: over HTTPS, names itself", driver.api.context.extra_headers["Datera-Driver"],
                              f"OpenStack-Cinder-{surroundings.VERSION}")
            for part in (self.stats, self.creating, self.manageable, self.templates, self.extending, self.snapshots,
                         self.clones, self.attaching, self.retyping, self.managing, self.deleting, self.expiry,
                         self.images):
                self.checks.section(part)
        self.array.requests()
        with surroundings.driver(self.array, self.types, self.option, self.chap):
            made = self.array.requests()
            self.ledger.note("do_setup, schema cached", len(made), 5, made)

    def stats(self):
        found = self.run("get_volume_stats", 1, lambda: self.driver.get_volume_stats(refresh=True))
        system = self.witness.system.get()
        self.checks.equal("get_volume_stats: the array's capacity in GiB", (
            found["total_capacity_gb"], found["free_capacity_gb"]),
            (system["total_capacity"] / GIB, system["available_capacity"] / GIB))

    def creating(self):
        check = self.checks
        plain = self.volume()
        self.run("create_volume, no type", 7, lambda: self.driver.create_volume(plain))
        app = self.app(plain)
        disk = app["storage_instances"][0]["volumes"][0]
        check.equal("create_volume: on the array", (
            app["name"], app["tenant"], app["create_mode"], app["uuid"], disk["uuid"], disk["size"],
            disk["replica_count"], app["storage_instances"][0]["access_control_mode"]),
            (f"OS-orders-{plain['id']}", self.tenant, "openstack", plain["id"], plain["id"], 4, 3, "deny_all"))
        check.equal("create_volume: its metadata", dict(app.metadata.get(tenant=self.tenant)), {
            "host": "c1@datera#1", "display_name": "orders", "bootable": "False", "availability_zone": "nova"})
        check.equal("create_volume: its placement", self.placed(plain), "default" if self.has_policies else "hybrid")
        check.raises("create_volume: the same again", sdk.exceptions.ApiConflictError,
                     lambda: self.driver.create_volume(plain))
        typed = self.volume("flash", name="a very long name, of which most is cut off")
        self.run("create_volume, type without QoS", 7, lambda: self.driver.create_volume(typed))
        check.equal("create_volume: placed as its type says", self.placed(typed),
                    "all-flash" if self.has_policies else "all_flash")
        check.equal("create_volume: names are cut to 63", len(self.app(typed)["name"]), 63)
        gold = self.volume("gold")
        self.run("create_volume with QoS", 9, lambda: self.driver.create_volume(gold))
        limits = self.disk(gold)["performance_policy"]
        check.equal("create_volume: limits of the type", (limits["total_iops_max"], limits["read_bandwidth_max"]),
                    (5000, 2048))
        specified = self.volume("qos")
        self.run("create_volume with QoS specs", 9, lambda: self.driver.create_volume(specified))
        check.equal("create_volume: limits of QoS specs", self.disk(specified)["performance_policy"]["write_iops_max"],
                    300)
        scaled = self.volume("scaled", size=7)
        self.run("create_volume with QoS per GB", 9, lambda: self.driver.create_volume(scaled))
        check.equal("create_volume: limits by size", self.disk(scaled)["performance_policy"]["total_iops_max"], 70)
        self.plain, self.gold = plain, gold

    def manageable(self):
        """Among seven app instances, of which Cinder knows the first."""
        for number in range(2):
            self.witness.app_instances.create(
                tenant=self.tenant, name=f"foreign-{number}", storage_instances=[{
                    "name": "storage-1", "volumes": [{"name": "volume-1", "size": 3 + number, "replica_count": 1}]}])
        found = self.run("get_manageable_volumes, N=7 M=1", 34, lambda: self.driver.get_manageable_volumes(
            [self.plain], None, 100, 0, ["size"], ["asc"]))
        by_name = {entry["reference"]["source-name"]: entry for entry in found}
        foreign = by_name["foreign-0:storage-1:volume-1"]
        managed = by_name[f"OS-orders-{self.plain['id']}:storage-1:volume-1"]
        self.checks.equal("get_manageable_volumes: what Cinder may take and what it has", (
            len(found), foreign["safe_to_manage"], foreign["size"], managed["safe_to_manage"], managed["cinder_id"]),
            (7, True, 3, False, self.plain["id"]))
        snapshot = self.witness.app_instances.get("foreign-0", tenant=self.tenant).storage_instances.get(
            "storage-1", tenant=self.tenant).volumes.get("volume-1", tenant=self.tenant).snapshots.create(
                tenant=self.tenant)
        found = self.run("get_manageable_snapshots, N=7 M=1", 34, lambda: self.driver.get_manageable_snapshots(
            [{"id": str(uuid.uuid4()), "volume_id": self.plain["id"], "project_id": PROJECT}],
            None, 100, 0, ["size"], ["asc"]))
        self.checks.equal("get_manageable_snapshots: the only one", [s["reference"]["source-name"] for s in found],
                          [snapshot["utc_ts"]])
        self.foreign_snapshot = snapshot["utc_ts"]

    def templates(self):
        self.witness.app_templates.create(name="small", storage_templates=[{
            "name": "storage-1", "ip_pool": "/access_network_ip_pools/default", "volume_templates": [
                {"name": "volume-1", "size": 6, "replica_count": 2}]}])
        first, later = self.volume("templated", size=9), self.volume("templated", size=9)
        self.run("create_volume from a template, first", 8, lambda: self.driver.create_volume(first))
        self.run("create_volume from a template, later", 7, lambda: self.driver.create_volume(later))
        size = 9 if self.has_policies else 6
        app, disk = self.app(first), self.disk(first)
        self.checks.equal("create_volume from a template: bound, of the size asked for where that can be", (
            app["app_template"]["path"], app["app_template"]["resolved_tenant"], disk["size"], disk["replica_count"]),
            ("/app_templates/small", "/root", size, 2))
        name, expected = (("extend_volume from a template, product 3.3", 7) if self.has_policies
                          else ("extend_volume from a template, product 3.2", 0))
        self.run(name, expected, lambda: self.driver.extend_volume(first, 12))
        self.checks.equal("extend_volume from a template: only where that can be", self.disk(first)["size"],
                          12 if self.has_policies else 6)
        known = self.connector("template-host")
        self.admit(known)
        plus = int(self.chap)
        self.run("create_export from a template, known host" + " with CHAP" * plus, 13 + plus,
                 lambda: self.driver.create_export(None, first, known), sleep=1)
        self.checks.equal("create_export from a template: admitted", self.admitted(first), ["template-host"])
        self.run("delete_volume from a template", 6, lambda: self.driver.delete_volume(first))

    def extending(self):
        volume = self.plain
        self.run("extend_volume, online", 7, lambda: self.driver.extend_volume(volume, 8))
        volume["size"] = 8
        app = self.app(volume)
        self.checks.equal("extend_volume: grown and online", (self.disk(volume)["size"], app["admin_state"]),
                          (8, "online"))
        app.set(tenant=self.tenant, admin_state="offline")
        self.run("extend_volume, offline", 6, lambda: self.driver.extend_volume(volume, 9))
        volume["size"] = 9
        self.checks.equal("extend_volume: grown and still offline", (
            self.disk(volume)["size"], self.app(volume)["admin_state"]), (9, "offline"))
        app.set(tenant=self.tenant, admin_state="online")
        self.run("extend_volume, not larger", 0, lambda: self.driver.extend_volume(volume, 9))

    def snapshots(self):
        check, volume = self.checks, self.plain
        one = self.snapshot(volume)
        self.run("create_snapshot", 5, lambda: self.driver.create_snapshot(one), sleep=1)
        on_array = self.disk(volume)["snapshots"]
        check.equal("create_snapshot: under Cinder's id", [s["uuid"] for s in on_array], [one["id"]])
        copy = self.volume(size=volume["size"], name="copy")
        self.run("create_volume_from_snapshot", 8, lambda: self.driver.create_volume_from_snapshot(copy, one), sleep=1)
        check.equal("create_volume_from_snapshot: on the array", (
            self.disk(copy)["size"], self.disk(copy)["uuid"], self.app(copy)["clone_src"]["path"]),
            (9, copy["id"], on_array[0]["path"]))
        key = on_array[0]["utc_ts"]
        answer = self.run("manage_existing_snapshot", 0, lambda: self.driver.manage_existing_snapshot(
            one, {"source-name": key}))
        check.equal("manage_existing_snapshot: keeps the key", answer, {"provider_location": key})
        size = self.run("manage_existing_snapshot_get_size", 3, lambda: self.driver.manage_existing_snapshot_get_size(
            one, {"source-name": key}))
        check.equal("manage_existing_snapshot_get_size: the volume's", size, 9)
        managed = {**self.snapshot(volume), "provider_location": key}
        again = self.volume(size=volume["size"], name="again")
        self.run("create_volume_from_snapshot, managed", 8, lambda: self.driver.create_volume_from_snapshot(
            again, managed), sleep=1)
        self.run("delete_snapshot", 5, lambda: self.driver.delete_snapshot(one))
        check.equal("delete_snapshot: gone", self.disk(volume)["snapshots"], [])
        self.run("delete_snapshot, absent", 4, lambda: self.driver.delete_snapshot(one))
        two = self.snapshot(volume)
        self.driver_quietly(self.driver.create_snapshot, two)
        managed = {**two, "provider_location": self.disk(volume)["snapshots"][0]["utc_ts"]}
        self.run("delete_snapshot, managed", 5, lambda: self.driver.delete_snapshot(managed))
        check.equal("delete_snapshot, managed: gone", self.disk(volume)["snapshots"], [])
        check.raises("create_volume_from_snapshot: of none", exception.SnapshotNotFound,
                     lambda: self.driver.create_volume_from_snapshot(self.volume(), two))
        self.run("unmanage_snapshot", 0, lambda: self.driver.unmanage_snapshot(one))

    def clones(self):
        clone = self.volume(size=self.plain["size"], name="clone")
        self.run("create_cloned_volume", 6, lambda: self.driver.create_cloned_volume(clone, self.plain))
        self.checks.equal("create_cloned_volume: on the array", (
            self.disk(clone)["size"], self.disk(clone)["uuid"], self.app(clone)["uuid"]),
            (9, clone["id"], clone["id"]))
        larger = self.volume(size=20, name="larger")
        self.run("create_cloned_volume, larger", 6, lambda: self.driver.create_cloned_volume(larger, self.plain))
        self.checks.equal("create_cloned_volume: never larger than its source (C2)", self.disk(larger)["size"], 9)

    def attaching(self):
        check, volume, plus = self.checks, self.gold, int(self.chap)
        suffix = " with CHAP" * plus
        known, fresh = self.connector("host-one"), self.connector("host-two", ip="10.20.0.77")
        self.admit(known)
        export = self.driver.create_export
        self.run("create_export, known host" + suffix, 14 + plus, lambda: export(None, volume, known), sleep=1)
        storage = self.app(volume)["storage_instances"][0]
        check.equal("create_export: admitted, online, in the pool of the host's network", (
            self.admitted(volume), storage["op_state"], storage["ip_pool"]["path"]),
            (["host-one"], "available", "/access_network_ip_pools/default"))
        check.equal("create_export: CHAP as configured", (storage["auth"]["type"], storage["auth"]["target_user_name"]),
                    ("chap", CHAP[0]) if self.chap else ("none", ""))
        own = self.witness.initiators.get(known["initiator"], tenant=self.tenant)
        check.equal("create_export: the host belongs to the tenant", own["tenant"], self.tenant)
        metadata = dict(self.app(volume).metadata.get(tenant=self.tenant))
        check.equal("create_export: the connector is kept in the metadata", (metadata["initiator"], metadata["host"]),
                    (known["initiator"], "host-one"))
        self.connect(volume, known)
        properties = self.run("initialize_connection", 3, lambda: self.driver.initialize_connection(volume, known))
        data = properties["data"]
        check.equal("initialize_connection: portal, target, LUN", (
            data["target_portal"], data["target_iqn"], data["target_lun"]),
            (storage["access"]["ips"][0] + ":3260", storage["access"]["iqn"], 0))
        check.equal("initialize_connection: CHAP", (data.get("auth_username"), data.get("auth_password")),
                    CHAP if self.chap else (None, None))
        multiple = self.run("initialize_connection, multipath", 3, lambda: self.driver.initialize_connection(
            volume, {**known, "multipath": True}))
        check.equal("initialize_connection: both portals", multiple["data"]["target_portals"],
                    [ip + ":3260" for ip in storage["access"]["ips"]])

        self.run("create_export, new host (multi-attach)" + suffix, 15 + plus, lambda: export(None, volume, fresh),
                 sleep=1)
        check.equal("multi-attach: both are admitted, in the new host's pool", (
            self.admitted(volume), self.app(volume)["storage_instances"][0]["ip_pool"]["path"]),
            (["host-one", "host-two"], "/access_network_ip_pools/floor-two"))
        self.run("initialize_connection", 3, lambda: self.driver.initialize_connection(volume, fresh))
        self.run("detach_volume, others remain", 4, lambda: self.driver.detach_volume(
            None, volume, surroundings.attachment(known)))
        check.equal("detach_volume: the other one stays", (self.admitted(volume), self.app(volume)["admin_state"]),
                    (["host-two"], "online"))
        self.run("detach_volume, last host", 5, lambda: self.driver.detach_volume(
            None, volume, surroundings.attachment(fresh)))
        check.equal("detach_volume: nobody, and offline", (self.admitted(volume), self.app(volume)["admin_state"]),
                    ([], "offline"))
        pooled = self.volume("pooled")
        self.driver_quietly(self.driver.create_volume, pooled)
        self.run("create_export, pool of the type" + suffix, 13 + plus, lambda: export(None, pooled, known), sleep=1)
        new = self.connector("host-three")
        self.run("create_export, pool of the type, new host" + suffix, 14 + plus, lambda: export(None, pooled, new),
                 sleep=1)
        check.equal("create_export: the pool of the type", (
            self.app(pooled)["storage_instances"][0]["ip_pool"]["path"], self.admitted(pooled)),
            ("/access_network_ip_pools/floor-two", ["host-one", "host-three"]))

    def retyping(self):
        check, gib = self.checks, self.volume("plain")
        self.driver_quietly(self.driver.create_volume, gib)
        host = {"host": "c1@datera#1", "capabilities": {"volume_backend_name": "Datera"}}

        def retype(name, expected, type_):
            answer = self.run(name, expected, lambda: self.driver.retype(
                None, gib, self.types.get(None, type_), {}, host))
            check.equal("retype: done by the driver", answer, True)
            gib["volume_type_id"] = type_

        flash = "all-flash" if self.has_policies else "all_flash"
        plain = "default" if self.has_policies else "hybrid"
        retype("retype, nothing changes", 9, "plain")
        retype("retype, placement", 10, "flash")
        check.equal("retype: placed anew", self.placed(gib), flash)
        retype("retype, QoS", 10, "flash-gold")
        check.equal("retype: limited", self.disk(gib)["performance_policy"]["total_iops_max"], 777)
        retype("retype, placement, QoS taken away", 11, "plain")
        check.equal("retype: back, and unlimited", (self.placed(gib), "performance_policy" in self.disk(gib)),
                    (plain, False))
        retype("retype, placement and first QoS", 11, "flash-gold")
        retype("retype, placement and other QoS", 12, "gold")
        check.equal("retype: other limits", self.disk(gib)["performance_policy"]["total_iops_max"], 5000)
        retype("retype, replica_count, QoS taken away, online", 17, "five")
        check.equal("retype: more replicas, online again", (
            self.disk(gib)["replica_count"], self.app(gib)["admin_state"]), (5, "online"))
        self.types.add("all", replica_count="5", ip_pool="floor-two", total_iops_max="1", **(
            {"placement_mode": "all_flash", "placement_policy": "all-flash"}))
        retype("retype, ip_pool, placement and first QoS, online", 17, "all")
        storage = self.app(gib)["storage_instances"][0]
        check.equal("retype: everything at once", (
            storage["ip_pool"]["path"], self.placed(gib), storage["volumes"][0]["performance_policy"][
                "total_iops_max"]), ("/access_network_ip_pools/floor-two", flash, 1))
        self.types.add("back", replica_count="5", total_iops_max="2")
        retype("retype, ip_pool and other QoS, online", 18, "back")
        self.app(gib).set(tenant=self.tenant, admin_state="offline")
        retype("retype, ip_pool and other QoS, offline", 17, "all")
        check.equal("retype: stays offline", self.app(gib)["admin_state"], "offline")
        other = {"host": "c2@other#1", "capabilities": {"volume_backend_name": "Other"}}
        answer = self.run("retype, to another backend", 0, lambda: self.driver.retype(
            None, gib, self.types.get(None, "plain"), {}, other))
        check.equal("retype: not by this driver", answer, False)

    def managing(self):
        check = self.checks
        reference = {"source-name": "foreign-1:storage-1:volume-1"}
        volume = self.volume(size=4, name="adopted")
        size = self.run("manage_existing_get_size", 3, lambda: self.driver.manage_existing_get_size(volume, reference))
        check.equal("manage_existing_get_size: in GiB", size, 4)
        self.run("manage_existing", 4, lambda: self.driver.manage_existing(volume, reference))
        check.equal("manage_existing: renamed", self.app(volume)["name"], f"OS-adopted-{volume['id']}")
        self.run("unmanage", 2, lambda: self.driver.unmanage(volume))
        check.equal("unmanage: renamed", self.app(volume)["name"], f"UNMANAGED-{volume['id']}")
        check.raises("manage_existing: of none", exception.VolumeNotFound,
                     lambda: self.driver.manage_existing(volume, {"source-name": "absent:storage-1:volume-1"}))
        migrated, original = self.volume(name="moved"), self.volume(name="moved")
        self.driver_quietly(self.driver.create_volume, migrated)
        self.run("update_migrated_volume", 2, lambda: self.driver.update_migrated_volume(
            None, original, migrated, "available"))
        check.equal("update_migrated_volume: has the name of the original", self.app(original)["name"],
                    f"OS-moved-{original['id']}")

    def deleting(self):
        attached = self.volume(name="attached")
        connector = self.connector("host-one")
        self.driver_quietly(self.driver.create_volume, attached)
        self.driver_quietly(self.driver.create_export, None, attached, connector)
        self.driver_quietly(self.driver.create_snapshot, self.snapshot(attached))
        self.connect(attached, connector)
        self.run("delete_volume", 6, lambda: self.driver.delete_volume(attached))
        self.checks.equal("delete_volume: gone, although attached and with a snapshot", self.app(attached), None)
        self.run("delete_volume, absent", 1, lambda: self.driver.delete_volume(attached))

    def expiry(self):
        volume = self.volume()
        self.driver.get_volume_stats(refresh=True)
        self.array.expire_sessions()
        self.run("create_volume, no type, expired session", 7 + 3, lambda: self.driver.create_volume(volume))
        self.checks.equal("expired session: the volume is there", self.disk(volume)["size"], 4)

    def images(self):
        """Images kept as app instances and cloned; only the copying of data is left out."""
        options = {"datera_enable_image_cache": True, "datera_image_cache_volume_type_id": "plain"}
        image = {"id": str(uuid.uuid4()), "visibility": "public", "disk_format": "raw",
                 "updated_at": surroundings.LONG_AGO}
        with surroundings.driver(self.array, self.types, self.option, False, **options) as driver, \
                surroundings.image_tools(3 * GIB):
            driver.get_volume_stats(refresh=True)
            for name, expected, slept in (("clone_image, not in the cache", 48, 2),
                                          ("clone_image, in the cache", 21, 0)):
                volume = self.volume("plain", size=8)
                answer = self.run(name, expected, lambda: driver.clone_image(None, volume, None, image, None),
                                  sleep=slept)
                self.checks.equal("clone_image: done, of the size asked for", (answer, self.disk(volume)["size"]),
                                  ((None, True), 8))
        cached = self.app({"id": image["id"]})
        self.checks.equal("clone_image: the image is marked", cached.metadata.get(tenant=self.tenant)["type"],
                          "cached_image")
