"""A refused row of a list makes a hole where it may have belonged, never a lower count."""

from pathlib import Path

import pandas as pd
import pytest
from ingest_samples import read, source, told

from observatory.errors import DataError
from observatory.ingest.lists import refuse_lost

EQUIPMENT = {
    "modalities": {"type": ["école", "crèche", "gare"]},
    "take": [
        {"measure": "test.ecoles", "column": "nombre", "where": {"type": "école"}, "absent_rows": "zero"},
        {"measure": "test.creches", "column": "nombre", "where": {"type": "crèche"}, "absent_rows": "zero"},
    ],
}
ROWS = ["code,annee,type,nombre", "41001,2024,école,2", "41001,2024,crèche,1", "41002,2024,école,1"]


def listed(folder: Path, *rows: str) -> dict[tuple[str, str, int], float | None]:
    """(measure, code, year) -> value, None where it is not available."""
    observations = read(folder, "\n".join([*ROWS, *rows, ""]), **EQUIPMENT).observations
    keys = zip(observations["measure"], observations["code"], observations["period"], strict=True)
    return dict(zip(keys, (value for _, _, value, _ in told(observations)), strict=True))


def test_an_unknown_label_may_have_been_any_of_the_commune_s(tmp_path: Path) -> None:
    found = listed(tmp_path, "41002,2024,ecole,3")
    assert found["test.ecoles", "41002", 2024] is None
    assert found["test.creches", "41002", 2024] is None
    assert found["test.ecoles", "41001", 2024] == 2


def test_a_commune_whose_only_row_is_refused_is_no_zero(tmp_path: Path) -> None:
    assert listed(tmp_path, "41003,2024,ecole,3")["test.ecoles", "41003", 2024] is None


def test_a_row_without_a_year_may_have_been_of_any(tmp_path: Path) -> None:
    found = listed(tmp_path, "41001,2023,école,1", "41002,,école,3")
    assert found["test.ecoles", "41002", 2024] is None
    assert found["test.ecoles", "41002", 2023] is None
    assert found["test.ecoles", "41001", 2023] == 1


def test_a_row_whose_commune_cannot_be_read_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"ligne 5.*4100O.*trop bas, sans que l'on sache lequel.*key\.aliases"):
        listed(tmp_path, "4100O,2024,école,3")
    lost = pd.DataFrame({"line": [7], "raw": ["41999"], "reason": ["code de commune inconnu"]})
    with pytest.raises(DataError, match=r"ligne 7.*41999.*code de commune inconnu"):
        refuse_lost(source(**EQUIPMENT), "essai.csv", lost)


def test_a_label_that_no_row_bears_is_a_true_zero_only_where_all_are_declared(tmp_path: Path) -> None:
    schools = "code,annee,type,nombre\n41001,2024,école,2\n"
    closed = read(tmp_path, schools, **EQUIPMENT)
    assert closed.rejects.empty
    assert set(closed.given["measure"]) == {"test.ecoles", "test.creches"}
    open_ended = read(tmp_path, schools, take=EQUIPMENT["take"])
    assert set(open_ended.given["measure"]) == {"test.ecoles"}
    assert "crèche" in set(open_ended.rejects["raw"])
