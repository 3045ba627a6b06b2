"""Organisations and lists, ownership and control between them, and stakes in ports."""

from countries import UNION, node_of
from tables import Table, decisions, facts


def organisations(sources):
    table = Table("organisations.csv", ["id", "name", "kind", "country", "aliases", "identifier"])
    for row in [*facts("entities"), *decisions("extra_entities")]:
        if row["kind"] == "State":
            continue
        country = node_of(row["country"])
        table.add(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            country="" if country == UNION else country,
            aliases=row["other_names"].replace(";", "|"),
            identifier=row["identifier"],
            note=row["note"],
            confidence=row["confidence"],
            source=sources.ref(row["source"]),
        )
    return table


def relations(sources):
    """owns.csv, controls.csv and listed_on.csv."""
    owns = Table("owns.csv", ["owner", "owned", "share"])
    controls = Table("controls.csv", ["controller", "controlled"])
    listed = Table("listed_on.csv", ["listed", "list"])
    for row in [*facts("relations"), *decisions("extra_relations")]:
        subject, target = node_of(row["subject"]), node_of(row["object"])
        common = {
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            "confidence": row["confidence"],
            "source": sources.ref(row["source"]),
            "note": row["note"],
        }
        if row["relation"] == "OWNS":
            owns.add(owner=subject, owned=target, share=row["share"], **common)
        elif row["relation"] == "CONTROLS":
            controls.add(controller=subject, controlled=target, **common)
        elif row["relation"] == "LISTED_ON":
            listed.add(listed=subject, list=target, **common)
        else:
            raise SystemExit(f"relations.csv: relation {row['relation']!r}")
    return [owns, controls, listed]


def port_stakes(sources, sites):
    """owns_site.csv, operates.csv and built.csv."""
    owns = Table("owns_site.csv", ["owner", "site", "share"])
    operates = Table("operates.csv", ["operator", "site", "share"])
    built = Table("built.csv", ["builder", "site", "begun", "completed"])
    for row in [*facts("port_stakes"), *decisions("extra_port_stakes")]:
        site = sites.find(row["port"], row["iso3"])
        common = {
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            "confidence": row["confidence"],
            "source": sources.ref(row["source"]),
            "note": row["note"],
        }
        if row["role"] == "owner":
            owns.add(owner=row["holder"], site=site, share=row["share"], **common)
        elif row["role"] == "operator":
            operates.add(operator=row["holder"], site=site, share=row["share"], **common)
        else:
            # Works that have ended still stand: the fact begins with them and does not end.
            begun, completed = row["valid_from"], row["valid_to"]
            built.add(builder=row["holder"], site=site, begun=begun, completed=completed,
                      **{**common, "valid_from": begun or completed, "valid_to": ""})
    return [owns, operates, built]
