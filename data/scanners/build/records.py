"""GCDF records: the activities of the dataset, and where each is promised and delivered."""

from ledger import activity_name
from tables import facts
from text import earliest, earmarked_units, joined, sentences, weaker

FUNDERS = {
    "Government of China": "gov-chn",
    "MOFCOM": "mofcom",
    "China Eximbank": "eximbank-chn",
    "CATIC": "catic",
    "CPPCC": "cppcc",
    "Chinese Embassy": "embassies-chn",
    "Chinese Consulate General in Karachi": "embassies-chn",
}
SUPPLIERS = {"Nuctech": "nuctech", "Beijing Hualixing": "hualixing"}
GCDF = "aiddata-gcdf3"


def record_id(row):
    return f"gcdf-{row['record_id']}"


def places_of_records(sites):
    """record id -> {site: (raw note, units set apart for it)}; spellings are merged."""
    places = {}
    for row in facts("activity_sites"):
        site = sites.find(row["site_name"], row["iso3"])
        units = earmarked_units(row["note"])
        known = places.setdefault(row["record_id"], {}).get(site)
        places[row["record_id"]][site] = known or (row["note"], units)
    return places


def add_activity(ledger, row):
    ledger.activity(
        record_id(row),
        GCDF,
        dataset="gcdf3",
        recipient=row["recipient_iso3"],
        date=row["commitment_year"],
        name=activity_name(
            row["flow_type"],
            row["commitment_year"],
            row["equipment"],
            f"AidData {row['record_id']}",
        ),
        interest_free=row["interest_free"],
        model=row["model"].replace("; ", "|"),
        training=row["training_included"],
        related=joined(f"gcdf-{other}" for other in row["related_ids"].split("|") if other),
        valid_from=known_from(row),
        confidence=row["confidence"],
        **{
            column: row[column]
            for column in [
                "record_id",
                "flow_type",
                "equipment",
                "units",
                "amount",
                "currency",
                "usd_2021",
                "maturity_years",
                "grace_years",
                "interest_pct",
                "facility_types",
                "status",
                "year_delivered",
                "recipient_agency",
            ]
        },
    )


def known_from(row):
    """The first year in which a record has any effect: of commitment or of delivery."""
    return earliest([row["commitment_year"], row["year_delivered"]])


def add_promises(ledger, row, places):
    known = row["commitment_year"] or not row["year_delivered"]
    doubt = "" if known else "no year of commitment; not after delivery"
    for place, (said, units) in places.items():
        ledger.promise(
            record_id(row),
            place,
            GCDF,
            date=row["commitment_year"],
            units=units,
            valid_from=row["commitment_year"] or row["year_delivered"],
            confidence=row["confidence"],
            note=sentences(said, doubt),
        )


def is_delivered(row):
    """Completed, or under implementation with a year of delivery. All else is promised only."""
    implemented = row["status"] == "implementation" and row["year_delivered"]
    return row["status"] == "completion" or bool(implemented)


def doubts_of_delivery(row):
    """What is assumed of a delivery; each assumption makes it one step less sure."""
    if row["status"] == "implementation":
        yield "status is implementation, with a year of delivery"
    if not row["year_delivered"]:
        yield "completed, year not recorded: held from the commitment, the earliest it can be"


def add_deliveries(ledger, row, places):
    doubts = list(doubts_of_delivery(row))
    confidence = row["confidence"]
    for _ in doubts:
        confidence = weaker(confidence)
    for place, (said, units) in places.items():
        ledger.deliver(
            record_id(row),
            place,
            GCDF,
            date=row["year_delivered"],
            units=units,
            valid_from=row["year_delivered"] or row["commitment_year"],
            confidence=confidence,
            note=sentences(said, *doubts),
        )


def add_sides(ledger, row):
    """Who finances and who supplies."""
    fact = {"confidence": row["confidence"], "valid_from": known_from(row)}
    ledger.finance(FUNDERS[row["funder"]], record_id(row), GCDF, **fact)
    if row["supplier"]:
        stated = row["supplier_stated"] == "yes"
        ledger.supply(SUPPLIERS[row["supplier"]], record_id(row), GCDF, stated=stated, **fact)


def add(ledger, detailed):
    """All records. `detailed` are those whose places of delivery are told by deployments."""
    places = places_of_records(ledger.sites)
    for row in facts("activities"):
        country = row["recipient_iso3"]
        where = places.get(row["record_id"], {country: ("", "")})
        add_activity(ledger, row)
        add_sides(ledger, row)
        add_promises(ledger, row, where)
        told_elsewhere = record_id(row) in detailed and country in where
        if is_delivered(row) and not told_elsewhere:
            add_deliveries(ledger, row, where)
