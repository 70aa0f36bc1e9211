"""The engine by given and expected rows: a few communes, a few years, figures that can be checked by hand."""

import duckdb
import pandas as pd
import pytest

from observatory.catalogue import Catalogue, Indicator, Measure
from observatory.warehouse import schema
from observatory.warehouse.engine import benchmark_sql
from observatory.warehouse.write import computed_cells, indicator_row, put, write_parts

MEASURES = Catalogue(
    {}, {name: Measure(name=name, title="t", unit="u") for name in ("m.x", "m.y", "m.young", "m.old")}, {}
)
INSERT = "INSERT INTO observations (measure, level, code, period, value, low, high, variance, status, source) VALUES"
WORDS = {
    "title": "t",
    "definition": "d",
    "theme": "socle",
    "nature": "besoin",
    "unit": "x",
    "decimals": 1,
    "reading": "{territory} : {value}",
}


@pytest.fixture
def warehouse():
    """Communes a (100 inhabitants), b (300) and c (600): a and b make the canton k, all three the département d."""
    connection = duckdb.connect()
    schema.create(connection)
    for level, code, population in [
        ("commune", "a", 100), ("commune", "b", 300), ("commune", "c", 600), ("canton", "k", 400), ("canton", "l", 600),
        ("departement", "d", 1000),
    ]:  # fmt: skip
        connection.execute(
            "INSERT INTO territories (level, code, population) VALUES (?, ?, ?)", [level, code, population]
        )
    connection.execute(
        "INSERT INTO levels VALUES ('commune', 0, '', ''), ('canton', 1, '', ''), ('departement', 2, '', '')"
    )
    for commune, canton in [("a", "k"), ("b", "k"), ("c", "l")]:
        for level, code in [("commune", commune), ("canton", canton), ("departement", "d")]:
            connection.execute("INSERT INTO memberships VALUES (?, ?, ?)", [commune, level, code])
    return connection


def given(connection, rows, rounding=0):
    """Observations (measure, commune, period, value); a text value is a status."""
    for measure, code, period, value in rows:
        status, value = (value, None) if isinstance(value, str) else ("valeur", value)
        reach = rounding // 2
        bounds = (
            [None, None, None]
            if value is None
            else [max(value - reach, 0), value + reach, (rounding**2 - 1) / 12 if rounding else 0]
        )
        connection.execute(
            f"{INSERT} (?, 'commune', ?, ?, ?, ?, ?, ?, ?, 's')",
            [f"m.{measure}", code, period, value, *bounds, status],
        )


def expect(connection, indicator, level="commune", period=None, breaks=()):
    connection.execute("DELETE FROM indicators")
    connection.execute("DELETE FROM parts")
    connection.execute("DELETE FROM operands")
    put(connection, "operands", pd.DataFrame({"slug": "i", "measure": indicator.measures}))
    put(connection, "indicators", pd.DataFrame([indicator_row(MEASURES, indicator, 0)]))
    write_parts(connection, indicator, breaks)
    frame = computed_cells(connection, [indicator])
    frame = frame[frame["level"] == level].sort_values(["period", "code"]).set_index("code")
    return frame if period is None else frame[frame["period"] == period]


def declared(kind, numerator, denominator=None, levels=("commune", "canton", "departement"), **more):
    return Indicator(
        slug="i", kind=kind, numerator=numerator, denominator=denominator, levels=levels, **{**WORDS, **more}
    )


def test_a_ratio_sums_first_and_divides_last(warehouse):
    given(warehouse, [("x", "a", 2020, 10), ("x", "b", 2020, 0), ("y", "a", 2020, 20), ("y", "b", 2020, 80)])
    given(warehouse, [("x", "c", 2020, 50), ("y", "c", 2020, 100)])
    cantons = expect(warehouse, declared("ratio", "m.x", "m.y", scale=100), "canton")
    assert cantons["value"].to_dict() == {"k": 10.0, "l": 50.0}  # the mean of 50 % and 0 % would be 25 %
    assert (cantons["numerator"]["k"], cantons["denominator"]["k"], cantons["n"]["k"]) == (10, 100, 100)
    assert expect(warehouse, declared("ratio", "m.x", "m.y", scale=100), "departement")["value"]["d"] == 30.0


def test_a_commune_without_one_of_the_two_counts_in_neither(warehouse):
    given(warehouse, [("x", "a", 2020, "secret"), ("x", "b", 2020, 30), ("y", "a", 2020, 20), ("y", "b", 2020, 60)])
    k = expect(warehouse, declared("ratio", "m.x", "m.y", min_coverage=0.5), "canton").loc["k"]
    assert (k["value"], k["denominator"], k["coverage"], k["status"]) == (0.5, 60, 0.75, "valeur")


def test_below_the_declared_coverage_a_territory_is_absent(warehouse):
    given(warehouse, [("x", "a", 2020, 1), ("x", "b", 2020, "absent"), ("x", "c", 2020, 5)])
    k = expect(warehouse, declared("count", "m.x"), "canton").loc["k"]
    assert pd.isna(k["value"]) and k["status"] == "absent" and k["coverage"] == 0.25


@pytest.mark.parametrize("status", ["secret", "absent", "non_disponible"])
def test_a_commune_keeps_the_reason_of_its_missing_value(warehouse, status):
    given(warehouse, [("x", "a", 2020, status), ("x", "b", 2020, 3)])
    cells = expect(warehouse, declared("count", "m.x"))
    assert cells["status"].to_dict() == {"a": status, "b": "valeur", "c": "absent"}


def test_zero_is_a_value_and_a_null_denominator_is_not(warehouse):
    given(warehouse, [("x", "a", 2020, 0), ("y", "a", 2020, 5), ("x", "b", 2020, 2), ("y", "b", 2020, 0)])
    cells = expect(warehouse, declared("ratio", "m.x", "m.y"))
    assert (cells["value"]["a"], cells["status"]["a"]) == (0, "valeur")
    assert pd.isna(cells["value"]["b"]) and cells["status"]["b"] == "non_disponible"


@pytest.mark.parametrize(
    ("join", "expected"),
    [
        ("interpolate", {2008: 100, 2012: 100, 2015: 130, 2022: 200, 2024: 200}),
        ("nearest", {2008: 100, 2012: 100, 2015: 100, 2017: 200, 2022: 200, 2024: 200}),
        ("same", {2012: 100, 2022: 200}),
    ],
)
def test_a_denominator_meets_the_year_by_its_declared_join(warehouse, join, expected):
    given(warehouse, [("x", "a", year, 1) for year in expected] + [("y", "a", 2012, 100), ("y", "a", 2022, 200)])
    cells = expect(warehouse, declared("ratio", "m.x", {"measure": "m.y", "period": join}))
    assert cells.loc[["a"]].set_index("period")["denominator"].dropna().to_dict() == expected


def test_sums_and_differences_need_all_their_terms(warehouse):
    given(warehouse, [("x", "a", 2020, 7), ("y", "a", 2020, 9), ("x", "b", 2020, 4)])
    cells = expect(warehouse, declared("count", "m.x - m.y"))
    assert cells["value"]["a"] == -2 and cells["status"]["b"] == "absent"


def test_a_window_sums_consecutive_years_that_are_all_known(warehouse):
    given(warehouse, [("x", "a", year, year - 2000) for year in (2018, 2019, 2020, 2022)])
    cells = expect(warehouse, declared("count", {"measure": "m.x", "window": 3}))
    assert cells.loc[["a"]].set_index("period")["value"].dropna().to_dict() == {2020: 57}


def test_an_evolution_is_a_yearly_rate(warehouse):
    given(warehouse, [("x", "a", 2017, 100), ("x", "a", 2023, 112), ("x", "b", 2017, 0), ("x", "b", 2023, 3)])
    cells = expect(warehouse, declared("evolution", "m.x", {"measure": "m.x", "lag": 6}, scale=100))
    assert cells["value"]["a"] == pytest.approx(1.9067623)  # 1.019067623 ** 6 = 1.12
    assert pd.isna(cells["value"]["b"]) and cells["status"]["b"] == "non_disponible"


def test_the_margin_of_an_evolution_is_that_of_its_two_roundings(warehouse):
    given(warehouse, [("x", "a", 2020, 100), ("x", "a", 2022, 121)], rounding=5)
    cell = expect(warehouse, declared("evolution", "m.x", {"measure": "m.x", "lag": 2}, scale=100), period=2022).loc[
        "a"
    ]
    assert (cell["low"], cell["high"]) == pytest.approx((100 * ((119 / 102) ** 0.5 - 1), 100 * ((123 / 98) ** 0.5 - 1)))
    assert cell["margin"] == pytest.approx(1.96 * 50 * 1.1 * (2 / 121**2 + 2 / 100**2) ** 0.5)


def test_a_rounded_count_is_an_interval_and_a_sum_knows_how_little_it_matters(warehouse):
    given(warehouse, [("x", "a", 2020, 10), ("x", "b", 2020, 0)], rounding=5)
    given(warehouse, [("y", "a", 2020, 100), ("y", "b", 2020, 100)])
    ratio = declared("ratio", "m.x", "m.y", scale=100)
    communes = expect(warehouse, ratio)
    assert communes[["low", "value", "high"]].loc["a"].tolist() == pytest.approx([8, 10, 12])
    assert communes[["low", "value", "high"]].loc["b"].tolist() == [0, 0, 2]
    canton = expect(warehouse, ratio, "canton").loc["k"]
    assert (canton["low"], canton["high"]) == pytest.approx((4, 7))  # between 8 and 14 over 200
    assert canton["margin"] == pytest.approx(
        1.5
    )  # 1.96 x sqrt(2 + 2) / 200 is 1.96 %, beyond what the sure bounds allow


def test_a_published_figure_is_read_where_it_is_published_and_never_summed(warehouse):
    given(warehouse, [("x", "a", 2023, 21000), ("x", "b", 2023, "secret")])
    indicator = declared("published", "m.x", levels=("commune", "departement"))
    cells = expect(warehouse, indicator)
    assert cells["value"]["a"] == 21000
    assert cells["status"].to_dict() == {"a": "valeur", "b": "secret", "c": "absent"}
    assert expect(warehouse, indicator, "departement").empty


def test_an_estimated_observation_marks_every_sum_that_holds_it(warehouse):
    given(warehouse, [("x", "a", 2020, 4), ("x", "b", 2020, 6), ("x", "c", 2020, 1)])
    warehouse.execute("UPDATE observations SET status = 'estime' WHERE code = 'a'")
    indicator = declared("count", "m.x")
    assert expect(warehouse, indicator)["status"].to_dict() == {"a": "estime", "b": "valeur", "c": "valeur"}
    assert expect(warehouse, indicator, "canton")["status"].to_dict() == {"k": "estime", "l": "valeur"}


def test_an_evolution_never_crosses_a_break(warehouse):
    given(warehouse, [("x", "a", year, 100 + year - 2010) for year in (2010, 2012, 2014, 2016)])
    indicator = declared("evolution", "m.x", {"measure": "m.x", "lag": 2}, scale=100)
    cells = expect(warehouse, indicator, breaks=(2014,))  # 2012 and before are of another method
    assert cells.loc[["a"]].set_index("period")["value"].dropna().index.tolist() == [2012, 2016]


def published(connection, measure, level, code, period, value):
    connection.execute(
        f"{INSERT} (?, ?, ?, ?, ?, ?, ?, 0, 'valeur', 's')",
        [f"m.{measure}", level, code, period, value, value, value],
    )


def test_what_a_territory_would_have_at_the_rates_of_the_whole(warehouse):
    """Rates of 10 and 50 ‰: a, with 100 young and 200 old, is expected to have 1 + 10 of them, and has 22."""
    given(warehouse, [("young", "a", 2023, 100), ("old", "a", 2023, 200), ("x", "a", 2023, 22)])
    given(warehouse, [("young", "b", 2023, 300), ("old", "b", 2023, 0), ("x", "b", 2023, 0)])
    for measure, year, rate in [("rate1", 2015, 90), ("rate1", 2020, 10), ("rate2", 2020, 50)]:
        published(warehouse, measure, "departement", "d", year, rate)
    warehouse.execute("INSERT INTO measures (measure, unit) VALUES ('m.rate1', '‰'), ('m.rate2', '‰')")
    expected = "m.rate1 * m.young + m.rate2 * m.old"
    assert expect(warehouse, declared("count", expected))["value"].loc[["a", "b"]].tolist() == [11, 3]
    ratio = declared("ratio", "m.x", expected, scale=100)
    assert expect(warehouse, ratio)["value"].loc[["a", "b"]].tolist() == [200, 0]
    assert expect(warehouse, ratio, "canton")["value"]["k"] == pytest.approx(100 * 22 / 14)  # summed first


def test_without_its_rate_nothing_is_expected(warehouse):
    given(warehouse, [("young", "a", 2023, 100)])
    assert expect(warehouse, declared("count", "m.rate1 * m.young")).empty


def test_distance_to_the_nearest_commune_that_has_one(warehouse):
    """Town halls on one meridian, a degree of latitude (111.195 km) between a and b, and between b and c."""
    given(warehouse, [("x", "a", 2025, 2), ("x", "b", 2025, 0), ("x", "c", 2025, 0)])
    for code, latitude in [("a", 47), ("b", 48), ("c", 49)]:
        warehouse.execute("INSERT INTO town_halls (code, lon, lat) VALUES (?, 1, ?)", [code, latitude])
    indicator = declared("distance", "m.x")
    assert expect(warehouse, indicator)["value"].round(2).to_dict() == {"a": 0, "b": 111.2, "c": 222.39}
    mean = expect(warehouse, indicator, "canton")["value"]["k"]
    assert mean == pytest.approx(111.195 * 300 / 400, abs=0.01)  # 100 inhabitants have none to travel, 300 one degree


def test_the_whole_country_is_computed_from_its_own_figures(warehouse):
    indicator = declared("ratio", "m.x - m.y", "m.old", scale=100)
    put(warehouse, "indicators", pd.DataFrame([indicator_row(MEASURES, indicator, 0)]))
    for measure, value in [("x", 30), ("y", 10), ("old", 80)]:
        published(warehouse, measure, "france", "france", 2023, value)
    row = warehouse.execute(benchmark_sql(indicator, "france")).df().iloc[0]
    assert (row["value"], row["numerator"], row["denominator"]) == (25, 20, 80)
    assert warehouse.execute(benchmark_sql(indicator, "region")).df().empty
