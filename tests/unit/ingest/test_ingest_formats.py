"""Workbooks, JSON and Parquet, from files that the tests write."""

import datetime
import gzip
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from ingest_samples import source, told, write
from openpyxl import Workbook

from observatory.errors import DataError
from observatory.ingest import Reading, read_source

YEARS = {
    "kind": "workbook",
    "sheets": r"Tab\d",
    "header": "Code département",
    "stub": ["departement", "nom"],
    "across": ["annee"],
    "end": "TOTAL",
}
TALL = {
    "key": {"column": "departement", "system": "departement"},
    "marks": {"ND": "non_disponible", "": "absent"},
    "take": [{"measure": f"test.{n}", "column": "valeur", "where": {"feuille": f"Tab{n}"}} for n in (1, 2)],
}
ROWS = [
    ["Un titre", None, None],
    [None],
    ["Code\ndépartement", "Département", 2019, 2020, None],
    ["01", "Ain", 5394, "ND"],
    [41, "Loir-et-Cher", 1.5, "1 234"],
    ["TOTAL estimé", None, 9, 9],
    ["Note : une note", None],
]


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(folder: Path, content: bytes, name: str, **declared: Any) -> Reading:
    return read_source(source(**declared), write(folder, content, name))


def tall(folder: Path, sheets: dict[str, list[list[object]]], **form: object) -> Reading:
    return read(folder, workbook(sheets), "essai.xlsx", format={**YEARS, **form}, **TALL)


def test_years_in_columns_on_several_sheets(tmp_path: Path) -> None:
    reading = tall(tmp_path, {"Sommaire": [["rien"]], "Tab1": ROWS, "Tab2": ROWS})
    seen = reading.observations
    assert told(seen[seen["measure"] == "test.1"]) == [
        ("01", 2019, 5394.0, "valeur"),
        ("01", 2020, None, "non_disponible"),
        ("41", 2019, 1.5, "valeur"),
        ("41", 2020, 1234.0, "valeur"),
    ]
    assert len(seen) == 8
    assert (reading.rows, reading.kept, len(reading.rejects)) == (8, 8, 0)


def test_a_reject_says_which_sheet_row_and_column(tmp_path: Path) -> None:
    rows = [*ROWS[:4], ["41", "Loir-et-Cher", "douze", 3], *ROWS[5:]]
    row = tall(tmp_path, {"Tab1": ROWS, "Tab2": rows}).rejects.iloc[0]
    assert (row["line"], row["column_name"], row["raw"]) == (5, "valeur (Tab2!C)", "douze")


def test_errors_and_formulas_without_a_result_are_not_empty_cells(tmp_path: Path) -> None:
    rows = [*ROWS[:4], ["41", "Loir-et-Cher", "#DIV/0!", "=C4+1"], *ROWS[5:]]
    reading = tall(tmp_path, {"Tab1": rows, "Tab2": ROWS})
    assert list(reading.rejects["raw"]) == ["#DIV/0!", "formule sans résultat"]
    assert ("41", 2019, None, "non_disponible") in told(reading.observations)


def test_departements_in_columns_under_merged_headers(tmp_path: Path) -> None:
    rows = [
        ["Numéro", 1, None, 41, None],
        ["Département", "Ain", None, "Loir-et-Cher", None],
        [None, "Effectif", "Évolution", "Effectif", "Évolution"],
        [datetime.date(2019, 11, 1), 1, "nd", 2, "nd"],
        [datetime.date(2019, 12, 1), 10, "nd", 20, 3.5],
    ]
    declared: dict[str, Any] = {
        "format": {
            "kind": "workbook",
            "sheets": "Mois",
            "header": "Num[eé]ro",
            "header_rows": 3,
            "stub": ["mois"],
            "across": ["numero", "nom", "mesure"],
        },
        "key": {"column": "numero", "system": "departement", "aliases": {"1": "01"}},
        "period": {"column": "mois", "pattern": r"^(\d{4})-12-01$", "others": r"^\d{4}-(0\d|1[01])-01$"},
        "take": [{"measure": "test.rsa", "column": "valeur", "where": {"mesure": "Effectif"}}],
    }
    reading = read(tmp_path, workbook({"Mois": rows}), "essai.xlsx", **declared)
    assert told(reading.observations) == [("01", 2019, 10.0, "valeur"), ("41", 2019, 20.0, "valeur")]


def test_a_plain_sheet_with_a_header_of_two_rows(tmp_path: Path) -> None:
    rows = [["Code", "Foyers", None], [None, "RSA", "AAH"], ["41018", 5, 6]]
    form = {"kind": "workbook", "sheets": "F", "header": "Code", "header_rows": 2}
    take = [{"measure": "test.aah", "column": "Foyers / AAH"}]
    reading = read(
        tmp_path,
        workbook({"F": rows}),
        "essai.xlsx",
        format=form,
        take=take,
        key={"column": "Code"},
        period={"constant": 2024},
    )
    assert told(reading.observations) == [("41018", 2024, 6.0, "valeur")]


BROKEN = {
    "no sheet": ({"Feuil1": ROWS}, "aucune feuille ne s'appelle"),
    "no header": ({"Tab1": ROWS, "Tab2": ROWS[3:]}, "l'en-tête a changé"),
    "cut": ({"Tab1": ROWS, "Tab2": ROWS[:5]}, "le tableau est sans doute coupé"),
}


@pytest.mark.parametrize(("sheets", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_workbook_that_cannot_be_used(tmp_path: Path, sheets: dict[str, list[list[object]]], words: str) -> None:
    with pytest.raises(DataError, match=words):
        tall(tmp_path, sheets)


@pytest.mark.parametrize("content", [b"<html>404</html>", b"", b"PK\x03\x04cut", b"code,annee\n"])
def test_what_is_not_a_workbook(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError, match=r"essai\.xlsx"):
        read(tmp_path, content, "essai.xlsx", format=YEARS, **TALL)


RECORDS = {
    "groupes": [
        {
            "lieux": [
                {
                    "id": "a",
                    "ouvert": True,
                    "adresses": [{"usage": "06", "commune": "41001"}, {"usage": "03", "commune": "41018"}],
                }
            ]
        },
        {"lieux": [{"id": "b", "adresses": [{"usage": "03", "commune": "41018"}]}, {"id": "c", "adresses": []}]},
    ]
}
PATHS = {
    "format": {
        "kind": "json",
        "rows": ["groupes", "lieux"],
        "columns": {"id": "id", "ouvert": "ouvert", "commune": "adresses[usage=03].commune"},
    },
    "key": {"column": "commune"},
    "period": {"constant": 2026},
    "parts": ["id"],
    "take": [{"measure": "test.lieux"}],
}


@pytest.mark.parametrize("wrap", [bytes, gzip.compress])
def test_records_of_a_json_document(tmp_path: Path, wrap: Any) -> None:
    reading = read(tmp_path, wrap(json.dumps(RECORDS).encode()), "essai.json", **PATHS)
    assert told(reading.observations) == [("41018", 2026, 2.0, "valeur")]
    assert list(reading.rejects[["line", "reason"]].itertuples(index=False, name=None)) == [
        (3, "code commune illisible")
    ]


JSON_DEFECTS = {
    "cut": json.dumps(RECORDS).encode()[:-20],
    "cut gzip": gzip.compress(json.dumps(RECORDS).encode())[:-12],
    "other lists": b'{"groupes": [{"sites": []}]}',
    "other keys": json.dumps(RECORDS).replace("usage", "role").encode(),
    "no records": b'{"groupes": []}',
    "web page": b"<!doctype html>",
    "latin-1": json.dumps({"groupes": "é"}, ensure_ascii=False).encode("latin-1"),
}


@pytest.mark.parametrize("content", JSON_DEFECTS.values(), ids=JSON_DEFECTS.keys())
def test_a_json_document_that_cannot_be_used(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError, match=r"essai\.json"):
        read(tmp_path, content, "essai.json", **PATHS)


def test_parquet_and_what_is_not(tmp_path: Path) -> None:
    path = tmp_path / "essai.parquet"
    duckdb.sql(
        "SELECT '410180101' AS iris, 2.5 AS foyers, 2024 AS annee UNION ALL SELECT '410180102', NULL, 2024"
    ).write_parquet(str(path))
    declared: dict[str, Any] = {"format": {"kind": "parquet"}, "key": {"column": "iris", "system": "iris"}}
    reading = read_source(source(**declared), path)
    assert sorted(told(reading.observations)) == [
        ("410180101", 2024, 2.5, "valeur"),
        ("410180102", 2024, None, "absent"),
    ]
    with pytest.raises(DataError, match="Parquet"):
        read(tmp_path, path.read_bytes()[:-30], "coupe.parquet", **declared)
