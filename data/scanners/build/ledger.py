"""The ledger of activities (one grant, loan or sale each) and of their edges."""

import re

from tables import Table, decisions
from text import joined, sentences, weaker

FLOW_NAMES = {
    "grant": "Grant",
    "loan": "Loan",
    "technical_assistance": "Technical assistance",
    "vague": "Support",
    "sale": "Sale",
    "unknown": "Delivery",
}

# fmt: off
COLUMNS = [
    "id", "name", "dataset", "record_id", "flow_type", "interest_free", "equipment", "classes",
    "model", "units", "amount", "currency", "usd_2021", "maturity_years", "grace_years",
    "interest_pct", "facility_types", "status", "date", "year_delivered", "training",
    "recipient_agency", "recipient", "related", "maybe_same_as", "counts_as",
]
# fmt: on


def equipment_classes(equipment, model):
    """The classes whose pattern (equipment_classes.csv) occurs in the text; else `unspecified`."""
    text = f"{equipment} {model}".lower()
    found = [
        row["class"] for row in decisions("equipment_classes") if re.search(row["pattern"], text)
    ]
    if set(found) & {"container_vehicle", "rail_cargo", "air_cargo_pallet"}:
        found = [name for name in found if name != "cargo"]  # the kind of cargo is told
    return joined(found) or "unspecified"


def activity_name(flow, date, equipment, ending):
    when = f" of {date[:4]}" if date else ", year unknown"
    return f"{FLOW_NAMES[flow]}{when}: {equipment} ({ending})"


def maybe_same():
    """Activities that may be one, recorded twice: both directions, as texts."""
    pairs = {}
    for row in decisions("maybe_same"):
        pairs.setdefault(row["activity"], []).append(row["other"])
        pairs.setdefault(row["other"], []).append(row["activity"])
    return {activity: joined(others) for activity, others in pairs.items()}


def counts_as(same):
    """For activities that may be one, recorded more than once, the one they are counted as."""
    first = {}
    for activity in sorted(same):
        group, waiting = set(), [activity]
        while waiting:
            one = waiting.pop()
            if one not in group:
                group.add(one)
                waiting += same[one].split("|")
        first[activity] = min(group)
    return first


class Ledger:
    """Collects activities and their edges."""

    def __init__(self, sources, sites):
        self.sources = sources
        self.sites = sites
        self.country_names = {row["id"]: row["name"] for row in decisions("countries")}
        self.same = maybe_same()
        self.counted = counts_as(self.same)
        self.notes = {row["activity"]: row["note"] for row in decisions("activity_notes")}
        self.activities = Table("activities.csv", COLUMNS)
        self.finances = Table("finances.csv", ["funder", "activity"])
        self.supplies = Table("supplies.csv", ["supplier", "to", "stated"])
        self.promised = Table("promised_to.csv", ["activity", "to", "date", "units"])
        self.delivered = Table("delivered_to.csv", ["activity", "to", "date", "units"])

    def activity(self, activity, source, **row):
        row["classes"] = equipment_classes(row["equipment"], row["model"])
        row["maybe_same_as"] = self.same.pop(activity, "")
        row["counts_as"] = self.counted.get(activity, activity)
        row["note"] = sentences(row.get("note", ""), self.notes.pop(activity, ""))
        self.activities.add(id=activity, source=self.sources.ref(source), **row)

    def finance(self, funder, activity, source, **fact):
        self.finances.add(funder=funder, activity=activity, source=self.sources.ref(source), **fact)

    def supply(self, supplier, activity, source, stated, confidence, valid_from):
        """A supplier that the text does not name itself is inferred, and one step less sure."""
        self.supplies.add(
            supplier=supplier,
            to=activity,
            stated="yes" if stated else "no",
            confidence=confidence if stated else weaker(confidence),
            source=self.sources.ref(source),
            valid_from=valid_from,
            note="" if stated else "maker inferred, not named by the text",
        )

    def promise(self, activity, to, source, **fact):
        self.promised.add(activity=activity, to=to, source=self.sources.ref(source), **fact)

    def deliver(self, activity, to, source, **fact):
        self.delivered.add(activity=activity, to=to, source=self.sources.ref(source), **fact)

    def tables(self):
        if self.same or self.notes:
            raise SystemExit(
                f"maybe_same.csv, activity_notes.csv: no such activity: {[*self.same, *self.notes]}"
            )
        return [self.activities, self.finances, self.supplies, self.promised, self.delivered]
