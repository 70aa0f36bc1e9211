"""Every declared file of a collectivité, read and brought onto today's territories.

Nothing is lost: a row of a file is an observation, a reject with its reason, or the count of another collectivité's
(`outside`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from observatory.catalogue import Catalogue, Collectivite, Source
from observatory.errors import DataError
from observatory.geography.read import Territory
from observatory.ingest import Reading, locate, read_source, recode

COLUMNS = ["measure", "level", "code", "period", "value", "low", "high", "variance", "status", "source"]
REJECTS = ["source", "file", "line", "column_name", "raw", "reason"]
SAME = 0.5
"""Two sources that give the same count within this agree."""


@dataclass(frozen=True)
class Gathered:
    """observations, rejects and files, in the columns of their tables."""

    observations: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame


@dataclass(frozen=True)
class Ground:
    """Where observations may land; `elsewhere` holds the commune codes of those that share its département."""

    collectivite: Collectivite
    territory: Territory
    elsewhere: frozenset[str]

    @property
    def history(self) -> pd.DataFrame:
        """old_code, code, and the first year whose codes no longer hold the old one."""
        return self.territory.history.assign(year=self.territory.history["last_cog"] + 1)


def gather(catalogue: Catalogue, ground: Ground, roots: list[Path], tell: Callable[[str], None]) -> Gathered:
    """Read every source's files below `roots`; raise DataError when a file cannot be read at all."""
    parts = []
    for source in catalogue.sources.values():
        for path in _files(catalogue, source, ground.collectivite, roots):
            tell(f"Lecture de {path.name}")
            parts.append(_one_file(catalogue, source, path, ground))
    if not parts:
        looked = ", ".join(str(root) for root in roots)
        raise DataError(f"{ground.collectivite.name} : aucun fichier déclaré n'a été trouvé sous {looked}.")
    observations, refused = _agreed(pd.concat([part.observations for part in parts], ignore_index=True))
    rejects = pd.concat([*(part.rejects for part in parts), refused], ignore_index=True)
    return Gathered(observations, rejects[REJECTS], pd.concat([part.files for part in parts], ignore_index=True))


def _files(catalogue: Catalogue, source: Source, collectivite: Collectivite, roots: list[Path]) -> list[Path]:
    """The files to read: none of a source that only stands in for another one, once the other has its own."""
    if source.stands_in_for and find_files(catalogue.sources[source.stands_in_for], collectivite, roots):
        return []
    return find_files(source, collectivite, roots)


def find_files(source: Source, collectivite: Collectivite, roots: list[Path]) -> list[Path]:
    """The files of a source for a collectivité: its glob below each root, in name order."""
    places = {"departement": collectivite.communes.departement, "collectivite": collectivite.code}
    return [path for root in roots for path in sorted(root.glob(source.files.format(**places)))]


def _one_file(catalogue: Catalogue, source: Source, path: Path, ground: Ground) -> Gathered:
    reading = read_source(source, path)
    additive = frozenset(name for name, measure in catalogue.measures.items() if measure.additive)
    territories = ground.territory.territories
    communes = frozenset(territories.loc[territories["level"] == "commune", "code"])
    located = locate(reading.observations, ground.territory.boundaries)
    recoded = recode(located.observations, communes, ground.history, additive, ground.elsewhere)
    placed = _placed(recoded.observations, ground)
    observations = _bounded(_completed(placed, source, communes), source)
    moved = pd.concat([located.rejects, recoded.rejects]).assign(file=path.name)
    rejects = pd.concat([reading.rejects, moved]).assign(source=source.slug)
    outside = located.outside + recoded.outside + len(recoded.observations) - len(placed)
    return Gathered(observations, rejects, _file_row(source, path, reading, rejects, outside))


def _file_row(source: Source, path: Path, reading: Reading, rejects: pd.DataFrame, outside: int) -> pd.DataFrame:
    row = {"source": source.slug, "file": path.name, "sha256": reading.sha256, "rows": reading.rows}
    return pd.DataFrame([{**row, "kept": reading.kept, "rejected": rejects["line"].nunique(), "outside": outside}])


def _placed(observations: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Observations of this collectivité's territories, its région and France; `level` takes the place of `system`."""
    territories = ground.territory.territories
    own = set(territories[["level", "code"]].itertuples(index=False, name=None))
    own |= {("region", ground.collectivite.region.code), ("france", "france")}
    keys = zip(observations["system"], observations["code"], strict=True)
    return observations[[key in own for key in keys]].rename(columns={"system": "level"})


def _completed(observations: pd.DataFrame, source: Source, communes: frozenset[str]) -> pd.DataFrame:
    """Where a producer leaves out the communes that have none, an absent row is a true zero.

    A measure without a single row is no zero: its label changed, and the reader has said so among the rejects."""
    read = set(observations["measure"])
    sparse = [take.measure for take in source.take if take.absent_rows == "zero" and take.measure in read]
    years = observations["period"].drop_duplicates()
    grid = pd.MultiIndex.from_product([sparse, sorted(communes), years], names=["measure", "code", "period"])
    present = pd.MultiIndex.from_frame(observations[["measure", "code", "period"]])
    zeros = grid.difference(present).to_frame(index=False).assign(level="commune", value=0.0, status="valeur")
    return pd.concat([observations, zeros], ignore_index=True)


def _bounded(observations: pd.DataFrame, source: Source) -> pd.DataFrame:
    """low, high and variance of the rounding error: to the nearest 5, 10 means 8 to 12 and 0 means 0 to 2."""
    reach = source.rounding // 2
    value = observations["value"]
    variance = (source.rounding**2 - 1) / 12 if source.rounding else 0.0
    bounded = observations.assign(
        low=(value - reach).clip(lower=0) if reach else value,
        high=value + reach,
        variance=value.notna() * variance,
        source=source.slug,
    )
    return bounded[COLUMNS]


def _agreed(observations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first of two sources that say the same of a territory and year; a second that disagrees is a reject."""
    key = ["measure", "level", "code", "period"]
    first = observations.drop_duplicates(key)
    again = observations[observations.duplicated(key)].merge(first, on=key, suffixes=("", "_first"))
    differs = again[(again["value"] - again["value_first"]).abs() > SAME]
    rejects = pd.DataFrame(
        {
            "source": differs["source"],
            "file": "",
            "line": 0,
            "column_name": differs["measure"],
            "raw": differs["code"] + " " + differs["period"].astype(str) + " : " + differs["value"].astype(str),
            "reason": "en désaccord avec la source " + differs["source_first"],
        }
    )
    return first, rejects
