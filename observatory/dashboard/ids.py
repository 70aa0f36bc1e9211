"""Every id that a page, a callback or the browser's module names."""

LOCATION = "adresse"
PAGE = "page"
CONTENT = "contenu"

CONFIG = "cartes-config"
"""What the browser's module needs to know: see config.py."""
EVOLUTION = "cartes-evolution-voulue"
"""Which territory's years to draw: {indicator, level, code}, or None. Written by the browser."""
CHART = "cartes-chart"


def part(name: str) -> str:
    """A part of the page of maps that the module fills."""
    return f"cartes-{name}"
