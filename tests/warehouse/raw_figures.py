"""The raw published files of Loir-et-Cher read with pandas, and how the years of two of their columns meet."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED, GEODATA = ROOT / "indicators" / "published" / "41", ROOT / "geodata" / "41"


@dataclass(frozen=True)
class Expected:
    """`top` and `bottom` by (code, year); `per` is the scale; `years` the span of a yearly rate."""

    top: pd.Series
    bottom: pd.Series | None = None
    per: float = 1
    years: int = 0
    published: bool = False


def raw(name: str, code: str = "code_commune", folder: Path = PUBLISHED) -> pd.DataFrame:
    frame = pd.read_csv(folder / name, dtype={code: str})
    return frame.rename(columns={code: "code"})


def by_year(frame: pd.DataFrame, column: str, year: str | int = "annee") -> pd.Series:
    """One column by (code, year); `year` names a column or is the file's only year."""
    years = frame[year].astype(int) if isinstance(year, str) else year
    return frame.assign(year=years).groupby(["code", "year"])[column].sum(min_count=1)


def window(series: pd.Series, length: int) -> pd.Series:
    """Sums over `length` consecutive years, all of them known."""
    return series.unstack("year").T.rolling(length, min_periods=length).sum().T.stack()


def earlier(series: pd.Series, lag: int) -> pd.Series:
    """The value of `lag` years before, put at the later year."""
    wide = series.unstack("year")
    return wide.rename(columns=lambda year: year + lag).stack()


def at(years: pd.Series, series: pd.Series) -> pd.Series:
    """`series` at the years of another, linear between those known and constant outside."""
    wide = series.unstack("year")
    wanted = sorted({year for _, year in years.index})
    rows = {code: np.interp(wanted, row.dropna().index, row.dropna()) for code, row in wide.iterrows()}
    return pd.DataFrame(rows, index=wanted).T.rename_axis(index="code", columns="year").stack()


def population() -> pd.Series:
    reference = raw("populations.csv", "code", GEODATA)
    censuses = raw("population_41_communes_1876_2023.csv")
    old = censuses[censuses["annee"] < 2016]
    return pd.concat([by_year(old, "population"), by_year(reference, "population", "period")])


def ages() -> Callable[..., pd.Series]:
    """ages(from, to) or ages(from): people from one age to before another, of one sex or of both."""
    frame = raw("ages_rp2023_41_communes.csv")

    def between(low: int, below: int = 200, sex: str = "FM") -> pd.Series:
        chosen = frame["age_min"].between(low, below - 1) & frame["sexe"].isin(list(sex))
        return by_year(frame[chosen], "population", 2023)

    return between


def equipment() -> Callable[..., pd.Series]:
    """equipment(label, ...): how many in each commune, a commune without any included."""
    frame = raw("bpe2025_41_communes.csv")
    communes = pd.MultiIndex.from_product(
        [raw("communes.csv", "code", GEODATA)["code"], [2025]], names=["code", "year"]
    )

    def count(*labels: str) -> pd.Series:
        assert set(labels) <= set(frame["type"]), labels
        return by_year(frame[frame["type"].isin(labels)], "nombre", 2025).reindex(communes, fill_value=0)

    return count


def travelled(counts: pd.Series) -> pd.Series:
    """Inhabitants x km from each town hall to the nearest one of a commune that has some, by way of chords in space."""
    halls = raw("town_halls.csv", "code", GEODATA).set_index("code")
    east, north = np.radians(halls["lon"]), np.radians(halls["lat"])
    space = np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
    having = halls.index.isin(counts[counts > 0].index.get_level_values("code"))
    chords = np.linalg.norm(space[:, None] - space[None, having], axis=2).min(axis=1)
    km = pd.Series(2 * 6371.0088 * np.arcsin(chords / 2), index=halls.index)
    return km[counts.index.get_level_values("code")].to_numpy() * at(counts, population())


def dwellings() -> Callable[[str], pd.Series]:
    frame = raw("parc_41_communes.csv")
    return lambda column: by_year(frame, column, "millesime")


def family_fund() -> Callable[[str], pd.Series]:
    frame = raw("caf_41_communes_2020_2024.csv")
    return lambda column: by_year(frame, column)


def fact(name: str) -> Expected:
    """A figure that its producer publishes for the whole département."""
    frame = pd.read_csv(PUBLISHED.parent / "faits_departements.csv", sep=";", dtype={"code": str})
    chosen = (frame["niveau"] == "departement") & (frame["code"] == "41") & (frame["indicateur"] == name)
    return Expected(by_year(frame[chosen], "valeur"), published=True)
