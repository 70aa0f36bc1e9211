"""`observatory fetch`: a source's file, downloaded into the depot."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from observatory import settings as settings_module
from observatory.statistics.numbers import number
from observatory.warehouse.arrivals import Arrival, fetch_source

console = Console(highlight=False, soft_wrap=True)
COLUMNS = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())


def fetch(
    source: Annotated[str, typer.Argument(help="Source qui déclare une adresse, par exemple caf.")],
) -> None:
    """Télécharge le fichier d’une source, vérifie qu’il se lit, et le place dans le dépôt."""
    settings = settings_module.load()
    with Progress(*COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task(f"Téléchargement de {source}", total=None)
        arrival = fetch_source(
            settings, source, lambda received, total: bar.update(task, completed=received, total=total)
        )
    for line in told(arrival):
        console.print(line)


def told(arrival: Arrival) -> list[str]:
    """What a download brought, in a few lines."""
    reading, rejected = arrival.reading, arrival.reading.rejects["line"].nunique()
    server = "Le producteur n’a rien changé depuis le dernier téléchargement." if arrival.fetched.unchanged else ""
    place = (
        f"Placé\u202f: {arrival.path}" if arrival.new else f"Déjà dans le dépôt, sans changement\u202f: {arrival.path}"
    )
    rows = f"{number(reading.rows)} lignes lues, {number(reading.kept)} gardées, {number(rejected)} refusées"
    after = "« observatory build » le fait entrer dans l’entrepôt." if arrival.new else ""
    return [line for line in (server, place, f"{rows}\u202f; empreinte {arrival.fetched.sha256[:12]}.", after) if line]
