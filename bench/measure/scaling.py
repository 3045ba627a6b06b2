# SPDX-License-Identifier: Apache-2.0
"""Whole runs at growing sizes: sites, facts, rules, scenarios and threads, each alone."""

import pathlib
import re
import tempfile

import process

RULES = process.ROOT / "rules/scanners.yaml"


def worlds(folder: pathlib.Path, sizes: list[tuple[int, int]]) -> dict[tuple[int, int], pathlib.Path]:
    """A pack of so many sites and facts for each of `sizes`, as `harbinger synth` makes it."""
    made = {}
    for sites, facts in sizes:
        made[sites, facts] = folder / f"{sites}-{facts}"
        process.run("synth", "--sites", sites, "--facts", facts, "--seed", 1, "-o", made[sites, facts])
    return made


def rule_file(folder: pathlib.Path, rules: int) -> pathlib.Path:
    """The bundled rules, and their copies with other ids, until there are so many."""
    text = RULES.read_text()
    head, body = re.split(r"(?m)^rules:\n", text, maxsplit=1)
    listed = re.split(r"(?m)^(?=  - id: )", body)
    one = [rule for rule in listed if rule.startswith("  - id: ") and "enabled: false" not in rule]
    copies = []
    for number in range(rules):
        rule = one[number % len(one)]
        copies.append(re.sub(r"(?m)^  - id: (\S+)", rf"  - id: \1.copy_{number}", rule, count=1))
    path = folder / f"rules-{rules}.yaml"
    path.write_text(head + "rules:\n" + "".join(copies))
    return path


def job_file(folder: pathlib.Path, scenarios: int) -> pathlib.Path:
    """A job for each of so many scenarios over the bundled pack: one rule with other points."""
    edits = folder / f"scenarios-{scenarios}.yaml"
    edits.write_text("scenarios:\n" + "".join(
        f"  - {{name: s{n}, title: Other points, edits: [{{set: 'rules[calls.allied].points', to: {n + 1}}}]}}\n"
        for n in range(scenarios)))
    path = folder / f"jobs-{scenarios}.yaml"
    root = process.ROOT
    path.write_text(f"jobs: growth\npacks: {{bundled: {root}/data/scanners}}\n"
                    f"rules: {{standard: [{root}/rules/scanners.yaml]}}\n"
                    f"models: {{exposure: {root}/models/exposure.yaml}}\n"
                    f"scenarios: {{{', '.join(f's{n}: {edits}' for n in range(scenarios))}}}\n")
    return path


def ranked(pack: pathlib.Path, *more: object) -> process.Run:
    return process.run("rank", "--pack", pack, "--top", 100, "--format", "csv", "-o", "/dev/null", *more)


def largest() -> process.Run:
    """A million sites and ten million facts, from CSV."""
    with tempfile.TemporaryDirectory() as scratch:
        return ranked(worlds(pathlib.Path(scratch), [(1_000_000, 10_000_000)])[1_000_000, 10_000_000], "--threads", 1)


def measure(quick: bool) -> dict[str, list[dict]]:
    """By what grows: the size and what a ranking from CSV takes."""
    largest = 100_000 if quick else 1_000_000
    by_sites = [(n, 10 * n) for n in (1_000, 10_000, 100_000, 1_000_000) if n <= largest]
    by_facts = [(1_000, m) for m in (10_000, 100_000, 1_000_000, 10_000_000) if m <= 10 * largest]
    results: dict[str, list[dict]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        packs = worlds(folder, sorted(set(by_sites + by_facts)))

        def add(what: str, size: int, run: process.Run) -> None:
            results.setdefault(what, []).append({"size": size, **vars(run)})

        for size in by_sites:
            add("sites", size[0], ranked(packs[size], "--threads", 1))
        for size in by_facts:
            add("facts", size[1], ranked(packs[size], "--threads", 1))
        for rules in (30, 100, 300, 1_000, 3_000):
            add("rules", rules, ranked(packs[by_sites[1]], "--threads", 1, "--rules", rule_file(folder, rules)))
        for jobs in (1, 4, 16, 64):
            add("scenarios", jobs, process.run("batch", job_file(folder, jobs), "-o", folder / f"jobs-{jobs}",
                                               "--jobs", 1, "--threads", 1))
        for threads in (1, 2):
            add("threads", threads, ranked(packs[by_sites[-1]], "--threads", threads))
    return results
