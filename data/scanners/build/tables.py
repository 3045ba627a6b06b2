"""CSV tables: reading the facts and decisions, writing the pack."""

import csv
import io
from pathlib import Path

BUILD = Path(__file__).resolve().parent
PACK = BUILD.parent

COMMON = ["valid_from", "valid_to", "confidence", "source", "note"]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def facts(name):
    """A raw table, corrected by corrections.csv; each correction names the value it replaces."""
    rows = read(BUILD / "facts" / f"{name}.csv")
    for change in decisions("corrections"):
        if change["table"] == name:
            correct(rows, change)
    return rows


def correct(rows, change):
    """Sets one cell of the row whose named columns match `key` ('subject=a;object=b')."""
    key = dict(part.split("=", 1) for part in change["key"].split(";"))
    found = [row for row in rows if all(row[column] == value for column, value in key.items())]
    if len(found) != 1:
        raise SystemExit(f"corrections.csv: {change['table']} {change['key']}: {len(found)} rows")
    if found[0][change["column"]] != change["was"]:
        raise SystemExit(
            f"corrections.csv: {change['table']} {change['key']}: {change['column']} "
            f"is {found[0][change['column']]!r}, not {change['was']!r}"
        )
    found[0][change["column"]] = change["value"]


def decisions(name):
    """A table of decisions, made by hand, beside this script."""
    return read(BUILD / f"{name}.csv")


class Table:
    """One table of the pack, sorted by its leading columns, so that the bytes are stable."""

    def __init__(self, name, columns, common=COMMON):
        self.name = name
        self.columns = columns + [c for c in common if c not in columns]
        self.rows = []

    def add(self, **row):
        unknown = set(row) - set(self.columns)
        if unknown:
            raise SystemExit(f"{self.name}: unknown columns {sorted(unknown)}")
        self.rows.append({column: row.get(column, "") for column in self.columns})

    def text(self):
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(self.rows, key=lambda row: [row[c] for c in self.columns]))
        return out.getvalue()
