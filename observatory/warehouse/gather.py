"""Every declared file of a collectivité, read and brought onto today's territories.

Nothing is lost: a row of a file is an observation, a reject with its reason, or the count of another collectivité's
(`outside`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from observatory.catalogue import Catalogue, Collectivite, Source
from observatory.errors import DataError
from observatory.geography.read import Territory
from observatory.ingest import Reading, read_source, recode

COLUMNS = ["measure", "level", "code", "period", "value", "low", "high", "variance", "status", "source"]


@dataclass(frozen=True)
class Gathered:
    """observations, rejects and files, in the columns of their tables."""

    observations: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame


def gather(
    catalogue: Catalogue, collectivite: Collectivite, territory: Territory, roots: list[Path], tell: Callable[[str], None]
) -> Gathered:
    """Read every source's files below `roots`; raise DataError when a file cannot be read at all."""
    parts = []
    for source in catalogue.sources.values():
        for path in find_files(source, collectivite, roots):
            tell(f"Lecture de {path.name}")
            parts.append(_one_file(catalogue, source, path, collectivite, territory))
    if not parts:
        raise DataError(f"Aucun fichier déclaré n'a été trouvé pour {collectivite.name} sous {', '.join(map(str, roots))}.")
    observations = pd.concat([part.observations for part in parts], ignore_index=True)
    once, refused = _once(observations)
    return Gathered(
        once,
        pd.concat([*(part.rejects for part in parts), refused], ignore_index=True),
        pd.concat([part.files for part in parts], ignore_index=True),
    )
