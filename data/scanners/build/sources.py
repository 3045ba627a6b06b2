"""The sources table: the given sources, and one row for each address a fact was read at."""

import hashlib
import re
from urllib.parse import unquote, urlsplit

from tables import Table, decisions, facts
from text import slug

COLUMNS = ["id", "title", "publisher", "date", "address", "licence", "collection", "note"]

# Sources of the facts that stand for several reports or filings.
COLLECTIONS = {
    "aiddata-gcdf3",
    "cosco-ports-ar",
    "cmport-ar",
    "ckhh-2025",
    "press",
    "cnnc-tongfang-2019",
    "tongfang-2022",
    "dod-1260h",
    "marad-advisory",
    "gaports",
}

# Running lists of ship movements: one address gathers many reports, and its contents move on.
RUNNING_LISTS = {"usnavy-schiffspost.de"}

WORDS_IN_ID = 6
WORDS_IN_TITLE = 14


def host_of(address):
    host = urlsplit(address).netloc.lower()
    return host.removeprefix("www.")


def path_words(address):
    parts = urlsplit(address)
    return [word for word in slug(unquote(parts.path + " " + parts.query)).split("-") if word]


def address_id(address):
    """'https://news.err.ee/1608677536/gallery' -> 'news-err-ee-1608677536-gallery'.

    An address with a long path is cut after six words and takes four hex digits of its hash; so does
    one with http:// or www., which may stand beside the same address without.
    """
    words = path_words(address)
    plain = f"https://{host_of(address)}"
    name = slug(host_of(address) + " " + " ".join(words[:WORDS_IN_ID]))
    told_in_full = len(words) <= WORDS_IN_ID and address.startswith(plain)
    return name if told_in_full else f"{name}-{hashlib.sha256(address.encode()).hexdigest()[:4]}"


def address_date(address):
    """The day or month in a path such as /2018/10/31/; a date elsewhere is not read."""
    found = re.search(r"/((?:19|20)\d\d)/(\d\d)(?:/(\d\d))?/", urlsplit(address).path)
    return "-".join(part for part in found.groups() if part) if found else ""


def address_row(address):
    words = path_words(address)
    is_list = host_of(address) in RUNNING_LISTS
    return {
        "id": address_id(address),
        "title": (
            f"{host_of(address)}: {' '.join(words[:WORDS_IN_TITLE])}" if words else host_of(address)
        ),
        "publisher": host_of(address),
        "date": address_date(address),
        "address": address,
        "licence": "facts only",
        "collection": "yes" if is_list else "no",
        "note": (
            "running list of ship movements, contents move on"
            if is_list
            else "title taken from the address"
        ),
    }


class Sources:
    """Gives each raw source its id and remembers which are used."""

    def __init__(self):
        self.given = {}
        for row in facts("sources"):
            self.given[row["id"]] = {
                **row,
                "collection": "yes" if row["id"] in COLLECTIONS else "no",
            }
        for row in decisions("extra_sources"):
            self.given[row["id"]] = row
        self.read = {}

    def ref(self, raw):
        """The id of a source, or ids of several parted by '|'."""
        return "|".join(self.one(part) for part in raw.split("|"))

    def one(self, raw):
        if raw in self.given:
            return raw
        if not raw.startswith("http"):
            raise SystemExit(f"no such source: {raw!r}")
        row = address_row(raw)
        if self.read.setdefault(row["id"], row)["address"] != raw:
            raise SystemExit(f"two addresses share the id {row['id']}: {raw}")
        return row["id"]

    def table(self):
        table = Table("sources.csv", COLUMNS, common=[])
        for row in [*self.given.values(), *self.read.values()]:
            table.add(**row)
        return table
