"""`observatory template` and `observatory import`: the Département's own activity."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from observatory import settings as settings_module
from observatory.activity import Deposit, RefusedRows, import_file, write_template
from observatory.activity.demonstration import generate, read_plan
from observatory.activity.deposit import FOLDER, write_whole
from observatory.activity.template import Format
from observatory.catalogue import Domain, Shape, load_catalogue
from observatory.commands.place import ground
from observatory.errors import UnknownValue
from observatory.figures.words import plural_text

console = Console(highlight=False, soft_wrap=True)
LISTED = 8
"""Communes without a row that are named."""


def template(
    domaine: Annotated[str, typer.Argument(help="Domaine\u202f: apa, pch, ash, ase, rsa, pmi, fsl ou polyvalence.")],
    forme: Annotated[Shape, typer.Option(help="Une ligne par commune et année, ou une par décision.")] = "territoires",
    form: Annotated[Format, typer.Option("--format", help="Tableur ou texte.")] = "xlsx",
    dossier: Annotated[Path, typer.Option(help="Où l’écrire.")] = Path(),
) -> None:
    """Écrit le modèle à remplir pour un domaine de l’activité du Département, avec son mode d’emploi."""
    settings = settings_module.load()
    domains = load_catalogue(settings.indicators).domains
    if domaine not in domains:
        raise UnknownValue("domaine", domaine, list(domains))
    commune = min(ground(settings).communes)
    for file in write_template(domains[domaine], forme, form, dossier, commune):
        console.print(f"Écrit\u202f: {file}")


def import_(
    fichier: Annotated[Path, typer.Argument(help="Un CSV ou un XLSX rempli d’après un modèle.")],
    domaine: Annotated[
        str | None, typer.Option(help="Domaine du fichier\u202f; reconnu à ses colonnes par défaut.")
    ] = None,
) -> None:
    """Vérifie un fichier d’activité et le garde pour la prochaine construction."""
    settings = settings_module.load()
    domains = load_catalogue(settings.indicators).domains
    try:
        deposit = import_file(fichier, domains, ground(settings), settings.home, domaine)
    except RefusedRows as refused:
        table = settings.home / FOLDER / "refus.csv"
        table.parent.mkdir(parents=True, exist_ok=True)
        refused.rejects.to_csv(table, index=False)
        console.print(f"Toutes les valeurs refusées\u202f: {table}")
        raise
    for line in told(deposit):
        console.print(line)


def demonstration() -> None:
    """Tire de nouveau la démonstration de la collectivité, d’après sa recette."""
    settings = settings_module.load()
    folder = settings.indicators / "demonstration"
    domains = load_catalogue(settings.indicators).domains
    plan = read_plan(folder / f"{settings.collectivite}.toml")
    published = settings.indicators / "published" / settings.collectivite
    for name, text in generate(plan, domains, published, sorted(ground(settings).communes)).items():
        write_whole(folder / settings.collectivite / name, text)
        console.print(f"Écrit\u202f: {folder / settings.collectivite / name}")


def told(deposit: Deposit) -> list[str]:
    """What an import did, in a few lines."""
    shape = "une ligne par commune et année" if deposit.shape == "territoires" else "une ligne par décision"
    lines = [f"{deposit.domain.title}\u202f: {plural_text(deposit.rows, 'ligne lue', 'lignes lues')} ({shape})."]
    for years, words in (
        (deposit.added, "Gardé"),
        (deposit.replaced, "Remplace un fichier antérieur"),
        (deposit.same, "Déjà là, sans changement"),
    ):
        if years:
            lines.append(f"{words}\u202f: {', '.join(years)}.")
    if deposit.elsewhere:
        rows = plural_text(deposit.elsewhere, "ligne", "lignes")
        lines.append(f"{rows} d’une commune inconnue ou d’un autre département, à part.")
    if deposit.silent and deposit.shape == "territoires":
        lines.append(_silent(deposit.silent))
    return [*lines, _next(deposit.domain)]


def _silent(codes: tuple[str, ...]) -> str:
    more = f" et {len(codes) - LISTED} autres" if len(codes) > LISTED else ""
    return f"Communes sans ligne, tenues pour non renseignées ({len(codes)})\u202f: {', '.join(codes[:LISTED])}{more}."


def _next(domain: Domain) -> str:
    return f"« observatory build » les fait entrer dans l’entrepôt\u202f; la démonstration {domain.slug} s’efface."
