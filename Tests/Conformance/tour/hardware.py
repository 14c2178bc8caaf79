"""Storage nodes and their devices, pools, domains, the cluster's own networks, alerts and logs."""

from harness.sdk import exceptions

ABSENT = "00000000-0000-0000-0000-000000000001"


def nodes(visit):
    check, api = visit.checks, visit.api
    check.that("nodes: the SDK's health check", api.healthcheck())
    found = api.storage_nodes.list()
    check.equal("nodes: four", len(found), 4)
    node = api.storage_nodes.get(found[0]["uuid"])
    check.equal("nodes: one by its uuid", node["path"], "/storage_nodes/" + found[0]["uuid"])
    check.equal("nodes: states", (node["health"], node["admin_state"], node["op_state"]), ("ok", "online", "online"))
    check.raises("nodes: an unknown state", exceptions.ApiValidationFailedError,
                 lambda: node.set(admin_state="asleep"))
    check.raises("nodes: an unknown one", exceptions.ApiNotFoundError,
                 lambda: api.storage_nodes.get(ABSENT), message="not exist")
    for kind in ("hdds", "flash_devices", "nics", "boot_drives"):
        devices = getattr(node, kind)
        first = devices.list()[0]
        check.equal(f"nodes: {kind} of one", devices.get(str(first["id"]))["path"], first["path"])
        check.raises(f"nodes: {kind} that are not there", exceptions.ApiNotFoundError, lambda: devices.get("none"))
    check.equal("nodes: the subsystems", node.subsystem_states.list()[0]["health"], "ok")


def alerts(visit):
    """The only alarm of the simulated array: a node that is not online."""
    check, api = visit.checks, visit.api
    node = api.storage_nodes.list()[1]
    collection = api.alerts if visit.modern else api.monitoring.alerts
    check.equal("alerts: none while all is well", collection.list(), [])
    check.equal("nodes: taken offline", node.set(admin_state="offline")["admin_state"], "offline")
    found = collection.list()
    check.equal("alerts: a node that is offline", [alert["object_path"] for alert in found], [node["path"]])
    for key in ("code", "message", "severity", "tenant", "uuid"):
        check.that(f"alerts: {key} is text", isinstance(found[0][key], str) and found[0][key] != "")
    check.that("alerts: repeat_count is an integer", type(found[0]["repeat_count"]) is int)
    if visit.modern:
        one = api.alerts.get(found[0]["uuid"])
        check.equal("alerts: one by its uuid", one["message"], found[0]["message"])
        check.equal("alerts: cleared", one.set(cleared=True)["cleared"], True)
        check.equal("alerts: what is cleared is not listed", api.alerts.list(), [])
        check.raises("alerts: an unknown one", exceptions.ApiNotFoundError, lambda: api.alerts.get(ABSENT))
    check.equal("nodes: and brought back", node.set(admin_state="online")["admin_state"], "online")
    check.equal("alerts: none again", collection.list(), [])


def events(visit):
    """What users do and what becomes of nodes; the older logs tell of the same."""
    check, api = visit.checks, visit.api
    app = visit.app()
    visit.remove(app)
    mine = [event for event in api.events.user.list(limit=1000) if event["object_path"] == app["path"]]
    check.equal("events: what users do is written down", [event["code"] for event in mine], [
        "APP_INSTANCE_CREATED", "APP_INSTANCE_EDITED", "APP_INSTANCE_DELETED"])
    for key in ("time", "code", "context", "debug", "description", "last_seen_ts", "message", "severity", "tenant",
                "uuid", "object_path"):
        check.that(f"events: {key} is text", isinstance(mine[0][key], str))
    check.that("events: repeat_count is an integer", type(mine[0]["repeat_count"]) is int)
    check.equal("events: one by its uuid", api.events.get(mine[0]["uuid"])["message"], mine[0]["message"])
    check.that("events: a login is one", "USER_LOGGED_IN" in [e["code"] for e in api.events.user.list(limit=1000)])
    check.equal("events: the last ones by time", [
        e["uuid"] for e in api.events.user.list(limit=1000, since="1h") if e["object_path"] == app["path"]],
        [event["uuid"] for event in mine])
    check.equal("events: none before there was anything", api.events.user.list(limit=10, to="1000000000"), [])
    check.equal("events: only those that a filter admits", {
        e["code"] for e in api.events.user.list(limit=100, filter="code=APP_INSTANCE_DELETED")},
        {"APP_INSTANCE_DELETED"})
    node = api.storage_nodes.list()[1]
    check.equal("events: of the system, when a node goes and comes", [
        e["code"] for e in api.events.system.list(limit=1000) if e["object_path"] == node["path"]][-2:],
        ["STORAGE_NODE_OFFLINE", "STORAGE_NODE_ONLINE"])
    check.equal("events: none for debugging", api.events.debug.list(limit=10), [])
    check.raises("events: an unknown one", exceptions.ApiNotFoundError, lambda: api.events.get(ABSENT),
                 message="not exist")


def logs(visit):
    check, api = visit.checks, visit.api
    app = visit.app()
    visit.remove(app)
    audit = [e for e in api.audit_logs.list(limit=1000) if e["object_name"] == app["name"]]
    check.equal("logs: the audit log", [(e["operation"], e["user"]) for e in audit], [
        ("OBJECT_ADDED", "admin"), ("OBJECT_MODIFIED", "admin"), ("OBJECT_DELETED", "admin")])
    for name, collection, key in (
            ("audit log", api.audit_logs, "operation"), ("event log", api.event_logs, "code"),
            ("fault log", api.fault_logs, "cleared")):
        first = collection.list(limit=10)[0]
        check.equal(f"logs: one of the {name}", collection.get(first["id"])[key], first[key])
        check.raises(f"logs: an unknown entry of the {name}", exceptions.ApiNotFoundError,
                     lambda: collection.get(ABSENT), message="not exist")
    check.that("logs: faults are over when the node is back", all(e["cleared"] for e in api.fault_logs.list()))
    if visit.modern:
        archive = {"logs.tar.gz": ("logs.tar.gz", b"\x1f\x8b\x00logs", "application/gzip")}
        check.equal("logs: a client uploads its own", api.logs_upload.upload(
            files=archive, ecosystem="kubernetes").get("errors"), None)


def pools(visit):
    """Newer versions know them; for the SDK, the old one does not, so it says so before it sends anything."""
    check, api = visit.checks, visit.api
    for name, members in (("storage_pools", "members"), ("failure_domains", "storage_nodes")):
        try:
            collection = getattr(api, name)
        except exceptions.SdkEndpointNotFound:
            check.that(f"{name}: unknown to v2.1 alone", not visit.modern)
            continue
        found = collection.list()
        check.that(f"{name}: with nodes in them", len(found) > 0 and all(
            member["path"].startswith("/storage_nodes/") for member in found[0][members]) and found[0][members] != [])
        check.equal(f"{name}: one by its name", collection.get(found[0]["name"])["path"], found[0]["path"])
        check.raises(f"{name}: an unknown one", exceptions.ApiNotFoundError, lambda: collection.get("none"))


def networks(visit):
    check, network = visit.checks, visit.api.system.network
    check.that("networks: in one", len(network.get().keys()) > 0)
    check.that("networks: mapping", len(network.mapping.get().keys()) > 0)
    check.equal("networks: access VIP has paths as dvot reads them", [
        set(path) >= {"name", "ip"} for path in network.access_vip.get()["network_paths"]], [True, True])
    for name in ("access_vip", "mgmt_vip", "internal_network"):
        paths = getattr(network, name).network_paths
        first = paths.list()[0]
        check.equal(f"networks: a path of {name}", dict(paths.get(first["name"])), dict(first))
        check.raises(f"networks: an unknown path of {name}", exceptions.ApiNotFoundError, lambda: paths.get("none"))
        check.that(f"networks: {name}", len(getattr(network, name).get().keys()) > 0)
        if name != "internal_network":
            check.equal(f"networks: a path of {name} set", first.set(ip="10.77.0.7")["ip"], "10.77.0.7")
            check.equal(f"networks: the path of {name} reads back, in its network too", (
                paths.get(first["name"])["ip"], getattr(network, name).get()["network_paths"][0]["ip"]),
                ("10.77.0.7", "10.77.0.7"))
            check.raises(f"networks: no address for {name}", exceptions.ApiValidationFailedError,
                         lambda: first.set(ip="10.77.0.256"))


def snmp_users(visit):
    check, users = visit.checks, visit.api.system.snmp_policy.users
    user = users.create(user_id=visit.name("monitor"), version="v3", auth_pass="a long word", auth_protocol="SHA",
                        security_level="auth_only", view="all")
    check.equal("SNMP users: created, the password hidden", (user["version"], user["auth_pass"]), ("v3", "(hidden)"))
    check.equal("SNMP users: by id", users.get(user["user_id"])["view"], "all")
    check.that("SNMP users: listed", user["user_id"] in [u["user_id"] for u in users.list()])
    check.equal("SNMP users: set", user.set(view="host_resources")["view"], "host_resources")
    check.raises("SNMP users: twice", exceptions.ApiConflictError,
                 lambda: users.create(user_id=user["user_id"], version="v3"))
    check.raises("SNMP users: a password too short", exceptions.ApiValidationFailedError,
                 lambda: user.set(auth_pass="1234567"))
    check.equal("SNMP users: deleted", user.delete()["user_id"], user["user_id"])
    check.raises("SNMP users: and gone", exceptions.ApiNotFoundError, lambda: users.get(user["user_id"]))


def upgrades(visit):
    check, api = visit.checks, visit.api
    check.equal("upgrades: the set-up is done", api.init.config.get()["initialized"], True)
    check.equal("upgrades: there is nothing newer", api.upgrade.available.list(), [])
    check.raises("upgrades: to a build that is not there", exceptions.ApiInvalidRequestError,
                 lambda: api.upgrade.set(build_id="4.0.0.0"), message="not exist")
