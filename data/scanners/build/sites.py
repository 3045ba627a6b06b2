"""Sites: every place a fact names, with its spellings merged.

    raw names                                   one site
    Port of Chittagong  (record 69216)
    Port of Chattogram  (a report)        ->    port-of-chittagong, and the others its aliases
    Chattogram          (a ship's call)

A name that differs only in case or punctuation is the same name. Every other merge stands in
merges.csv with its reason. Nearness alone never merges: near sites that stay apart are listed in
apart.csv.
"""

from tables import Table, decisions, facts
from text import joined, sentences, slug, strongest

# What is said of a place is taken from these tables in this order.
TABLES = ["activity_sites", "deployments", "port_stakes", "call_places"]


def mention(table, name, iso3, row, source, confidence):
    return {
        "table": table,
        "name": name,
        "iso3": iso3,
        "type": row.get("site_type") or "seaport",
        "lat": row["lat"],
        "lon": row["lon"],
        "precision": row.get("coord_precision", ""),
        "unlocode": row["unlocode"],
        "iata": row.get("iata", ""),
        "coord_source": row.get("coord_source") or "by hand",
        "source": source,
        "confidence": confidence,
        "note": about_place(row["note"]) if table == "activity_sites" else "",
    }


def gather():
    """Every mention of a place, in the order of TABLES."""
    confidence_of = {row["record_id"]: row["confidence"] for row in facts("activities")}
    for row in facts("activity_sites"):
        yield mention(
            "activity_sites",
            row["site_name"],
            row["iso3"],
            row,
            "aiddata-gcdf3",
            confidence_of[row["record_id"]],
        )
    for row in facts("deployments"):
        if row["site_name"] and row["lat"]:
            yield mention(
                "deployments", row["site_name"], row["iso3"], row, row["source"], row["confidence"]
            )
    for row in facts("port_stakes"):
        yield mention(
            "port_stakes", row["port"], row["iso3"], row, row["source"], row["confidence"]
        )
    places = {(row["port"], row["country_iso3"]): row for row in facts("call_places")}
    for call in sorted(facts("port_calls"), key=lambda call: (call["date"], call["ship"])):
        place = call["port"], call["country_iso3"]
        yield mention("call_places", *place, places[place], call["source"], call["confidence"])


class Sites:
    def __init__(self):
        self.merged = {
            (slug(row["raw_name"]), row["iso3"]): row["site_id"] for row in decisions("merges")
        }
        self.overrides = {}
        for row in decisions("overrides"):
            self.overrides.setdefault(row["site_id"], {})[row["column"]] = row["value"]
        self.mentions = list(gather())
        self.countries_of = {}
        for said in self.mentions:
            self.countries_of.setdefault(self.plain_id(said["name"], said["iso3"]), set()).add(
                said["iso3"]
            )
        self.by_site = {}
        for said in self.mentions:
            self.by_site.setdefault(self.find(said["name"], said["iso3"]), []).append(said)
        self.check_decisions()

    def plain_id(self, name, iso3):
        return self.merged.get((slug(name), iso3), slug(name))

    def find(self, name, iso3):
        """The site a raw name stands for; a name of two countries takes its country's code."""
        site = self.plain_id(name, iso3)
        return f"{site}-{iso3.lower()}" if len(self.countries_of[site]) > 1 else site

    def check_decisions(self):
        raw = {(slug(said["name"]), said["iso3"]) for said in self.mentions}
        stray = [key for key in self.merged if key not in raw] + [
            s for s in self.overrides if s not in self.by_site
        ]
        if stray:
            raise SystemExit(f"merges.csv, overrides.csv: named by no fact: {stray}")

    def row(self, site, said):
        """One row out of all that is said of a site: the first known value of each column."""

        def first(column):
            return next((m[column] for m in said if m[column]), "")

        placed = said[0]
        best = strongest(m["confidence"] for m in said)
        named_by = next(m for m in said if m["confidence"] == best)
        row = {
            "id": site,
            "name": placed["name"],
            "type": placed["type"],
            "country": placed["iso3"],
            "lat": placed["lat"],
            "lon": placed["lon"],
            "coord_precision": placed["precision"],
            "coord_source": placed["coord_source"],
            "unlocode": first("unlocode"),
            "iata": first("iata"),
            "part_of": "",
            "confidence": best,
            "source": named_by["source"],
            "note": sentences(*(m["note"] for m in said)),
        }
        row.update(self.overrides.get(site, {}))
        row["aliases"] = joined(sorted({m["name"] for m in said} - {row["name"]}))
        return row

    def table(self, sources):
        table = Table(
            "sites.csv",
            [
                "id",
                "name",
                "type",
                "country",
                "sovereign",
                "lat",
                "lon",
                "coord_precision",
                "coord_source",
                "unlocode",
                "iata",
                "aliases",
                "part_of",
            ],
        )
        sovereigns = {row["id"]: row["sovereign"] or row["id"] for row in decisions("countries")}
        for site, said in self.by_site.items():
            row = self.row(site, said)
            sovereign = sovereigns[row["country"]]
            table.add(**{**row, "sovereign": sovereign, "source": sources.ref(row["source"])})
        return table


# Notes of activity_sites.csv that tell of the delivery, not of the place.
ABOUT_DELIVERY = (
    "unit",
    "whole-programme",
    "planned",
    "scanner",
    "shared by",
    "not in use",
    "clearance",
    "intended",
    "named as delivery",
    "scanning",
)


def about_place(note):
    """'planned; approximate' -> 'approximate'."""
    return "; ".join(
        part for part in note.split("; ") if not any(words in part for words in ABOUT_DELIVERY)
    )
