"""Words and numbers as they are read from the facts: ids, counts, weaker confidence."""

import re
import unicodedata

CONFIDENCE = ["low", "medium", "high"]

# Letters that Unicode does not take apart into a base letter and a mark.
PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae"})

NUMBER_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


def slug(text):
    """'Port of St. John's' -> 'port-of-st-johns': a stable id in plain letters."""
    lowered = text.lower().replace("'", "").replace("’", "").translate(PLAIN_LETTERS)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def weaker(confidence):
    """One step lower; low stays low."""
    return CONFIDENCE[max(0, CONFIDENCE.index(confidence) - 1)]


def strongest(confidences):
    return max(confidences, key=CONFIDENCE.index)


def joined(values):
    """Distinct values in their first order, as a `texts` cell; a value may be such a cell itself."""
    return "|".join(dict.fromkeys(part for value in values for part in value.split("|") if part))


def sentences(*parts):
    """Notes put together; an empty one, or one already said, is left out."""
    said = ""
    for part in parts:
        if part and part not in said:
            said = f"{said}; {part}" if said else part
    return said


def earliest(dates):
    """The earliest of several partial dates ('2007' comes before '2007-03'); empty if none is."""
    return min((date for date in dates if date), default="")


def stated_units(equipment):
    """How many pieces a text names: 'two scanners' -> 2, 'mobile scanner' -> 1, else unknown.

    Only a text that opens with a number, or names one thing in the singular, is read.
    """
    words = re.findall(r"[a-z0-9-]+", re.sub(r"\(.*?\)", "", equipment.lower()))
    if not words:
        return ""
    if words[0].isdigit() or words[0] in NUMBER_WORDS:
        counted = [w for i, w in enumerate(words) if i == 0 or words[i - 1] == "and"]
        return str(sum(int(w) if w.isdigit() else NUMBER_WORDS.get(w, 0) for w in counted))
    names_one = any(w in ("scanner", "machine", "unit", "hall", "portal", "system") for w in words)
    names_many = any(
        w in ("scanners", "machines", "units", "systems", "equipment", "devices") for w in words
    )
    return "1" if names_one and not names_many else ""


def earmarked_units(note):
    """Units a record sets apart for one place: '3 units earmarked, phase 2' -> 3."""
    found = re.match(r"(\d+) (?:[A-Za-z]+ ){0,2}units?\b", note)
    return found.group(1) if found else ""
