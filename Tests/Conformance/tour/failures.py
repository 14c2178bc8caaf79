"""What can go wrong, and the class by which the SDK tells of it.

Two classes have no check: ApiUnavailableError and SdkEntityNotFound are defined in 1.2.27 but raised nowhere.
"""

import dfs_sdk.connection
from harness import sdk
from harness.sdk import Sleeps, exceptions


def kinds(visit):
    check, api, array = visit.checks, visit.api, visit.array
    app = visit.app()
    check.raises("ApiNotFoundError", exceptions.ApiNotFoundError, lambda: api.app_instances.get("no-such-app"),
                 http=404, name="NotFoundError", message="not exist")
    check.raises("ApiConflictError", exceptions.ApiConflictError, lambda: visit.app(name=app["name"]), http=409,
                 name="ConflictError")
    check.raises("ApiInvalidRequestError of 400", exceptions.ApiInvalidRequestError, app.delete, http=400,
                 name="InvalidRequestError")
    check.raises("ApiInvalidRequestError of 405", exceptions.ApiInvalidRequestError,
                 lambda: api.system.create(name="second"), http=405)
    check.raises("ApiValidationFailedError", exceptions.ApiValidationFailedError, lambda: app.set(colour="red"),
                 http=422, name="ValidationFailedError", message="colour")
    check.raises("ApiError, of a body beyond all measure", exceptions.ApiError,
                 lambda: app.set(descr="x" * (17 << 20)))
    check.raises("ApiAuthError", exceptions.ApiAuthError, lambda: sdk.connect(
        array, visit.version, password="wrong_password"), http=401)
    check.raises("SdkEndpointNotFound", exceptions.SdkEndpointNotFound, lambda: api.no_such_endpoint)

    # The SDK retries these three unless it is told not to.
    api.context.retry_503_type = api.context.retry_connection_type = "none"
    match = {"path": "/initiators"}
    array.fault(kind="503", count=1, match=match)
    check.raises("Api503RetryError", exceptions.Api503RetryError, api.initiators.list, http=503)
    array.fault(kind="initialising", count=1, match=match)
    check.raises("Api503RetryError of an array that starts", exceptions.Api503RetryError, api.initiators.list,
                 http=500, message="REST server is still initializing")
    array.fault(kind="500", count=1, match=match)
    check.raises("ApiInternalError", exceptions.ApiInternalError, api.initiators.list, http=500)
    array.fault(kind="drop-before", count=1, match=match)
    check.raises("ApiConnectionError", exceptions.ApiConnectionError, api.initiators.list)
    api.context.retry_503_type = api.context.retry_connection_type = "backoff"
    visit.remove(app)


def retries(visit):
    check, api, array = visit.checks, visit.api, visit.array
    match = {"path": "/initiators"}
    for what, fault, statuses in (("503", "503", [503, 503, 200]), ("initialising", "initialising", [500, 500, 200]),
                                  ("a lost connection", "drop-before", [0, 0, 200])):
        api.system.get()
        array.requests()
        array.fault(kind=fault, count=2, match=match)
        with Sleeps() as seconds:
            found = api.initiators.list()
        check.that(f"retry after {what}: answered in the end", isinstance(found, list))
        check.equal(f"retry after {what}: the waits", seconds, [1, 2])
        check.equal(f"retry after {what}: what the array saw", [r["status"] for r in array.requests()], statuses)
    array.fault(kind="503", match=match)
    budget, dfs_sdk.connection.RETRY_TIMEOUT = dfs_sdk.connection.RETRY_TIMEOUT, 0.2
    try:
        with Sleeps():
            check.raises("ApiTimeoutError, when the array never comes back", exceptions.ApiTimeoutError,
                         api.initiators.list)
    finally:
        dfs_sdk.connection.RETRY_TIMEOUT = budget
        array.clear_faults()


def lost_answer(visit):
    """The answer of a POST is lost, so the SDK repeats it, meets its own success as a conflict, and reads."""
    check, api, array = visit.checks, visit.api, visit.array
    name = visit.name("lost")
    api.system.get()
    array.requests()
    array.fault(kind="drop-after", count=1, match={"method": "POST", "path": "/app_instances"})
    with Sleeps():
        app = api.app_instances.create(name=name)
    check.equal("lost answer: what the array saw", [(r["method"], r["status"]) for r in array.requests()],
                [("POST", 0), ("POST", 409), ("GET", 200)])
    check.equal("lost answer: the app instance is there, once",
                (app["name"], [a["name"] for a in api.app_instances.list() if a["name"] == name]), (name, [name]))
    visit.remove(app)


def slow_states(checks):
    """Needs an array of its own, whose changes take time."""
    import time

    from harness.array import Array
    from tour.visit import Visit

    with Array("--transition-delay", "0.5") as array:
        visit = Visit(array, "v2.2", checks)
        app = visit.app()
        volume = visit.volume(app)
        snapshot = volume.snapshots.create()
        checks.equal("slow: a snapshot is not available at once", snapshot["op_state"], "pending")
        app.set(admin_state="offline")
        checks.equal("slow: offline is at once", visit.storage(app)["op_state"], "unavailable")
        app.set(admin_state="online")
        checks.equal("slow: online is not", visit.storage(app)["op_state"], "unavailable")
        checks.equal("slow: a resize shows", volume.set(size=7)["op_status"], "volume_resize_in_progress")
        clone = visit.api.app_instances.create(name="clone", clone_volume_src={"path": volume["path"]})
        checks.equal("slow: so does a clone", clone["op_state"], "cloning")
        time.sleep(0.6)
        checks.equal("slow: in the end all is done", (
            snapshot.reload()["op_state"], visit.storage(app)["op_state"], "op_state" in clone.reload(),
            visit.volume(app).get("op_status", "none")), ("available", "available", False, "none"))
