"""Days in French."""

from datetime import datetime

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def french_date(moment: str) -> str:
    """`21 novembre 2026`, `1ᵉʳ mars 2027`, from an ISO day or moment."""
    day = datetime.fromisoformat(moment)
    return f"{'1ᵉʳ' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
