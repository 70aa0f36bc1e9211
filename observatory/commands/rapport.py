"""`observatory rapport`: what the last refresh changed; also told at the end of a build."""

from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from observatory import settings as settings_module
from observatory.errors import SettingError
from observatory.fetching.cache import write_whole
from observatory.publishing.refresh import sections, summary
from observatory.publishing.refresh_page import refresh_page
from observatory.publishing.sections_page import Section
from observatory.warehouse import read
from observatory.warehouse.refresh import Refresh, last_refresh

console = Console(highlight=False)
SHOWN = 15
"""Rows of a table on the terminal; the page has them all."""


def rapport(
    html: Annotated[Path | None, typer.Option(help="Écrire le rapport entier dans cette page web.")] = None,
) -> None:
    """Dit ce que la dernière mise à jour a changé : séries nouvelles, révisées, retirées, rompues ; fichiers, refus."""
    refresh = last_refresh(read.Warehouses(settings_module.load().home).current())
    if html is None:
        print_refresh(refresh)
        return
    try:
        write_whole(html, refresh_page(refresh).encode())
    except OSError as error:
        raise SettingError(f"--html {html} : la page ne peut pas y être écrite ({error.strerror}).") from error
    console.print(f"Écrit\u202f: {escape(str(html))}", soft_wrap=True)


def print_refresh(refresh: Refresh) -> None:
    for line in summary(refresh):
        console.print(escape(line), soft_wrap=True)
    made = sections(refresh)
    for section in made:
        console.print(_table(section))
    if any(len(section.rows) > SHOWN for section in made):
        console.print("Le rapport entier\u202f: observatory rapport --html rapport.html", soft_wrap=True)


def _table(section: Section) -> Table:
    more = len(section.rows) - SHOWN
    caption = f"et {more} autres lignes" if more > 0 else None
    table = Table(title=section.title, caption=caption, title_justify="left", title_style="bold", box=box.SIMPLE)
    words = len(section.columns) - section.numeric
    for index, column in enumerate(section.columns):
        table.add_column(column, justify="right" if index >= words else "left", overflow="fold")
    for row in section.rows[:SHOWN]:
        table.add_row(*map(escape, row))
    return table
