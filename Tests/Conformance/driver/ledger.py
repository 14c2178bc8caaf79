"""How many requests each operation costs, beside what dsp-api.md section 5 has measured."""

from driver.surroundings import Sleeps

# Operations whose count differs from dsp-api.md on purpose: name -> (count here, why).
DIFFERENCES = {
    # The class has two methods `_connect_vol`, and the one of its API 2.1 half hides the other: it attaches the cache
    # volume as on API 2.1, where a host is registered without a look whether it is known.
    "clone_image, not in the cache": (47, "attaches as API 2.1 does: no GET of the initiator"),
}


class Ledger:
    def __init__(self, checks):
        self._checks = checks
        self._counts = {}

    def run(self, array, name, expected, call, sleep=0):
        """Carries out one operation of the driver and answers what it answered."""
        array.requests()
        with Sleeps() as sleeps:
            answer = call()
        made = array.requests()
        self.note(name, len(made), expected, made)
        if sleeps.seconds != sleep:
            self._checks.equal(f"{name}: seconds slept", sleeps.seconds, sleep)
        return answer

    def note(self, name, count, expected, made=()):
        self._counts.setdefault(name, (expected, {}))[1].setdefault(count, []).append(self._checks.setting)
        allowed = DIFFERENCES.get(name, (expected, ""))[0]
        shown = "; ".join("{method} {path} {status}".format(**request) for request in made)
        self._checks.that(f"{name}: number of requests", count == allowed,
                          f"{count} requests, dsp-api.md has {expected}: {shown}")

    def show(self):
        print(f"{'requests':>8} {'dsp-api.md':>10} {'settings':>8}  operation")
        for name, (expected, counts) in self._counts.items():
            reason = DIFFERENCES.get(name, (0, ""))[1]
            for count, settings in counts.items():
                note = "" if count == expected else f"   DIFFERS: {reason or 'not expected'}"
                print(f"{count:8} {expected:10} {len(settings):8}  {name}{note}")
        print()
