"""Equipment told of outside the dataset.

    a row of deployments.csv                becomes
    a delivery of its own                   an activity            d-subic-2024
    one of the sites of a contract          an edge of the contract's activity (contracts.csv)
    the site of a GCDF record               a DELIVERED_TO edge of that record

details.csv tells which rows are not simply a delivery of their own, and why.
"""

import re

from ledger import activity_name
from tables import decisions, facts
from text import earliest, joined, sentences, stated_units, strongest, weaker


def readings():
    """deployments.csv with what details.csv decides of a row; else it is a delivery of its own."""
    decided = {row["deployment"]: row for row in decisions("details")}
    for row in facts("deployments"):
        decision = decided.pop(row["id"], {})
        yield {
            **row,
            "activity": decision.get("activity") or row["id"],
            "delivered": decision.get("delivered") or "yes",
            "promised_on": decision.get("promised_on", ""),
            "known_from": decision.get("valid_from", ""),
            "units": read_units(row, decision),
            "reason": decision.get("reason", ""),
        }
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


def is_of_report(row):
    """Whether the date is that of the report and not of the delivery: the equipment stood there by then."""
    told = r"date is the report|reported (still )?in use|in use when|in use since|reported in use"
    survey = row["source"] == "ap-2022-01" and row["date"] == "2022-01"
    return survey or bool(re.search(told, row["note"]))


def delivered_on(row):
    return "" if is_of_report(row) else row["date"]


def is_detail(row):
    """Tells the place of a GCDF record."""
    return row["activity"].startswith("gcdf-")


def promised_on(row):
    """The day of the contract, or of the report where it is aid or only a contract was seen."""
    is_aid = row["flow_type"] in ("grant", "loan")
    contract_only = row["delivered"] == "no"
    return row["promised_on"] or (row["date"] if is_aid or contract_only else "")


def edges(ledger, row):
    """PROMISED_TO where a contract or gift is told; DELIVERED_TO where it arrived."""
    place = place_of(ledger, row)
    fact = {"units": row["units"], "note": sentences(row["note"], row["reason"])}
    day = promised_on(row)
    if not is_detail(row) and (day or row["delivered"] == "no"):
        ledger.promise(
            row["activity"],
            place,
            row["source"],
            date=day,
            valid_from=day,
            confidence=row["confidence"],
            **fact,
        )
    if row["delivered"] != "no":
        doubtful = row["delivered"] == "doubtful"
        if is_of_report(row):
            fact["note"] = sentences(fact["note"], "day of delivery not known; there by the date of the report")
        ledger.deliver(
            row["activity"],
            place,
            row["source"],
            date=delivered_on(row),
            valid_from=row["date"] or row["known_from"],
            confidence=weaker(row["confidence"]) if doubtful else row["confidence"],
            **fact,
        )


def activity(ledger, activity, rows, contract):
    """One activity out of the deployments that belong to it: one, or those of one contract."""
    head = rows[0]
    confidence = strongest(row["confidence"] for row in rows)
    source = joined(row["source"] for row in rows)
    date = contract.get("date") or earliest(row["promised_on"] for row in rows)
    arrived = [delivered_on(row) for row in rows if row["delivered"] != "no"]
    valid_from = earliest([date, *(row["date"] for row in rows)])
    flow = head["flow_type"] or "unknown"
    equipment = contract.get("equipment") or head["equipment"]
    where = contract.get("place") or head["site_name"] or ledger.country_names[head["iso3"]]
    ledger.activity(
        activity,
        source,
        dataset="reported",
        flow_type=flow,
        equipment=equipment,
        recipient=head["iso3"],
        date=date,
        name=activity_name(flow, valid_from, equipment, where),
        model=joined(row["model"] for row in rows),
        units=contract.get("units") or (head["units"] if len(rows) == 1 else ""),
        amount=contract.get("amount", ""),
        currency=contract.get("currency", ""),
        facility_types=joined(row["site_type"] for row in rows),
        status=status_of(rows),
        year_delivered=earliest(arrived)[:4],
        valid_from=valid_from,
        confidence=confidence,
        note=sentences(contract.get("reason", ""), head["note"] if len(rows) == 1 else ""),
    )
    fact = {"confidence": confidence, "valid_from": valid_from}
    if head["funder"]:
        ledger.finance(head["funder"], activity, source, **fact)
    if head["supplier"]:
        stated = any(map(maker_stated, rows))
        ledger.supply(head["supplier"], activity, source, stated=stated, **fact)


def status_of(rows):
    """In the words of GCDF: completion where it arrived, commitment where it was not seen to."""
    for delivered, status in [("yes", "completion"), ("doubtful", "implementation")]:
        if any(row["delivered"] == delivered for row in rows):
            return status
    return "commitment"


def name_makers(ledger, rows):
    """SUPPLIES edges from details that name the maker of a record that names none."""
    supplied = {row["to"] for row in ledger.supplies.rows}
    for row in rows:
        if row["supplier"] and row["activity"] not in supplied:
            supplied.add(row["activity"])
            ledger.supply(
                row["supplier"],
                row["activity"],
                row["source"],
                stated=maker_stated(row),
                confidence=row["confidence"],
                valid_from=row["date"] or row["known_from"],
            )
