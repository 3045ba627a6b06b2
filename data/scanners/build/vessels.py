"""Ships, the navies they serve and their calls."""

from tables import Table, facts
from text import slug


def navy_id(iso3):
    return f"navy-{iso3.lower()}"


def first_calls():
    """For each ship the earliest report that names it: the source of its row."""
    first = {}
    for call in sorted(facts("port_calls"), key=lambda call: (call["date"], call["port"])):
        first.setdefault(call["ship"], call)
    return first


def vessels(sources):
    table = Table("vessels.csv", ["id", "name", "type", "hull", "auxiliary"])
    first = first_calls()
    for ship in facts("vessels"):
        known = ship["navy"] == "USA"
        table.add(
            id=slug(ship["ship"]),
            name=ship["ship"],
            type=ship["type"],
            hull=ship["hull"],
            auxiliary=ship["auxiliary"],
            confidence="high",
            source=sources.ref(first[ship["ship"]]["source"] + "|ship-types"),
            note="" if known else "type and hull number from general knowledge",
        )
    return table


def serves(sources):
    table = Table("serves.csv", ["servant", "served"])
    first = first_calls()
    for ship in facts("vessels"):
        coast_guard = ship["type"] == "coast guard cutter"
        table.add(
            servant=slug(ship["ship"]),
            served=navy_id(ship["navy"]),
            confidence="high",
            source=sources.ref(first[ship["ship"]]["source"]),
            note=(
                "a Coast Guard cutter, counted with the navy of its country" if coast_guard else ""
            ),
        )
    for entity in facts("entities"):
        if entity["kind"] == "Navy":
            table.add(
                servant=entity["id"],
                served=entity["country"],
                confidence=entity["confidence"],
                source=sources.ref(entity["source"]),
            )
    return table


def port_calls(sources, sites):
    table = Table(
        "port_calls.csv",
        ["vessel", "site", "date", "kind"],
        common=["confidence", "source", "note"],
    )
    for call in facts("port_calls"):
        table.add(
            vessel=slug(call["ship"]),
            site=sites.find(call["port"], call["country_iso3"]),
            date=call["date"],
            kind=call["kind"],
            confidence=call["confidence"],
            source=sources.ref(call["source"]),
        )
    return table
