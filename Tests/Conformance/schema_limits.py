"""Each property of the simulator's own `/api`: a value at the limit is taken, and one beyond is refused, by the live
simulator. Limits are those of numbers, lengths, patterns, choices, types, required members and unknown ones.
"""

import http.client
import json
import re
import sys
from urllib.parse import quote, urlencode

from harness import sdk
from harness.array import HTTP_PORT, Array
from harness.checks import Checks
from limits.places import Places, is_reference
from limits.values import cases, known_pattern

# Unlike None, which is a body that says null.
NOTHING = object()
METHODS = {"create": "POST", "read": "GET", "update": "PUT", "delete": "DELETE"}

# Right in form, yet refused by a rule that the schema does not tell: where, and why. All else at a limit is carried
# out.
RULES = (
    (r"^PUT /login (name|password|the body) ", 401, "nobody is called that"),
    (r"^PUT /upgrade ", 400, "there is no build to upgrade to"),
    (r" op is remove$", 404, "was not there to be removed"),
    (r"^PUT /remote_providers/:uuid/operations/:id action is abort$", 400, "is over already"),
)


class Limits:
    def __init__(self, array, version, checks):
        self._client = sdk.connect(array, version)
        self._version = version
        self._connection = http.client.HTTPConnection(array.host, HTTP_PORT, timeout=30)
        self._headers = {"Auth-Token": self._client.context.connection.auth_key, "content-type": "application/json"}
        self._checks = checks
        self._places = Places(self._send)
        self.taken = self.refused = self.properties = 0

    def _send(self, method, path, body=NOTHING):
        """Status and document; thousands are sent, so without the comfort of a library."""
        data = None if body is NOTHING else json.dumps(body)
        self._connection.request(method, f"/{self._version}{path}", data, self._headers)
        response = self._connection.getresponse()
        return response.status, json.load(response)

    def tour(self):
        for route, operations in sorted(self._client.api.get().items()):
            if route.startswith("/"):
                for operation in METHODS:
                    schema = operations.get(operation, {}).get("bodyParamSchema")
                    if schema:
                        (self._query if operation == "read" else self._body)(operation, route, schema)

    # Queries know texts only.

    def _query(self, operation, route, schema):
        for name, member in schema.get("properties", {}).items():
            self.properties += 1
            good, bad = cases(member)
            if name == "filter":
                good = [("is name=abc", "name=abc")]
            if name in ("from", "to"):
                good = [("is seconds", "1600000000"), ("is a time", "2020-09-13T12:26:40Z")]
                bad = [("is no time", "noon")]
            if member.get("type") == "integer":
                bad = [(text, value) for text, value in bad if isinstance(value, (int, str))] + [("is ten", "ten")]
                bad = [(text, value) for text, value in bad if value is not True and value != "7"]
            else:
                bad = [(text, value) for text, value in bad if isinstance(value, str)]
            for text, value in good:
                self._take(operation, route, f"{name} {text}", query={name: value})
            for text, value in bad:
                self._refuse(operation, route, f"{name} {text}", query={name: value})
        if schema.get("additionalProperties") is False:
            self._refuse(operation, route, "an unknown key", query={"colour": "red"})

    def _body(self, operation, route, schema):
        for steps, member in _members(schema):
            self.properties += 1
            place = ".".join(steps).replace(".[]", "[]") or "the body"
            self._check_pattern(member, f"{route} {place}")
            key = next((step for step in reversed(steps) if step != "[]"), "")
            holder = next((step for step in reversed(steps[:-1]) if step not in ("[]", key)), "")
            self._places.path(route, operation)
            least = self._places.value(member, key, holder)
            good, bad = cases(member)
            if is_reference(member, key) or not good:
                good = [("is the least", least)]
            if key in ("restore_point", "remote_restore_point"):
                good = [("is a snapshot", self._snapshot(route, operation))]
            # Of what may be a text or an object, the object has keys.
            whole = least if isinstance(least, dict) else self._places.value({**member, "type": "object"}, key, holder)
            if member.get("additionalProperties") is False:
                bad.append(("has an unknown key", {**whole, "colour": "red"}))
            for name in member.get("required", []):
                bad.append((f"lacks {name}", {k: v for k, v in whole.items() if k != name}))
            for text, value in good:
                self._take(operation, route, f"{place} {text}", (schema, steps, value))
            for text, value in bad:
                self._refuse(operation, route, f"{place} {text}", (schema, steps, value))

    def _snapshot(self, route, operation):
        path = self._places.path(route, operation)
        return self._send("GET", path)[1]["data"]["snapshots"][0]["utc_ts"]

    def _check_pattern(self, schema, place):
        if "pattern" in schema:
            self._checks.that("every pattern is one whose limits are known", known_pattern(schema),
                              f"{place}: {schema['pattern']}")

    def _request(self, operation, route, body, query):
        path = quote(self._places.path(route, operation)) + ("?" + urlencode(query) if query else "")
        return self._send(METHODS[operation], path, self._places.body(*body) if body else NOTHING)

    def _take(self, operation, route, text, body=None, query=None):
        name = f"{METHODS[operation]} {route} {text}"
        status, found = self._request(operation, route, body, query)
        expected = next((number for pattern, number, _ in RULES if re.search(pattern, name)), 200)
        self._checks.that("at the limit: taken", status == expected, f"{name}: {status} {found.get('message')}")
        self.taken += 1
        if operation != "read":
            self._places.used(route)

    def _refuse(self, operation, route, text, body=None, query=None):
        name = f"{METHODS[operation]} {route} {text}"
        status, found = self._request(operation, route, body, query)
        self._checks.that(
            "beyond the limit: refused, and the errors say where",
            status == 422 and found["name"] == "ValidationFailedError" and len(found["errors"]) > 0,
            f"{name}: {status} {found.get('message')} {found.get('errors')}")
        self.refused += 1


def _members(schema, steps=()):
    """Every member of a body schema, the body itself first, with the steps that lead to it."""
    yield steps, schema
    for name, member in schema.get("properties", {}).items():
        yield from _members(member, (*steps, name))
    if "items" in schema:
        yield from _members(schema["items"], (*steps, "[]"))


def main():
    checks = Checks()
    for product, version in (("3.2.5.0", "v2.1"), ("3.3.3.0", "v2.3")):
        with Array("--no-limits", product=product) as array:
            checks.setting = f"API {version}, product {product}"
            limits = Limits(array, version, checks)
            checks.section(limits.tour)
            print(f"{checks.setting}: {limits.properties} properties, {limits.taken} values at a limit, "
                  f"{limits.refused} beyond one")
            checks.that("there are hundreds of properties", limits.properties > 300, limits.properties)
    print()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
