"""Activities and their edges: who finances, who supplies, what is promised and delivered where.

activities.csv, activity_sites.csv   records.py       gcdf-69216
deployments.csv                      deployments.py   d-subic-2024
"""

import deployments
import records
from ledger import Ledger
from tables import decisions


def build(sources, sites):
    """The ledger of all activities."""
    ledger = Ledger(sources, sites)
    rows = list(deployments.readings())
    details = [row for row in rows if deployments.is_detail(row)]
    records.add(ledger, {row["activity"] for row in details})
    deployments.name_makers(ledger, details)
    for row in rows:
        deployments.edges(ledger, row)
    add_reported(ledger, [row for row in rows if not deployments.is_detail(row)])
    return ledger


def add_reported(ledger, rows):
    """One activity for each delivery of its own and for each contract."""
    contracts = {row["activity"]: row for row in decisions("contracts")}
    groups = {}
    for row in rows:
        groups.setdefault(row["activity"], []).append(row)
    for activity, members in groups.items():
        deployments.activity(ledger, activity, members, contracts.pop(activity, {}))
    if contracts:
        raise SystemExit(f"contracts.csv: no such activity: {sorted(contracts)}")
