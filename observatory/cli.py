"""The command `observatory`. A person's mistake gets one message and exit code 2, never a traceback."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from observatory import settings as settings_module
from observatory.catalogue import collectivite_codes
from observatory.commands.activity import demonstration, import_, template
from observatory.commands.atlas import export
from observatory.commands.attack import attack
from observatory.commands.fetch import fetch
from observatory.commands.pdf import pdf
from observatory.commands.rapport import print_refresh, rapport
from observatory.commands.release import release
from observatory.commands.sources import sources
from observatory.commands.territoires import territoires
from observatory.errors import ObservatoryError, SettingError
from observatory.geography.build import build_geodata
from observatory.settings import Settings
from observatory.warehouse import read
from observatory.warehouse.build import Built, check_served, usable
from observatory.warehouse.build import build as build_warehouse
from observatory.warehouse.describe import Description, describe_indicator
from observatory.warehouse.refresh import last_refresh

app = typer.Typer(
    help="Observatoire des solidarités : construire, vérifier, décrire et servir les indicateurs d’un département.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def main() -> None:
    """Run a command; an ObservatoryError is shown in red and ends with 2."""
    try:
        app()
    except ObservatoryError as error:
        errors.print(f"[bold red]Erreur[/] {escape(str(error))}", soft_wrap=True)
        sys.exit(2)


@app.command()
def build(
    if_missing: Annotated[
        bool, typer.Option("--if-missing", help="Ne rien faire s’il y a déjà un entrepôt lisible.")
    ] = False,
    accepted: Annotated[
        list[str] | None,
        typer.Option("--accepter-baisse", help="Source dont la liste a vraiment perdu beaucoup de lignes."),
    ] = None,
) -> None:
    """Construit l’entrepôt à partir des déclarations et des fichiers publiés, le vérifie et le met en service."""
    settings = settings_module.load()
    if if_missing and usable(settings.home):
        return
    with console.status("Construction") as status:
        built = build_warehouse(settings, lambda step: status.update(escape(step)), accepted or ())
    _print_build(built, settings.home)


@app.command()
def check() -> None:
    """Vérifie les déclarations et l’entrepôt en service : clés, rattachements, sommes, étendues."""
    for outcome in check_served(settings_module.load()):
        console.print(f"[green]✓[/] {outcome.check.name}")


@app.command()
def describe(
    slug: Annotated[str, typer.Argument(help="Identifiant de l’indicateur, par exemple taux-foyers-rsa.")],
) -> None:
    """Dit comment un indicateur est calculé : définition, formule, SQL, sources, couverture, révisions."""
    warehouse = _served(settings_module.load())
    _print_description(describe_indicator(warehouse, slug))


@app.command()
def serve(
    public: Annotated[bool, typer.Option("--public", help="L’atlas et l’API sur le seul fichier public.")] = False,
    rehearsal: Annotated[bool, typer.Option("--repetition", help="Avec --public, la répétition.")] = False,
) -> None:
    """Sert les cartes sur cette machine (PORT, par défaut 8050), ou l’atlas public."""
    settings = settings_module.load()
    if rehearsal and not public:
        raise SettingError("--repetition : la répétition se sert avec --public.")
    if public:
        from observatory.web.public import serve_public

        serve_public(settings, rehearsal)
    else:
        from observatory.web import serve as serve_web

        serve_web(settings)


@app.command()
def geodata(
    collectivite: Annotated[str | None, typer.Option(help="Code d’une collectivité ; toutes par défaut.")] = None,
) -> None:
    """Reconstruit geodata/ : communes, rattachements, populations et limites, depuis les paquets déclarés."""
    settings = settings_module.load()
    codes = [collectivite] if collectivite else collectivite_codes(settings.geodata)
    with console.status("Géographie") as status:
        build_geodata(settings.geodata, codes, settings.var / "paquets", lambda step: status.update(escape(step)))
    console.print(f"geodata/ est à jour : {', '.join(codes)}.")


app.command()(template)
app.command("import")(import_)
app.command()(territoires)
app.command(hidden=True)(demonstration)
app.command()(fetch)
app.command()(rapport)
app.command()(sources)
app.command()(attack)
app.command()(export)
app.command()(release)
app.command()(pdf)


def _served(settings: Settings) -> read.Warehouse:
    return read.Warehouses(settings.home).current()


def _print_build(built: Built, home: Path) -> None:
    console.print(f"[bold]Entrepôt {built.build}[/] en service : {built.file}")
    console.print(f"{len(built.outcomes)} vérifications tenues.")
    rejected = int(built.files["rejected"].sum())
    console.print(
        f"{len(built.files)} fichiers lus, {int(built.files['kept'].sum())} lignes gardées, {rejected} refusées."
    )
    refresh = last_refresh(read.Warehouses(home).current())
    if refresh.changed_at == refresh.built_at:
        print_refresh(refresh)
    else:
        console.print("Aucun changement depuis l’entrepôt précédent.")


def _print_description(description: Description) -> None:
    for title, text in description.paragraphs:
        console.print(f"[bold]{escape(title)}[/]")
        console.print(escape(text) + "\n", soft_wrap=True)
