"""Objects for the requests to act on, and bodies that are right in all but what is tried."""

from limits.values import PATH, kinds, sample

_LIMITS = {f"{way}_{what}_max": 1 for way in ("read", "write", "total") for what in ("iops", "bandwidth")}
_POLICY = {"name": "daily", "interval": "1day", "retention_count": 7}
# Both ways of CHAP, so that each member by itself may be tried.
_CHAP = {"type": "mchap", "target_user_name": "target", "target_pswd": "x" * 12, "initiator_user_name": "host",
         "initiator_pswd": "y" * 12}


def is_reference(schema, key):
    """Whether a text is the path of an object, which must be there."""
    return schema.get("pattern") == PATH or (
        key in ("ip_pool", "parent_path", "remote_provider_uuid") and "string" in kinds(schema))


class Places:
    """Makes what a route's parameters name. A refused request changes nothing, so what it was for serves the next."""

    def __init__(self, send):
        self._send = send
        self._made = {}
        # The last segment of the route: what a body that is a reference itself refers to.
        self._tail = ""
        self._number = 0
        self.shared = {}
        self._prepare()

    def _name(self, prefix):
        self._number += 1
        return f"{prefix}-{self._number}"

    def _post(self, path, body):
        status, answer = self._send("POST", path, body)
        assert status == 200, (path, body, answer)
        return answer["data"]

    def _first(self, path):
        """The first of a list."""
        status, answer = self._send("GET", path)
        return answer["data"][0] if status == 200 and answer["data"] else None

    def _prepare(self):
        """What references may point to."""
        status, provider = self._send("POST", "/remote_providers", {"remote_type": "AWS S3"})
        self._provider = provider["data"]["uuid"] if status == 200 else None
        host = self._post("/initiators", {"id": "iqn.1993-08.org.debian:01:shared", "name": "Shared host"})
        group = self._post("/initiator_groups", {"name": "shared", "members": []})
        app = self._app()
        volume = f"/app_instances/{app['app_instances']}/storage_instances/storage-1/volumes/volume-1"
        template = self._template()
        self.shared = {
            "initiators": host["path"], "members": host["path"], "initiator_groups": group["path"],
            "remote_provider": f"/remote_providers/{self._provider}", "remote_provider_uuid": self._provider, "storage_pool": "/storage_pools/default",
            "ip_pool": "/access_network_ip_pools/default", "placement_policy": "/placement_policies/default",
            "max": "/media_policies/hybrid", "min": "/media_policies/hybrid", "roles": "/roles/admin",
            "tenants": "/root", "parent_path": "/root",
            "clone_src": f"/app_instances/{app['app_instances']}", "clone_volume_src": volume,
            "clone_snapshot_src": f"{volume}/snapshots/{app['snapshots']}",
            "app_template": f"/app_templates/{template['app_templates']}",
            "copy_from": f"/app_templates/{template['app_templates']}"}
        pool = self._first("/storage_pools")
        if pool:
            self.shared["storage_pool"] = pool["path"]

    def path(self, route, operation):
        """The route with its parameters filled in."""
        self._tail = route.split("/")[-1]
        root = route.split("/")[1]
        key = (root, operation == "create" and route.endswith("performance_policy"))
        segments, found = [], ""
        for segment in route.split("(")[0].strip("/").split("/"):
            if segment.startswith(":"):
                if key not in self._made:
                    self._made[key] = self._make(root, without_limits=key[1])
                made = self._made[key]
                whole = found == "snapshots" and "volumes" not in segments
                segment = made.get("whole_snapshots" if whole else found) or self._found("/" + "/".join(segments))
            else:
                found = segment
            segments.append(segment)
        return "/" + "/".join(segments)

    def _found(self, collection):
        """What is there without having been made."""
        first = self._first(collection)
        if first is None and collection.endswith("/snmp_policy/users"):
            first = self._post(collection, {"user_id": self._name("user"), "version": "v3"})
        return str(next(first[key] for key in ("name", "role_id", "user_id", "uuid", "id") if key in first))

    def used(self, route):
        """A request has changed something."""
        for key in [key for key in self._made if key[0] == route.split("/")[1]]:
            del self._made[key]

    def _make(self, root, without_limits):
        if root == "app_instances":
            return self._app(without_limits)
        if root == "app_templates":
            return self._template(without_limits)
        if root == "access_network_ip_pools":
            pool = self._post("/" + root, {"name": self._name("pool"), "network_paths": [
                {"name": "access_1", "start_ip": "10.1.0.1", "range": 6, "netmask": 24}]})
            return {root: pool["name"], "network_paths": "access_1"}
        if root == "initiators":
            return {root: self._post("/" + root, {"id": "iqn.1993-08.org.debian:01:" + self._name("host"),
                                                  "name": "Host"})["id"]}
        if root == "tenants":
            return {root: "root/" + self._post("/" + root, {"name": self._name("tenant")})["name"]}
        if root == "users":
            return {root: self._post("/" + root, {
                "user_id": self._name("user").replace("-", "_"), "full_name": "Mary", "password": "secret"})["user_id"]}
        if root == "alerts":
            node = self._first("/storage_nodes")
            # An alert that was cleared comes back when the node changes.
            for state in ("online", "offline"):
                self._send("PUT", node["path"], {"admin_state": state})
            return {root: self._first("/alerts")["uuid"]}
        if root == "storage_nodes":
            # By name it is not to be had.
            return {root: self._first("/" + root)["uuid"]}
        if root == "remote_providers":
            provider = self._post("/" + root, {"remote_type": "AWS S3"})["uuid"]
            return {root: provider, "operations": self._send("PUT", f"/{root}/{provider}/refresh", {})[1]["data"]["uuid"]}
        if root == "metrics":
            return {"io": "reads", "hw": "cpu_usage"}
        if root not in ("initiator_groups", "placement_policies", "media_policies"):
            return {}
        body = {"name": self._name(root[:4])}
        if root == "media_policies":
            body["priority"] = 1
        return {root: self._post("/" + root, body)["name"]}

    def _app(self, without_limits=False):
        volume = {"name": "volume-1", "size": 1, "replica_count": 1, "snapshot_policies": [_POLICY]}
        if not without_limits:
            volume["performance_policy"] = _LIMITS
        app = self._post("/app_instances", {
            "name": self._name("app"), "access_control_mode": "allow_all", "snapshot_policies": [_POLICY],
            "storage_instances": [{"name": "storage-1", "volumes": [volume]}]})
        path = f"/app_instances/{app['id']}"
        one = self._snapshot(f"{path}/storage_instances/storage-1/volumes/volume-1")
        two = self._snapshot(path)
        # Offline, anything may be changed.
        self._send("PUT", path, {"admin_state": "offline"})
        return {"app_instances": app["id"], "storage_instances": "storage-1", "volumes": "volume-1",
                "snapshot_policies": "daily", "snapshots": one["utc_ts"], "whole_snapshots": two["utc_ts"]}

    def _snapshot(self, owner):
        """With a copy at the provider, where the array knows of such."""
        body = {"type": "local_and_remote", "remote_provider_uuid": self._provider}
        status, answer = self._send("POST", f"{owner}/snapshots", body)
        return answer["data"] if status == 200 else self._post(f"{owner}/snapshots", {})

    def _template(self, without_limits=False):
        volume = {"name": "volume-1", "size": 1, "replica_count": 1, "snapshot_policies": [_POLICY]}
        if not without_limits:
            volume["performance_policy"] = _LIMITS
        name = self._name("template")
        self._post("/app_templates", {"name": name, "snapshot_policies": [_POLICY], "storage_templates": [
            {"name": "storage-1", "volume_templates": [volume]}]})
        return {"app_templates": name, "storage_templates": "storage-1", "volume_templates": "volume-1",
                "snapshot_policies": "daily"}

    # Bodies.

    def value(self, schema, key, holder=""):
        """The least that the schema takes for a member called `key` of one called `holder`."""
        if key == "auth" or schema.get("properties", {}).keys() >= {"target_pswd", "type"}:
            return dict(_CHAP)
        if is_reference(schema, key):
            return self.shared[(holder or self._tail) if key == "path" else key]
        if "enum" in schema:
            return schema["enum"][0]
        for kind in kinds(schema):
            if kind == "object":
                return {name: self.value(schema["properties"][name], name, key)
                        for name in schema.get("required", [])}
            if kind == "array":
                return []
            if kind == "string":
                return sample(schema)
            if kind in ("integer", "number"):
                return schema.get("minimum", 1)
            if kind == "boolean":
                return True
        return {}

    def body(self, schema, steps, leaf, key="", holder=""):
        """A right body in which `leaf` stands at `steps`."""
        if not steps:
            return leaf
        step, rest = steps[0], steps[1:]
        if step == "[]":
            return [self.body(schema["items"], rest, leaf, key, holder)]
        body = self.value(schema, key, holder)
        if not isinstance(body, dict):
            # A text as well as an object; only that has members.
            body = self.value({**schema, "type": "object"}, key, holder)
        if step == "template_override":
            body["app_template"] = {"path": self.shared["app_template"]}
        # Either says where the other is.
        if step in ("remote_provider", "remote_restore_point"):
            body["remote_provider"] = {"path": self.shared["remote_provider"]}
            body["remote_restore_point"] = self._made[("app_instances", False)]["whole_snapshots"]
        if step == "type" and "remote_provider_uuid" in schema["properties"]:
            body["remote_provider_uuid"] = self._provider
        body[step] = self.body(schema["properties"][step], rest, leaf, step, key)
        return body
