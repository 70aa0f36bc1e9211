"""Every cell of every indicator of Loir-et-Cher, computed with pandas from the raw published files.

It shares no code with the engine: sums, coverage, divisions and empty cells are all found again here.
"""

import tomllib

import numpy as np
import pandas as pd

from tests.warehouse.independent_formulas import formulas
from tests.warehouse.raw_figures import GEODATA, Expected, population, raw

WORTHWHILE = 0.9
"""Share of the population whose communes must be known for a territory to have a value."""


def memberships() -> pd.DataFrame:
    """commune, level, code, people: where each commune belongs, and its latest population, the weight of a coverage."""
    communes = raw("communes.csv", "code", GEODATA).astype(str).set_index("code")
    declared = tomllib.loads((GEODATA.parent / "collectivites" / "41.toml").read_text(encoding="utf-8"))
    nearby = {
        arrondissement: member["code"]
        for member in declared["territoires"]["members"]
        for arrondissement in member["arrondissements"]
    }
    places = {
        "commune": communes.index.to_series(),
        "canton": communes["canton"],
        "epci": communes["epci"],
        "arrondissement": communes["arrondissement"],
        "territoire": communes["arrondissement"].map(nearby),
        "departement": communes["canton"].map(lambda _: "41"),
    }
    tall = pd.concat(places, names=["level", "commune"]).rename("code")
    latest = population().unstack("year")[2023].rename_axis("commune").rename("people")
    return tall.reset_index().merge(latest.reset_index(), on="commune")


def cells(expected: Expected, belongs: pd.DataFrame) -> pd.DataFrame:
    """level, code, period, value, numerator, denominator of every territory and year, the empty ones included."""
    if expected.published:
        return _published(expected, belongs)
    pairs = pd.DataFrame({"top": expected.top})
    pairs["bottom"] = 1.0 if expected.bottom is None else expected.bottom
    pairs = pairs.dropna().rename_axis(["commune", "period"]).reset_index()
    summed = belongs.merge(pairs, on="commune").groupby(["level", "code", "period"])[["top", "bottom", "people"]].sum()
    whole = belongs.groupby(["level", "code"])["people"].sum()
    grid = whole.reset_index(name="whole").merge(pairs[["period"]].drop_duplicates(), how="cross")
    known = grid.merge(summed.reset_index(), how="left", on=["level", "code", "period"])
    enough = known["people"] / known["whole"] >= WORTHWHILE
    top, bottom = known["top"].where(enough), known["bottom"].where(enough)
    value = _value(expected, top, bottom)
    bottom = bottom if expected.bottom is not None else np.nan
    return known[["level", "code", "period"]].assign(value=value, numerator=top, denominator=bottom)


def _value(expected: Expected, top: pd.Series, bottom: pd.Series) -> pd.Series:
    if expected.bottom is None:
        return top
    quotient = top / bottom.where(bottom != 0)
    return expected.per * (quotient ** (1 / expected.years) - 1 if expected.years else quotient)


def _published(expected: Expected, belongs: pd.DataFrame) -> pd.DataFrame:
    """The producer's figure where there is one; levels are told apart by their codes."""
    places = belongs[["level", "code"]].drop_duplicates()
    figures = expected.top.rename_axis(["code", "period"]).rename("value").reset_index()
    level = places.loc[places["code"].isin(figures["code"]), "level"].iloc[0]
    years = figures.dropna()[["period"]].drop_duplicates()
    grid = places[places["level"] == level].merge(years, how="cross")
    return grid.merge(figures, how="left").assign(numerator=np.nan, denominator=np.nan)


def expected_cells() -> pd.DataFrame:
    """indicator, level, code, period, value, numerator, denominator for every indicator, at all six levels."""
    belongs = memberships()
    return pd.concat([cells(formula, belongs).assign(indicator=slug) for slug, formula in formulas().items()])
