"""Activities (one grant, loan or sale) and their edges: who finances, who supplies, what is promised and delivered where.

    activities.csv, activity_sites.csv      GCDF records          -> gcdf-69216
    deployments.csv                         a delivery of its own -> d-subic-2024
                                            one of a contract     -> the contract's activity (contracts.csv)
                                            detail of a record    -> a DELIVERED_TO edge of that record

details.csv tells which rows of deployments.csv are not simply a delivery of their own, and why.
"""

import re

from tables import Table, decisions, facts
from text import earliest, earmarked_units, joined, sentences, stated_units, strongest, weaker

FUNDERS = {
    "Government of China": "gov-chn", "MOFCOM": "mofcom", "China Eximbank": "eximbank-chn", "CATIC": "catic",
    "CPPCC": "cppcc", "Chinese Embassy": "embassies-chn", "Chinese Consulate General in Karachi": "embassies-chn",
}
SUPPLIERS = {"Nuctech": "nuctech", "Beijing Hualixing": "hualixing"}
FLOW_NAMES = {"grant": "Grant", "loan": "Loan", "technical_assistance": "Technical assistance", "vague": "Support",
              "sale": "Sale", "unknown": "Delivery"}
GCDF = "aiddata-gcdf3"

COLUMNS = [
    "id", "name", "dataset", "record_id", "flow_type", "interest_free", "equipment", "classes", "model", "units",
    "amount", "currency", "usd_2021", "maturity_years", "grace_years", "interest_pct", "facility_types", "status", "date",
    "year_delivered", "training", "recipient_agency", "recipient", "related", "maybe_same_as",
]


def equipment_classes(equipment, model):
    """The classes whose pattern (equipment_classes.csv) occurs in the text or the model; else `unspecified`."""
    text = f"{equipment} {model}".lower()
    found = [row["class"] for row in decisions("equipment_classes") if re.search(row["pattern"], text)]
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


class Ledger:
    """Collects activities and their edges."""

    def __init__(self, sources, sites):
        self.sources = sources
        self.sites = sites
        self.country_names = {row["id"]: row["name"] for row in decisions("countries")}
        self.same = maybe_same()
        self.notes = {row["activity"]: row["note"] for row in decisions("activity_notes")}
        self.activities = Table("activities.csv", COLUMNS)
        self.finances = Table("finances.csv", ["funder", "activity"])
        self.supplies = Table("supplies.csv", ["supplier", "to", "stated"])
        self.promised = Table("promised_to.csv", ["activity", "to", "date", "units"])
        self.delivered = Table("delivered_to.csv", ["activity", "to", "date", "units"])

    def activity(self, activity, source, **row):
        row["classes"] = equipment_classes(row["equipment"], row["model"])
        row["maybe_same_as"] = self.same.pop(activity, "")
        row["note"] = sentences(row.get("note", ""), self.notes.pop(activity, ""))
        self.activities.add(id=activity, source=self.sources.ref(source), **row)

    def finance(self, funder, activity, confidence, source, valid_from):
        self.finances.add(funder=funder, activity=activity, confidence=confidence, source=self.sources.ref(source),
                          valid_from=valid_from)

    def supply(self, supplier, activity, stated, confidence, source, valid_from):
        """A supplier that the text does not name itself is inferred, and one step less sure."""
        self.supplies.add(supplier=supplier, to=activity, stated="yes" if stated else "no",
                          confidence=confidence if stated else weaker(confidence), source=self.sources.ref(source),
                          valid_from=valid_from, note="" if stated else "maker inferred, not named by the text")

    def promise(self, activity, to, date, units, confidence, source, valid_from, note=""):
        self.promised.add(activity=activity, to=to, date=date, units=units, confidence=confidence,
                          source=self.sources.ref(source), valid_from=valid_from, note=note)

    def deliver(self, activity, to, date, units, confidence, source, valid_from, note=""):
        self.delivered.add(activity=activity, to=to, date=date, units=units, confidence=confidence,
                           source=self.sources.ref(source), valid_from=valid_from, note=note)

    def tables(self):
        if self.same or self.notes:
            raise SystemExit(f"maybe_same.csv, activity_notes.csv: no such activity: {[*self.same, *self.notes]}")
        return [self.activities, self.finances, self.supplies, self.promised, self.delivered]


# --- GCDF records -------------------------------------------------------------------------------------------------

def places_of_records(sites):
    """record id -> {site: (raw note, units set apart for it)}; two spellings of one site are one place."""
    places = {}
    for row in facts("activity_sites"):
        site = sites.find(row["site_name"], row["iso3"])
        units = earmarked_units(row["note"])
        known = places.setdefault(row["record_id"], {}).get(site)
        places[row["record_id"]][site] = known or (row["note"], units)
    return places


def record_activity(ledger, row):
    activity = f"gcdf-{row['record_id']}"
    ledger.activity(
        activity, GCDF, dataset="gcdf3", recipient=row["recipient_iso3"], date=row["commitment_year"],
        name=activity_name(row["flow_type"], row["commitment_year"], row["equipment"], f"AidData {row['record_id']}"),
        interest_free=row["interest_free"], model=row["model"].replace("; ", "|"), training=row["training_included"],
        related=joined(f"gcdf-{other}" for other in row["related_ids"].split("|") if other),
        valid_from=known_from(row), confidence=row["confidence"],
        **{column: row[column] for column in [
            "record_id", "flow_type", "equipment", "units", "amount", "currency", "usd_2021", "maturity_years",
            "grace_years", "interest_pct", "facility_types", "status", "year_delivered", "recipient_agency"]})


def known_from(row):
    """The first year in which a record has any effect: of commitment or of delivery."""
    return earliest([row["commitment_year"], row["year_delivered"]])


def record_promises(ledger, row, places):
    note = "" if row["commitment_year"] or not row["year_delivered"] else "no year of commitment; not after delivery"
    for place, (said, units) in places.items():
        ledger.promise(f"gcdf-{row['record_id']}", place, row["commitment_year"], units, row["confidence"], GCDF,
                       row["commitment_year"] or row["year_delivered"], sentences(said, note))


def record_deliveries(ledger, row, places):
    """Completed, or under implementation with a year of delivery (one step less sure). All else is promised only."""
    completed = row["status"] == "completion"
    if not completed and not (row["status"] == "implementation" and row["year_delivered"]):
        return
    confidence = row["confidence"] if completed else weaker(row["confidence"])
    note = "" if completed else "status is implementation, with a year of delivery"
    if not row["year_delivered"]:
        confidence = weaker(confidence)
        note = "completed, year not recorded: held from the commitment, the earliest it can be"
    for place, (said, units) in places.items():
        ledger.deliver(f"gcdf-{row['record_id']}", place, row["year_delivered"], units, confidence, GCDF,
                       row["year_delivered"] or row["commitment_year"], sentences(said, note))


def records(ledger, detailed):
    """All GCDF records. `detailed` are those whose places of delivery are told by deployments."""
    places = places_of_records(ledger.sites)
    for row in facts("activities"):
        activity = f"gcdf-{row['record_id']}"
        where = places.get(row["record_id"], {row["recipient_iso3"]: ("", "")})
        record_activity(ledger, row)
        ledger.finance(FUNDERS[row["funder"]], activity, row["confidence"], GCDF, known_from(row))
        if row["supplier"]:
            ledger.supply(SUPPLIERS[row["supplier"]], activity, row["supplier_stated"] == "yes", row["confidence"], GCDF,
                          known_from(row))
        record_promises(ledger, row, where)
        if not (activity in detailed and row["recipient_iso3"] in where):
            record_deliveries(ledger, row, where)


# --- Deployments --------------------------------------------------------------------------------------------------

def readings():
    """deployments.csv with what details.csv decides of each row; a row not there is a delivery of its own."""
    decided = {row["deployment"]: row for row in decisions("details")}
    for row in facts("deployments"):
        decision = decided.pop(row["id"], {})
        yield {**row, "activity": decision.get("activity") or row["id"], "delivered": decision.get("delivered") or "yes",
               "promised_on": decision.get("promised_on", ""), "known_from": decision.get("valid_from", ""),
               "units": read_units(row, decision), "reason": decision.get("reason", "")}
    if decided:
        raise SystemExit(f"details.csv: no such deployment: {sorted(decided)}")


def read_units(row, decision):
    units = decision.get("units", "")
    return "" if units == "-" else units or stated_units(row["equipment"])


def place_of(ledger, row):
    named = row["site_name"] and row["lat"]
    return ledger.sites.find(row["site_name"], row["iso3"]) if named else row["iso3"]


def maker_stated(row):
    return not re.search(r"maker inferred|make inferred", row["note"])


def deployment_edges(ledger, row):
    """PROMISED_TO where a contract is dated or nothing more was seen; DELIVERED_TO where it arrived."""
    place, note = place_of(ledger, row), sentences(row["note"], row["reason"])
    flow_is_aid = row["flow_type"] in ("grant", "loan") and not row["activity"].startswith("gcdf-")
    promised_on = row["promised_on"] or (row["date"] if row["delivered"] == "no" or flow_is_aid else "")
    if not row["activity"].startswith("gcdf-") and (promised_on or row["delivered"] == "no"):
        ledger.promise(row["activity"], place, promised_on, row["units"], row["confidence"], row["source"], promised_on,
                       note)
    if row["delivered"] != "no":
        confidence = weaker(row["confidence"]) if row["delivered"] == "doubtful" else row["confidence"]
        ledger.deliver(row["activity"], place, row["date"], row["units"], confidence, row["source"],
                       row["date"] or row["known_from"], note)


def reported_activity(ledger, activity, rows, contract):
    """One activity out of the deployments that belong to it: one, or those of one contract."""
    head = rows[0]
    confidence = strongest(row["confidence"] for row in rows)
    source = joined(row["source"] for row in rows)
    date = contract.get("date") or earliest(row["promised_on"] for row in rows)
    arrived = [row["date"] for row in rows if row["delivered"] != "no"]
    valid_from = earliest([date, *(row["date"] for row in rows)])
    flow = head["flow_type"] or "unknown"
    equipment = contract.get("equipment") or head["equipment"]
    where = contract.get("place") or head["site_name"] or ledger.country_names[head["iso3"]]
    ledger.activity(
        activity, source, dataset="reported", flow_type=flow, equipment=equipment, recipient=head["iso3"], date=date,
        name=activity_name(flow, valid_from, equipment, where), model=joined(row["model"] for row in rows),
        units=contract.get("units") or (head["units"] if len(rows) == 1 else ""), amount=contract.get("amount", ""),
        currency=contract.get("currency", ""), facility_types=joined(row["site_type"] for row in rows),
        status=status_of(rows), year_delivered=earliest(arrived)[:4], valid_from=valid_from, confidence=confidence,
        note=sentences(contract.get("reason", ""), head["note"] if len(rows) == 1 else ""))
    if head["funder"]:
        ledger.finance(head["funder"], activity, confidence, source, valid_from)
    if head["supplier"]:
        ledger.supply(head["supplier"], activity, any(map(maker_stated, rows)), confidence, source, valid_from)


def status_of(rows):
    """In the words of GCDF: completion where something arrived, commitment where only a contract was seen."""
    for delivered, status in [("yes", "completion"), ("doubtful", "implementation")]:
        if any(row["delivered"] == delivered for row in rows):
            return status
    return "commitment"


def supplier_of_details(ledger, rows):
    """A detail that names the maker of a record that names none."""
    supplied = {row["to"] for row in ledger.supplies.rows}
    for row in rows:
        if row["supplier"] and row["activity"] not in supplied:
            supplied.add(row["activity"])
            ledger.supply(row["supplier"], row["activity"], maker_stated(row), row["confidence"], row["source"],
                          row["date"] or row["known_from"])


def build(sources, sites):
    """All tables of activities."""
    ledger = Ledger(sources, sites)
    rows = list(readings())
    details = [row for row in rows if row["activity"].startswith("gcdf-")]
    records(ledger, {row["activity"] for row in details})
    supplier_of_details(ledger, details)
    contracts = {row["activity"]: row for row in decisions("contracts")}
    groups = {}
    for row in rows:
        if row not in details:
            groups.setdefault(row["activity"], []).append(row)
        deployment_edges(ledger, row)
    for activity, members in groups.items():
        reported_activity(ledger, activity, members, contracts.pop(activity, {}))
    if contracts:
        raise SystemExit(f"contracts.csv: no such activity: {sorted(contracts)}")
    return ledger
