"""Every declared file of a collectivité, read and brought onto today's territories.

Nothing is lost: a row of a file is an observation, a reject with its reason, or the count of another collectivité's
(`outside`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from observatory.catalogue import Catalogue, Collectivite, Source
from observatory.errors import DataError
from observatory.geography.read import Territory
from observatory.ingest import Reading, locate, read_source, recode
from observatory.settings import Settings
from observatory.warehouse.files import REJECTS, Found, found_files, unclaimed
from observatory.warehouse.precedence import settled

COLUMNS = ["measure", "level", "code", "period", "value", "low", "high", "variance", "status", "source", "file", "line"]


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


def gather(catalogue: Catalogue, ground: Ground, settings: Settings, tell: Callable[[str], None]) -> Gathered:
    """Read every source's files below the data roots; raise DataError when a file cannot be read at all."""
    parts = []
    for source in catalogue.sources.values():
        for found in found_files(catalogue, source, ground.collectivite, settings):
            tell(f"Lecture de {found.name}")
            parts.append(_one_file(catalogue, source, found, ground))
    if not parts:
        looked = ", ".join(str(root) for root in settings.data_roots)
        raise DataError(f"{ground.collectivite.name} : aucun fichier déclaré n'a été trouvé sous {looked}.")
    files = pd.concat([part.files for part in parts], ignore_index=True)
    observations, refused, files = settled(pd.concat([part.observations for part in parts]), files)
    rejects = pd.concat([*(part.rejects for part in parts), refused, unclaimed(catalogue, settings)])
    return Gathered(observations, rejects[REJECTS].reset_index(drop=True), files)


def _one_file(catalogue: Catalogue, source: Source, found: Found, ground: Ground) -> Gathered:
    reading = _read(source.dated(found.path.name), found)
    additive = frozenset(name for name, measure in catalogue.measures.items() if measure.additive)
    territories = ground.territory.territories
    communes = frozenset(territories.loc[territories["level"] == "commune", "code"])
    located = locate(reading.observations, ground.territory.boundaries)
    recoded = recode(located.observations, communes, ground.history, additive, ground.elsewhere)
    placed = _placed(recoded.observations, ground)
    observations = _bounded(_completed(placed, source, communes).assign(file=found.name), source)
    rejects = pd.concat([reading.rejects, located.rejects, recoded.rejects]).assign(source=source.slug, file=found.name)
    outside = located.outside + recoded.outside + len(recoded.observations) - len(placed)
    row = _file_row(source, found, reading) | {"rejected": rejects["line"].nunique(), "outside": outside}
    return Gathered(observations, rejects, pd.DataFrame([row]))


def _read(source: Source, found: Found) -> Reading:
    try:
        return read_source(source, found.path)
    except DataError as error:
        raise DataError(f"source « {source.slug} », {found.path.parent}\n{error}") from None


def _file_row(source: Source, found: Found, reading: Reading) -> dict[str, object]:
    modified = datetime.fromtimestamp(found.path.stat().st_mtime, UTC).date().isoformat()
    about = {"source": source.slug, "file": found.name, "dropped": found.dropped, "modified": modified}
    return {**about, "sha256": reading.sha256, "rows": reading.rows, "kept": reading.kept}


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
    return pd.concat([observations, zeros], ignore_index=True).astype({"line": "Int64"})


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
