"""Scissions: shared by declared weights, bounded, marked; never a rate, never twice."""

import pandas as pd
import pytest

from observatory.ingest.scissions import SPLITS, apportioned
from observatory.statistics.apportion import shares

ADDITIVE = frozenset({"caf.foyers"})
SHARED = shares([300.0, 100.0], 0.1)
PARTS = pd.DataFrame([("41001", code, 2020, *share) for code, share in zip(["41001", "41900"], SHARED, strict=True)])
PARTS.columns = pd.Index(SPLITS)


def rows(*told: tuple[str, int, float | None], measure: str = "caf.foyers", counted: int = 0) -> pd.DataFrame:
    frame = pd.DataFrame(told, columns=["code", "period", "value"]).astype({"value": float})
    status = frame["value"].notna().map({True: "valeur", False: "secret"})
    return frame.assign(measure=measure, low=frame["value"], high=frame["value"], status=status, counted=counted)


def found(frame: pd.DataFrame) -> list[tuple[str, int, float | None, str]]:
    made = apportioned(frame, PARTS, ADDITIVE).sort_values(["period", "code"])
    values = made["value"].astype(object).where(made["value"].notna(), None)
    return list(zip(made["code"], made["period"], values, made["status"], strict=True))


def test_the_whole_of_a_year_before_is_shared_and_estimated() -> None:
    assert found(rows(("41001", 2019, 40), ("41002", 2019, 7))) == [
        ("41001", 2019, 30.0, "estime"),
        ("41002", 2019, 7.0, "valeur"),
        ("41900", 2019, 10.0, "estime"),
    ]


def test_the_bounds_are_those_of_weights_wrong_by_a_tenth() -> None:
    made = apportioned(rows(("41001", 2019, 40)), PARTS, ADDITIVE).set_index("code")
    # 300 x 0.9 against 100 x 1.1: 270 of 380; 300 x 1.1 against 100 x 0.9: 330 of 420
    assert made.loc["41001", ["low", "high"]].tolist() == pytest.approx([40 * 270 / 380, 40 * 330 / 420])
    assert made.loc["41900", ["low", "high"]].tolist() == pytest.approx([40 * 90 / 420, 40 * 110 / 380])


def test_parts_that_the_file_has_are_left_alone() -> None:
    assert found(rows(("41001", 2019, 30), ("41900", 2019, 10))) == [
        ("41001", 2019, 30.0, "valeur"),
        ("41900", 2019, 10.0, "valeur"),
    ]


def test_a_year_after_is_not_the_whole() -> None:
    assert found(rows(("41001", 2020, 30))) == [("41001", 2020, 30.0, "valeur")]
    assert found(rows(("41001", 2019, 30), counted=2021)) == [("41001", 2019, 30.0, "valeur")]


def test_a_rate_is_of_none_of_the_parts_and_a_secret_is_of_all() -> None:
    assert [status for *_, status in found(rows(("41001", 2019, 40), measure="apl"))] == ["non_disponible"] * 2
    assert [status for *_, status in found(rows(("41001", 2019, None)))] == ["secret"] * 2
