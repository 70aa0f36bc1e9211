"""The warehouse of Loir-et-Cher against the same figures computed apart, and against totals known from elsewhere."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from observatory.warehouse import read
from tests.warehouse.independent import expected_cells
from tests.warehouse.independent_formulas import formulas

KEY = ["indicator", "level", "code", "period"]
CLOSE = 1e-9


@pytest.fixture(scope="module")
def both(loir_et_cher: read.Warehouse) -> pd.DataFrame:
    """Cells of the warehouse beside the expected ones, at the levels that the indicator declares."""
    found = loir_et_cher.query(f"SELECT {', '.join(KEY)}, value, numerator, denominator FROM cells", [])
    found = found[found["indicator"].isin(formulas())]
    expected = expected_cells().merge(found[["indicator", "level"]].drop_duplicates())
    return expected.merge(found, on=KEY, how="outer", suffixes=("", "_found"), indicator="side")


def test_what_is_computed_apart_is_in_the_warehouse(loir_et_cher):
    """An indicator added to the catalogue alone passes, and is told: a second entry is a few words of Python."""
    valued = set(loir_et_cher.query("SELECT DISTINCT indicator FROM cells WHERE value IS NOT NULL", [])["indicator"])
    assert set(formulas()) <= valued
    for slug in sorted(valued - set(formulas())):
        warnings.warn(f"{slug} n'a pas de second calcul indépendant", stacklevel=1)


def test_the_same_territories_and_years(both):
    assert both["side"].eq("both").all(), both.loc[both["side"] != "both", KEY].head().to_string()


@pytest.mark.parametrize("column", ["value", "numerator", "denominator"])
def test_every_cell_is_the_same(both, column):
    expected, found = both[column], both[f"{column}_found"]
    apart = (expected - found).abs() > CLOSE * np.maximum(1, expected.abs())
    wrong = both[apart | (expected.isna() != found.isna())]
    assert wrong.empty, f"{len(wrong)} cellules :\n{wrong.head().to_string()}"


@pytest.mark.parametrize(
    ("indicator", "level", "code", "period", "value"),
    [
        ("population", "departement", "41", 2023, 328_543),  # Insee, populations de référence
        ("population", "departement", "41", 2019, 329_470),
        ("population", "commune", "41018", 2023, 47_219),
        ("taux-foyers-rsa", "departement", "41", 2024, 7305 / 153_224.4 * 100),  # 4,77 %
        ("naissances", "departement", "41", 2023, 2786),
        ("generalistes", "departement", "41", 2025, 233),
        ("taux-couverture-accueil-jeune-enfant", "epci", "200030385", 2023, 61.9),
    ],
)
def test_figures_known_from_their_producers(loir_et_cher, indicator, level, code, period, value):
    cell = read.cells(loir_et_cher, indicator, level, period, code).iloc[0]
    assert cell["value"] == pytest.approx(value, abs=1e-4)


EXAMPLES = pd.read_csv(Path(__file__).with_name("worked_examples.csv"), dtype={"code": str})


@pytest.mark.parametrize("example", list(EXAMPLES.itertuples(index=False)), ids=lambda example: example.indicator)
def test_the_arithmetic_worked_out_on_one_territory(loir_et_cher, example):
    """Numbers copied from the published files, the operation written out, its result, and the cell: all agree."""
    worked_out = eval(example.arithmetic, {"__builtins__": {}})
    assert float(example.value) == pytest.approx(worked_out, rel=1e-5)
    cell = read.cells(loir_et_cher, example.indicator, example.level, example.period, example.code).iloc[0]
    assert cell["value"] == pytest.approx(worked_out, rel=1e-6)


def test_every_indicator_has_its_worked_example():
    assert set(EXAMPLES["indicator"]) == set(formulas())


def test_a_density_is_solid_where_people_live(loir_et_cher):
    """Blois has 47 219 inhabitants on 38 km²: the area is small, the figure is not fragile."""
    cell = read.cells(loir_et_cher, "densite", "commune", 2023, "41018").iloc[0]
    assert (cell["n"], cell["quality"]) == (47_219, "solide")
