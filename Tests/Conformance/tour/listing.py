"""Lists: pages, filters, order. Needs many objects, so it works in a tenant of its own, and leaves them there."""

from harness.sdk import exceptions

COUNT = 259


def listing(visit):
    check, api, array = visit.checks, visit.api, visit.array
    tenant = api.tenants.create(name=visit.name("crowd"))
    path = "/root/" + tenant["name"]
    apps = [api.app_instances.create(tenant=path, name=f"{'even' if n % 2 == 0 else 'odd'}-{n:03}", descr=f"No {n}")
            for n in range(COUNT)]

    def listed(**query):
        array.requests()
        found = api.app_instances.list(tenant=path, **query)
        return [a["name"] for a in found], len(array.requests())

    names = [a["name"] for a in apps]
    if visit.modern:
        check.equal("pages: all, a hundred at a time", listed(), (names, 3))
        check.equal("pages: limit 1000 costs a second, empty page", listed(limit=1000), (names, 2))
        check.equal("pages: limit 50 is 50 in total", listed(limit=50), (names[:50], 1))
        check.equal("pages: from an offset", listed(limit=100, offset=200), (names[200:], 1))
        raw = visit.raw("GET", "app_instances?limit=10&offset=255", tenant=path).json()
        check.equal("pages: what the answer counts", raw["metadata"],
                    {"total_count": COUNT, "request_count": 4, "offset": 255, "limit": 10})
        beyond = visit.raw("GET", "app_instances?offset=1000", tenant=path).json()
        check.equal("pages: beyond the end", (beyond["data"], beyond["metadata"]["total_count"]), ([], COUNT))
    else:
        # No client pages here: the old metadata does not tell how.
        check.equal("pages: v2.1 clients see the first page", listed(), (names[:100], 1))
        check.equal("pages: v2.1 with a limit", listed(limit=1000), (names, 1))
        raw = visit.raw("GET", "app_instances?limit=10", tenant=path).json()
        check.equal("pages: what v2.1 counts", raw["metadata"], {"total": COUNT})
    odd = names[1::2]
    # Before 3.3 the SDK does not page where there is a filter, so it sees what one page holds.
    paged = visit.modern and visit.has_policies
    check.equal("filter: a prefix", listed(filter="match(name,odd-.*)"), (odd, 2) if paged else (odd[:100], 1))
    check.equal("filter: text anywhere, as Cinder asks", listed(filter="match(name,.*-017.*)"), (["odd-017"], 1))
    check.equal("filter: match is anchored at the start", listed(filter="match(name,017)"), ([], 1))
    check.equal("filter: match knows upper and lower case", listed(filter="match(name,ODD.*)"), ([], 1))
    check.equal("filter: name=", listed(filter="name=even-004"), (["even-004"], 1))
    check.equal("filter: eq", listed(filter="eq(name,even-004)"), (["even-004"], 1))
    check.equal("filter: in", listed(filter="in(name,(even-004,odd-005))"), (["even-004", "odd-005"], 1))
    check.equal("filter: and", listed(filter="and(match(name,odd.*),lt(name,odd-004))"), (["odd-001", "odd-003"], 1))
    check.equal("filter: or", listed(filter="name=odd-001|name=odd-003"), (["odd-001", "odd-003"], 1))
    if visit.modern:
        raw = visit.raw("GET", "app_instances?filter=match(name,odd.*)&limit=5", tenant=path).json()["metadata"]
        check.equal("filter: the total counts after it from 3.3 on", raw["total_count"],
                    len(odd) if visit.has_policies else COUNT)
    check.equal("sort: ascending", listed(sort="name", limit=3), (sorted(names)[:3], 1))
    check.equal("sort: descending", listed(sort="-name", limit=3), (sorted(names)[:-4:-1], 1))
    for what, query in (("a limit beyond 1000", {"limit": 1001}), ("a negative limit", {"limit": -1}),
                        ("a limit that is no number", {"limit": "ten"}), ("a filter with blanks", {"filter": "a b"}),
                        ("a filter that is none", {"filter": "match(name"})):
        check.raises(f"lists: {what}", exceptions.ApiValidationFailedError,
                     lambda: api.app_instances.list(tenant=path, **query))
    check.equal("lists: limit 0", visit.raw("GET", "app_instances?limit=0", tenant=path).json()["data"], [])
