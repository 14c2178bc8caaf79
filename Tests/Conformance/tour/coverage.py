"""Which operations of `/api` the tour has seen succeed: the array knows, so that no resource is left out unnoticed."""

from harness import sdk

# What cannot succeed, since the simulated array has none of it; the tour holds it to its refusal.
_NEVER = {"PUT /upgrade": "knows no other build"}

_METHODS = {"create": "POST", "read": "GET", "update": "PUT", "delete": "DELETE"}


class Coverage:
    """Listens to the request log, which the checks read and reset all the time."""

    def __init__(self, array):
        self._array = array
        self._seen = set()
        original = array.requests

        def requests():
            seen = original()
            self._seen |= {request["rule"] for request in seen if 200 <= request["status"] < 300}
            return seen

        array.requests = requests

    def check(self, checks, versions):
        self._array.requests()
        offered = {
            f"{_METHODS[operation]} {route}"
            for version in versions
            for route, operations in sdk.connect(self._array, version).api.get().items() if route.startswith("/")
            for operation in operations if operation in _METHODS}
        print(f"{checks.setting}: /api offers {len(offered)} operations, of which {len(_NEVER)} have nothing to give")
        checks.that("coverage: /api offers a hundred operations and more", len(offered) > 100, len(offered))
        checks.equal("coverage: the tour saw each succeed", sorted(offered - self._seen - set(_NEVER)), [])
