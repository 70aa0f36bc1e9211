"""Rows to observations: marks, sums, duplicates, periods, and the reasons of what is refused."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_samples import read, source, told

from observatory.catalogue.source import Source
from observatory.errors import DataError
from observatory.ingest.numbers import parse
from observatory.ingest.table import Texts, matches

AGES = {
    "period": {"constant": 2023},
    "dimensions": ["sexe"],
    "take": [
        {"measure": "ages.total", "column": "population"},
        {"measure": "ages.75_plus", "column": "population", "where": {"age": ["75", "80"]}},
    ],
}
AGE_ROWS = """code,sexe,age,population
41018,F,70,1.5
41018,M,70,2
41018,F,75,0.1
41018,M,75,0.2
41018,F,80,0.3
41018,M,80,0.4
"""


def reasons(folder: Path, text: str, **declared: object) -> list[tuple[int, str, str, str]]:
    rejects = read(folder, text, **declared).rejects
    return list(rejects[["line", "column_name", "raw", "reason"]].itertuples(index=False, name=None))


def test_a_take_sums_the_rows_that_its_where_names(tmp_path: Path) -> None:
    seen = read(tmp_path, AGE_ROWS, **AGES).observations.set_index("measure")["value"]
    assert seen["ages.75_plus"] == 1.0  # 0.1 + 0.2 + 0.3 + 0.4, rounded once
    assert seen["ages.total"] == 4.5


def test_an_incomplete_sum_is_not_a_smaller_sum(tmp_path: Path) -> None:
    other = AGE_ROWS.replace("code,sexe,age,population\n", "").replace("41018", "41295")
    text = AGE_ROWS.replace("41018,M,80,0.4\n", "") + other
    reading = read(tmp_path, text, **AGES)
    assert ("41018", 2023, None, "non_disponible") in told(reading.observations)
    assert ("41295", 2023, 1.0, "valeur") in told(reading.observations)
    assert "somme incomplète" in reading.rejects["reason"][0]


def test_a_label_that_no_row_bears_refuses_the_take(tmp_path: Path) -> None:
    found = reasons(tmp_path, AGE_ROWS.replace(",80,", ",80 ans,"), **AGES)
    assert found == [(1, "age", "80", "aucune ligne ne porte cette modalité, que «\u00a0ages.75_plus\u00a0» demande")]


def test_marks_are_statuses_and_a_sum_has_the_least_sure_one(tmp_path: Path) -> None:
    rows = ("41018,2024,F,s", "41018,2024,M,5", "41295,2024,F,", "41295,2024,M,5", "41296,2024,F,1", "41296,2024,M,5")
    text = "\n".join(["code,annee,sexe,foyers", *rows, ""])
    reading = read(tmp_path, text, dimensions=["sexe"], marks={"": "absent", "s": "secret"})
    assert told(reading.observations) == [
        ("41018", 2024, None, "secret"),
        ("41295", 2024, None, "absent"),
        ("41296", 2024, 6.0, "valeur"),
    ]


BAD_CELLS = {
    "-4": "valeur négative",
    "n.c.": "ni un nombre ni une marque déclarée",
    "1,5": "nombre écrit avec une virgule, alors que la source déclare un point",
    "1e5": "ni un nombre ni une marque déclarée",
    "nan": "ni un nombre ni une marque déclarée",
    "12 34": "ni un nombre ni une marque déclarée",
    "#REF!": "ni un nombre ni une marque déclarée",
    "": "cellule vide, que la source ne déclare pas",
    "101": "valeur au-dessus du maximum déclaré (100)",
}


@pytest.mark.parametrize(("raw", "reason"), BAD_CELLS.items())
def test_a_cell_that_is_no_number_is_a_reject_and_no_value(tmp_path: Path, raw: str, reason: str) -> None:
    take = [{"measure": "test.part", "column": "foyers", "maximum": 100}]
    reading = read(tmp_path, f'code,annee,foyers\n41018,2024,"{raw}"\n41295,2024,4\n', take=take, marks={"s": "secret"})
    row = reading.rejects.iloc[0]
    assert (row["file"], row["line"], row["column_name"], row["raw"], row["reason"]) == (
        "essai.csv",
        2,
        "foyers",
        raw,
        reason,
    )
    assert told(reading.observations) == [("41018", 2024, None, "non_disponible"), ("41295", 2024, 4.0, "valeur")]


def test_codes_and_years_that_cannot_be_read(tmp_path: Path) -> None:
    text = "code,annee,foyers\n1004,2024,1\n41018.0,2024,1\n,2024,1\n41018,24,1\n41018,9999,1\n2A004,2024,1\n"
    assert reasons(tmp_path, text) == [
        (2, "code", "1004", "code commune illisible"),
        (3, "code", "41018.0", "code commune illisible"),
        (4, "code", "", "code commune illisible"),
        (5, "annee", "24", "année illisible"),
        (6, "annee", "9999", "année illisible"),
    ]


def test_a_pattern_finds_the_year(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "code,annee,foyers\n41018,2015-T4,1\n", period={"column": "annee", "pattern": r"^(\d{4})-T4$"}
    )
    assert told(reading.observations) == [("41018", 2015, 1.0, "valeur")]


def test_one_column_per_year(tmp_path: Path) -> None:
    take = [{"measure": "test.p", "column": f"p{year}", "period": 2000 + year} for year in (20, 21)]
    reading = read(tmp_path, "code,p20,p21\n41018,1,2\n", take=take, period={})
    assert told(reading.observations) == [("41018", 2020, 1.0, "valeur"), ("41018", 2021, 2.0, "valeur")]


def test_aliases_stand_for_codes_or_are_passed_over(tmp_path: Path) -> None:
    key = {"column": "code", "system": "epci", "aliases": {"France": "france", "Total": ""}}
    reading = read(tmp_path, "code,annee,foyers\nFrance,2023,60\n200000800,2023,7\nTotal,2023,9\n", key=key)
    assert list(reading.observations["system"]) == ["france", "epci"]
    assert (reading.rows, reading.kept, len(reading.rejects)) == (3, 2, 0)


def test_a_repeated_row_is_counted_once_and_a_contradiction_not_at_all(tmp_path: Path) -> None:
    text = "code,annee,foyers\n41018,2024,5\n41018,2024,5\n41295,2024,5\n41295,2024,6\n"
    reading = read(tmp_path, text)
    assert told(reading.observations) == [("41018", 2024, 5.0, "valeur"), ("41295", 2024, None, "non_disponible")]
    assert list(reading.rejects["line"]) == [3, 4, 5]
    assert [reason.split()[0] for reason in reading.rejects["reason"]] == ["doublon", "lignes", "lignes"]


def test_parts_of_a_territory_are_summed(tmp_path: Path) -> None:
    text = "code,ancien,annee,foyers\n41055,41055,2024,3\n41055,41120,2024,4\n41018,41018,2024,2\n"
    assert told(read(tmp_path, text, parts=["ancien"]).observations)[0] == ("41055", 2024, 7.0, "valeur")


def test_rows_are_counted_and_identical_rows_once(tmp_path: Path) -> None:
    text = "code,annee,uai\n41018,2024,A\n41018,2024,B\n41018,2024,B\n"
    reading = read(tmp_path, text, take=[{"measure": "test.ecoles"}])
    assert told(reading.observations) == [("41018", 2024, 2.0, "valeur")]
    assert list(reading.rejects["line"]) == [4]


def test_a_source_without_a_year_is_refused() -> None:
    with pytest.raises(ValueError, match="period"):
        source(period={})


@given(st.lists(st.text(alphabet="0123456789 ,.-+eE\u00a0\u202fsnd", max_size=9), max_size=30))
def test_every_cell_is_a_number_a_mark_or_has_a_reason(texts: list[str]) -> None:
    plain = [text.strip() for text in texts]
    cells = parse(Texts(np.arange(len(plain)), plain), {"s": "secret"}, ".", 0, math.inf)
    reasons = cells.reasons.of(np.arange(len(plain)))
    for text, value, rank, reason in zip(plain, cells.values, cells.ranks, reasons, strict=True):
        readable = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
        if rank == 0:
            assert value == float(readable)
        else:
            assert math.isnan(value)
            assert bool(reason) != (text == "s")


def test_a_declared_source_is_frozen() -> None:
    assert isinstance(source(), Source)
    with pytest.raises(ValueError, match="frozen"):
        source().slug = "autre"  # type: ignore[misc]


PARTS = {
    "dimensions": ["sexe"],
    "modalities": {"sexe": ["F", "M", "T"]},
    "totals": [{"total": "test.total", "parts": ["test.femmes", "test.hommes"], "within": 5}],
    "take": [
        {"measure": f"test.{name}", "column": "foyers", "where": {"sexe": sex}}
        for name, sex in (("total", "T"), ("femmes", "F"), ("hommes", "M"))
    ],
}


def test_a_total_that_is_not_the_sum_of_its_parts(tmp_path: Path) -> None:
    rows = ["41018,2024,F,10", "41018,2024,M,20", "41018,2024,T,35", "41295,2024,F,10", "41295,2024,M,20"]
    text = "\n".join(["code,annee,sexe,foyers", *rows, "41295,2024,T,300", ""])
    reading = read(tmp_path, text, **PARTS)
    assert reading.observations.set_index(["code", "measure"])["value"].dropna().to_dict() == {
        ("41018", "test.total"): 35,
        ("41018", "test.femmes"): 10,
        ("41018", "test.hommes"): 20,
    }
    row = reading.rejects.iloc[0]
    assert (row["line"], row["column_name"], row["raw"]) == (7, "test.total", "300 pour 30")
    assert row["reason"] == "total qui n'est pas la somme de ses parties (test.femmes + test.hommes)"


def test_a_modality_that_is_not_declared(tmp_path: Path) -> None:
    text = "code,annee,sexe,foyers\n41018,2024,F,10\n41018,2024,M,20\n41018,2024,T,30\n41295,2024,Femmes,5\n"
    assert reasons(tmp_path, text, **PARTS) == [(5, "sexe", "Femmes", "modalité que la source ne déclare pas")]


def test_fewer_rows_than_the_source_declares_is_a_cut_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="1 lignes, au moins 2 attendues"):
        read(tmp_path, "code,annee,foyers\n41018,2024,5\n", at_least=2)


def test_a_column_of_statuses(tmp_path: Path) -> None:
    status = {"column": "statut", "marks": {"Diffusable": "valeur", "Confidentiel": "secret"}}
    text = (
        "code,annee,foyers,statut\n41018,2024,5,Diffusable\n41295,2024,,Confidentiel\n"
        "41296,2024,7,Confidentiel\n41297,2024,,Diffusable\n41298,2024,5,Provisoire\n"
    )
    reading = read(tmp_path, text, status=status)
    assert told(reading.observations) == [
        ("41018", 2024, 5.0, "valeur"),
        ("41295", 2024, None, "secret"),
        ("41296", 2024, None, "secret"),
        ("41297", 2024, None, "absent"),
        ("41298", 2024, None, "non_disponible"),
    ]
    assert list(reading.rejects["line"]) == [6]


def test_names_are_not_codes(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="aucun code commune, mais «\u00a0Blois\u00a0»"):
        read(tmp_path, "code,annee,foyers\nBlois,2024,5\nMer,2024,6\n")


def test_only_the_declared_periods_are_read_and_the_others_passed_over(tmp_path: Path) -> None:
    period = {"column": "annee", "pattern": r"^(\d{4})-12$", "others": r"^\d{4}-(0\d|1[01])$"}
    reading = read(tmp_path, "code,annee,foyers\n41018,2024-11,5\n41018,2024-12,6\n41018,2024-13,7\n", period=period)
    assert told(reading.observations) == [("41018", 2024, 6.0, "valeur")]
    assert list(reading.rejects["raw"]) == ["2024-13"]


def test_a_year_that_lacks_the_declared_period_is_told_unless_it_is_the_last(tmp_path: Path) -> None:
    period = {"column": "annee", "pattern": r"^(\d{4})-12$", "others": r"^\d{4}-(0\d|1[01])$"}
    months = ["2021-12", "2022-10", "2022-11", "2023-11", "2023-12", "2024-01"]
    text = "code,annee,foyers\n" + "".join(f"41018,{month},5\n" for month in months)
    reading = read(tmp_path, text, period=period)
    assert [year for _, year, *_ in told(reading.observations)] == [2021, 2023]
    assert reading.rejects[["line", "raw"]].values.tolist() == [[3, "2022-10"]]
    assert "une ligne manque" in reading.rejects["reason"].iat[0]


def test_a_file_of_one_territory(tmp_path: Path) -> None:
    reading = read(tmp_path, "annee,foyers\n2023,5\n2024,6\n", key={"code": "france", "system": "france"})
    assert told(reading.observations) == [("france", 2023, 5.0, "valeur"), ("france", 2024, 6.0, "valeur")]


@given(st.lists(st.text(alphabet="12,\n ", max_size=4), max_size=6))
def test_a_column_tried_all_in_one_is_judged_text_by_text(texts: list[str]) -> None:
    pattern = r"\d+(,\d+)?"
    assert matches(pattern, texts).tolist() == [re.fullmatch(pattern, text) is not None for text in texts]


def test_a_file_of_france_says_which_years_it_gives(tmp_path: Path) -> None:
    text = "annee,foyers\n2023,7\n2024,8\n"
    reading = read(tmp_path, text, key={"code": "france", "system": "france"})
    assert list(reading.given.itertuples(index=False, name=None)) == [
        ("test.foyers", "france", 2023),
        ("test.foyers", "france", 2024),
    ]
