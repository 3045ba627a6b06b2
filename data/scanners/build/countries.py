"""Countries, the European Union, alliances, events and countermeasures."""

from tables import Table, decisions, facts

UNION = "european-union"
STATES = {"state-chn": "CHN", "state-usa": "USA", "EUU": UNION}  # a state is its Country node


def node_of(raw):
    """The node a raw id or country code stands for."""
    return STATES.get(raw, raw)


def countries():
    table = Table("countries.csv", ["id", "name", "sovereign"])
    for row in decisions("countries"):
        table.add(**row, confidence="high", source="iso-3166")
    return table


def union_members():
    table = Table("member_of.csv", ["member", "body"])
    for row in decisions("eu_members"):
        table.add(
            member=row["iso3"],
            body=UNION,
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            confidence="high",
            source="eu-members",
        )
    return table


def arrangement_class(arrangement):
    """One class an arrangement; where two are named, the one its date belongs to."""
    if "Compact" in arrangement:
        return "compact"
    if "Major Non-NATO" in arrangement:
        return "major_non_nato_ally"
    if "Rio Treaty" in arrangement:
        return "rio_treaty"
    if arrangement.startswith("host of"):
        return "base_host"
    return "mutual_defence"


def alliances(sources):
    table = Table("alliances.csv", ["country", "ally", "arrangement", "class"])
    for row in facts("alliances"):
        table.add(
            **{
                "country": row["iso3"],
                "ally": row["with"],
                "arrangement": row["arrangement"],
                "class": arrangement_class(row["arrangement"]),
                "valid_from": row["valid_from"],
                "valid_to": row["valid_to"],
                "confidence": row["confidence"],
                "source": sources.ref(row["source"]),
            }
        )
    return table


def events(sources, supplies):
    table = Table(
        "events.csv", ["id", "name", "country", "city", "lat", "lon", "start", "end", "equipment"]
    )
    for row in facts("events"):
        source = sources.ref(row["source"])
        table.add(
            id=row["id"],
            name=row["name"],
            country=row["iso3"],
            city=row["city"],
            lat=row["lat"],
            lon=row["lon"],
            start=row["start"],
            end=row["end"],
            equipment=row["equipment"],
            valid_from=row["start"],
            confidence=row["confidence"],
            source=source,
        )
        supplies.add(
            supplier=row["supplier"],
            to=row["id"],
            stated="yes",
            valid_from=row["start"],
            confidence=row["confidence"],
            source=source,
        )
    return table


def countermeasures(sources):
    """measures.csv says who acts and what kind of measure it is: an inquiry is not a finding."""
    read_as = {row["id"]: row for row in decisions("measures")}
    table = Table(
        "countermeasures.csv",
        ["id", "actor_node", "target", "measure", "what", "actor", "place", "date"],
        common=["confidence", "source", "note"],
    )
    for row in [*facts("countermeasures"), *decisions("extra_countermeasures")]:
        reading = read_as.pop(row["id"])
        table.add(
            id=row["id"],
            actor_node=reading["actor_node"],
            target=row["target"],
            measure=reading["measure"],
            what=row["what"],
            actor=row["actor"],
            place=node_of(row["iso3"]),
            date=row["date"],
            confidence=reading["confidence"] or row["confidence"],
            source=sources.ref(row["source"]),
            note=reading["note"],
        )
    if read_as:
        raise SystemExit(f"measures.csv: no such countermeasure: {sorted(read_as)}")
    return table
