"""Titled tables as one HTML page with nothing to load, to send or to file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from observatory.settings import ROOT

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
STYLES = ("palette.css", "palette-dark.css")
"""The colours of the maps; the page's own rules are in its template."""
Row = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A table: its title, what it says, the names of its columns (the last `numeric` hold figures) and its rows."""

    title: str
    intro: str
    columns: Row
    rows: tuple[Row, ...]
    numeric: int


def sections_page(title: str, summary: Sequence[str], sections: Sequence[Section], nothing: str = "") -> str:
    """`nothing` is said where there is no section."""
    styles = [(ROOT / "assets" / name).read_text(encoding="utf-8") for name in STYLES]
    return TEMPLATES.get_template("sections.html").render(
        title=title, styles=styles, summary=summary, sections=sections, nothing=nothing
    )
