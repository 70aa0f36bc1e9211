"""Small random tables on crossing zonings, and what an exhaustive reader makes of them."""

import numpy as np
import pandas as pd

from observatory.secrecy.attack import Release
from observatory.secrecy.relations import KEY, Relations, sums, together, zonings

LEVELS = ("canton", "epci", "territoire")
PARTS = ("F", "H")
CROSSED = pd.DataFrame(
    [
        (f"4100{commune}", level, zone)
        for level, zones in (("canton", "AABAB"), ("epci", "CDCDD"), ("territoire", "FEEFF"))
        for commune, zone in enumerate(zones)
    ],
    columns=["commune", "level", "code"],
)
"""Three crossing zonings of five communes, where linear bounds are not whole."""


def memberships(rng: np.random.Generator, communes: int, levels: int) -> pd.DataFrame:
    """Each commune in one of two territories of each level, and in the département."""
    codes = [f"41{number:03}" for number in range(communes)]
    rows = [(code, level, f"{level}{rng.integers(2)}") for level in LEVELS[:levels] for code in codes]
    return pd.DataFrame(rows + [(code, "departement", "41") for code in codes], columns=["commune", "level", "code"])


def table(values: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Cells (KEY, value) of communes (code, part, value), of their territories and, of two parts, of everyone."""
    totals = values.merge(places, left_on="code", right_on="commune", suffixes=("_commune", ""))
    totals = totals.groupby(["level", "code", "part"], as_index=False)["value"].sum()
    cells = pd.concat([values.assign(level="commune"), totals], ignore_index=True)
    if values["part"].nunique() > 1:
        everyone = cells.groupby(["level", "code"], as_index=False)["value"].sum().assign(part="")
        cells = pd.concat([cells, everyone], ignore_index=True)
    return cells.assign(measure="foyers", period="2024")[[*KEY, "value"]]


def relations(cells: pd.DataFrame, places: pd.DataFrame) -> Relations:
    return together(zonings(cells, places), sums(cells, "part", "", PARTS))


def random_table(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """At most six commune counts of 0 to 6, one or two parts, one to three crossing zonings."""
    parts = PARTS if rng.random() < 0.4 else ("",)
    communes = int(rng.integers(2, 4 if len(parts) == 2 else 6))
    places = memberships(rng, communes, int(rng.integers(1, 4)))
    codes = [code for code in places["commune"].unique() for _ in parts]
    values = pd.DataFrame({"code": codes, "part": list(parts) * communes, "value": rng.integers(0, 7, len(codes))})
    return table(values, places), places


def counted(cells: pd.DataFrame) -> pd.Series:
    """The cells that are no sum of others: those of communes, by part if there are parts."""
    parts = cells["part"].isin(PARTS)
    return (cells["level"] == "commune") & (parts if parts.any() else ~parts)


def random_release(rng: np.random.Generator) -> Release:
    """A random table some of whose cells are hidden; a hidden commune count is at most its denominator."""
    if rng.random() < 0.4:
        return crossed_release(rng)
    cells, places = random_table(rng)
    hidden = rng.random(len(cells)) < rng.uniform(0.2, 0.7)
    ceiling = np.where(counted(cells), cells["value"] + rng.integers(0, 4, len(cells)), np.inf)
    return _released(cells, places, hidden, ceiling)


def crossed_release(rng: np.random.Generator) -> Release:
    """Eight communes of 0 to 2, hidden, all totals shown on three crossing zonings: linear bounds may not be whole."""
    places = memberships(rng, 8, 3)
    values = pd.DataFrame({"code": places["commune"].unique(), "part": "", "value": rng.integers(0, 3, 8)})
    cells = table(values, places)
    hidden = counted(cells).to_numpy()
    return _released(cells, places, hidden, np.full(len(cells), 2.0))


def _released(cells: pd.DataFrame, places: pd.DataFrame, hidden: np.ndarray, ceiling: np.ndarray) -> Release:
    released = cells.assign(
        low=np.where(hidden, 0, cells["value"]),
        high=np.where(hidden, ceiling, cells["value"]),
        hidden=hidden,
        required=np.where(hidden, 3.0, 0.0),
    )
    return Release(released, relations(cells, places))


def possible(release: Release) -> np.ndarray:
    """Every world that the release allows, a row each, a column per cell: the free counts enumerated, totals summed."""
    cells, matrix = release.cells, release.relations.matrix.toarray()
    low, high = cells["low"].to_numpy(float), cells["high"].to_numpy(float)
    free = np.flatnonzero(counted(cells))
    ranges = [np.arange(low[cell], high[cell] + 1) for cell in free]
    choices = np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, len(free))
    worlds = np.full((len(choices), len(cells)), np.nan)
    worlds[:, free] = choices
    while np.isnan(worlds[0]).any():
        _sum_up(worlds, matrix)
    fits = (worlds >= low).all(axis=1) & (worlds <= high).all(axis=1)
    return worlds[fits]


def _sum_up(worlds: np.ndarray, matrix: np.ndarray) -> None:
    """Fill the totals whose parts are known."""
    for row in matrix:
        parent, children = np.flatnonzero(row > 0), np.flatnonzero(row < 0)
        if np.isnan(worlds[0, parent]).any() and not np.isnan(worlds[0, children]).any():
            worlds[:, parent] = worlds[:, children].sum(axis=1, keepdims=True)
