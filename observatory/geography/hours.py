"""Opening hours: day ranges and times in, one French line out."""

import json

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NBSP = "\u00a0"
NARROW = "\u202f"

Slots = tuple[tuple[str, str], ...]


def french_hours(text: str) -> str:
    """`[["lundi","vendredi",[["08:30:00","17:30:00"]]]]` -> `lundi-vendredi 8 h 30-17 h 30`.

    Days with the same hours are told together; an empty or absent end of range means one day.
    """
    days_of: dict[Slots, list[str]] = {}
    for first, last, slots in sorted(json.loads(text or "[]"), key=lambda entry: DAYS.index(entry[0])):
        same = tuple((start, end) for start, end in slots)
        days_of.setdefault(same, []).append(first if last in ("", first) else f"{first}-{last}")
    parts = [f"{_listed(days)} {_listed([_slot(*slot) for slot in slots])}" for slots, days in days_of.items()]
    return f"{NARROW}; ".join(parts)


def _listed(words: list[str]) -> str:
    return " et ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _slot(start: str, end: str) -> str:
    return f"{_time(start)}-{_time(end)}"


def _time(text: str) -> str:
    hour, minute = int(text[:2]), text[3:5]
    return f"{hour}{NBSP}h" if minute == "00" else f"{hour}{NBSP}h{NBSP}{minute}"
