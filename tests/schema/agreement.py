#!/usr/bin/python3
"""The JSON Schemas and the loader give the same verdict on a file's structure.

    agreement.py PROGRAM SOURCE_DIR

Judges every shipped file, every file of tests/bad, the base of the error pages, and mutations of these: each key
dropped, each key misspelt, each value replaced by one of another form (of good/every_key.yaml nearly all, of the others
some). A file whose YAML itself is refused is not compared. Exits 77 (skipped) where python3-jsonschema or python3-yaml is missing.
"""
import copy
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}; scripts/install-packages test installs it")
    sys.exit(77)

# What the loader says about structure, and not about meaning: codes, and for codes that judge both, what they say.
STRUCTURE = {"E109", "E110", "E202", "E203", "E204", "E205", "E206", "E208", "E221", "E228"}
STRUCTURE_BY_TEXT = [
    ("E201", r"format version \"|^the first key"),
    ("E207", r"is no way to choose$"),
    ("E229", r"is not a (design|scale)$|^`design: \w+` needs|means nothing with `design"),
]

# What a schema cannot know, with the reason.
BEYOND_A_SCHEMA = [
    ("E202", r"is not a theory$", "another file's kind"),
    ("E204", r"names no channel$", "how many channels there are follows from another section"),
    ("E205", r"^`(of|toward)` names nobody$", "how many roles an empty list could have named"),
    ("E205", r"is private: others perceive nothing|is an input and private$", "two flags that exclude each other if set"),
    ("E205", r"^`during` says already|^`until` ends a repetition", "which keys of a date go together"),
]

# An entry of these may be complete only with that of the theory.
MERGED = (r"^this (role|channel|parameter|thing|variable|derived quantity|action|policy|chance event|payoff|outcome|"
          r"measure|experiment) has no |has none of \"rate\" or|and no \"of\"$")

# The loader stops at these, or drops what they concern.
YAML_REFUSED = {"E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108", "E111", "E112", "E113", "E114", "E115"}


class Unreadable(Exception):
    pass


class Loader(yaml.SafeLoader):
    """YAML 1.2 as the language reads it: only true and false are flags, dates and NO are text."""

    yaml_implicit_resolvers = {}

    def mapping(self, node):
        result = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Unreadable("a key that is no text")
            result.setdefault(key.value, self.construct_object(value, deep=True))
        return result


Loader.add_constructor("tag:yaml.org,2002:map", Loader.mapping)
for tag, pattern, first in [
    ("bool", r"^(true|false)$", "tf"),
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?(0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?$|^[-+]?\.inf$|^\.nan$", "-+.0123456789"),
]:
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)


def read(path):
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader)
    except (yaml.YAMLError, UnicodeDecodeError, Unreadable, RecursionError):
        raise Unreadable(path) from None


def findings_of(program, paths):
    """The findings of each file, those of other files that it names left out."""
    found = {str(path): [] for path in paths}
    for start in range(0, len(paths), 200):
        some = [str(path) for path in paths[start:start + 200]]
        checked = subprocess.run([program, "check", "--format", "json", *some], capture_output=True, text=True,
                                 errors="replace", check=False)
        if checked.returncode not in (0, 1, 3):
            sys.exit(f"standoff check ended with {checked.returncode}: {checked.stderr[-2000:]}")
        for line in checked.stdout.splitlines():
            finding = json.loads(line)
            if finding["file"] in found and finding["severity"] == "error":
                found[finding["file"]].append((finding["code"], finding["what"]))
    return found


class Case:
    """A file and the schema's verdict on it; the document itself is not kept."""

    def __init__(self, title, document, judges):
        self.title = title
        keys = document if isinstance(document, dict) else {}
        self.has_version = "standoff" in keys
        self.is_merged = "uses" in keys and "scenario" in keys
        self.judge = judges["theory" if "theory" in keys and "scenario" not in keys else "scenario"]
        self.accepted = self.judge.is_valid(document)

    def structural(self, findings):
        """What the loader says about the structure of the file."""
        for code, what in findings:
            if any(code == other and re.search(text, what) for other, text, _ in BEYOND_A_SCHEMA):
                continue
            if code == "E201" and what.startswith("the first key") and self.has_version:
                continue  # a JSON object has no order
            if code == "E204" and self.is_merged and re.search(MERGED, what):
                continue
            if code in STRUCTURE or any(code == other and re.search(text, what) for other, text in STRUCTURE_BY_TEXT):
                yield f"{code} {what}"

    def disagreement(self, path, findings):
        reasons = list(self.structural(findings))
        if self.accepted != bool(reasons):
            return None
        said = "; ".join(f"{'/'.join(map(str, e.absolute_path))}: {e.message[:120]}"
                         for e in self.judge.iter_errors(read(path)))
        return (f"{self.title}\n  schema: {said or 'accepts'}\n  loader: {'; '.join(reasons) or 'no structural error'}"
                f" (all: {[code for code, _ in findings]})")


def validators(source):
    result = {}
    for kind in ("scenario", "theory"):
        schema = json.loads((source / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft7Validator.check_schema(schema)
        result[kind] = jsonschema.Draft7Validator(schema)
    return result


def positions(node, path=()):
    """The path of every key and item."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in children:
        yield path + (key,)
        yield from positions(value, path + (key,))


def changed(document, path, how):
    """A copy in which the value at `path` went through `how(parent, key)`."""
    fresh = copy.deepcopy(document)
    parent = fresh
    for key in path[:-1]:
        parent = parent[key]
    how(parent, path[-1])
    return fresh


def drop(parent, key):
    del parent[key]


def misspell(parent, key):
    """In its place, since the order of a file means something to the loader."""
    if isinstance(parent, list):
        parent[key] = {"zzqx": 1}
        return
    items = [(f"zz {name}x" if name == key else name, value) for name, value in parent.items()]
    parent.clear()
    parent.update(items)


def replace_by(value):
    def how(parent, key):
        parent[key] = copy.deepcopy(value)
    return how


CHANGES = [drop, misspell] + [replace_by(value) for value in (7, "a b", True, [], [1, 2], [[1]], {}, {"k": 1}, {"k": [1]})]


def write(document, path):
    """As JSON, which is YAML, but for infinity."""
    text = json.dumps(document, ensure_ascii=False)
    path.write_text(re.sub(r"(?<![\w\"])(-?)Infinity(?![\w\"])", r"\1.inf", text), encoding="utf-8")


def mutations(original, document, most):
    """About `most` files beside the original, so that what they name is found, with their documents."""
    possible = [(path, which) for path in positions(document) for which in range(len(CHANGES))]
    for number, (path, which) in enumerate(possible[::max(1, len(possible) // most)]):
        mutant = original.with_name(f"{original.stem}~{number}.yaml")
        fresh = changed(document, path, CHANGES[which])
        write(fresh, mutant)
        yield mutant, f"{original.name}: {'.'.join(map(str, path))}, change {which}", fresh


def all_cases(source, tree, judges):
    """Every file by its path, with its Case, or None where its YAML cannot be read."""
    for folder in ("scenarios", "data", "tests/bad", "tests/schema/good", "docs/errors"):
        shutil.copytree(source / folder, tree / folder)
    cases = {}
    for path in sorted(tree.glob("**/*.yaml")):
        title = path.relative_to(tree).as_posix()
        try:
            document = read(path)
        except Unreadable:
            cases[path] = None
            continue
        cases[path] = Case(title, document, judges)
        if title.startswith("tests/bad"):
            continue
        for mutant, what, fresh in mutations(path, document, 1500 if title.startswith("tests/schema") else 100):
            cases[mutant] = Case(what, fresh, judges)
    return cases


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as tree:
        cases = all_cases(source, pathlib.Path(tree), validators(source))
        found = findings_of(program, list(cases))
        disagreements = []
        verdicts = {True: 0, False: 0, None: 0}
        for path, case in cases.items():
            findings = found[str(path)]
            if case is None or any(code in YAML_REFUSED for code, _ in findings):
                verdicts[None] += 1
                if not findings:
                    disagreements.append(f"{path.name}: the loader reads what is no YAML")
                continue
            verdicts[case.accepted] += 1
            disagreement = case.disagreement(path, findings)
            if disagreement:
                disagreements.append(disagreement)
    print("\n".join(disagreements[:40]))
    print(f"{len(cases)} files: {verdicts[True]} accepted, {verdicts[False]} rejected, {verdicts[None]} not compared; "
          f"{len(disagreements)} disagreements")
    # A corpus that lost its good or its bad files would prove nothing.
    sys.exit(bool(disagreements) or verdicts[True] < 100 or verdicts[False] < 1000)


if __name__ == "__main__":
    main()
