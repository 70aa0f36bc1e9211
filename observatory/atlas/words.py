"""Small words of the pages: dates, plain text for searching."""

import unicodedata
from datetime import datetime

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def french_date(moment: str) -> str:
    """`21 novembre 2026`, `1ᵉʳ mars 2027`."""
    day = datetime.fromisoformat(moment)
    return f"{'1ᵉʳ' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def bare(text: str) -> str:
    """Without accents, capitals or ligatures: what two spellings share."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
