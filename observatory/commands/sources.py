"""`observatory sources`: what each source brought, file by file, and what is waited for."""

import json
from dataclasses import asdict
from typing import Annotated, Literal

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from observatory import settings as settings_module
from observatory.catalogue import load_catalogue, load_collectivite
from observatory.publishing.refresh import first_case, in_sentence
from observatory.statistics.numbers import number, with_unit
from observatory.warehouse import read
from observatory.warehouse.inventory import FileState, Inventory, SourceState, inventory

console = Console(highlight=False)
UNVERIFIED = "format non vérifié sur fichier réel"
COUNTS = ("rows", "kept", "rejected", "outside", "superseded")


def sources(
    detail: Annotated[bool, typer.Option("--detail", help="Chaque fichier, avec ses refus par raison.")] = False,
    form: Annotated[
        Literal["texte", "json"], typer.Option("--format", help="Pour lire, ou pour un programme.")
    ] = "texte",
) -> None:
    """Dit ce que chaque source a donné à l’entrepôt : fichiers, lignes, refus, couverture ; et ce qui manque."""
    settings = settings_module.load()
    collectivite = load_collectivite(settings.geodata, settings.collectivite, settings.home)
    known = inventory(read.Warehouses(settings.home).current(), load_catalogue(settings.indicators), collectivite)
    if form == "json":
        typer.echo(json.dumps(asdict(known), ensure_ascii=False, indent=2))
    else:
        print_inventory(known, detail)


def print_inventory(known: Inventory, detail: bool) -> None:
    there = [state for state in known.sources if state.files]
    if detail:
        for state in there:
            _print_source(state)
    else:
        console.print(_summary(there))
    _print_waiting(known)


def _summary(states: list[SourceState]) -> Table:
    table = _table("Sources", ("Source", "Millésime"), ("Fichiers", "Lignes", "Gardées", "Avec refus", "Ailleurs"))
    table.add_column("Couverture", overflow="fold")
    for state in states:
        counts = [sum(getattr(file, name) for file in state.files) for name in COUNTS[:4]]
        table.add_row(_named(state), escape(state.vintage), *map(number, (len(state.files), *counts)), _coverage(state))
    return table


def _named(state: SourceState) -> str:
    return state.source if state.verified else f"{state.source} ({UNVERIFIED})"


def _coverage(state: SourceState) -> str:
    return ", ".join(
        f"{in_sentence(c.title)} {number(c.territories)}/{number(c.total)} ({c.period})" for c in state.coverage
    )


def _print_source(state: SourceState) -> None:
    console.print(f"\n[bold]{state.source}[/]  {escape(state.producer)}, {escape(state.title)}", soft_wrap=True)
    lines = [f"{state.vintage}\u202f; {state.licence}\u202f; {state.page}", f"Fichiers attendus\u202f: {state.pattern}"]
    lines += [] if state.verified else [f"Attention\u202f: {UNVERIFIED}."]
    lines += [f"Adresse\u202f: {state.address}"] if state.address else []
    lines += [f"Couverture\u202f: {_coverage(state)}"] if state.coverage else []
    for line in lines:
        console.print(f"  {escape(line)}", soft_wrap=True)
    for file in state.files:
        _print_file(file)


def _print_file(file: FileState) -> None:
    words = dict(zip(COUNTS, ("lignes", "gardées", "avec un refus", "ailleurs", "remplacées"), strict=True))
    counts = ", ".join(f"{number(getattr(file, name))} {word}" for name, word in words.items())
    years = f"{file.first_period} à {file.last_period}" if file.first_period else "aucune année"
    console.print(f"  [bold]{escape(file.file)}[/] du {file.modified}, {years}, {file.sha256[:12]}", soft_wrap=True)
    console.print(f"    {counts}", soft_wrap=True)
    for refusal in file.refusals:
        told = f"{number(refusal.rows)} × {refusal.reason} (premier cas\u202f: {first_case(asdict(refusal))})"
        console.print(f"    [red]{escape(told)}[/]", soft_wrap=True)


def _print_waiting(known: Inventory) -> None:
    missing = [state for state in known.sources if not state.files and not state.demonstration]
    if missing:
        table = _table("Sources sans fichier", ("Source", "Producteur", "Fichier attendu"))
        for state in missing:
            table.add_row(_named(state), escape(state.producer), escape(state.pattern))
        console.print(table)
    if known.awaited:
        table = _table("Données attendues", ("Ce qui est attendu", "Indicateurs prêts"), ("Mesures",))
        for awaited in known.awaited:
            table.add_row(escape(awaited.awaits), ", ".join(awaited.indicators), number(len(awaited.measures)))
        console.print(table)
    for refusal in known.unclaimed:
        console.print(f"[red]{escape(refusal.raw)}\u202f: {escape(refusal.reason)}[/]", soft_wrap=True)
    dropped = sum(file.dropped for state in known.sources for file in state.files)
    console.print(
        f"{with_unit(dropped, 'fichiers lus')} dans le dépôt, {with_unit(len(known.unclaimed), 'sans source')}."
    )


def _table(title: str, words: tuple[str, ...], figures: tuple[str, ...] = ()) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE)
    for word in words:
        table.add_column(word, overflow="fold")
    for figure in figures:
        table.add_column(figure, justify="right")
    return table
