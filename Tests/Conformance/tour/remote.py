"""Remote providers: stores outside the array, and the copies of snapshots that they keep."""

from harness.sdk import exceptions

from tour.hardware import ABSENT


def providers(visit):
    check, api = visit.checks, visit.api
    try:
        collection = api.remote_providers
    except exceptions.SdkEndpointNotFound:
        check.that("remote providers: unknown to v2.1 alone", not visit.modern)
        return
    provider = collection.create(remote_type="AWS S3", account_id="42", access_key="AKIA1", secret_key="hidden away",
                                 label=visit.name("label"))
    check.equal("remote providers: reached", (provider["status"], provider["remote_type"]), ("available", "AWS S3"))
    check.equal("remote providers: the keys stay hidden", {"access_key", "secret_key"} & set(provider), set())
    check.that("remote providers: listed", provider["uuid"] in [p["uuid"] for p in collection.list()])
    check.equal("remote providers: by uuid", collection.get(provider["uuid"])["label"], provider["label"])
    check.equal("remote providers: edited", provider.set(label="Elsewhere")["label"], "Elsewhere")
    check.raises("remote providers: of no known kind", exceptions.ApiValidationFailedError,
                 lambda: collection.create(remote_type="Floppy"))
    check.raises("remote providers: an unknown one", exceptions.ApiNotFoundError, lambda: collection.get(ABSENT),
                 message="not exist")
    operation = provider.refresh.set()["uuid"]
    found = provider.operations.get(operation)
    check.equal("remote providers: a refresh is an operation", (found["op_type"], found["op_state"]),
                ("refresh", "done"))
    check.that("remote providers: operations are listed", operation in [o["uuid"] for o in provider.operations.list()])
    check.equal("remote providers: cleared", found.set(action="clear")["uuid"], operation)
    check.raises("remote providers: and gone", exceptions.ApiNotFoundError,
                 lambda: provider.operations.get(operation))
    check.equal("remote providers: without snapshots", provider.snapshots.list(), [])
    if visit.has_policies:
        copies(visit, provider)
    check.equal("remote providers: removed", provider.delete(force=True)["uuid"], provider["uuid"])
    check.raises("remote providers: not there any more", exceptions.ApiNotFoundError,
                 lambda: collection.get(provider["uuid"]))


def copies(visit, provider):
    """Product 3.3 keeps copies of snapshots there."""
    check = visit.checks
    app = visit.app()
    snapshot = visit.volume(app).snapshots.create(type="local_and_remote", remote_provider_uuid=provider["uuid"])
    check.equal("remote snapshots: in both places", (
        snapshot["local"], [p["uuid"] for p in snapshot["remote_providers"]]), (True, [provider["uuid"]]))
    check.equal("remote snapshots: the provider lists it", [
        s["uuid"] for s in provider.snapshots.list()], [snapshot["uuid"]])
    check.raises("remote snapshots: of no provider", exceptions.ApiValidationFailedError,
                 lambda: visit.volume(app).snapshots.create(type="remote"))
    check.raises("remote snapshots: keep their provider", exceptions.ApiInvalidRequestError, provider.delete,
                 message="override this warning")
    snapshot.delete(remote_provider_uuid=provider["uuid"])
    check.equal("remote snapshots: the copy is deleted, the snapshot is not",
                snapshot.reload()["remote_providers"], [])
    visit.remove(app)
