"""Tenants, and what they inherit: initiators, groups, pools."""

from harness.sdk import exceptions


def tenants(visit):
    check, api = visit.checks, visit.api
    name = visit.name("tenant")
    tenant = api.tenants.create(name=name, descr="Accounting")
    check.equal("tenants: created", (tenant["name"], tenant["descr"], tenant["parent_path"]),
                (name, "Accounting", "/root"))
    found = api.tenants.get(f"root/{name}")
    check.equal("tenants: by the path without its slash", found["path"], f"/tenants/root/{name}")
    child = api.tenants.create(name="inner", parent_path=f"/root/{name}")
    check.equal("tenants: one within another", child["parent_path"], f"/root/{name}")
    check.equal("tenants: deep ones by path", api.tenants.get(f"root/{name}/inner")["name"], "inner")
    check.equal("tenants: the parent names its children as text", api.tenants.get(f"root/{name}")["subtenants"],
                [f"/root/{name}/inner"])
    listed = api.tenants.list()
    check.equal("tenants: root is the first of the list", listed[0]["name"], "root")
    check.equal("tenants: all are listed", [t["path"] for t in listed if name in t["path"]],
                [f"/tenants/root/{name}", f"/tenants/root/{name}/inner"])
    check.equal("tenants: description set", tenant.set(descr="Sales")["descr"], "Sales")
    check.raises("tenants: root is always there, which Cinder tries", exceptions.ApiConflictError,
                 lambda: api.tenants.create(name="root"), http=409, name="ConflictError")
    check.raises("tenants: twice", exceptions.ApiConflictError, lambda: api.tenants.create(name=name))
    check.raises("tenants: a bad name", exceptions.ApiValidationFailedError, lambda: api.tenants.create(name="a b"))
    check.raises("tenants: within an unknown one", exceptions.ApiValidationFailedError,
                 lambda: api.tenants.create(name="inner", parent_path="/root/nowhere"), message="not exist")
    check.raises("tenants: unknown in the header", exceptions.ApiNotFoundError,
                 lambda: api.app_instances.list(tenant="/root/nowhere"), message="not exist")
    check.raises("tenants: one that has children stays", exceptions.ApiInvalidRequestError, tenant.delete)
    path = f"/root/{name}/inner"
    app = visit.app(tenant=path)
    check.equal("tenants: an app instance belongs to one", app["tenant"], path)
    check.equal("tenants: is listed there", [a["id"] for a in api.app_instances.list(tenant=path)], [app["id"]])
    check.that("tenants: but not above", app["id"] not in [a["id"] for a in api.app_instances.list()])
    check.raises("tenants: nor to be had from above", exceptions.ApiNotFoundError,
                 lambda: api.app_instances.get(app["id"]))
    check.equal("tenants: an entity's own path does as a header",
                [a["id"] for a in api.app_instances.list(tenant="/tenants" + path)], [app["id"]])
    twin = visit.app(name=app["name"])
    check.that("tenants: names are free in each", twin["id"] != app["id"])
    check.raises("tenants: one that is not empty stays", exceptions.ApiInvalidRequestError, child.delete)
    visit.remove(app, tenant=path)
    visit.remove(twin)
    check.equal("tenants: deleted", child.delete()["name"], "inner")
    check.equal("tenants: then the parent", tenant.delete()["name"], name)
    check.raises("tenants: and gone", exceptions.ApiNotFoundError, lambda: api.tenants.get(f"root/{name}"))


def initiators(visit):
    check, api = visit.checks, visit.api
    iqn, name = visit.iqn(), visit.name("host")
    initiator = api.initiators.create(id=iqn, name=name)
    check.equal("initiators: created", (initiator["id"], initiator["name"], initiator["tenant"], initiator["path"]),
                (iqn, name, "/root", f"/initiators/{iqn}"))
    check.equal("initiators: by IQN, unescaped in the path", api.initiators.get(iqn)["name"], name)
    check.that("initiators: listed", iqn in [i["id"] for i in api.initiators.list()])
    check.equal("initiators: renamed", initiator.set(name="Database host")["name"], "Database host")
    check.raises("initiators: twice", exceptions.ApiConflictError, lambda: api.initiators.create(id=iqn, name=name),
                 http=409)
    for bad in ("iqn.1993-08.x", "iqn.93-08.org.debian:01:abc", "wwn.5000", "iqn.1993-08.org.debian/x:abcd"):
        check.raises(f"initiators: {bad} is no IQN", exceptions.ApiValidationFailedError,
                     lambda: api.initiators.create(id=bad, name=name))
    check.raises("initiators: an unknown one", exceptions.ApiNotFoundError,
                 lambda: api.initiators.get("iqn.1993-08.org.debian:01:none"), name="NotFoundError",
                 message="not exist")
    check.equal("initiators: deleted", initiator.delete()["id"], iqn)
    check.raises("initiators: and gone", exceptions.ApiNotFoundError, lambda: api.initiators.get(iqn))


def inheritance(visit):
    check, api = visit.checks, visit.api
    name = visit.name("tenant")
    tenant = api.tenants.create(name=name)
    path = f"/root/{name}"
    shared = visit.initiator()
    seen = api.initiators.get(shared["id"], tenant=path)
    check.equal("inheritance: an initiator of /root is seen, as one of /root", seen["tenant"], "/root")
    group = api.initiator_groups.create(name=visit.name("group"), members=[{"path": shared["path"]}])
    check.equal("inheritance: so is a group", api.initiator_groups.get(group["name"], tenant=path)["name"],
                group["name"])
    check.equal("inheritance: and the pool", api.access_network_ip_pools.get("default", tenant=path)["name"],
                "default")
    app = visit.app(tenant=path, storage={"acl_policy": {
        "initiators": [{"path": shared["path"]}], "initiator_groups": [{"path": group["path"]}]}})
    entry = visit.storage(app, path).acl_policy.get(tenant=path)["initiators"][0]
    check.equal("inheritance: an ACL entry from above carries its tenant in newer versions", dict(entry),
                {"path": shared["path"], "tenant": "/root"} if visit.modern else {"path": shared["path"]})
    pool = visit.storage(app, path)["ip_pool"]
    check.equal("inheritance: the pool's tenant is told", pool["resolved_tenant"], "/root")
    visit.remove(app, tenant=path)
    if visit.modern:
        check.raises("inheritance: the first initiator of a tenant must be forced", exceptions.ApiInvalidRequestError,
                     lambda: api.initiators.create(tenant=path, id=visit.iqn(), name="Own host"),
                     message="override this warning")
        own = api.initiators.create(tenant=path, id=shared["id"], name="Own host", force=True)
    else:
        check.raises("inheritance: v2.1 does not know force", exceptions.ApiValidationFailedError,
                     lambda: api.initiators.create(tenant=path, id=visit.iqn(), name="Own host", force=True))
        own = api.initiators.create(tenant=path, id=shared["id"], name="Own host")
    check.equal("inheritance: the tenant's own copy", own["tenant"], path)
    check.equal("inheritance: hides the one above",
                (api.initiators.get(shared["id"], tenant=path)["tenant"], api.initiators.get(shared["id"])["tenant"]),
                (path, "/root"))
    own.delete(tenant=path)
    group.delete()
    shared.delete()
    tenant.delete()


def groups(visit):
    check, api = visit.checks, visit.api
    one, two = visit.initiator(), visit.initiator()
    group = api.initiator_groups.create(name=visit.name("group"), members=[{"path": one["path"]}])

    def members():
        return [member["path"] for member in api.initiator_groups.get(group["name"])["members"]]

    check.equal("groups: created with a member", members(), [one["path"]])
    group.members.add(two)
    check.equal("groups: a member added", members(), [one["path"], two["path"]])
    check.raises("groups: a member added twice", exceptions.ApiConflictError, lambda: group.members.add(two))
    group.members.remove(one)
    check.equal("groups: a member removed", members(), [two["path"]])
    check.raises("groups: a stranger removed", exceptions.ApiNotFoundError, lambda: group.members.remove(one))
    check.equal("groups: members listed", [m["path"] for m in group.members.list()], [two["path"]])
    group.set(members=[{"path": one["path"]}, {"path": two["path"]}])
    check.equal("groups: members set as a whole", members(), [one["path"], two["path"]])
    check.raises("groups: an unknown member", exceptions.ApiValidationFailedError,
                 lambda: group.set(members=[{"path": "/initiators/iqn.1993-08.org.debian:01:none"}]))
    check.raises("groups: twice", exceptions.ApiConflictError,
                 lambda: api.initiator_groups.create(name=group["name"]))
    check.that("groups: listed", group["name"] in [g["name"] for g in api.initiator_groups.list()])
    check.raises("groups: a member in use stays", exceptions.ApiInvalidRequestError, one.delete)
    check.equal("groups: deleted", group.delete()["name"], group["name"])
    check.raises("groups: and gone", exceptions.ApiNotFoundError,
                 lambda: api.initiator_groups.get(group["name"]))
    one.delete()
    two.delete()
