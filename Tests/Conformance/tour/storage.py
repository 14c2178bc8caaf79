"""Storage instances, who may use them, volumes and their limits."""

from harness.sdk import exceptions


def storage_instances(visit):
    check = visit.checks
    app = visit.app()
    storage = app.storage_instances.create(
        name="storage-2", volumes=[{"name": "volume-1", "size": 3, "replica_count": 1}])
    check.equal("storage instances: created with a volume",
                (storage["name"], storage["volumes"][0]["size"], storage["op_state"], storage["access_control_mode"]),
                ("storage-2", 3, "available", "deny_all"))
    check.equal("storage instances: listed", [s["name"] for s in app.storage_instances.list()],
                ["storage-1", "storage-2"])
    check.equal("storage instances: by name", app.storage_instances.get("storage-2")["path"],
                app["path"] + "/storage_instances/storage-2")
    check.equal("storage instances: reloaded", dict(storage.reload()), dict(storage))
    check.raises("storage instances: twice", exceptions.ApiConflictError,
                 lambda: app.storage_instances.create(name="storage-2"))
    check.raises("storage instances: an unknown one", exceptions.ApiNotFoundError,
                 lambda: app.storage_instances.get("storage-9"), message="not exist")
    check.raises("storage instances: allow_all does not come back", exceptions.ApiValidationFailedError,
                 lambda: storage.set(access_control_mode="allow_all"))
    pool = visit.api.access_network_ip_pools.create(name=visit.name("pool"), network_paths=[
        {"start_ip": "10.9.0.10", "range": 50, "netmask": 24}, {"start_ip": "10.9.1.10", "range": 50, "netmask": 24}])
    reference = {"path": pool["path"]}
    check.raises("storage instances: the pool changes only offline", exceptions.ApiInvalidRequestError,
                 lambda: storage.set(ip_pool=reference))
    storage.set(admin_state="offline")
    moved = storage.set(ip_pool=reference)
    check.equal("storage instances: then with new addresses",
                (moved["ip_pool"]["path"], [ip.rsplit(".", 1)[0] for ip in moved["access"]["ips"]]),
                (pool["path"], ["10.9.0", "10.9.1"]))
    check.raises("storage instances: an unknown pool", exceptions.ApiValidationFailedError,
                 lambda: storage.set(ip_pool={"path": "/access_network_ip_pools/none"}))
    storage.set(admin_state="online")
    check.raises("storage instances: one that is online is not deleted", exceptions.ApiInvalidRequestError,
                 storage.delete)
    storage.set(admin_state="offline")
    check.equal("storage instances: deleted", storage.delete()["name"], "storage-2")
    check.equal("storage instances: and gone", [s["name"] for s in app.storage_instances.list()], ["storage-1"])
    visit.remove(app)
    pool.delete()


def access(visit):
    check, api = visit.checks, visit.api
    one, two = visit.initiator(), visit.initiator()
    group = api.initiator_groups.create(name=visit.name("group"), members=[{"path": two["path"]}])
    app = visit.app()
    storage = visit.storage(app)
    acl = storage.acl_policy

    def paths(kind="initiators"):
        return [entry["path"] for entry in acl.get()[kind]]

    check.equal("ACL: empty at first", (paths(), paths("initiator_groups")), ([], []))
    acl.set(initiators=[{"path": one["path"]}])
    check.equal("ACL: a list replaces the one there was", paths(), [one["path"]])
    acl.set(initiator_groups=[{"path": group["path"]}])
    check.equal("ACL: an absent list stays", (paths(), paths("initiator_groups")), ([one["path"]], [group["path"]]))
    acl.set(initiators=[{"path": one["path"]}, {"path": one["path"]}, {"path": two["path"]}])
    check.equal("ACL: an entry named twice counts once", paths(), [one["path"], two["path"]])
    acl.set(initiators=[])
    check.equal("ACL: an empty list empties", (paths(), paths("initiator_groups")), ([], [group["path"]]))
    acl.initiators.add(one)
    check.equal("ACL: add", paths(), [one["path"]])
    check.raises("ACL: add twice", exceptions.ApiConflictError, lambda: acl.initiators.add(one), http=409)
    acl.initiators.add(two["path"])
    check.equal("ACL: add by path", paths(), [one["path"], two["path"]])
    acl.initiators.remove(one)
    check.equal("ACL: remove", paths(), [two["path"]])
    check.raises("ACL: remove a stranger", exceptions.ApiNotFoundError, lambda: acl.initiators.remove(one))
    check.equal("ACL: the list by itself", [i["path"] for i in acl.initiators.list()], [two["path"]])
    acl.initiator_groups.remove(group)
    check.equal("ACL: a group removed", paths("initiator_groups"), [])
    acl.initiator_groups.add(group)
    check.equal("ACL: a group added", [g["path"] for g in acl.initiator_groups.list()], [group["path"]])
    check.raises("ACL: entries may hold only their path", exceptions.ApiValidationFailedError,
                 lambda: acl.set(initiators=[{"path": one["path"], "name": "host"}]))
    check.raises("ACL: an unknown initiator", exceptions.ApiValidationFailedError,
                 lambda: acl.set(initiators=[{"path": "/initiators/iqn.1993-08.org.debian:01:none"}]))
    check.raises("ACL: an initiator in use stays", exceptions.ApiInvalidRequestError, two.delete)
    check.raises("ACL: a group in use stays", exceptions.ApiInvalidRequestError, group.delete)
    check.that("access: is data for the SDK, not an endpoint",
               storage.access["ips"] == storage["access"]["ips"] and len(storage.access["ips"]) == 2)
    visit.remove(app)
    group.delete()
    one.delete()
    two.delete()


def authentication(visit):
    check = visit.checks
    app = visit.app()
    auth = visit.storage(app).auth
    check.equal("CHAP: none at first", (auth.get()["type"], auth.get()["target_pswd"]), ("none", "(hidden)"))
    auth.set(type="chap", target_user_name="dbuser", target_pswd="secretsecret1")
    found = auth.get()
    check.equal("CHAP: one way", (found["type"], found["target_user_name"], found["target_pswd"]),
                ("chap", "dbuser", "(hidden)"))
    auth.set(type="mchap", target_user_name="dbuser", target_pswd="secretsecret1", initiator_user_name="host_user",
             initiator_pswd="secretsecret2")
    found = auth.get()
    check.equal("CHAP: mutual", (found["type"], found["initiator_user_name"], found["initiator_pswd"]),
                ("mchap", "host_user", "(hidden)"))
    for length in (11, 17):
        check.raises(f"CHAP: a secret of {length} characters", exceptions.ApiValidationFailedError, lambda: auth.set(
            type="chap", target_user_name="dbuser", target_pswd="x" * length))
    for length in (12, 16):
        auth.set(type="chap", target_user_name="dbuser", target_pswd="x" * length)
        check.equal(f"CHAP: a secret of {length} characters", auth.get()["type"], "chap")
    auth.set(type="none")
    check.equal("CHAP: off", (auth.get()["type"], auth.get()["target_user_name"]), ("none", ""))
    check.raises("CHAP: without a secret", exceptions.ApiValidationFailedError,
                 lambda: auth.set(type="chap", target_user_name="dbuser"))
    visit.remove(app)


def volumes(visit):
    check = visit.checks
    app = visit.app(volume={"size": 5, "replica_count": 2})
    storage, volume = visit.storage(app), visit.volume(app)
    check.equal("volumes: as created",
                (volume["size"], volume["replica_count"], volume["op_state"], volume["health"]),
                (5, 2, "available", "ok"))
    other = storage.volumes.create(name="volume-2", size=3, replica_count=1)
    check.equal("volumes: one more", (other["path"], other["size"]), (storage["path"] + "/volumes/volume-2", 3))
    check.equal("volumes: listed", [v["name"] for v in storage.volumes.list()], ["volume-1", "volume-2"])
    check.raises("volumes: twice", exceptions.ApiConflictError,
                 lambda: storage.volumes.create(name="volume-2", size=3))
    check.equal("volumes: grown online", volume.set(size=8)["size"], 8)
    check.raises("volumes: never shrunk", exceptions.ApiValidationFailedError, lambda: volume.set(size=7))
    check.equal("volumes: the same size is no change", volume.set(size=8)["size"], 8)
    check.raises("volumes: replicas only offline", exceptions.ApiInvalidRequestError,
                 lambda: volume.set(replica_count=3))
    app.set(admin_state="offline")
    check.equal("volumes: then more replicas", volume.set(replica_count=3)["replica_count"], 3)
    check.raises("volumes: never fewer", exceptions.ApiValidationFailedError, lambda: volume.set(replica_count=1))
    app.set(admin_state="online")
    check.raises("volumes: the name is not to be set", exceptions.ApiValidationFailedError,
                 lambda: volume.set(name="volume-3"))
    check.raises("volumes: one that is online is not deleted", exceptions.ApiInvalidRequestError, other.delete)
    app.set(admin_state="offline")
    check.equal("volumes: deleted", other.delete()["name"], "volume-2")
    check.raises("volumes: and gone", exceptions.ApiNotFoundError, lambda: storage.volumes.get("volume-2"),
                 message="not exist")
    check.raises("volumes: more than the cluster holds", exceptions.ApiInvalidRequestError,
                 lambda: visit.app(size=30_000, volume={"replica_count": 5}, storage={"volumes": [
                     {"name": f"volume-{n}", "size": 32_768, "replica_count": 5} for n in range(1, 60)]}))
    visit.remove(app)


def placement_of_volumes(visit):
    """`placement_mode` before product 3.3, `placement_policy` from then on, where the mode is still taken."""
    check = visit.checks
    app = visit.app()
    volume = visit.volume(app)
    if visit.has_policies:
        check.equal("placement of volumes: read as a policy", dict(volume["placement_policy"]), {
            "path": "/placement_policies/default", "resolved_path": "/placement_policies/default",
            "resolved_tenant": "/root"})
        both = volume.set(placement_mode="hybrid", placement_policy={"path": "/placement_policies/all-flash"})
        check.equal("placement of volumes: of both, the policy wins", both["placement_policy"]["path"],
                    "/placement_policies/all-flash")
        check.raises("placement of volumes: an unknown policy", exceptions.ApiValidationFailedError,
                     lambda: volume.set(placement_policy={"path": "/placement_policies/none"}))
        check.equal("placement of volumes: a mode stands for the policy of its name",
                    volume.set(placement_mode="single_flash")["placement_policy"]["path"],
                    "/placement_policies/single-flash")
    if visit.has_policies and visit.modern:
        go = volume.set(placement_policy={"path": "/placement_policies/hybrid", "resolved_path": "",
                                          "resolved_tenant": ""})
        check.equal("placement of volumes: with the empty keys that Go sends", go["placement_policy"]["path"],
                    "/placement_policies/hybrid")
    if not visit.has_policies:
        check.equal("placement of volumes: read as a mode", volume["placement_mode"], "hybrid")
        check.equal("placement of volumes: set online", volume.set(placement_mode="all_flash")["placement_mode"],
                    "all_flash")
        check.raises("placement of volumes: an unknown mode", exceptions.ApiValidationFailedError,
                     lambda: volume.set(placement_mode="tape"))
    visit.remove(app)


def performance(visit):
    check = visit.checks
    app = visit.app()
    policy = visit.volume(app).performance_policy
    check.raises("limits: none are a 404", exceptions.ApiNotFoundError, policy.get, name="NotFoundError")
    made = policy.create(total_iops_max=1000, read_bandwidth_max=2048)
    check.equal("limits: created", (made["total_iops_max"], made["read_bandwidth_max"]), (1000, 2048))
    check.raises("limits: twice", exceptions.ApiConflictError, lambda: policy.create(total_iops_max=1))
    check.equal("limits: read", policy.get()["total_iops_max"], 1000)
    check.equal("limits: shown in the volume", visit.volume(app)["performance_policy"]["total_iops_max"], 1000)
    policy.set(write_iops_max=77)
    check.equal("limits: absent keys stay", (policy.get()["write_iops_max"], policy.get()["total_iops_max"]),
                (77, 1000))
    policy.set(total_iops_max=10_000_000, total_bandwidth_max=10_240_000)
    check.equal("limits: at their highest", (policy.get()["total_iops_max"], policy.get()["total_bandwidth_max"]),
                (10_000_000, 10_240_000))
    for key, value in (("read_iops_max", 10_000_001), ("write_bandwidth_max", 10_240_001), ("total_iops_max", -1)):
        check.raises(f"limits: {key} {value}", exceptions.ApiValidationFailedError, lambda: policy.set(**{key: value}))
    gone = policy.get().delete()
    check.equal("limits: deleted, the answer is what was", gone["write_iops_max"], 77)
    check.raises("limits: and gone", exceptions.ApiNotFoundError, policy.get)
    check.that("limits: nor in the volume", "performance_policy" not in visit.volume(app))
    zeros = {f"{kind}_{what}_max": 0 for kind in ("read", "write", "total") for what in ("iops", "bandwidth")}
    policy.create(**zeros)
    check.equal("limits: six zeros as CSI sends them", {k: policy.get()[k] for k in zeros}, zeros)
    visit.remove(app)
