"""The refresh report as one HTML page with nothing to load, to send or to file."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from observatory.publishing.refresh import sections, summary
from observatory.settings import ROOT
from observatory.warehouse.refresh import Refresh

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
STYLES = ("palette.css", "palette-dark.css")
"""The colours of the maps; the page's own rules are in its template."""


def refresh_page(refresh: Refresh) -> str:
    styles = [(ROOT / "assets" / name).read_text(encoding="utf-8") for name in STYLES]
    return TEMPLATES.get_template("refresh.html").render(
        name=refresh.name, styles=styles, summary=summary(refresh), sections=sections(refresh)
    )
