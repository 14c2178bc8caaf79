"""App instances as wholes: creating trees, editing, states, clones, metadata."""

from harness.sdk import exceptions

from tour.visit import NO_UUID


def creation(visit):
    check, api = visit.checks, visit.api
    host = visit.initiator()
    name = visit.name("nested")
    volume = {
        "name": "data", "size": 20, "replica_count": 3, "performance_policy": {"total_iops_max": 5000},
        "snapshot_policies": [{"name": "daily", "interval": "1day", "retention_count": 7}]}
    if visit.modern and visit.has_policies:
        volume["placement_policy"] = {"path": "/placement_policies/default"}
    else:
        volume["placement_mode"] = "hybrid"
    visit.array.requests()
    app = api.app_instances.create(
        name=name, descr="Order system", create_mode="normal", access_control_mode="deny_all",
        storage_instances=[
            {"name": "storage-1", "ip_pool": {"path": "/access_network_ip_pools/default"},
             "acl_policy": {"initiators": [{"path": host["path"]}], "initiator_groups": []},
             "auth": {"type": "chap", "target_user_name": "dbuser", "target_pswd": "secretsecret1"},
             "volumes": [volume, {"name": "log", "size": 2, "replica_count": 1}]},
            {"name": "storage-2", "volumes": [{"name": "archive", "size": 7, "replica_count": 2}]}])
    check.equal("nested create: one request", visit.array.calls(), ["POST /app_instances"])
    check.equal("nested create: the app instance",
                (app["name"], app["descr"], app["create_mode"], app["tenant"], app["admin_state"], app["uuid"]),
                (name, "Order system", "normal", "/root", "online", NO_UUID))
    check.equal("nested create: path and id", app["path"], "/app_instances/" + app["id"])
    check.equal("nested create: bound to no template", app["app_template"],
                {"path": "", "resolved_path": "", "resolved_tenant": ""})
    first, second = app["storage_instances"]
    check.equal("nested create: the storage instances", (first["name"], second["name"]), ("storage-1", "storage-2"))
    check.equal("nested create: the volumes", [(v["name"], v["size"], v["replica_count"]) for v in first["volumes"]],
                [("data", 20, 3), ("log", 2, 1)])
    check.equal("nested create: the limits", first["volumes"][0]["performance_policy"]["total_iops_max"], 5000)
    check.that("nested create: no limits, no policy", "performance_policy" not in first["volumes"][1])
    check.equal("nested create: the snapshot policy", [
        (p["name"], p["interval"], p["retention_count"]) for p in first["volumes"][0]["snapshot_policies"]],
        [("daily", "1day", 7)])
    check.equal("nested create: the ACL", first["acl_policy"]["initiators"], [{"path": host["path"]}])
    check.equal("nested create: the secret is hidden",
                (first["auth"]["type"], first["auth"]["target_user_name"], first["auth"]["target_pswd"]),
                ("chap", "dbuser", "(hidden)"))
    check.equal("nested create: two portals and a target", (
        len(first["access"]["ips"]), first["access"]["iqn"].startswith("iqn.2013-05.com.daterainc:tc:01:sn:")),
        (2, True))
    check.that("nested create: every storage instance has its own target",
               first["access"]["iqn"] != second["access"]["iqn"])
    check.equal("nested create: reads back as it was answered", dict(api.app_instances.get(app["id"])), dict(app))
    listed = [a for a in api.app_instances.list() if a["id"] == app["id"]]
    check.equal("nested create: and so it is listed, whole", [dict(a) for a in listed], [dict(app)])
    check.raises("app instances: a name twice", exceptions.ApiConflictError, lambda: visit.app(name=name), http=409,
                 name="ConflictError")
    visit.remove(app)
    host.delete()


def limits(visit):
    check, api = visit.checks, visit.api
    for what, body in [
            ("a name too short", {"name": "ab"}), ("a name with a blank", {"name": "a b c"}),
            ("no name", {}), ("an unknown key", {"name": visit.name("bad"), "colour": "red"}),
            ("an unknown create_mode", {"name": visit.name("bad"), "create_mode": "manual"}),
            ("two sources", {"name": visit.name("bad"), "clone_src": {"path": "/app_instances/a"},
                             "storage_instances": []})]:
        check.raises(f"app instances: {what}", exceptions.ApiValidationFailedError,
                     lambda: api.app_instances.create(**body), http=422, name="ValidationFailedError")
    for what, volume in [
            ("size 0", {"size": 0}), ("no size", {}), ("size as text", {"size": "20"}),
            ("replica_count 0", {"size": 5, "replica_count": 0}),
            ("replica_count 6", {"size": 5, "replica_count": 6}),
            ("an unknown placement_mode", {"size": 5, "placement_mode": "tape"}),
            ("an unknown key", {"size": 5, "colour": "red"}),
            ("iops beyond", {"size": 5, "performance_policy": {"total_iops_max": 10_000_001}}),
            ("bandwidth beyond", {"size": 5, "performance_policy": {"read_bandwidth_max": 10_240_001}})]:
        body = [{"name": "storage-1", "volumes": [{"name": "volume-1", **volume}]}]
        check.raises(f"nested volumes: {what}", exceptions.ApiValidationFailedError,
                     lambda: api.app_instances.create(name=visit.name("bad"), storage_instances=body))
    check.raises("nested create: an initiator that is not there", exceptions.ApiValidationFailedError,
                 lambda: visit.app(storage={"acl_policy": {"initiators": [{"path": "/initiators/iqn.2000-01.a:bcd"}]}}),
                 message="not exist")
    check.equal("app instances: nothing is left of what was refused",
                [a["name"] for a in api.app_instances.list() if a["name"].startswith("bad")], [])


def editing(visit):
    check, api = visit.checks, visit.api
    app = visit.app()
    check.equal("app instances: by name too", api.app_instances.get(app["name"])["id"], app["id"])
    name = visit.name("renamed")
    check.equal("app instances: renamed", app.set(name=name)["name"], name)
    check.equal("app instances: the path stays", api.app_instances.get(name)["path"], app["path"])
    check.raises("app instances: the former name is gone", exceptions.ApiNotFoundError,
                 lambda: api.app_instances.get(app["name"]), message="not exist")
    check.equal("app instances: description", app.set(descr="Second life")["descr"], "Second life")
    check.equal("app instances: absent keys stay", api.app_instances.get(app["id"])["name"], name)
    twin = visit.app()
    check.raises("app instances: a rename to a taken name", exceptions.ApiConflictError, lambda: twin.set(name=name))
    check.raises("app instances: create_mode is not to be set", exceptions.ApiValidationFailedError,
                 lambda: app.set(create_mode="openstack"))
    visit.remove(app, twin)
    check.raises("app instances: deleted", exceptions.ApiNotFoundError, lambda: api.app_instances.get(app["id"]),
                 name="NotFoundError", http=404)


def states(visit):
    check, api = visit.checks, visit.api
    host = visit.initiator()
    app = visit.app(storage={"acl_policy": {"initiators": [{"path": host["path"]}]}})
    check.raises("offline: one that is online is not deleted", exceptions.ApiInvalidRequestError, app.delete)
    check.raises("offline: not even by force", exceptions.ApiInvalidRequestError, lambda: app.delete(force=True))
    visit.array.connect(app["name"], "storage-1", [host["id"]])
    check.equal("offline: the logged-in host is shown", visit.storage(app)["active_initiators"], [host["id"]])
    check.raises("offline: needs force while a host is logged in", exceptions.ApiInvalidRequestError,
                 lambda: app.set(admin_state="offline"), message="override this warning")
    offline = app.set(admin_state="offline", force=True)
    storage = offline["storage_instances"][0]
    check.equal("offline: all below follows",
                (offline["admin_state"], storage["admin_state"], storage["op_state"],
                 storage["volumes"][0]["op_state"]),
                ("offline", "offline", "unavailable", "available"))
    check.that("offline: the portals stay", len(storage["access"]["ips"]) == 2)
    check.equal("offline: nobody is logged in", storage["active_initiators"], [])
    online = app.set(admin_state="online")
    check.equal("online: available again",
                (online["admin_state"], online["storage_instances"][0]["op_state"]), ("online", "available"))
    storage = visit.storage(app)
    check.equal("offline: a storage instance by itself", storage.set(admin_state="offline")["op_state"],
                "unavailable")
    check.equal("online: a storage instance by itself", storage.set(admin_state="online")["op_state"], "available")
    visit.remove(app)
    host.delete()
    check.raises("offline: deleted, the tree is gone", exceptions.ApiNotFoundError,
                 lambda: api.app_instances.get(app["id"]))


def clones(visit):
    check, api = visit.checks, visit.api
    source = visit.app(create_mode="openstack", volume={"size": 6, "replica_count": 2}, storage={"name": "storage-1"})
    volume = visit.volume(source)
    snapshot = volume.snapshots.create()
    whole = source.snapshots.create()
    host = visit.initiator()
    visit.storage(source).acl_policy.set(initiators=[{"path": host["path"]}])
    volume.performance_policy.create(total_iops_max=100)
    uuid = "3f2504e0-4f89-41d3-9a0c-0305e82c330%d" % (int(visit.version[-1]))
    for key, path in (("clone_src", source["path"]), ("clone_volume_src", volume["path"]),
                      ("clone_snapshot_src", snapshot["path"]), ("clone_snapshot_src", whole["path"])):
        what = key if path != whole["path"] else "clone_snapshot_src of an app instance"
        clone = api.app_instances.create(
            name=visit.name("clone"), create_mode="openstack", uuid=uuid, **{key: {"path": path}})
        copy = clone["storage_instances"][0]
        check.equal(f"{what}: keeps names, size and replicas",
                    (copy["name"], copy["volumes"][0]["name"], copy["volumes"][0]["size"],
                     copy["volumes"][0]["replica_count"]), ("storage-1", "volume-1", 6, 2))
        check.equal(f"{what}: does not copy the ACL", copy["acl_policy"]["initiators"], [])
        check.equal(f"{what}: takes the uuid that OpenStack gives", (clone["uuid"], copy["volumes"][0]["uuid"]),
                    (uuid, uuid))
        check.equal(f"{what}: remembers its source", clone["clone_src"]["path"], path)
        check.that(f"{what}: has a target of its own",
                   copy["access"]["iqn"] != source["storage_instances"][0]["access"]["iqn"])
        visit.remove(clone)
    for key, path in (("clone_src", "/app_instances/none"), ("clone_volume_src", source["path"] + "x/volumes/v"),
                      ("clone_snapshot_src", volume["path"] + "/snapshots/1.5")):
        check.raises(f"{key}: a source that is not there", exceptions.ApiNotFoundError,
                     lambda: api.app_instances.create(name=visit.name("clone"), **{key: {"path": path}}),
                     message="not exist")
    later = api.app_instances.create(name=visit.name("clone"), clone_snapshot_src={"path": snapshot["path"]})
    volume.set(size=9)
    check.equal("clone_snapshot_src: has the size of then", api.app_instances.create(
        name=visit.name("clone"), clone_snapshot_src={"path": snapshot["path"]})[
            "storage_instances"][0]["volumes"][0]["size"], 6)
    visit.remove(source)
    check.equal("clones: outlive their source", api.app_instances.get(later["id"])["id"], later["id"])
    visit.remove(*[a for a in api.app_instances.list() if a["name"].startswith("clone-")])
    host.delete()


def metadata(visit):
    """The SDK's `metadata` is one path before product 3.3 and another from then on; Go keeps to the first."""
    check, api = visit.checks, visit.api
    app = visit.app()
    check.equal("metadata: none at first", dict(app.metadata.get()), {})
    visit.array.requests()
    app.metadata.set(host="node-7", display_name="orders")
    route = "int_ecosystem_data" if visit.has_policies else "metadata"
    check.equal("metadata: the SDK's route", visit.array.calls(), [f"PUT {app['path']}/{route}"])
    check.equal("metadata: reads back exactly", dict(app.metadata.get()), {"host": "node-7", "display_name": "orders"})
    app.metadata.set(host="node-8", bootable="False")
    check.equal("metadata: is merged", dict(app.metadata.get()),
                {"host": "node-8", "display_name": "orders", "bootable": "False"})
    flat = visit.raw("PUT", app["path"].strip("/") + "/metadata", {"size": "20"})
    check.equal("metadata: the flat route", flat.status_code, 200)
    check.equal("metadata: both routes show one store", (
        visit.raw("GET", app["path"].strip("/") + "/metadata").json()["data"], dict(app.metadata.get())["size"]),
        ({"host": "node-8", "display_name": "orders", "bootable": "False", "size": "20"}, "20"))
    app.metadata.set(multipath=False)
    check.equal("metadata: a flag, as in Cinder's connectors", app.metadata.get()["multipath"], False)
    app.metadata.set(multipath=None)
    check.raises("metadata: 2048 characters are the end", exceptions.ApiValidationFailedError,
                 lambda: app.metadata.set(long="x" * 2048))
    check.equal("metadata: what was refused left no trace", sorted(app.metadata.get()),
                ["bootable", "display_name", "host", "size"])
    if visit.has_policies:
        bulk = {entry["name"]: entry["data"] for entry in api.app_instance_int_ecosystem_data.list()}
        check.equal("metadata: of all in one request", bulk[app["name"]]["host"], "node-8")
    visit.remove(app)
