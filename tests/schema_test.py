#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The JSON Schemas of `harbinger schema`, held against the shipped files by a validator of their own.

  - each schema is a schema of the draft that it names;
  - each shipped file is valid;
  - a shipped file with a mistake is not: an unknown key, a wrong type, a key that is missing;
  - each key has a description, which an editor shows where the pointer rests.
"""

import copy
import json
import os
import pathlib
import subprocess
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("HARBINGER_PROGRAM", ROOT / "build/check/engine/harbinger"))
FILES = {
    "rules": ["rules/scanners.yaml", "data/decision_tables/*.yaml", "docs/examples/visits.yaml"],
    "tests": ["rules/*.test.yaml", "data/decision_tables/*.test.yaml", "docs/examples/*.test.yaml"],
    "model": ["models/*.yaml"],
    "pack": ["data/*/pack.yaml"],
    "scenario": ["data/scenarios/*.yaml"],
    "jobs": ["data/jobs/*.yaml"],
}
DELETED = object()
# Where a shipped file is changed, and to what: the first of the kind, or the one that is named.
MISTAKES = {
    "rules": [
        (["rule"], []),
        (["rules"], "all of them"),
        (["rules", 0, "ponts"], 3),
        (["rules", 0, "id"], ["a", "b"]),
        (["rules", 0, "when"], {"calls": 1}),
        (["rules", 0, "when"], DELETED),
        (["rules", 0, "enabled"], "maybe"),
        (["rules", 0, "enabled"], {"value": False, "because": "x"}),
        (["signals", 0, "matches"], "(site)"),
        (["signals", 0, "match"], {"path": "(site)"}),
        (["signals", 0, "lookup"], {"default": 1}),
        (["signals", 0, "near"], {"match": "(x:Site)", "within": "5 km", "decays": "1 km"}),
        (["groups", 0, "cap"], "much"),
        (["groups", 0, "id"], DELETED),
        (["params", "state"], "CHN"),
        (["params", "state", "wy"], "x"),
        (["tables", "ship_weight", "values", "carrier"], "three"),
    ],
    "rules: data/decision_tables/fleet.yaml": [
        (["decision_table"], []),
        (["decision_tables"], "fleet"),
        (["decision_tables", 0, "hits"], "first"),
        (["decision_tables", 0, "hit"], ["first"]),
        (["decision_tables", 0, "id"], DELETED),
        (["decision_tables", 0, "dimension"], DELETED),
        (["decision_tables", 0, "inputs"], DELETED),
        (["decision_tables", 0, "csv"], ["fleet.csv"]),
        (["decision_tables", 0, "enabled"], "maybe"),
        (["decision_tables", 0, "inputs"], {"machines": "machines"}),
        (["decision_tables", 0, "inputs", 0], "machines"),
        (["decision_tables", 0, "inputs", 0, "values"], "[0..9]"),
        (["decision_tables", 0, "inputs", 0, "among"], ["0", "1"]),
        (["decision_tables", 0, "inputs", 0, "name"], DELETED),
        (["decision_tables", 0, "inputs", 0, "value"], DELETED),
        (["decision_tables", 0, "rows"], {"none": 0}),
        (["decision_tables", 0, "rows", 0], "none"),
        (["decision_tables", 0, "rows", 0, "point"], 3),
        (["decision_tables", 0, "rows", 0, "points"], [3]),
        (["decision_tables", 0, "rows", 0, "priority"], "high"),
        (["decision_tables", 0, "rows", 0, "enabled"], {"value": False, "because": "x"}),
        (["decision_tables", 0, "rows", 0, "when"], "machines == 0"),
        (["decision_tables", 0, "rows", 0, "when", "machines"], [0, 1]),
        (["decision_tables", 0, "rows", 0, "when", "machines"], {"least": 1}),
    ],
    "tests": [
        (["test"], []),
        (["tests", 0, "name"], DELETED),
        (["tests", 0, "expects"], {}),
        (["tests", 0, "given"], "all"),
        (["tests", 0, "expect"], ["fires"]),
        (["tests", 0, "expect", "fire"], "x"),
    ],
    "model": [
        (["dimension"], []),
        (["model"], DELETED),
        (["top", "combin"], "geometric"),
        (["dimensions", 0, "weigth"], 1),
        (["dimensions", 0, "floor"], "low"),
        (["dimensions", 0, "children"], "none"),
        (["tiers", "bounds", 0, "at_least"], "high"),
        (["tiers", "bounds"], DELETED),
    ],
    "pack": [
        (["packs"], "x"),
        (["pack"], ["x"]),
    ],
    "scenario": [
        (["scenario"], []),
        (["scenarios", 0, "edit"], []),
        (["scenarios", 0, "name"], ["a"]),
        (["scenarios", 0, "edits"], "remove all"),
    ],
    "jobs": [
        (["job"], "x"),
        (["packs"], DELETED),
        (["packs", "bundled"], ["a", "b"]),
        (["rules", "standard"], {"file": "x"}),
        (["dates", 1, "by"], "1y"),
        (["dates", 1, "step"], DELETED),
        (["outputs", "format"], "csv"),
        (["outputs", "top"], "many"),
        (["except", 0, "packs"], "bundled"),
        (["except"], {"scenario": "new_loan"}),
    ],
}


class Loader(yaml.SafeLoader):
    """Dates stay texts, as they are in JSON and to us."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: pathlib.Path):
    return yaml.load(path.read_text(), Loader=Loader)


def schema_of(kind: str) -> dict:
    result = subprocess.run([PROGRAM, "schema", kind], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(result.stdout)


def with_mistake(document, path: list, value):
    """A copy in which `path` holds `value`."""
    changed = copy.deepcopy(document)
    node = changed
    for key in path[:-1]:
        node = node[key]
    if value is DELETED:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return changed


def without_description(schema: dict) -> list[str]:
    return [f"{name}.{key}" for name, record in schema["$defs"].items()
            for key, value in record["properties"].items() if not value.get("description")]


class Count:
    def __init__(self) -> None:
        self.passed = self.failed = 0

    def check(self, good: bool, what: str) -> None:
        self.passed += good
        self.failed += not good
        if not good:
            print(f"FAILED: {what}")


def main() -> int:
    count = Count()
    for kind, patterns in FILES.items():
        schema = schema_of(kind)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        bare = without_description(schema)
        count.check(not bare, f"{kind}: keys without a description: {', '.join(bare)}")
        paths = []
        for pattern in patterns:
            found = sorted(path for path in ROOT.glob(pattern) if kind == "tests" or ".test." not in path.name)
            count.check(bool(found), f"{kind}: no file is {pattern}")
            paths += found
        for path in paths:
            errors = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(read(path))]
            count.check(not errors, f"{path.relative_to(ROOT)} is valid: {errors[:3]}")
        for of, mistakes in MISTAKES.items():
            of_kind, _, named = of.partition(": ")
            for keys, value in mistakes if of_kind == kind else []:
                changed = with_mistake(read(ROOT / named if named else paths[0]), keys, value)
                count.check(not validator.is_valid(changed), f"{of}: {keys} = {value!r} is refused")
    print(f"{count.passed} passed, {count.failed} failed")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())
