"""Which operations of `/api` the tour has seen succeed: the array knows, so that no resource is left out unnoticed."""

import re

from harness import sdk

# Operations that the tour need not have carried out, each with its reason.
LEFT_OUT = {}


class Coverage:
    """Counts through `GET /_sim/stats`-like rules of the request log, which the checks read and reset all the time."""

    def __init__(self, array):
        self._array = array
        self._seen = set()
        original = array.requests

        def requests():
            seen = original()
            self._note(seen)
            return seen

        array.requests = requests

    def _note(self, requests):
        self._seen |= {(r["method"], r["rule"]) for r in requests if 200 <= r["status"] < 300}

    def check(self, checks):
        self._array.requests()
        api = sdk.connect(self._array, "v2.3")
        methods = {"create": "POST", "read": "GET", "update": "PUT", "delete": "DELETE"}
        offered = {
            (methods[operation], route)
            for route, operations in api.api.get().items() if route.startswith("/")
            for operation in operations if operation in methods}
        checks.that("coverage: /api offers a hundred operations and more", len(offered) > 100, len(offered))
        missed = sorted(f"{method} {route}" for method, route in offered - self._seen
                        if not any(re.search(pattern, f"{method} {route}") for pattern in LEFT_OUT))
        checks.equal("coverage: the tour has been everywhere", missed, [])
