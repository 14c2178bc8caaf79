"""Named assertions: all are tried, each is counted, and the first line of a failure says what was found."""

import traceback


class Checks:
    """Collects the outcome of checks, which have the same names in every setting that they run in."""

    def __init__(self):
        self._passed = {}
        self._failures = []
        self.setting = ""

    def _report(self, name, failure):
        self._passed.setdefault(name, 0)
        if failure is None:
            self._passed[name] += 1
        else:
            self._failures.append((name, self.setting, failure))

    def that(self, name, condition, detail=""):
        self._report(name, None if condition is True else f"not so: {detail if detail != '' else condition!r}")

    def equal(self, name, found, expected):
        same = found == expected and type(found) is type(expected)
        self._report(name, None if same else f"found {found!r}, expected {expected!r}")

    def raises(self, name, kind, call, /, message=None, **facts):
        """`call` must raise exactly `kind`, not a relative, with these facts in the array's answer."""
        try:
            answer = call()
        except Exception as error:
            found = dict(facts)
            if facts or message:
                found = {key: getattr(error, key, None) for key in facts}
            text = str(getattr(error, "message", ""))
            if type(error) is not kind:
                self._report(name, f"raised {type(error).__name__}: {_shortened(str(error))}")
            elif found != facts:
                self._report(name, f"raised with {found}, expected {facts}")
            elif message is not None and message not in text:
                self._report(name, f"the message is {text!r}, expected {message!r} in it")
            else:
                self._report(name, None)
        else:
            self._report(name, f"nothing was raised; the answer was {_shortened(repr(answer))}")

    def section(self, body, *arguments):
        """Runs a part of a tour; what stops it half-way is a failure, and the other parts go on."""
        try:
            body(*arguments)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)
            own = [f for f in frame if "/Conformance/" in f.filename][-1]
            self._report(
                f"{body.__name__}: to its end",
                f"line {own.lineno} ({own.line}): {type(error).__name__}: {_shortened(str(error))}")
        else:
            self._report(f"{body.__name__}: to its end", None)

    def close(self):
        """Prints one line per check and the closing line; the exit code of the tour."""
        failing = {name for name, _, _ in self._failures}
        for name, passed in self._passed.items():
            if name not in failing:
                print(f"ok   {passed:3} x  {name}")
        for name, setting, failure in self._failures:
            print(f"FAIL        {name}\n            {setting}: {failure}")
        passed = sum(self._passed.values())
        print(f"\n{passed} passed, {len(self._failures)} failed", flush=True)
        return 0 if passed and not self._failures else 1


def _shortened(text):
    text = " ".join(text.split())
    return text if len(text) <= 600 else text[:600] + "..."
