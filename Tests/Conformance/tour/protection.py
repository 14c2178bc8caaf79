"""Snapshots of volumes and of app instances, going back to one, and the policies that take them."""

import re

from harness.sdk import exceptions

KEY = re.compile(r"^\d{10,}\.\d{1,9}$")


def snapshots(visit):
    check = visit.checks
    app = visit.app()
    for what, owner in (("volume snapshots", visit.volume(app)), ("app snapshots", app)):
        one = owner.snapshots.create()
        check.that(f"{what}: the key is seconds and fraction as text",
                   isinstance(one["utc_ts"], str) and KEY.match(one["utc_ts"]) is not None, one["utc_ts"])
        check.that(f"{what}: without trailing zeros", not one["utc_ts"].endswith("0"))
        check.equal(f"{what}: path and state", (one["path"], one["op_state"]),
                    (f"{owner['path']}/snapshots/{one['utc_ts']}", "available"))
        uuid = "%08x-4f89-41d3-9a0c-0305e82c3301" % (hash(visit.name(what)) & 0xFFFFFFFF)
        two = owner.snapshots.create(uuid=uuid)
        check.equal(f"{what}: with a uuid of the client's", two["uuid"], uuid)
        check.raises(f"{what}: a uuid twice is code 15, by which CSI knows it", exceptions.ApiInvalidRequestError,
                     lambda: owner.snapshots.create(uuid=uuid), http=400, code=15, name="InvalidRequestError")
        check.that(f"{what}: two of one moment differ", one["utc_ts"] != two["utc_ts"])
        check.equal(f"{what}: listed", [s["utc_ts"] for s in owner.snapshots.list()], [one["utc_ts"], two["utc_ts"]])
        check.equal(f"{what}: by key", owner.snapshots.get(two["utc_ts"])["uuid"], uuid)
        check.equal(f"{what}: reloaded, as Cinder polls", dict(two.reload()), dict(two))
        holder = owner.reload()
        check.equal(f"{what}: embedded in their owner", holder["snapshots"], [dict(one), dict(two)])
        check.equal(f"{what}: deleted", one.delete()["utc_ts"], one["utc_ts"])
        check.raises(f"{what}: and gone", exceptions.ApiNotFoundError, lambda: owner.snapshots.get(one["utc_ts"]),
                     message="not exist")
        check.raises(f"{what}: deleted twice", exceptions.ApiNotFoundError, one.delete)
        if visit.modern and visit.has_policies:
            check.equal(f"{what}: with the keys of newer versions",
                        owner.snapshots.create(type="local")["op_state"], "available")
        else:
            check.raises(f"{what}: newer keys are unknown", exceptions.ApiValidationFailedError,
                         lambda: owner.snapshots.create(type="local"))
    app.set(admin_state="offline")
    check.equal("snapshots: die with their app instance", app.delete()["id"], app["id"])


def restore(visit):
    check = visit.checks
    app = visit.app()
    volume = visit.volume(app)
    snapshot = volume.snapshots.create()
    point = snapshot["utc_ts"]
    check.raises("restore: not while online", exceptions.ApiInvalidRequestError,
                 lambda: volume.set(restore_point=point))
    app.set(admin_state="offline", force=True)
    check.raises("restore: to a moment of which there is none", exceptions.ApiNotFoundError,
                 lambda: volume.set(restore_point="1.5"), message="not exist")
    check.equal("restore: a volume", volume.set(restore_point=point)["name"], "volume-1")
    app.set(admin_state="online")
    check.equal("restore: the storage is available again", visit.storage(app)["op_state"], "available")
    whole = app.snapshots.create()
    check.raises("restore: an app instance not while online", exceptions.ApiInvalidRequestError,
                 lambda: app.set(restore_point=whole["utc_ts"]))
    app.set(admin_state="offline")
    check.equal("restore: an app instance", app.set(restore_point=whole["utc_ts"])["id"], app["id"])
    check.raises("restore: an app instance to nowhere", exceptions.ApiNotFoundError,
                 lambda: app.set(restore_point="1.5"))
    check.equal("restore: the snapshot stays", [s["utc_ts"] for s in volume.snapshots.list()], [point])
    app.delete()


def snapshot_policies(visit):
    check = visit.checks
    app = visit.app()
    for what, owner in (("volume policies", visit.volume(app)), ("app policies", app)):
        check.equal(f"{what}: none at first", owner.snapshot_policies.list(), [])
        policy = owner.snapshot_policies.create(
            name="hourly", interval="1hour", retention_count=24, start_time="1970-01-01T00:00:30+00:00")
        check.equal(f"{what}: created", (policy["interval"], policy["retention_count"], policy["start_time"]),
                    ("1hour", 24, "1970-01-01T00:00:30+00:00"))
        check.equal(f"{what}: by name", owner.snapshot_policies.get("hourly")["path"],
                    owner["path"] + "/snapshot_policies/hourly")
        check.equal(f"{what}: embedded in their owner", [p["name"] for p in owner.reload()["snapshot_policies"]],
                    ["hourly"])
        check.equal(f"{what}: set", policy.set(interval="1day", retention_count=256)["retention_count"], 256)
        check.raises(f"{what}: twice", exceptions.ApiConflictError, lambda: owner.snapshot_policies.create(
            name="hourly", interval="1hour", retention_count=1))
        for key, value in (("interval", "2hours"), ("retention_count", 0), ("retention_count", 257),
                           ("start_time", "noon")):
            body = {"name": "wrong", "interval": "1hour", "retention_count": 1, key: value}
            check.raises(f"{what}: {key} {value}", exceptions.ApiValidationFailedError,
                         lambda: owner.snapshot_policies.create(**body))
        check.equal(f"{what}: deleted", policy.delete()["name"], "hourly")
        check.raises(f"{what}: and gone", exceptions.ApiNotFoundError,
                     lambda: owner.snapshot_policies.get("hourly"))
    visit.remove(app)
