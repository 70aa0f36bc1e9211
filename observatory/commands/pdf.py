"""`observatory pdf`: the atlas as one document to print."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from observatory import settings as settings_module
from observatory.atlas.opening import open_site
from observatory.atlas.printed.book import book
from observatory.atlas.printed.file import file_name
from observatory.atlas.site import Site
from observatory.commands.atlas import Rehearsal
from observatory.errors import UnknownValue
from observatory.printing.document import pdf as compose

console = Console(highlight=False, markup=False, soft_wrap=True)
EditionName = Annotated[str, typer.Option("--edition", help="Une édition de atlas/editions.toml ; tout par défaut.")]
File = Annotated[Path | None, typer.Option("--vers", help="Fichier à écrire ; atlas.pdf, sous OBSERVATORY_VAR.")]


def pdf(file: File = None, edition: EditionName = "", rehearsal: Rehearsal = False) -> None:
    """Écrit l’atlas public comme un seul document PDF, balisé pour les lecteurs d’écran et prêt à imprimer."""
    settings = settings_module.load()
    with console.status("Atlas") as status:
        document = book(chosen(open_site(settings, rehearsal), edition))
        status.update("Mise en pages")
        content = compose(document)
    target = file or settings.home / file_name(edition, rehearsal)
    write(target, content)
    console.print(f"{len(document.sections)} chapitres et pages, {len(content) / 1e6:.1f} Mo dans {target}")


def chosen(site: Site, edition: str) -> Site:
    """The atlas, or one of its editions; UnknownValue lists them."""
    if edition and edition not in site.editions:
        raise UnknownValue("édition", edition, list(site.editions))
    return site.editions[edition] if edition else site


def write(target: Path, content: bytes) -> None:
    """Beside the file first, then in its place: a reader never opens half a document."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(target.name + ".nouveau")
    fresh.write_bytes(content)
    fresh.replace(target)
