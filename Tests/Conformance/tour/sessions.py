"""Login, expiry, versions, and what other clients do differently from the SDK."""

import json
import os
import time

from harness import sdk
from harness.array import PASSWORD, USERNAME, Array

INVALID_SESSION = "The key provided with the request does not correspond to a valid session."


def login(visit):
    check, array = visit.checks, visit.array
    array.requests()
    schema = array.path("schema-of-login")
    api = sdk.connect(array, visit.version, schema_loc=schema)
    check.equal("login: a cold client sends three requests", array.calls(), ["PUT /login", "GET /api", "GET /system"])
    system = api.system.get()
    check.equal("login: the first attribute logs in again", array.calls(),
                ["PUT /login", "GET /system", "GET /system"])
    check.equal("login: the product version is the array's", system.sw_version, array.product)
    check.that("login: the key is 32 hexadecimal digits",
               len(api.context.connection.auth_key) == 32 and int(api.context.connection.auth_key, 16) >= 0)
    sdk.connect(array, visit.version, schema_loc=schema)
    check.equal("login: a warm client sends two", array.calls(), ["PUT /login", "GET /system"])
    os.remove(schema)
    check.raises("login: a wrong password", sdk.exceptions.ApiAuthError,
                 lambda: sdk.connect(array, visit.version, password="wrong_password"), http=401,
                 name="AuthFailedError")
    check.raises("login: an unknown user", sdk.exceptions.ApiAuthError,
                 lambda: sdk.connect(array, visit.version, username="nobody"), http=401, name="AuthFailedError")
    directory = sdk.connect(array, visit.version, ldap_server="ldap1", schema_loc=schema)
    check.equal("login: with the name of an LDAP server", directory.system.get().sw_version, array.product)
    info = visit.api.userinfo.get()
    check.equal("userinfo: names the user", info["user_id"], USERNAME)


def expiry(visit):
    check, array, api = visit.checks, visit.array, visit.api
    api.system.get()
    array.requests()
    array.expire_sessions()
    api.initiators.list()
    seen = [(r["method"], r["path"].split("/")[-1], r["status"]) for r in array.requests()]
    check.equal("expired key: 401, login, system, replay", seen, [
        ("GET", "initiators", 401), ("PUT", "login", 200), ("GET", "system", 200), ("GET", "initiators", 200)])
    key = api.context.connection.auth_key
    array.expire_sessions()
    answer = visit.raw("GET", "system", login=False, headers={"Auth-Token": key})
    check.equal("expired key: the status", answer.status_code, 401)
    check.equal("expired key: the text that clients compare", answer.json()["message"], INVALID_SESSION)
    check.equal("expired key: the name", answer.json()["name"], "AuthFailedError")

    other = sdk.connect(array, visit.version)
    key = other.context.connection.auth_key
    check.equal("logout: the key is good before", visit.raw(
        "GET", "system", login=False, headers={"Auth-Token": key}).status_code, 200)
    other.context.connection.logout()
    check.equal("logout: and void after", visit.raw(
        "GET", "system", login=False, headers={"Auth-Token": key}).status_code, 401)
    check.equal("logout: the client can log in anew", other.system.get().sw_version, array.product)


def lifetime(checks):
    """Needs an array of its own, whose sessions are short."""
    with Array("--session-lifetime", "0.4") as array:
        api = sdk.connect(array, "v2.2")
        api.system.get()
        time.sleep(0.5)
        array.requests()
        api.storage_nodes.list()
        checks.equal("lifetime: the key expires by itself", [r["status"] for r in array.requests()],
                     [401, 200, 200, 200])


def versions(visit):
    check = visit.checks
    answer = visit.raw("GET", "api_versions", login=False, tenant=None, version="")
    check.equal("api_versions: needs neither version nor login", answer.json(),
                {"api_versions": ["v2.1", "v2.2", "v2.3"]})
    root = visit.raw("GET", "", tenant=None)
    check.equal("versions: the root of a known one is told by code 99", root.json()["code"], 99)
    check.raises("versions: v2 is another protocol, which is refused", sdk.exceptions.ApiInvalidRequestError,
                 lambda: sdk.connect(visit.array, "v2"), name="UnsupportedVersionError")
    unknown = visit.raw("GET", "system", version="v9.9")
    check.equal("versions: one that nobody knows", unknown.json()["name"], "UnsupportedVersionError")


def negotiation(checks):
    """Cinder and others try the newest version first: an older array must refuse it in a way they understand."""
    with Array("--api-versions", "v2.1") as array:
        checks.raises("negotiation: an old array refuses v2.2", sdk.exceptions.ApiInvalidRequestError,
                      lambda: sdk.connect(array, "v2.2"), name="UnsupportedVersionError")
        api = sdk.connect(array, "v2.1")
        checks.equal("negotiation: and speaks v2.1", api.system.get().sw_version, array.product)


def other_clients(visit):
    """What the Go SDK and CSI send."""
    check = visit.checks
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = visit.raw("PUT", "login", f"name={USERNAME}&password={PASSWORD}", login=False, tenant=None, headers=form)
    check.equal("other clients: a form-encoded login", answer.status_code, 200)
    key = answer.json()["key"]
    check.equal("other clients: its key is good", visit.raw(
        "GET", "system", login=False, headers={"Auth-Token": key}).status_code, 200)
    app = visit.app()
    listed = visit.raw("GET", "app_instances", {"params": {"filter": "name=nothing"}})
    check.that("other clients: the body of a GET is ignored",
               app["name"] in [found["name"] for found in listed.json()["data"]])
    for name, tenant in (("no tenant header is /root", None), ("an empty tenant header is /root", "")):
        found = visit.raw("GET", "app_instances/" + app["id"], tenant=tenant)
        check.equal(f"other clients: {name}", (found.status_code, found.json().get("tenant")), (200, "/root"))
    iqn = visit.iqn()
    body = f"id={iqn.replace(':', '%3A')}&name={visit.name('form')}" + ("&force=true" if visit.modern else "")
    created = visit.raw("POST", "initiators", body, headers=form)
    check.equal("other clients: a form-encoded initiator", created.json()["data"]["id"], iqn)
    visit.api.initiators.get(iqn).delete()
    snapshot = visit.volume(app).snapshots.create()
    query = "?remote_provider_uuid=&force=false" if visit.modern and visit.has_policies else ""
    gone = visit.raw("DELETE", snapshot["path"].strip("/") + query, {})
    check.equal("other clients: a snapshot deleted as Go does it", gone.status_code, 200)
    app.set(admin_state="offline")
    gone = visit.raw("DELETE", "app_instances/" + app["id"])
    check.equal("other clients: a deletion without a body", gone.json()["data"]["id"], app["id"])


def error_bodies(visit):
    """The Go SDK decodes the error body into a struct: a member of another type loses it the whole message."""
    check = visit.checks
    answer = visit.raw("GET", "app_instances/no-such-app")
    body = answer.json()
    texts = ["name", "message", "ts", "version", "op", "tenant", "path", "client_id", "client_type", "tenancy_class",
             "debug", "storage_node_uuid", "storage_node_hostname"]
    check.equal("errors: text members", [k for k in texts if not isinstance(body.get(k), str)], [])
    numbers = ["code", "http", "api_req_id"]
    check.equal("errors: integer members", [k for k in numbers if type(body.get(k)) is not int], [])
    check.equal("errors: maps and the list", (body["params"], body["connInfo"], body["errors"]), ({}, {}, []))
    check.equal("errors: they describe the request", (body["http"], body["op"], body["tenant"], body["version"]),
                (404, "read", "/root", visit.version))
    check.that("errors: a 404 says 'not exist'", "not exist" in body["message"], body["message"])
    for name, data in (("malformed JSON", "{"), ("a body that is no object", "[]"), ("not UTF-8", b"\xff\xfe")):
        answer = visit.raw("POST", "app_instances", data)
        check.that(f"errors: {name} is answered in JSON, as the client's fault",
                   answer.status_code in (400, 422) and answer.json()["http"] == answer.status_code, answer.text)
    for path in ("no/such/path", "%zz", "app_instances/%00", "app_instances//storage_instances"):
        answer = visit.raw("GET", path)
        check.that(f"errors: /{path} is answered in JSON",
                   answer.status_code in (400, 404) and json.loads(answer.text)["http"] == answer.status_code,
                   answer.text)
    check.equal("errors: a method that a path has not", visit.raw("POST", "system", {}).json()["http"], 405)
