"""Wherever a source gives a measure, a level and a year, every territory of that level is there."""

import pandas as pd

from observatory.catalogue import Source
from observatory.warehouse.expected import completed

PLACES = pd.DataFrame({"level": ["commune"] * 3 + ["departement"], "code": ["41001", "41002", "41003", "41"]})
WORDS = dict.fromkeys(["producer", "title", "licence", "page", "vintage", "files", "secrecy"], "x")
ABOUT = {"source": "essai", "file": "essai.csv"}


def source(absent_rows: str) -> dict[str, Source]:
    take = {"measure": "test.foyers", "column": "foyers", "absent_rows": absent_rows}
    told = {**WORDS, "slug": "essai", "key": {"column": "code"}, "period": {"constant": 2024}, "take": [take]}
    return {"essai": Source.model_validate(told)}


def found(absent_rows: str, *codes: str) -> tuple[dict[str, str], list[str]]:
    """(status by code, reasons) of a file that gives those communes, each with 5 foyers."""
    rows = pd.DataFrame({"code": list(codes)}).assign(
        **ABOUT, measure="test.foyers", level="commune", period=2024, value=5.0, low=5.0, high=5.0,
        status="valeur", line=2, cells=1,
    )  # fmt: skip
    given = pd.DataFrame([{**ABOUT, "measure": "test.foyers", "level": "commune", "period": 2024}])
    whole, rejects = completed(rows, given, source(absent_rows), PLACES)
    assert whole["value"].isna().tolist() == (whole["status"] == "non_disponible").tolist()
    return dict(zip(whole["code"], whole["status"], strict=True)), rejects["reason"].tolist()


def test_a_territory_that_lacks_is_not_available_and_told() -> None:
    statuses, reasons = found("expected", "41001", "41003")
    assert statuses == {"41001": "valeur", "41003": "valeur", "41002": "non_disponible"}
    assert reasons == ["territoire attendu en 2024, sans ligne (test.foyers)"]


def test_a_file_without_any_of_them_is_told_once() -> None:
    statuses, reasons = found("expected")
    assert set(statuses.values()) == {"non_disponible"}
    assert reasons == ["aucune ligne pour un territoire d’ici en 2024"]


def test_a_list_leaves_out_those_that_have_none() -> None:
    statuses, reasons = found("zero", "41001")
    assert (set(statuses.values()), len(statuses), reasons) == ({"valeur"}, 3, [])


def test_a_source_may_tell_of_some_territories_only() -> None:
    assert found("absent", "41001") == ({"41001": "valeur"}, [])
