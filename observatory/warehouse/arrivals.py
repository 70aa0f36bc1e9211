"""`observatory fetch`: a declared address, downloaded, read under its declaration, then placed in the depot.

A file that its source cannot read never reaches the depot: a web page, a cut file, a changed column stop here.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from observatory.catalogue import Collectivite, Source, load_catalogue, load_collectivite
from observatory.errors import DataError, SettingError, UnknownValue
from observatory.fetching import Cache, Fetched, Limits, fetch
from observatory.fetching.cache import write_whole
from observatory.fetching.transfer import Progress
from observatory.ingest import Reading, read_source
from observatory.settings import Settings
from observatory.warehouse.files import file_pattern, places

FETCHED = "telecharge"
"""What stands for the `*` of a pattern when the file's own name does not fit: each download replaces the one before."""


@dataclass(frozen=True)
class Arrival:
    """The file placed in the depot, what was read in it, and whether the depot had it already."""

    path: Path
    fetched: Fetched
    reading: Reading
    new: bool


def fetch_source(settings: Settings, slug: str, progress: Progress, limits: Limits | None = None) -> Arrival:
    """Bring a source's file into the depot.

    Raise UnknownValue, SettingError for a source without an address, FetchError, or DataError for an unreadable file.
    """
    collectivite = load_collectivite(settings.geodata, settings.collectivite)
    source = _source(settings, slug)
    address = str(source.address).format(**places(collectivite))
    cache = Cache(settings.cache)
    fetched = fetch(address, source.sha256, cache, progress, limits)
    name = _name(source, collectivite, fetched.name)
    try:
        reading = _read(source, name, fetched)
    except DataError:
        cache.forget(address)
        raise
    return _placed(settings.depot / name, fetched, reading)


def _source(settings: Settings, slug: str) -> Source:
    sources = load_catalogue(settings.indicators).sources
    if slug not in sources:
        raise UnknownValue("nom de source", slug, list(sources))
    if sources[slug].address is None:
        known = [name for name, source in sources.items() if source.address] or ["aucune"]
        raise SettingError(
            f"{slug} : la source ne déclare pas d’adresse (address). Téléchargez le fichier depuis "
            f"{sources[slug].page} et déposez-le dans {settings.depot}. Sources avec adresse : {', '.join(known)}."
        )
    return sources[slug]


def _name(source: Source, collectivite: Collectivite, own: str) -> str:
    """The file's own name where the pattern admits it, else the pattern's."""
    pattern = PurePosixPath(file_pattern(source, collectivite)).name
    return own if fnmatchcase(own, pattern) else pattern.replace("*", FETCHED)


def _read(source: Source, name: str, fetched: Fetched) -> Reading:
    """Read the download under the name that it will have, which its messages tell and may hold its year."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.symlink_to(fetched.path.resolve())
        return read_source(source.dated(name), path)


def _placed(path: Path, fetched: Fetched, reading: Reading) -> Arrival:
    content = fetched.path.read_bytes()
    new = not path.exists() or path.read_bytes() != content
    if new:
        write_whole(path, content)
    return Arrival(path, fetched, reading, new)
