#!/usr/bin/env python3
"""Builds the tables of the pack `scanners` from facts/ and the decisions beside this script.

build.py            writes the tables and prints what they hold
build.py --check    builds in memory; exit 1 if a table on disk differs
"""

import sys

import activities
import checks
import countries
import organisations
import vessels
from sites import Sites
from sources import Sources
from tables import BUILD, PACK, Table, facts


def published_figures():
    table = Table(
        "published_figures.csv",
        ["id", "figure", "value", "unit", "as_of", "source", "how_counted"],
        common=[],
    )
    for row in facts("published_figures"):
        table.add(**row)
    return table


def build():
    """Every table of the pack."""
    sources, sites = Sources(), Sites()
    ledger = activities.build(sources, sites)
    tables = [
        countries.countries(),
        countries.union_members(),
        countries.alliances(sources),
        countries.events(sources, ledger.supplies),
        countries.countermeasures(sources),
        organisations.organisations(sources),
        *organisations.relations(sources),
        *organisations.port_stakes(sources, sites),
        vessels.vessels(sources),
        vessels.serves(sources),
        vessels.port_calls(sources, sites),
        *ledger.tables(),
        sites.table(sources),
        published_figures(),
    ]
    return [*tables, sources.table()]


def summary(tables):
    rows = {table.name: table.rows for table in tables}
    countries_with_sites = {row["country"] for row in rows["sites.csv"]}
    held = sum(
        len(r) for name, r in rows.items() if name not in ("sources.csv", "published_figures.csv")
    )
    yield f"sites {len(rows['sites.csv'])} in {len(countries_with_sites)} countries"
    yield f"activities {len(rows['activities.csv'])}"
    yield f"facts {held}, from {len(rows['sources.csv'])} sources"
    yield from (f"  {name}: {len(r)}" for name, r in sorted(rows.items()))


def differing(tables):
    """Tables whose bytes on disk are not those just built, and tables that are not built at all."""
    for table in tables:
        path = PACK / table.name
        if not path.exists() or path.read_bytes() != table.text().encode():
            yield table.name
    yield from sorted({path.name for path in PACK.glob("*.csv")} - {table.name for table in tables})


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(f"usage: {BUILD.name}/build.py [--check]")
    tables = build()
    found = checks.problems(tables)
    for line in found:
        print(line, file=sys.stderr)
    if arguments == ["--check"]:
        stale = list(differing(tables))
        for name in stale:
            print(f"{name}: differs from what build.py makes", file=sys.stderr)
        return 1 if stale or found else 0
    if not found:
        for table in tables:
            (PACK / table.name).write_bytes(table.text().encode())
        print("\n".join(summary(tables)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
