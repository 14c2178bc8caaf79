"""App templates, their storage and volume templates, and what is made from them."""

from harness.sdk import exceptions


def templates(visit):
    check, api = visit.checks, visit.api
    name = visit.name("template")
    template = api.app_templates.create(name=name, descr="Two disks", storage_templates=[{
        "name": "storage-1", "ip_pool": "/access_network_ip_pools/default", "volume_templates": [{
            "name": "volume-1", "size": 10, "replica_count": 2, "performance_policy": {"total_iops_max": 500},
            "snapshot_policies": [{"name": "daily", "interval": "1day", "retention_count": 7}]}]}])
    check.equal("templates: created", (template["name"], template["descr"]), (name, "Two disks"))
    check.equal("templates: by name", api.app_templates.get(name)["path"], f"/app_templates/{name}")
    check.that("templates: listed", name in [t["name"] for t in api.app_templates.list()])
    check.that("templates: the built-in one of the documents",
               "basic_small" in [t["name"] for t in api.app_templates.list()])
    check.equal("templates: description set", template.set(descr="One disk")["descr"], "One disk")
    check.raises("templates: twice", exceptions.ApiConflictError, lambda: api.app_templates.create(name=name))
    storage = template.storage_templates.get("storage-1")
    check.equal("templates: the storage template", storage["path"],
                f"/app_templates/{name}/storage_templates/storage-1")
    volume = storage.volume_templates.get("volume-1")
    check.equal("templates: the volume template", (volume["size"], volume["replica_count"]), (10, 2))
    check.equal("templates: its limits", volume.performance_policy.get()["total_iops_max"], 500)
    check.equal("templates: its snapshot policies", [p["name"] for p in volume.snapshot_policies.list()], ["daily"])
    check.raises("templates: a volume template too small", exceptions.ApiValidationFailedError,
                 lambda: storage.volume_templates.create(name="volume-2", size=0))
    parts(visit, template, storage, volume)
    bound(visit, template)
    copy = api.app_templates.create(name=visit.name("template"), copy_from={"path": template["path"]})
    check.equal("templates: copied from another", copy["storage_templates"][0]["volume_templates"][0]["size"], 10)
    copy.delete()
    check.equal("templates: deleted", template.delete()["name"], name)
    check.raises("templates: and gone", exceptions.ApiNotFoundError, lambda: api.app_templates.get(name))


def parts(visit, template, storage, volume):
    """Every part of a template has its own path."""
    check = visit.checks
    extra = template.storage_templates.create(name="storage-2", volume_templates=[{"name": "volume-1", "size": 4}])
    check.equal("templates: a storage template added", [s["name"] for s in template.storage_templates.list()],
                ["storage-1", "storage-2"])
    extra.auth.set(type="chap", target_user_name="dbuser", target_pswd="secretsecret1")
    check.equal("templates: its CHAP", (extra.auth.get()["type"], extra.auth.get()["target_pswd"]),
                ("chap", "(hidden)"))
    check.equal("templates: a storage template set", extra.set(
        ip_pool="/access_network_ip_pools/default")["name"], "storage-2")
    check.equal("templates: a storage template deleted", extra.delete()["name"], "storage-2")
    more = storage.volume_templates.create(name="volume-2", size=7, replica_count=1)
    check.equal("templates: volume templates listed", [v["name"] for v in storage.volume_templates.list()],
                ["volume-1", "volume-2"])
    check.equal("templates: a volume template set", more.set(size=8)["size"], 8)
    check.equal("templates: limits created", more.performance_policy.create(read_iops_max=9)["read_iops_max"], 9)
    check.equal("templates: limits set", (more.performance_policy.set(read_iops_max=10),
                                          more.performance_policy.get()["read_iops_max"])[1], 10)
    more.performance_policy.get().delete()
    check.raises("templates: limits deleted", exceptions.ApiNotFoundError, more.performance_policy.get)
    for what, owner in (("volume", more), ("app", template)):
        policy = owner.snapshot_policies.create(name="weekly", interval="1week", retention_count=4)
        check.equal(f"templates: a snapshot policy of the {what} template", (
            owner.snapshot_policies.get("weekly")["retention_count"], policy.set(retention_count=5)["retention_count"],
            [p["name"] for p in owner.snapshot_policies.list()]), (4, 5, ["weekly"]))
        check.equal(f"templates: and away from the {what} template", policy.delete()["name"], "weekly")
    check.equal("templates: a volume template deleted", more.delete()["name"], "volume-2")
    check.equal("templates: the first volume template is as it was", volume.reload()["size"], 10)


def bound(visit, template):
    """An app instance made from a template."""
    check, api = visit.checks, visit.api
    reference = {"path": template["path"]}
    app = api.app_instances.create(name=visit.name("templated"), app_template=reference)
    check.equal("from a template: bound to it", app["app_template"], {
        "path": template["path"], "resolved_path": template["path"], "resolved_tenant": "/root"})
    check.equal("from a template: the SDK reads app_template as data", app.app_template["path"], template["path"])
    volume = visit.volume(app)
    check.equal("from a template: its names, size and replicas", (volume["size"], volume["replica_count"]), (10, 2))
    check.equal("from a template: its limits", volume.performance_policy.get()["total_iops_max"], 500)
    check.equal("from a template: its snapshot policy", [p["name"] for p in volume["snapshot_policies"]], ["daily"])
    check.equal("from a template: the template knows its users",
                [user["path"] for user in api.app_templates.get(template["name"])["app_instances"]], [app["path"]])
    check.raises("from a template: one in use stays", exceptions.ApiInvalidRequestError, template.delete)
    storage = visit.storage(app)
    app.set(admin_state="offline")
    check.raises("from a template: the pool is the template's", exceptions.ApiInvalidRequestError,
                 lambda: storage.set(ip_pool={"path": "/access_network_ip_pools/default"}))
    visit.remove(app)
    check.raises("from a template: an unknown one", exceptions.ApiValidationFailedError,
                 lambda: api.app_instances.create(name=visit.name("bad"), app_template={"path": "/app_templates/no"}),
                 message="not exist")
    override = {"storage_instances": {"storage-1": {"volumes": {"volume-1": {"size": "33"}}}}}
    if visit.modern and visit.has_policies:
        larger = api.app_instances.create(
            name=visit.name("templated"), app_template=reference, template_override=override)
        check.equal("template_override: the size, sent as text", visit.volume(larger)["size"], 33)
        visit.remove(larger)
    else:
        check.raises("template_override: unknown before", exceptions.ApiValidationFailedError,
                     lambda: api.app_instances.create(
                         name=visit.name("bad"), app_template=reference, template_override=override))
    tenant = api.tenants.create(name=visit.name("tenant"))
    path = "/root/" + tenant["name"]
    inherited = api.app_instances.create(tenant=path, name=visit.name("templated"), app_template=reference)
    check.equal("from a template: one of the tenant above", inherited["app_template"]["resolved_tenant"], "/root")
    visit.remove(inherited, tenant=path)
    tenant.delete()
