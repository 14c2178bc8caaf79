"""The system and its settings, IP pools, placement, people, metrics and the description of the API."""

from harness import sdk
from harness.sdk import exceptions

from tour.visit import GIB


def system(visit):
    check, api = visit.checks, visit.api
    found = api.system.get()
    for key in ("total_capacity", "available_capacity", "all_flash_total_capacity", "all_flash_available_capacity",
                "hybrid_total_capacity", "hybrid_available_capacity", "total_provisioned_capacity", "uptime"):
        check.that(f"system: {key} is an integer", type(found[key]) is int and found[key] >= 0, found[key])
    for key in ("uuid", "name", "build_version", "compression_ratio", "last_reboot_timestamp"):
        check.that(f"system: {key} is text", isinstance(found[key], str) and found[key] != "", found[key])
    check.equal("system: health", (found["health"], found["op_state"], found["causes"]), ("ok", "running", []))
    before = found["available_capacity"]
    app = visit.app(size=100)
    after = api.system.get()
    check.equal("system: a volume takes its size times its replicas", before - after["available_capacity"],
                2 * 100 * GIB)
    check.equal("system: and gives it back", (
        visit.remove(app), api.system.get()["available_capacity"])[1], before)
    check.equal("system: compression off", api.system.set(compression_enabled=False)["compression_enabled"], False)
    check.equal("system: and on", api.system.set(compression_enabled=True)["compression_enabled"], True)
    check.raises("system: the name is not to be set", exceptions.ApiValidationFailedError,
                 lambda: api.system.set(name="other"))


def settings(visit):
    check, system = visit.checks, visit.api.system
    check.equal("settings: DNS domain", system.dns.set(domain="example.org")["domain"], "example.org")
    check.equal("settings: DNS reads back", system.dns.get()["domain"], "example.org")
    # The SDK's `set` makes objects only; these three are lists.
    put, get = visit.api.context.connection.update_endpoint, visit.api.context.connection.read_endpoint
    for path, value in (("/system/dns/servers", ["10.0.0.53"]), ("/system/dns/search_domains", ["example.org"]),
                        ("/system/ntp_servers", ["ntp1.example.org", "10.0.0.123"])):
        put(path, value)
        check.equal(f"settings: {path}", get(path, {}), value)
    check.equal("settings: HTTP proxy", system.http_proxy.set(host="proxy.example.org", port=3128)["port"], 3128)
    check.equal("settings: HTTP proxy reads back", system.http_proxy.get()["host"], "proxy.example.org")
    check.raises("settings: a port beyond 65535", exceptions.ApiValidationFailedError,
                 lambda: system.http_proxy.set(port=65536))
    check.equal("settings: SNMP", system.snmp_policy.set(location="rack 7")["location"], "rack 7")
    check.equal("settings: SNMP reads back", system.snmp_policy.get()["location"], "rack 7")
    monitoring = visit.api.monitoring
    check.equal("settings: monitoring off", (
        monitoring.policies.get("default").set(enabled=False), monitoring.policies.get("default")["enabled"])[1], False)
    check.equal("settings: where it reports to", (
        monitoring.destinations.get("default").set(host="log.example.org", port=514),
        monitoring.destinations.get("default")["host"])[1], "log.example.org")
    check.that("settings: the time", "T" in visit.api.time.get()["time"])


def address_pools(visit):
    check, api = visit.checks, visit.api
    default = api.access_network_ip_pools.get("default")
    check.equal("IP pools: the default one", default["path"], "/access_network_ip_pools/default")
    check.that("IP pools: its networks have what Cinder guesses by",
               all({"start_ip", "netmask"} <= set(path) for path in default["network_paths"]))
    name = visit.name("pool")
    pool = api.access_network_ip_pools.create(name=name, descr="Second floor", network_paths=[
        {"name": "access_1", "start_ip": "10.1.0.10", "range": 100, "netmask": 24, "vlan": 12, "mtu": 9000,
         "gateway": "10.1.0.1"}])
    check.equal("IP pools: created", (pool["name"], pool["descr"]), (name, "Second floor"))
    found = api.access_network_ip_pools.get(name)["network_paths"][0]
    check.equal("IP pools: the network path reads back",
                {k: found[k] for k in ("start_ip", "range", "netmask", "vlan", "mtu", "gateway")},
                {"start_ip": "10.1.0.10", "range": 100, "netmask": 24, "vlan": 12, "mtu": 9000,
                 "gateway": "10.1.0.1"})
    check.that("IP pools: listed", name in [p["name"] for p in api.access_network_ip_pools.list()])
    paths = pool.network_paths.list()
    check.equal("IP pools: the network paths listed", [p["name"] for p in paths], ["access_1"])
    check.equal("IP pools: a network path by its name", pool.network_paths.get("access_1")["start_ip"], "10.1.0.10")
    check.equal("IP pools: a network path set", paths[0].set(range=120)["range"], 120)
    check.equal("IP pools: description set", pool.set(descr="Third floor")["descr"], "Third floor")
    check.raises("IP pools: twice", exceptions.ApiConflictError,
                 lambda: api.access_network_ip_pools.create(name=name))
    for key, value in (("range", 5), ("range", 255), ("netmask", 15), ("netmask", 30), ("vlan", 4095), ("mtu", 1499),
                       ("start_ip", "10.1.0.256")):
        body = {"start_ip": "10.1.0.10", "range": 100, "netmask": 24, key: value}
        check.raises(f"IP pools: {key} {value} is beyond the limit", exceptions.ApiValidationFailedError,
                     lambda: api.access_network_ip_pools.create(name=visit.name("bad"), network_paths=[body]))
    app = visit.app(storage={"ip_pool": {"path": pool["path"]}})
    storage = visit.storage(app)
    check.equal("IP pools: an app instance in it", dict(storage["ip_pool"]), {
        "path": pool["path"], "resolved_path": pool["path"], "resolved_tenant": "/root"})
    check.that("IP pools: its address comes from there", storage.access["ips"][0].startswith("10.1.0."))
    check.raises("IP pools: one in use stays", exceptions.ApiInvalidRequestError, pool.delete)
    visit.remove(app)
    check.equal("IP pools: deleted", pool.delete()["name"], name)
    check.raises("IP pools: and gone", exceptions.ApiNotFoundError, lambda: api.access_network_ip_pools.get(name))


def placement(visit):
    check, api = visit.checks, visit.api
    if not visit.has_policies:
        check.equal("placement: an older product has no policies",
                    visit.raw("GET", "placement_policies").status_code, 404)
        return
    check.that("placement: the built-in policies", {"default", "all-flash", "hybrid", "single-flash"} <= {
        policy["name"] for policy in api.placement_policies.list()})
    medium = api.media_policies.create(name=visit.name("medium"), priority=7)
    check.equal("media policies: created", (medium["priority"], medium["path"]),
                (7, "/media_policies/" + medium["name"]))
    check.equal("media policies: by name", api.media_policies.get(medium["name"])["name"], medium["name"])
    check.that("media policies: listed", medium["name"] in [m["name"] for m in api.media_policies.list()])
    check.equal("media policies: set", medium.set(priority=8)["priority"], 8)
    check.raises("media policies: twice", exceptions.ApiConflictError,
                 lambda: api.media_policies.create(name=medium["name"], priority=1))
    policy = api.placement_policies.create(name=visit.name("placement"), max=[medium["path"]], min=[medium["path"]])
    check.equal("placement: created with lists of paths", (policy["max"], policy["min"]),
                ([medium["path"]], [medium["path"]]))
    check.equal("placement: by name", api.placement_policies.get(policy["name"])["max"], [medium["path"]])
    check.equal("placement: set", policy.set(min=["/media_policies/hybrid"])["min"], ["/media_policies/hybrid"])
    check.raises("placement: with an unknown medium", exceptions.ApiValidationFailedError,
                 lambda: policy.set(max=["/media_policies/tape"]))
    check.raises("media policies: one in use stays", exceptions.ApiInvalidRequestError, medium.delete)
    app = visit.app(volume={"placement_policy": {"path": policy["path"]}})
    check.equal("placement: a volume under the policy", visit.volume(app)["placement_policy"]["path"], policy["path"])
    check.raises("placement: one in use stays", exceptions.ApiInvalidRequestError, policy.delete)
    visit.remove(app)
    check.equal("placement: deleted", policy.delete()["name"], policy["name"])
    check.equal("media policies: deleted", medium.delete()["name"], medium["name"])
    check.raises("placement: and gone", exceptions.ApiNotFoundError,
                 lambda: api.placement_policies.get(policy["name"]))


def people(visit):
    check, api = visit.checks, visit.api
    check.that("users: the administrator is one", "admin" in [user["user_id"] for user in api.users.list()])
    check.that("roles: listed", len(api.roles.list()) > 0)
    role = api.roles.list()[0]
    check.equal("roles: one by its id", api.roles.get(role["role_id"])["role_id"], role["role_id"])
    user_id = visit.name("user").replace("-", "_")
    user = api.users.create(
        user_id=user_id, full_name="Mary Smith", password="secret_word", email="mary@example.org",
        roles=[{"path": role["path"]}], tenants=[{"path": "/root"}])
    check.equal("users: created", (user["user_id"], user["full_name"], user["email"]),
                (user_id, "Mary Smith", "mary@example.org"))
    check.that("users: the password is not shown", "secret_word" not in str(user))
    check.equal("users: by id", api.users.get(user_id)["full_name"], "Mary Smith")
    check.equal("users: set", user.set(full_name="Mary Jones")["full_name"], "Mary Jones")
    check.raises("users: twice", exceptions.ApiConflictError, lambda: api.users.create(
        user_id=user_id, full_name="Mary Smith", password="secret_word", email="m@example.org"))
    check.raises("users: an id too short", exceptions.ApiValidationFailedError, lambda: api.users.create(
        user_id="ab", full_name="Mary Smith", password="secret_word", email="m@example.org"))
    other = sdk.connect(visit.array, visit.version, username=user_id, password="secret_word")
    check.equal("users: may log in", other.userinfo.get()["user_id"], user_id)
    user.set(enabled=False)
    check.raises("users: but not when disabled", exceptions.ApiAuthError, lambda: sdk.connect(
        visit.array, visit.version, username=user_id, password="secret_word"))
    check.equal("users: the roles listed", [r["path"] for r in user.roles.list()], [role["path"]])
    user.roles.remove(role)
    check.equal("users: a role removed", user.roles.list(), [])
    user.roles.add(role)
    check.equal("users: and added", [r["path"] for r in user.roles.list()], [role["path"]])
    check.raises("users: a role added twice", exceptions.ApiConflictError, lambda: user.roles.add(role))
    check.equal("users: deleted", user.delete()["user_id"], user_id)
    check.raises("users: and gone", exceptions.ApiNotFoundError, lambda: api.users.get(user_id))


def metrics(visit):
    check, api = visit.checks, visit.api
    app = visit.app()
    for name in ("reads", "bytes_written", "iops_read", "thpt_write", "lat_avg_read", "lat_90_write"):
        series = getattr(api.metrics.io, name).get(path=app["path"], since="1h")
        check.equal(f"metrics: {name} of one app instance", [s["entity_path"] for s in series], [app["path"]])
        points = series[0]["points"]
        check.that(f"metrics: {name} has points of time and value", len(points) > 0 and all(
            set(point) == {"time", "value"} for point in points), points[:2])
        latest = getattr(api.metrics.io, name).latest.get(path=app["path"])
        check.that(f"metrics: the latest {name}", set(latest[0]["point"]) == {"time", "value"})
    check.that("metrics: of the hardware", len(api.metrics.hw.cpu_usage.get(since="5m")) > 0)
    check.that("metrics: the latest of the hardware", len(api.metrics.hw.cpu_usage.latest.get()) > 0)
    check.raises("metrics: a period that is none", exceptions.ApiValidationFailedError,
                 lambda: api.metrics.io.reads.get(since="yesterday"))
    check.raises("metrics: unknown to the SDK, as /api does not name it", exceptions.SdkEndpointNotFound,
                 lambda: api.metrics.io.happiness)
    visit.remove(app)


def description(visit):
    check, api = visit.checks, visit.api
    found = api.api.get()
    check.equal("/api: not in an envelope", (found["version"], type(found["request_time"])), (visit.version, int))
    routes = [route for route in found if route.startswith("/")]
    segments = {segment for route in routes for segment in route.split("(")[0].split("/")}
    check.equal("/api: names of data are no segments", sorted(
        segments & {"access", "name", "size", "uuid", "op_state", "utc_ts", "sw_version", "app_template",
                    "admin_state", "ip_pool"}), [])
    check.equal("/api: names of endpoints are", sorted(
        {"acl_policy", "auth", "volumes", "snapshots", "performance_policy", "metadata", "access_vip"} - segments), [])
    properties = found["/app_instances"]["create"]["bodyParamSchema"]["properties"]
    check.equal("/api: template_override tells Cinder of the feature", "template_override" in properties,
                visit.modern and visit.has_policies)
    check.raises("/api: the SDK is strict", exceptions.SdkEndpointNotFound, lambda: api.no_such_endpoint)
