"""Every declared file of a collectivité, read and brought onto today's territories.

Nothing is lost: a row of a file is an observation, a reject with its reason, or the count of another collectivité's
(`outside`).
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import pandas as pd

from observatory.catalogue import Catalogue, Collectivite, Source
from observatory.errors import DataError
from observatory.geography.read import Territory
from observatory.ingest import Reading, locate, own_places, read_source, recode
from observatory.ingest.lists import refuse_lost
from observatory.ingest.scissions import NO_SPLIT, SPLITS
from observatory.settings import Settings
from observatory.statistics.apportion import shares
from observatory.warehouse.expected import completed
from observatory.warehouse.files import REJECTS, Found, found_files, unclaimed
from observatory.warehouse.precedence import settled

SUMMED = {"iris": "commune", "point": "commune"}
"""Where the figures of what is no territory go."""
GIVEN_COLUMNS = ["source", "file", "measure", "level", "period"]
COLUMNS = ["measure", "level", "code", "period", "value", "low", "high", "variance", "status", "source", "file", "line"]


@dataclass(frozen=True)
class Gathered:
    """observations, rejects, files and places, in the columns of their tables; given: source, file, measure, level,
    period."""

    observations: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame
    given: pd.DataFrame
    places: pd.DataFrame


@dataclass(frozen=True)
class Ground:
    """Where observations may land; `elsewhere` holds the commune codes of those that share its département."""

    collectivite: Collectivite
    territory: Territory
    elsewhere: frozenset[str]

    @cached_property
    def history(self) -> pd.DataFrame:
        """old_code, code, and the first year whose codes no longer hold the old one."""
        return self.territory.history.assign(year=self.territory.history["last_cog"] + 1)

    @cached_property
    def places(self) -> pd.DataFrame:
        """level, code of every territory of the collectivité, of its région and of France."""
        around = [("region", self.collectivite.region.code), ("france", "france")]
        beyond = pd.DataFrame(around, columns=["level", "code"])
        return pd.concat([self.territory.territories[["level", "code"]], beyond], ignore_index=True)

    @cached_property
    def splits(self) -> pd.DataFrame:
        """The declared scissions, with the shares of their parts."""
        rows = [
            (scission.old_code, code, scission.year, *share)
            for scission in self.collectivite.scissions
            for code, share in zip(scission.parts, shares(list(scission.parts.values()), scission.error), strict=True)
        ]
        return pd.DataFrame(rows, columns=SPLITS) if rows else NO_SPLIT


def gather(catalogue: Catalogue, ground: Ground, settings: Settings, tell: Callable[[str], None]) -> Gathered:
    """Read every source's files below the data roots; raise DataError when a file cannot be read at all."""
    parts = []
    for source in catalogue.sources.values():
        for found in found_files(catalogue, source, ground.collectivite, settings):
            tell(f"Lecture de {found.name}")
            with _uncollected():
                parts.append(_one_file(catalogue, source, found, ground))
    if not parts:
        looked = ", ".join(str(root) for root in settings.data_roots)
        raise DataError(f"{ground.collectivite.name} : aucun fichier déclaré n'a été trouvé sous {looked}.")
    files = pd.concat([part.files for part in parts], ignore_index=True)
    given = pd.concat([part.given for part in parts], ignore_index=True)
    observations, refused, files = settled(pd.concat([part.observations for part in parts]), files)
    whole, missing = completed(observations, given, catalogue.sources, ground.places)
    rejects = pd.concat([*(part.rejects for part in parts), refused, missing, unclaimed(catalogue, settings)])
    bounded = _bounded(whole, catalogue.sources)
    places = _latest(pd.concat([part.places for part in parts], ignore_index=True))
    return Gathered(bounded, rejects[REJECTS].reset_index(drop=True), files, given, places)


def _latest(places: pd.DataFrame) -> pd.DataFrame:
    """Of each source, the places of its latest year: an older list is history."""
    return places[places["period"] == places.groupby("source")["period"].transform("max")].reset_index(drop=True)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A file is millions of texts, which refer to nothing: there are no cycles to look for among them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _one_file(catalogue: Catalogue, source: Source, found: Found, ground: Ground) -> Gathered:
    reading = _read(source.dated(found.path.name), found)
    additive = frozenset(name for name, measure in catalogue.measures.items() if measure.additive)
    territories = ground.territory.territories
    communes = frozenset(territories.loc[territories["level"] == "commune", "code"])
    located = locate(reading.observations, ground.territory.boundaries)
    recoded = recode(located.observations, communes, ground.history, additive, ground.elsewhere, ground.splits)
    refuse_lost(source, found.name, pd.concat([located.rejects, recoded.rejects]))
    placed = _placed(recoded.observations, ground)
    told = {"source": source.slug, "file": found.name}
    rejects = pd.concat([reading.rejects, located.rejects, recoded.rejects]).assign(**told)
    outside = located.outside + recoded.outside + len(recoded.observations) - len(placed)
    row = _file_row(source, found, reading) | {"rejected": rejects["line"].nunique(), "outside": outside}
    given = reading.given.assign(level=reading.given["system"].replace(SUMMED)).assign(**told)
    sited = own_places(reading.places, ground.territory.boundaries)
    places = sited.assign(source=source.slug, period=reading.observations["period"].max())
    return Gathered(placed.assign(**told), rejects, pd.DataFrame([row]), given[GIVEN_COLUMNS], places)


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
    own = set(ground.places.itertuples(index=False, name=None))
    keys = zip(observations["system"], observations["code"], strict=True)
    return observations[[key in own for key in keys]].rename(columns={"system": "level"})


def _bounded(observations: pd.DataFrame, sources: dict[str, Source]) -> pd.DataFrame:
    """low, high and variance of the rounding error: to the nearest 5, 10 means 8 to 12 and 0 means 0 to 2.

    A figure summed from several cells has the error of each."""
    rounding = observations["source"].map({slug: source.rounding for slug, source in sources.items()})
    reach = rounding // 2 * observations["cells"]
    return observations.assign(
        low=(observations["low"] - reach).clip(lower=0).where(rounding > 0, observations["low"]),
        high=observations["high"] + reach,
        variance=((rounding**2 - 1) / 12 * observations["cells"]).where(rounding > 0, 0.0)
        * observations["value"].notna(),
    )[COLUMNS]
