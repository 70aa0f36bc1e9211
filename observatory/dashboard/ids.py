"""Every id that a page, a callback or the browser's modules name."""

LOCATION = "adresse"
ADDRESS = "adresse-voulue"
"""Path and query of the page to show. Written by the browser."""
PAGE = "page"
ARRIVED = "page-arrivee"
"""What the document says of the page shown: its title. Read by the browser."""
CONTENT = "contenu"
PLACE = "mon-territoire"

CONFIG = "cartes-config"
"""What the browser's module needs to know: see config.py."""
EVOLUTION = "cartes-evolution-voulue"
"""Which territory's years to draw: {indicator, level, code}, or None. Written by the browser."""
CHART = "cartes-chart"


def part(name: str) -> str:
    """A part of the page of maps that the module fills."""
    return f"cartes-{name}"
