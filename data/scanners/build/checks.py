"""What must hold of the pack whatever the facts: run on every build."""

import math
import re

from tables import decisions

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
NUMBERS = {"share": (0, 1), "lat": (-90, 90), "lon": (-180, 180)}
DATES = ["valid_from", "valid_to", "date", "start", "end", "year_delivered"]
REFERENCES = {
    "owner",
    "owned",
    "controller",
    "controlled",
    "listed",
    "list",
    "funder",
    "activity",
    "supplier",
    "to",
    "operator",
    "builder",
    "servant",
    "served",
    "vessel",
    "site",
    "country",
    "sovereign",
    "ally",
    "member",
    "body",
    "actor_node",
    "target",
    "part_of",
    "recipient",
}
NEAR_KM = 5


def problems(tables):
    """Every mistake found, as lines of text."""
    by_name = {table.name: table for table in tables}
    ids = collect_ids(tables)
    found = [line for table in tables for line in table_problems(table, ids)]
    found += edge_problems(tables)
    found += part_of_cycles(by_name["sites.csv"].rows)
    found += undecided_neighbours(by_name["sites.csv"].rows)
    return found


def collect_ids(tables):
    ids = {}
    for table in tables:
        if table.columns[0] == "id":
            for row in table.rows:
                ids.setdefault(row["id"], []).append(table.name)
    return ids


def table_problems(table, ids):
    sources = {i for i, places in ids.items() if "sources.csv" in places}
    for number, row in enumerate(table.rows):
        where = f"{table.name}: {' '.join(list(row.values())[:3])}"
        yield from (f"{where}: {p}" for p in row_problems(row, table, ids, sources))


def row_problems(row, table, ids, sources):
    if "id" in row and (not row["id"] or len(ids[row["id"]]) > 1):
        yield "id missing or used twice"
    if "name" in row and not row["name"].strip():
        yield "no name"
    if "confidence" in table.columns:
        if row["confidence"] not in ("high", "medium", "low"):
            yield f"confidence {row['confidence']!r}"
        if not row["source"] or not set(row["source"].split("|")) <= sources:
            yield f"source {row['source']!r}"
    for column in DATES:
        if row.get(column) and not DATE.match(row[column]):
            yield f"{column} {row[column]!r} is no date"
    if (
        row.get("valid_to")
        and row.get("valid_from")
        and row["valid_to"] < row["valid_from"][: len(row["valid_to"])]
    ):
        yield "valid_to before valid_from"
    for column, (low, high) in NUMBERS.items():
        for number in re.findall(r"[-\d.]+", row.get(column, "")):
            if not low <= float(number) <= high:
                yield f"{column} {number} out of range"
    for column in REFERENCES & set(table.columns):
        if row[column] and row[column] not in ids:
            yield f"{column} {row[column]!r} resolves to nothing"


def edge_problems(tables):
    """Edges of one table with the same ends and the same first day would share an id."""
    for table in tables:
        if table.columns[0] == "id":
            continue
        day = "date" if "valid_from" not in table.columns else "valid_from"
        seen = set()
        for row in table.rows:
            key = (*list(row.values())[:2], row[day])
            if key in seen:
                yield f"{table.name}: {key} twice"
            seen.add(key)


def part_of_cycles(sites):
    parent = {row["id"]: row["part_of"] for row in sites}
    for site in parent:
        at, steps = site, 0
        while parent.get(at) and steps <= len(parent):
            at, steps = parent[at], steps + 1
        if steps > len(parent):
            yield f"sites.csv: {site} is part of itself"


def distance_km(a, b):
    lat_a, lon_a, lat_b, lon_b = (
        math.radians(float(v)) for v in (a["lat"], a["lon"], b["lat"], b["lon"])
    )
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * 6371 * math.asin(math.sqrt(h))


def undecided_neighbours(sites):
    """Near sites of one type, or of one UN/LOCODE, that no decision keeps apart (apart.csv)."""
    apart = {frozenset((row["one"], row["other"])) for row in decisions("apart")}
    for one, other in neighbours(sites):
        family = {one["id"], one["part_of"]} & {other["id"], other["part_of"]} - {""}
        if not family and frozenset((one["id"], other["id"])) not in apart:
            yield (
                f"sites.csv: {one['id']} and {other['id']} are {distance_km(one, other):.1f} km "
                f"apart, codes {one['unlocode'] or '-'} {other['unlocode'] or '-'}: "
                "merge them or say why not"
            )


def neighbours(sites):
    for index, one in enumerate(sites):
        for other in sites[index + 1 :]:
            same_code = one["unlocode"] and one["unlocode"] == other["unlocode"]
            if one["type"] == other["type"] and (same_code or distance_km(one, other) < NEAR_KM):
                yield one, other
