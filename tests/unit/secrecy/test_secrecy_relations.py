"""Relations between the cells of hand-made tables."""

import numpy as np
import pandas as pd

from observatory.secrecy.attack import Release, attack
from observatory.secrecy.relations import KEY, Relations, rate_bounds, rounded_bounds, sums, together, within, zonings

INF = float("inf")
Row = tuple[str, str, str, str, str, float | None]


def cells(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*KEY, "value"])


def count(
    level: str, code: str, value: float | None, part: str = "", period: str = "2024", measure: str = "apa"
) -> Row:
    return (measure, level, code, part, period, value)


def bounds(frame: pd.DataFrame, relations: Relations) -> list[list[float]]:
    """What the attack leaves to the cells without a value."""
    hidden = frame["value"].isna()
    release = frame.assign(
        low=frame["value"].fillna(0),
        high=frame["value"].fillna(INF),
        hidden=hidden,
        required=np.where(hidden, 5.0, 0.0),
    )
    return attack(Release(release, relations)).hidden[["low", "high"]].values.tolist()


def test_an_epci_that_crosses_cantons_gives_its_own_equation() -> None:
    places = pd.DataFrame(
        [("1", "canton", "A"), ("2", "canton", "A"), ("3", "canton", "B")] + [(c, "epci", "E") for c in ("2", "3")],
        columns=["commune", "level", "code"],
    )
    shown = [count("commune", "1", None), count("commune", "2", None), count("commune", "3", 8)]
    frame = cells(*shown, count("canton", "A", 20), count("epci", "E", 11))
    relations = zonings(frame, places)
    assert relations.names == ("canton A, apa, 2024", "epci E, apa, 2024")
    assert bounds(frame, relations) == [[17, 17], [3, 3]]


def test_a_territory_is_at_least_the_sum_of_the_communes_that_are_known() -> None:
    places = pd.DataFrame([("1", "epci", "E"), ("2", "epci", "E")], columns=["commune", "level", "code"])
    frame = cells(count("commune", "1", None), count("epci", "E", 6))
    assert bounds(frame, zonings(frame, places)) == [[0, 6]]


def test_a_split_commune_lends_its_share_within_the_rounding() -> None:
    places = pd.DataFrame(
        [("1", "canton électoral", "A", 0.5), ("2", "canton électoral", "A", 1.0)],
        columns=["commune", "level", "code", "weight"],
    )
    frame = cells(count("commune", "1", None), count("commune", "2", 10), count("canton électoral", "A", 30))
    assert bounds(frame, zonings(frame, places)) == [[39, 41]]


def test_women_men_and_everyone() -> None:
    frame = cells(count("commune", "1", 9), count("commune", "1", 7, "F"), count("commune", "1", None, "H"))
    assert bounds(frame, sums(frame, "part", "", ("F", "H"))) == [[2, 2]]


def test_two_years_and_their_sum() -> None:
    years = [count("commune", "1", 12, period="2023+2024"), count("commune", "1", None, period="2023")]
    frame = cells(*years, count("commune", "1", 9, period="2024"))
    assert bounds(frame, sums(frame, "period", "2023+2024", ("2023", "2024"))) == [[3, 3]]


def test_merged_communes_are_a_sum_of_codes() -> None:
    frame = cells(count("commune", "N", 14), count("commune", "1", 11), count("commune", "2", None))
    assert bounds(frame, sums(frame, "code", "N", ("1", "2"))) == [[3, 3]]


def test_beneficiaries_are_within_households_even_hidden_ones() -> None:
    frame = cells(count("commune", "1", None), count("commune", "1", 4, measure="ménages"))
    assert bounds(frame, within(frame, "apa", "ménages")) == [[0, 4]]
    frame = cells(count("commune", "1", 6), count("commune", "1", None, measure="ménages"))
    assert bounds(frame, within(frame, "apa", "ménages")) == [[6, INF]]


def test_families_of_relations_hold_together() -> None:
    frame = cells(
        count("commune", "1", 9),
        count("commune", "1", None, "F"),
        count("commune", "1", 3, measure="ménages", part="F"),
    )
    both = together(sums(frame, "part", "", ("F", "H")), within(frame, "apa", "ménages"))
    assert bounds(frame, both) == [[0, 3]]


def test_a_figure_rounded_to_five_is_an_interval() -> None:
    low, high = rounded_bounds(np.array([0.0, 10.0]), 5)
    assert low.tolist() == [0, 8]
    assert high.tolist() == [2, 12]


def test_a_rate_and_its_denominator_tell_the_numerator() -> None:
    low, high = rate_bounds(np.array([12.5, 33.3, 0.4]), np.array([8.0, 6.0, 2000.0]), 100, 1)
    assert low.tolist() == [1, 2, 7]
    assert high.tolist() == [1, 2, 9]
