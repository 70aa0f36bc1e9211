"""`observatory release`: what the public may read, protected, attacked, dated; and the way back."""

from typing import Annotated

import typer
from rich.console import Console

from observatory import settings as settings_module
from observatory.publishing.refresh import moment
from observatory.publishing.release_page import release_page, summary
from observatory.secrecy import versions
from observatory.secrecy.release import Released
from observatory.secrecy.release import release as make_release
from observatory.secrecy.versions import PUBLIC, REHEARSAL, Edition
from observatory.settings import Settings
from observatory.statistics.numbers import NARROW, number

console = Console(highlight=False, markup=False, soft_wrap=True)
Rehearsal = Annotated[bool, typer.Option("--repetition", help="Sur l’activité de démonstration, sans rien publier.")]
Listed = Annotated[bool, typer.Option("--liste", help="Lister les diffusions, sans en faire.")]
Back = Annotated[str | None, typer.Option("--retour", metavar="VERSION", help="Remettre en service une version.")]


def release(rehearsal: Rehearsal = False, listed: Listed = False, back: Back = None) -> None:
    """Fait le fichier public : choisit, protège, attaque, refuse ce qui se retrouve ; puis le met en service."""
    settings, edition = settings_module.load(), REHEARSAL if rehearsal else PUBLIC
    if listed:
        _print_versions(settings, edition)
    elif back is not None:
        console.print(f"En service{NARROW}: {versions.go_back(settings.home, edition, back)}")
    else:
        with console.status("Diffusion") as status:
            made = make_release(settings, edition, release_page, status.update)
        _print_release(made)


def _print_release(made: Released) -> None:
    console.print(f"Diffusion {made.version} en service{NARROW}: {made.file}")
    for line in summary(made.audit):
        console.print(line)
    console.print(f"Audit{NARROW}: {made.file.with_suffix('.html')}")


def _print_versions(settings: Settings, edition: Edition) -> None:
    found = versions.listed(settings.home, edition)
    for version in found:
        mark = ", en service" if version.served else ""
        counts = f"{number(version.cells)} effectifs protégés, {number(version.hidden)} masqués"
        console.print(f"{version.name}{NARROW}: {moment(version.released_at)}, {counts}{mark}")
    if not found:
        console.print("Aucune diffusion.")
