"""`observatory attack`: what a published file tells in spite of what it hides."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from observatory import settings as settings_module
from observatory.catalogue import load_collectivite
from observatory.geography.read import territory
from observatory.secrecy.attack import attack as attack_release
from observatory.secrecy.foreign import Assumed, describe, read_release

console = Console(highlight=False, markup=False, soft_wrap=True)
UNSAFE = 1
"""Exit code of a file that can be undone."""


def attack(
    file: Annotated[Path, typer.Argument(help="CSV : level, code, value, et au besoin measure, period, part, status.")],
    width: Annotated[int, typer.Option("--largeur", min=1, help="Incertitude que chaque secret doit garder.")] = 5,
    zeros: Annotated[bool, typer.Option("--zeros-montres", help="Le fichier montre tous ses zéros.")] = False,
    rounding: Annotated[int, typer.Option("--arrondi", min=0, help="Multiple auquel les valeurs sont arrondies.")] = 0,
) -> None:
    """Attaque une publication par soustraction : dit quels secrets se retrouvent, exactement ou presque."""
    settings = settings_module.load()
    collectivite = load_collectivite(settings.geodata, settings.collectivite, settings.home)
    memberships = territory(collectivite, settings.geodata).memberships
    release = read_release(file, memberships, Assumed(zeros_shown=zeros, rounding=rounding, width=width))
    verdicts = attack_release(release.release)
    console.print(describe(release, verdicts))
    if not verdicts.safe:
        raise typer.Exit(UNSAFE)
