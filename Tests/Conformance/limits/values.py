"""Values that a schema of `/api` must take, and values that it must refuse."""

import itertools
import re

_NAME = r"^[a-zA-Z_][a-zA-Z0-9_\-\.]{2,63}$"
_UUID = r"[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"
_IPV4 = (r"^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}"
         r"([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$")
_HOST = (rf"({_IPV4})|(^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])\.)*"
         r"([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\-]*[A-Za-z0-9])$)")
_MAIL = (r'^(([^<>()[\]\\.,;:\s@\"]+(\.[^<>()[\]\\.,;:\s@\"]+)*)|(\".+\"))@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}'
         r"\.[0-9]{1,3}\])|(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,}))$")
PATH = r"(^(\/)$)|(^(\/[^\/]+)+$)"

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_counter = itertools.count()


def _two():
    """Two characters that nothing has had before, for a thousand times."""
    number = next(_counter)
    return _DIGITS[number // 36 % 36] + _DIGITS[number % 36]


def _of_length(head, length):
    word = head + _two()
    return word + "x" * (length - len(word))


def _uuid():
    return f"00000000-0000-4000-8000-{next(_counter):012x}"


# For each pattern of `/api` what makes values at its limits, and values beyond them.
_TEXTS = {
    _NAME: ([lambda: _of_length("a", 3), lambda: _of_length("_-.", 64)],
            ["ab", "a" * 65, "1ab", "a b", "", "naïve", "abc\n"]),
    rf"(^{_UUID}$)|({_NAME})": ([lambda: _of_length("a", 3), lambda: _of_length("_-.", 64), _uuid],
                                ["ab", "a" * 65, "1ab", "a b", "00000000-0000-0000-0000-00000000000"]),
    r"^[a-zA-Z_][a-zA-Z0-9_\-\s\.]{2,127}$": ([lambda: "abc", lambda: "_ -" + "x" * 125],
                                              ["ab", "a" * 129, "1ab", " ab", "a/b", ""]),
    r"^[a-zA-Z_][a-zA-Z0-9_\-\.]{2,127}$": ([lambda: "abc", lambda: "_-." + "x" * 125],
                                            ["ab", "a" * 129, "1ab", "a b", ""]),
    r"^[a-zA-Z_][^\\]{2,127}$": ([lambda: "a/b", lambda: "_" + "ü" * 127], ["ab", "a" * 129, "1ab", "a\\b"]),
    r"^[a-zA-Z0-9_]{3,32}$": ([lambda: _of_length("a", 3), lambda: _of_length("1_", 32)],
                              ["ab", "a" * 33, "a-b", "a b", ""]),
    _UUID: ([_uuid], ["0" * 36, "00000000-0000-0000-0000-00000000000", "00000000-0000-0000-0000-00000000000G", ""]),
    PATH: ([lambda: "/"], ["", "a", "/a/", "//a", "/a//b"]),
    r"((?=.{16,223}$)^iqn\.[0-9]{4}-[0-1][0-9]\.[^\/]*\.[^\/]*$)|(^eui\.[0-9A-Fa-f]{16}$)": (
        [lambda: f"iqn.1990-01.{_two()}.b", lambda: _of_length("iqn.1990-19..", 223),
         lambda: f"eui.{next(_counter):016X}"],
        ["iqn.1990-01.a.b", "iqn.1990-01.." + "a" * 211, "iqn.1990-20.com.example", "iqn.1990-01.com/a.b",
         "eui.0123456789ABCDE", "eui.0123456789ABCDEFG", ""]),
    _IPV4: ([lambda: "0.0.0.0", lambda: "255.255.255.255"], ["256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "a.b.c.d"]),
    _HOST: ([lambda: "a", lambda: "255.255.255.255", lambda: "a-b.example.org"],
            ["", "-a", "a-", "a..b", "a b", "a_b"]),
    _MAIL: ([lambda: "a@b.cd", lambda: '"a b"@[1.2.3.4]'], ["a", "a@b", "a@b.c", "a b@c.de", "@b.cd", ""]),
    r"^\S*$": ([lambda: "name"], ["a b", "a\t"]),
    r"^(\d+(d|h|m|s))+$": ([lambda: "1s", lambda: "1d23h"], ["", "1", "h", "1w", "1h ", "yesterday"]),
}

_WRONG_TYPES = {
    "string": [7, True, {}, []], "integer": ["7", 1.5, True, {}], "number": ["7", True, []], "boolean": ["true", 1],
    "array": ["a", 7], "object": ["a", 7, []]}


def known_pattern(schema):
    return schema.get("pattern") in _TEXTS


def kinds(schema):
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def texts(schema):
    """Texts at the limits and beyond them; Python's own regular expressions confirm what is claimed of each."""
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    good, bad = [lambda: "some text"], []
    if "pattern" in schema:
        good, bad = _TEXTS[schema["pattern"]]
    elif least:
        good = [lambda: "x" * least]
    good = [make() for make in good]
    if most is not None:
        stem = {True: "a@b." + "c" * (most - 4), False: "x" * most}["@" in schema.get("pattern", "")]
        good, bad = good + [stem], bad + [stem + "x"]
    if least:
        bad = bad + ["x" * (least - 1)]
    if schema.get("format") == "date-time":
        good = ["1970-01-01T00:00:30+00:00", "2026-11-21T10:00:00.123Z"]
        bad = ["noon", "1970-01-01", "1970-01-01T00:00:30", ""]
    for value in good + bad:
        matches = re.search(schema.get("pattern", ""), value, re.ASCII) is not None and not value.endswith("\n")
        fits = least <= len(value) and (most is None or len(value) <= most)
        assert (matches and fits) == (value in good) or "format" in schema, (schema, value)
    return good, bad


def sample(schema):
    """A text that the schema takes and that nothing has had before, where the pattern leaves room for that."""
    least = texts(schema)[0][0]
    unique = f"sample_{next(_counter)}"
    free = not schema.keys() & {"format", "minLength", "maxLength"}
    return unique if free and re.search(schema.get("pattern", ""), unique) else least


def cases(schema):
    """Pairs of a description and a value: those to be taken and those to be refused."""
    good, bad = [], []
    allowed = kinds(schema)
    if "enum" in schema:
        good += [(f"is {choice}", choice) for choice in schema["enum"]]
        bad += [("is no choice", "no-such-choice"), ("is a number", 7)]
    elif "string" in allowed:
        at, beyond = texts(schema)
        good += [(f"is {text!r:.40} of {len(text)}", text) for text in at]
        bad += [(f"is {text!r:.40} of {len(text)}", text) for text in beyond]
    if "integer" in allowed or "number" in allowed:
        least, most = schema.get("minimum"), schema.get("maximum")
        good += [(f"is {number}", number) for number in (least, most) if number is not None]
        bad += [(f"is {number}", number) for number in (
            None if least is None else least - 1, None if most is None else most + 1) if number is not None]
    if "boolean" in allowed:
        good += [("is true", True), ("is false", False)]
    if "null" in allowed:
        good.append(("is null", None))
    elif allowed:
        bad.append(("is null", None))
    for kind in allowed:
        for value in _WRONG_TYPES.get(kind, []):
            if not any(_is_of(value, other) for other in allowed):
                bad.append((f"is {value!r}", value))
    return good, bad


def _is_of(value, kind):
    types = {"string": str, "array": list, "object": dict, "boolean": bool}
    if kind in types:
        return isinstance(value, types[kind])
    if kind == "null":
        return value is None
    return not isinstance(value, bool) and isinstance(value, int if kind == "integer" else (int, float))
