"""Which file belongs to which source, in the folders that ship and in the depot where a statistician drops new ones.

A file that ships lies where its source's glob says. In the depot the name is enough; inside a sub-folder of the
depot, the folder counts too (`41/populations.csv`). A dropped file that no source asks for is told, never passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

import pandas as pd

from observatory.catalogue import Catalogue, Collectivite, Source, collectivite_codes, load_collectivite
from observatory.ingest.table import quote
from observatory.settings import Settings

REJECTS = ["source", "file", "line", "column_name", "raw", "reason"]
UNSEEN = (".", "~$")
"""How the names of files begin that systems and workbooks leave behind."""


@dataclass(frozen=True)
class Found:
    """A file of a source. `name` is how people are told of it: `depot/...` where it was dropped."""

    path: Path
    name: str
    dropped: bool


def found_files(catalogue: Catalogue, source: Source, collectivite: Collectivite, settings: Settings) -> list[Found]:
    """The files of a source for a collectivité, in name order, those that ship first, then those of the depot.

    A source that stands in for another one has none once the other has its own."""
    if source.stands_in_for and found_files(catalogue, catalogue.sources[source.stands_in_for], collectivite, settings):
        return []
    pattern = file_pattern(source, collectivite)
    roots = [root for root in settings.data_roots if root != settings.depot]
    shipped = [Found(path, path.name, False) for root in roots for path in sorted(root.glob(pattern))]
    if source.slug in _imported(catalogue):
        return shipped
    return [*shipped, *(found for found in dropped_files(settings.depot) if _matches(found, pattern))]


def _imported(catalogue: Catalogue) -> set[str]:
    """The sources that only `observatory import` brings in, once it has looked for identities in their files."""
    return {source.slug for domain in catalogue.domains.values() for source in domain.sources()}


def file_pattern(source: Source, collectivite: Collectivite) -> str:
    """The source's glob with the collectivité's codes in it."""
    return source.files.format(**places(collectivite))


def places(collectivite: Collectivite) -> dict[str, str]:
    """The codes that a glob or an address may hold."""
    return {"departement": collectivite.communes.departement, "collectivite": collectivite.code}


def dropped_files(depot: Path) -> list[Found]:
    """Every file of the depot that a person may have put there."""
    paths = sorted(path for path in depot.rglob("*") if path.is_file() and not path.name.startswith(UNSEEN))
    return [Found(path, f"depot/{path.relative_to(depot).as_posix()}", True) for path in paths]


def _matches(found: Found, pattern: str) -> bool:
    inside = PurePosixPath(found.name).relative_to("depot")
    wanted = PurePosixPath(pattern)
    return fnmatchcase(str(inside), wanted.name if len(inside.parts) == 1 else pattern)


def unclaimed(catalogue: Catalogue, settings: Settings) -> pd.DataFrame:
    """One reject per dropped file that no source of the served collectivité asks for, saying why."""
    patterns = dict(_patterns(catalogue, settings))
    own = patterns.pop(settings.collectivite)
    activity = [PurePosixPath(catalogue.sources[slug].files).name for slug in _imported(catalogue)]
    left = [found for found in dropped_files(settings.depot) if not any(_matches(found, p) for p in own)]
    rows = [("", found.name, 0, "", "", _why(found, own, patterns, activity)) for found in left]
    return pd.DataFrame(rows, columns=REJECTS)


def _patterns(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, list[str]]]:
    """Each declared collectivité with the globs of its sources."""
    for code in collectivite_codes(settings.geodata):
        collectivite = load_collectivite(settings.geodata, code)
        dropped = [source for slug, source in catalogue.sources.items() if slug not in _imported(catalogue)]
        yield code, [file_pattern(source, collectivite) for source in dropped]


def _why(found: Found, own: list[str], others: dict[str, list[str]], activity: list[str]) -> str:
    if found.path.name in activity:
        return "activité du Département\u202f: ce fichier entre par « observatory import », qui le contrôle"
    for code, patterns in others.items():
        if any(_matches(found, pattern) for pattern in patterns):
            return f"fichier d’une autre collectivité ({code})"
    names = [PurePosixPath(pattern).name for pattern in own]
    close = get_close_matches(found.path.name, names, n=1, cutoff=0.5)
    hint = f"\u202f; le nom le plus proche est {quote(close[0])}" if close else ""
    return f"aucune source n’attend un fichier de ce nom{hint}"
