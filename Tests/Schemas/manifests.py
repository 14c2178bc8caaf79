"""The manifest's schema and the loader must agree about every manifest of the loader's own tests.

A good manifest satisfies the schema. In a bad one the schema complains in exactly those lines in which the loader does,
except for what one value of one document cannot show: see BEYOND. About those it must say nothing.

The files of Tests/ManifestLoadingTests/Bad carry what the loader says about them, and a test of its own holds it to that.
"""
import fnmatch
import re

import jsonschema
import yaml

# What a schema cannot say, because it would have to look at another place: (file, message), and why. Where a message is
# not listed here, the schema must say it, too.
BEYOND = [
    # Another place of the stack.
    ("*", r"^there is no (volume type|volume|initiator|initiator group|member of) "),
    ("*", r"is a single volume, without `for_each`$"),
    ("*", r"(is|are) (given|attached|declared|removed|moved) (twice|already)|^the name .* is already used|is still declared"),
    ("*", r"conflicts with|has moved|has not moved|form a cycle|cannot become all of"),
    ("*", r"^a volume needs `project`, because|^`project` needs `tenant: map` at the top"),
    ("*", r"matches several volumes; name one|a clone is always in the tenant of|are clones of each other"),
    ("*", r"^there is no storage instance of |which has just one storage instance$|is already used, at"),
    ("*", r"so none of its parts can be removed$|, which the whole app instance has$"),
    ("*", r"^a volume needs `size`$|^the template `.*` decides "),
    # What a volume type says.
    ("images.yaml", r"^a volume starts from one thing: `image` and `template`|^`image` and `access_control_mode: allow_all`"),
    # A calendar.
    ("snapshot-policies.yaml", r"^`start_time` must be a time such as"),
    ("metadata.yaml", r"^description and metadata take \d+ bytes"),
    # Another document, or several, or how many there are of all.
    ("*", r"^a stack needs `|^the stack has \d+ "),
    # An option of the command line.
    ("*", r"but --tenant says"),
    # What values make together: a rate with a size, a key with a member, a name with a member.
    ("*", r" is more than the DSP's largest limit|the ownership marker supports at most"),
    ("for-each-name.yaml", r"^a name on the DSP must be"),
    # The calendar.
    ("ignore.yaml", r"not `2026-02-30`$"),
]
# About texts that are no YAML, or none that the language takes, there is nothing that a schema could be asked.
UNREADABLE = ["yaml-*", "chap-no-yaml.yaml", "chap-password-like-an-alias.yaml"]
CIRCLED = {chr(0x2460 + number): number for number in range(20)}


class Loader(yaml.SafeLoader):
    """YAML as the manifest loader reads it: the scalars of the core schema, nothing else."""

    yaml_implicit_resolvers = {}


Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))


class Document:
    def __init__(self, node):
        self.node = node
        constructor = Loader("")
        self.value = constructor.construct_document(node)

    def line(self, path, of_key=False):
        """Where the value of a path begins, or its key."""
        node, line = self.node, self.node.start_mark.line + 1
        for step in path:
            if isinstance(node, yaml.MappingNode):
                key, node = next((key, value) for key, value in node.value if key.value == str(step))
                line = key.start_mark.line + 1
            else:
                node = node.value[step]
                # Of what an entry of a list lacks, the loader speaks at the list's key.
                line = line if of_key else node.start_mark.line + 1
        return line if of_key else node.start_mark.line + 1

    def lines(self, error):
        """The lines that an error of the schema is about."""
        path = list(error.absolute_path)
        if "propertyNames" in list(error.absolute_schema_path)[-2:]:
            return {self.line([*path, error.instance], of_key=True)}
        if error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            patterns = error.schema.get("patternProperties", {})
            return {self.line([*path, key], of_key=True) for key in error.instance
                    if key not in known and not any(re.search(pattern, key) for pattern in patterns)}
        if error.validator in ("anyOf", "allOf") and error.context:
            return self.deepest(error, path)
        return {self.line(path, of_key=error.validator in ("required", "not"))}

    def deepest(self, error, path):
        """Of several shapes that a value may have, the one that fits best tells where it goes wrong."""
        branches = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)

        def rank(inners):
            depth = max(len(inner.absolute_path) for inner in inners)
            return depth, any(inner.validator in ("additionalProperties", "required") for inner in inners)

        best = max(branches.values(), key=rank)
        return self.told(best) if rank(best) > (len(path), False) else {self.line(path)}

    def told(self, errors):
        """All lines of several errors. A key that is misspelt is not missing, too."""
        errors = list(errors)
        misspelt = {tuple(error.absolute_path) for error in errors if error.validator == "additionalProperties"}
        return set().union(*(
            self.lines(error) for error in errors
            if not (error.validator == "required" and tuple(error.absolute_path) in misspelt)))


def corpus_text(text):
    """The manifests of one file of the corpus, and what the loader says: [(line, message)] of each."""
    parts, expected, places = [["", []]], [], {}
    for line in text.split("\n"):
        if line.startswith("# file: "):
            if parts[-1][1]:
                parts.append(["", []])
        elif line.startswith("# "):
            expected.append(line[2:])
            parts[-1][1].append("#")
        else:
            for mark in CIRCLED:
                if mark in line and not line.startswith("#"):
                    places[mark] = (len(parts) - 1, len(parts[-1][1]) + 1)
            parts[-1][1].append("".join(character for character in line if character not in CIRCLED))
    errors = [[] for _ in parts]
    for line in expected:
        match = re.match(r"(.) error: (.*)", line)
        if match:
            part, number = places[match[1]]
            errors[part].append((number, match[2]))
    return [("\n".join(lines), errors[index]) for index, (_, lines) in enumerate(parts)]


def documents(text):
    loader = Loader(text)
    while loader.check_node():
        document = Document(loader.get_node())
        # A document of nothing but comments.
        if document.value is not None:
            yield document


def is_beyond(name, message):
    return any(fnmatch.fnmatch(name, file) and re.search(pattern, message) for file, pattern in BEYOND)


def disagreements(validator, name, text, errors):
    """What schema and loader say differently about one text, in words."""
    told = set()
    for document in documents(text):
        told |= document.told(validator.iter_errors(document.value))
    result = [f"line {line}: only the loader: {message}" for line, message in errors
              if line not in told and not is_beyond(name, message)]
    result += [f"line {line}: only the schema" for line in sorted(told - {line for line, _ in errors})]
    return result


def check(schema, root):
    """All disagreements, and how many manifests and errors were compared."""
    validator = jsonschema.Draft202012Validator(schema)
    tests = root / "Tests/ManifestLoadingTests"
    found, counts = [], {"good": 0, "bad": 0, "errors": 0, "beyond": 0, "unreadable": 0}
    for path in sorted([*(tests / "Good").glob("*.yaml"), *(root / "manifests").glob("*.yaml")]):
        counts["good"] += 1
        found += [f"{path.name}: {text}" for text in disagreements(validator, path.name, path.read_text(), [])]
    for path in sorted((tests / "Bad").glob("*.yaml")):
        if any(fnmatch.fnmatch(path.name, pattern) for pattern in UNREADABLE):
            counts["unreadable"] += 1
            continue
        counts["bad"] += 1
        for text, errors in corpus_text(path.read_text()):
            counts["errors"] += len(errors)
            counts["beyond"] += sum(is_beyond(path.name, message) for _, message in errors)
            found += [f"{path.name}: {word}" for word in disagreements(validator, path.name, text, errors)]
    return found, counts
