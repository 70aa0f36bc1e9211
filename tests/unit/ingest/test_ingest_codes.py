"""Codes of a year to today's communes: fusions, parts that lack, Lyon's arrondissements, strangers and unknowns."""

import pandas as pd
import pytest
from ingest_samples import told

from observatory.ingest import Recoded, recode

TODAY = frozenset({"69123", "69149", "69001", "69240"})
HISTORY = pd.DataFrame(
    [
        ("69152", "69149", "commune-deleguee", 2024),
        ("69900", "69001", "commune-deleguee", None),
        ("69901", "69900", "commune-associee", None),
    ],
    columns=["old_code", "code", "kind", "year"],
)
ADDITIVE = frozenset({"caf.foyers"})


def observations(*rows: tuple[str, float], measure: str = "caf.foyers", cog: int = 0, counted: int = 0) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["code", "value"])
    return frame.assign(
        measure=measure,
        system="commune",
        period=2022,
        status="valeur",
        line=range(2, len(rows) + 2),
        cog=cog,
        counted=counted,
        cells=1,
    )


def recoded(frame: pd.DataFrame, **more: frozenset[str]) -> Recoded:
    return recode(frame, TODAY, HISTORY, ADDITIVE, **more)


def test_a_fusion_is_summed() -> None:
    found = recoded(observations(("69149", 10), ("69152", 5), ("69001", 1)))
    assert told(found.observations) == [("69149", 2022, 15.0, "valeur"), ("69001", 2022, 1.0, "valeur")]


def test_a_commune_is_followed_through_two_fusions() -> None:
    assert told(recoded(observations(("69001", 1), ("69901", 2))).observations) == [("69001", 2022, 3.0, "valeur")]


def test_a_rate_is_never_summed_over_a_fusion() -> None:
    found = recoded(observations(("69149", 10), ("69152", 5), ("69001", 1), measure="drees.apl"))
    assert told(found.observations) == [("69149", 2022, None, "non_disponible"), ("69001", 2022, 1.0, "valeur")]


def test_a_part_is_not_shown_as_the_whole() -> None:
    only_part = recoded(observations(("69149", 10), cog=2022, counted=2022))
    assert told(only_part.observations) == [("69149", 2022, None, "non_disponible")]
    whole = recoded(observations(("69149", 10), cog=2024, counted=2024))
    assert told(whole.observations) == [("69149", 2022, 10.0, "valeur")]


def test_todays_codes_with_the_counts_of_former_communes_are_not_available() -> None:
    found = recoded(observations(("69001", 10), ("69123", 7), cog=2024, counted=2013))
    assert told(found.observations) == [("69001", 2022, None, "non_disponible"), ("69123", 2022, 7.0, "valeur")]


def test_a_part_missing_in_one_year_only() -> None:
    frame = pd.concat(
        [observations(("69149", 10), ("69152", 5)), observations(("69149", 11)).assign(period=2023)], ignore_index=True
    )
    assert told(recoded(frame).observations) == [
        ("69149", 2022, 15.0, "valeur"),
        ("69149", 2023, None, "non_disponible"),
    ]


def test_lyon_is_not_counted_twice() -> None:
    rows = [("69123", 45.0), *((f"6938{i}", 5.0) for i in range(1, 10))]
    found = recoded(observations(*rows))
    assert told(found.observations) == [("69123", 2022, 45.0, "valeur")]
    assert found.outside == 9


def test_lyon_is_the_sum_of_its_arrondissements_where_it_has_no_row() -> None:
    found = recoded(observations(*((f"6938{i}", 5.0) for i in range(1, 10))))
    assert told(found.observations) == [("69123", 2022, 45.0, "valeur")]


def test_lyon_without_one_of_its_arrondissements_is_not_available() -> None:
    found = recoded(observations(*((f"6938{i}", 5.0) for i in range(1, 9))))
    assert told(found.observations) == [("69123", 2022, None, "non_disponible")]


def test_strangers_are_counted_and_unknown_codes_rejected() -> None:
    found = recoded(
        observations(("41018", 1), ("69266", 2), ("69999", 3), ("69001", 4)), elsewhere=frozenset({"69266"})
    )
    assert told(found.observations) == [("69001", 2022, 4.0, "valeur")]
    assert found.outside == 2
    assert list(found.rejects[["line", "column_name", "raw"]].itertuples(index=False, name=None)) == [
        (4, "code", "69999")
    ]


def test_other_systems_pass_unchanged() -> None:
    frame = pd.concat([observations(("69001", 1)), observations(("200046977", 3)).assign(system="epci")])
    assert set(recoded(frame).observations["code"]) == {"69001", "200046977"}


def iris(*rows: tuple[str, float], measure: str = "caf.foyers", cog: int = 0) -> pd.DataFrame:
    return observations(*rows, measure=measure, cog=cog, counted=cog).assign(system="iris")


def test_iris_are_summed_to_their_commune() -> None:
    found = recoded(iris(("690010101", 3), ("690010102", 4), ("692400000", 5), cog=2024))
    assert told(found.observations) == [("69001", 2022, 7.0, "valeur"), ("69240", 2022, 5.0, "valeur")]
    assert set(found.observations["system"]) == {"commune"}


def test_the_rates_of_iris_are_not_summed_but_that_of_a_whole_commune_stands() -> None:
    found = recoded(iris(("690010101", 3), ("690010102", 4), ("692400000", 5), measure="rp.part"))
    assert told(found.observations) == [("69001", 2022, None, "non_disponible"), ("69240", 2022, 5.0, "valeur")]


def test_a_commune_that_lacks_an_iris_in_one_year_is_not_available() -> None:
    rows = pd.concat([iris(("690010101", 3), ("690010102", 4)), iris(("690010101", 3)).assign(period=2023)])
    assert told(recoded(rows.reset_index(drop=True)).observations) == [
        ("69001", 2022, 7.0, "valeur"),
        ("69001", 2023, None, "non_disponible"),
    ]


@pytest.mark.parametrize("status", ["secret", "absent"])
def test_a_sum_has_the_status_of_its_least_sure_part(status: str) -> None:
    frame = observations(("69149", 10), ("69152", 5))
    frame.loc[1, ["value", "status"]] = [None, status]
    assert told(recoded(frame).observations) == [("69149", 2022, None, status)]


def test_the_arrondissements_of_a_city_elsewhere_are_elsewhere() -> None:
    found = recoded(observations(("13201", 4), ("75056", 6), ("69001", 1)))
    assert told(found.observations) == [("69001", 2022, 1.0, "valeur")]
    assert (found.outside, len(found.rejects)) == (2, 0)
