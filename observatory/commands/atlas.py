"""`observatory export`, `observatory pdf`: the atlas as a folder of files, and as a document to print."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from observatory import settings as settings_module
from observatory.atlas.export import export as export_site
from observatory.atlas.opening import open_site
from observatory.atlas.site import Site

console = Console(highlight=False, markup=False, soft_wrap=True)
Folder = Annotated[Path | None, typer.Option("--vers", help="Dossier à écrire ; atlas/, sous OBSERVATORY_VAR.")]


Rehearsal = Annotated[bool, typer.Option("--repetition", help="La répétition, sur l’activité de démonstration.")]


def export(folder: Folder = None, rehearsal: Rehearsal = False) -> None:
    """Écrit l’atlas public comme un dossier de fichiers, à poser sur n’importe quel hébergement ou une clé USB."""
    settings = settings_module.load()
    with console.status("Atlas"):
        site = open_site(settings, rehearsal)
        target = folder or settings.home / ("atlas-repetition" if rehearsal else "atlas")
        paths = export_site(site, target)
    print_left_out(site)
    console.print(f"{len(site.pages)} pages, {len(paths)} fichiers dans {target}")


def print_left_out(site: Site) -> None:
    """The pages that this collectivité cannot have."""
    for page in site.left_out:
        console.print(f"Page laissée de côté : {page.text.path} : {page.reason}")
