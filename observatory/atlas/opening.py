"""The file that the public reads, opened as an atlas. No other place says which file that is."""

from pathlib import Path

from observatory.atlas.answers import Answers
from observatory.atlas.site import Site
from observatory.atlas.texts import read_texts
from observatory.catalogue import load_catalogue
from observatory.errors import ObservatoryError
from observatory.settings import Settings
from observatory.warehouse.read import Warehouse
from observatory.warehouse.swap import served

RELEASES = "public"
"""The folder, beside the warehouses, whose pointer names the latest release."""


def public_file(settings: Settings) -> Path:
    """The file named by OBSERVATORY_PUBLIC, else the latest release; never the warehouse of the dashboard."""
    file = settings.public or served(settings.home / RELEASES)
    if file is None or not file.exists():
        where = file or settings.home / RELEASES
        raise ObservatoryError(f"{where} : rien n'est publié. OBSERVATORY_PUBLIC désigne le fichier à lire.")
    return file


def open_site(settings: Settings) -> Site:
    """The atlas of the public file, with the texts of the checkout."""
    declared = load_catalogue(settings.indicators).indicators
    answers = Answers(Warehouse(public_file(settings)), declared)
    return Site(answers, read_texts(settings.root / "atlas"), settings.address)
