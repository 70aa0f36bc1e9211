"""The release that the public reads, opened as an atlas. No other place says which file that is."""

from observatory.atlas.answers import Answers
from observatory.atlas.editions import edition_sites, read_editions
from observatory.atlas.printed.file import Printed, file_name, printed
from observatory.atlas.site import Site
from observatory.atlas.texts import read_texts
from observatory.catalogue import load_catalogue
from observatory.errors import SecrecyError, SettingError
from observatory.settings import Settings
from observatory.statistics.numbers import NARROW, SPACE
from observatory.warehouse.read import Warehouse, Warehouses, facts
from observatory.warehouse.swap import PUBLIC, REHEARSAL


class Releases(Warehouses):
    """The release in service, or its rehearsal; the file named by OBSERVATORY_PUBLIC where it is set.

    Only ever a release: SecrecyError for a warehouse, ObservatoryError where nothing is published."""

    def __init__(self, settings: Settings, rehearsal: bool = False) -> None:
        super().__init__(settings.home, REHEARSAL if rehearsal else PUBLIC)
        self.named = None if rehearsal else settings.public
        if self.named and not self.named.exists():
            raise SettingError(f"OBSERVATORY_PUBLIC{NARROW}: {self.named} n’existe pas.")

    def current(self) -> Warehouse:
        found = self._named() if self.named else super().current()
        if "release" not in facts(found):
            raise SecrecyError(
                f"{found.file}{NARROW}: ce fichier n’est pas une diffusion. Faites-la avec "
                f"«{SPACE}observatory release{SPACE}»."
            )
        return found

    def _named(self) -> Warehouse:
        assert self.named
        if self._open is None:
            self._open = Warehouse(self.named)
        return self._open


def open_site(settings: Settings, rehearsal: bool = False) -> Site:
    """The atlas of the release in service, with the texts of the checkout."""
    return site_of(settings, Releases(settings, rehearsal).current())


def site_of(settings: Settings, release: Warehouse) -> Site:
    """With its editions, and its PDF where it has been made."""
    declared = load_catalogue(settings.indicators).indicators
    folder = settings.root / "atlas"
    texts = read_texts(folder)
    site = Site(Answers(release, declared), texts, settings.address)
    site.printed = printed_of(settings, site)
    site.editions = edition_sites(site, read_editions(folder, texts, site.answers.collectivite))
    return site


def printed_of(settings: Settings, site: Site) -> Printed | None:
    """The PDF of the site's release, as it is now: it is made after the release, and may be made again."""
    return printed(settings.home / file_name("", bool(site.answers.rehearsal)), site.answers.warehouse.build)
