"""`observatory territoires`: a team's own list of territoires."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from observatory import settings as settings_module
from observatory.activity import forget_territoires, import_territoires
from observatory.activity.territoires import Words
from observatory.commands.place import ground
from observatory.errors import SettingError
from observatory.figures.words import plural_text

console = Console(highlight=False, soft_wrap=True)
NEXT = "« observatory build » reconstruit l’entrepôt avec ce découpage."


def territoires(
    fichier: Annotated[
        Path | None,
        typer.Argument(help="Un CSV ou un XLSX\u202f: code_commune, code_epci ou code_canton, et territoire."),
    ] = None,
    titre: Annotated[str, typer.Option(help="Comment s’appelle un territoire.")] = "Territoire",
    pluriel: Annotated[str | None, typer.Option(help="Comment s’appellent plusieurs territoires.")] = None,
    origine: Annotated[
        str | None, typer.Option(help="D’où vient la liste\u202f; le nom du fichier par défaut.")
    ] = None,
    retirer: Annotated[bool, typer.Option("--retirer", help="Revenir au découpage déclaré.")] = False,
) -> None:
    """Importe la liste des territoires d’une équipe, par commune, EPCI ou canton, à la place du découpage déclaré."""
    settings = settings_module.load()
    if retirer:
        there = forget_territoires(settings.home)
        console.print(f"La liste est retirée. {NEXT}" if there else "Aucune liste n’était importée.")
        return
    if fichier is None:
        raise SettingError("territoires\u202f: donnez un fichier, ou --retirer pour revenir au découpage déclaré.")
    if pluriel is None and titre != "Territoire":
        raise SettingError(f"--pluriel\u202f: dites comment s’appellent plusieurs «\u00a0{titre}\u00a0».")
    words = Words(titre, pluriel or "Territoires", origine or f"Liste importée de {fichier.name}.")
    imported = import_territoires(fichier, words, ground(settings), settings.home)
    for member in imported.territoires.members:
        console.print(f"{member.name}\u202f: {plural_text(len(member.communes), 'commune', 'communes')}")
    if imported.unread:
        console.print(f"Colonnes non lues\u202f: {', '.join(imported.unread)}.")
    console.print(NEXT)
