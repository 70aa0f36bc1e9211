"""A brought file is understood whole or refused whole, and its years are put beside those already there."""

import os
import re
from pathlib import Path

import pandas as pd
import pytest
from brought_files import AIDE, COUNTS, DECISIONS, GROUND, csv_file, xlsx_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.activity import RefusedRows, import_file
from observatory.errors import DataError, UnknownValue

DOMAINS = {"aide": AIDE}


def brought(tmp_path: Path, file: Path):
    return import_file(file, DOMAINS, GROUND, tmp_path / "var")


def stored(tmp_path: Path) -> list[str]:
    return (tmp_path / "var/activite/activite-aide.csv").read_text(encoding="utf-8").splitlines()


def test_counts_are_kept_as_they_are(tmp_path):
    deposit = brought(tmp_path, csv_file(tmp_path, COUNTS, "01001;2024;3;2;1;15;9", "01003;2024;s;nd;;0;1 200"))
    assert stored(tmp_path) == [
        COUNTS.replace(";", ","),
        "01001,2024,3,2,1,15,9",
        "01003,2024,s,nd,,0,1200",
    ]
    assert (deposit.shape, deposit.rows, deposit.added, deposit.replaced) == ("territoires", 2, ("2024",), ())
    assert deposit.silent == ("01004", "01005")  # 01003 is a former part of 01002


def test_decisions_are_counted_by_commune_and_year(tmp_path):
    """Three at 01001, of which two at home, 5 and 20 days; a true zero where there is none; hors is apart."""
    rows = [
        "01001;2024;domicile;5",
        "01001;2024;domicile;20",
        "01001;2024;foyer;",
        "01004;2023;foyer;",
        "hors;2024;foyer;",
    ]
    deposit = brought(tmp_path, csv_file(tmp_path, DECISIONS, *rows))
    assert (deposit.shape, deposit.rows, deposit.elsewhere, deposit.added) == ("decisions", 5, 1, ("2023", "2024"))
    assert "01001,2024,3,2,1,25," in stored(tmp_path)
    assert "01004,2023,1,0,1,0," in stored(tmp_path)
    assert "01005,2024,0,0,0,0," in stored(tmp_path)
    assert len(stored(tmp_path)) == 1 + 4 * 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["01001", "01002", "01004", "hors"]),
            st.sampled_from(["2023", "2024"]),
            st.sampled_from(["domicile", "foyer"]),
            st.integers(0, 400),
        ),
        min_size=1,
    ).filter(lambda rows: any(row[0] != "hors" for row in rows)),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.permutations(DECISIONS.split(";")),
)
def test_no_decision_is_lost_whatever_the_file_is_written_with(tmp_path, rows, separator, encoding, order):
    told = [dict(zip(DECISIONS.split(";"), map(str, row), strict=True)) for row in rows]
    lines = [separator.join(order), *(separator.join(row[name] for name in order) for row in told)]
    (tmp_path / "var/activite/activite-aide.csv").unlink(missing_ok=True)
    deposit = brought(tmp_path, csv_file(tmp_path, *lines, encoding=encoding))
    frame = pd.read_csv(tmp_path / "var/activite/activite-aide.csv")
    here = [row for row in rows if row[0] != "hors"]
    assert frame["aides"].sum() == len(here) == deposit.rows - deposit.elsewhere
    assert frame["jours"].sum() == sum(row[3] for row in here if row[2] == "domicile")
    for code, year, _, _ in here:
        alike = sum(row[:2] == (code, year) for row in here)
        assert frame.query(f"code_commune == {int(code)} and annee == {year}")["aides"].item() == alike


def test_a_workbook_gives_what_its_csv_gives(tmp_path):
    """Numbers, codes as texts, an order of columns of its own, empty rows and columns, and the sheet of help."""
    rows = [
        ["annee", "code_commune", "lieu", "delai", None],
        [2024, "01001", "Domicile", 5.0, None],
        [],
        [2024, "01002", "foyer"],
    ]
    brought(tmp_path, xlsx_file(tmp_path, rows))
    first = stored(tmp_path)
    (tmp_path / "var/activite/activite-aide.csv").unlink()
    brought(tmp_path, csv_file(tmp_path, DECISIONS, "01001;2024;domicile;5", "", "01002;2024;foyer;"))
    assert stored(tmp_path) == first


def test_the_same_file_twice_changes_nothing(tmp_path):
    file = csv_file(tmp_path, COUNTS, "01001;2024;3;2;1;15;9")
    brought(tmp_path, file)
    kept = (tmp_path / "var/activite/activite-aide.csv").stat()
    again = brought(tmp_path, file)
    assert (again.added, again.replaced, again.same) == ((), (), ("2024",))
    found = (tmp_path / "var/activite/activite-aide.csv").stat()
    assert (found.st_ino, found.st_mtime_ns) == (kept.st_ino, kept.st_mtime_ns)


def test_a_newer_file_replaces_its_years_and_leaves_the_others(tmp_path):
    brought(
        tmp_path, csv_file(tmp_path, COUNTS, "01001;2023;1;1;0;5;9", "01001;2024;3;2;1;15;9", "01002;2024;1;1;0;4;9")
    )
    deposit = brought(tmp_path, csv_file(tmp_path, COUNTS, "01001;2024;4;2;2;15;9", "01001;2025;5;4;1;30;9"))
    assert (deposit.added, deposit.replaced, deposit.same) == (("2025",), ("2024",), ())
    assert stored(tmp_path)[1:] == ["01001,2023,1,1,0,5,9", "01001,2024,4,2,2,15,9", "01001,2025,5,4,1,30,9"]


REFUSALS = [
    # line, cell in the column, its column, what the message says
    ("99999;2024;3;2;1;5;9", "99999", "code_commune", "hors"),
    ("1001;2024;3;2;1;5;9", "1001", "code_commune", "écrivez 01001"),
    (";2024;3;2;1;5;9", "", "code_commune", "commune"),
    ("01001;24;3;2;1;5;9", "24", "annee", "quatre chiffres"),
    ("01001;1985;3;2;1;5;9", "1985", "annee", "2000"),
    ("01001;2999;3;2;1;5;9", "2999", "annee", "quatre chiffres"),
    ("01001;2024;-3;2;1;5;9", "-3", "aides", "sans signe"),
    ("01001;2024;2,5;2;1;5;9", "2,5", "aides", "décimale"),
    ("01001;2024;9999999;2;1;5;9", "9999999", "aides", "1000000"),
    ("01001;2024;4;2;1;5;9", "4", "aides", "domicile + ailleurs"),
    ("01001;2024;3;2;1;5;2", "3", "aides", "dépasse inscrits\u202f: 2"),
]


@pytest.mark.parametrize(("row", "raw", "column", "words"), REFUSALS)
def test_a_wrong_row_is_refused_by_line_column_text_and_reason(tmp_path, row, raw, column, words):
    file = csv_file(tmp_path, COUNTS, "01002;2024;3;2;1;5;9", row)
    with pytest.raises(RefusedRows, match=re.escape(words)) as refused:
        brought(tmp_path, file)
    told = refused.value.rejects.iloc[0]
    assert (told["file"], told["line"], told["column_name"], told["raw"]) == ("aide.csv", 3, column, raw)
    assert not (tmp_path / "var").exists()


def test_a_commune_told_twice_in_a_year_is_refused(tmp_path):
    with pytest.raises(RefusedRows, match="déjà une ligne"):
        brought(tmp_path, csv_file(tmp_path, COUNTS, "01001;2024;3;2;1;5;9", "01001;2024;3;2;1;5;9"))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("01001;2024;domicil;3", "domicile, foyer"),
        ("01001;2024;domicile;", "lieu vaut domicile"),
        ("01001;2024;;3", "admises"),
    ],
)
def test_a_decision_that_lacks_what_it_needs_is_refused(tmp_path, row, words):
    with pytest.raises(RefusedRows, match=re.escape(words)):
        brought(tmp_path, csv_file(tmp_path, DECISIONS, row))


def test_every_reason_is_told_at_once(tmp_path):
    """A cell that cannot be read does not hide what is wrong with the rows that can."""
    with pytest.raises(RefusedRows) as refused:
        brought(tmp_path, csv_file(tmp_path, DECISIONS, "01001;2024;domicile;", "99999;24;foyer;"))
    assert refused.value.rejects["line"].tolist() == [2, 3, 3]


def test_an_unknown_word_that_could_be_a_name_is_not_repeated(tmp_path):
    with pytest.raises(RefusedRows) as refused:
        brought(tmp_path, csv_file(tmp_path, DECISIONS, "01001;2024;Durand;3"))
    assert "Durand" not in str(refused.value) and "Durand" not in refused.value.rejects.to_csv()


def test_every_refused_value_is_in_the_table(tmp_path):
    rows = [f"01001;{year};domicile;x" for year in range(1900, 1950)]
    with pytest.raises(RefusedRows, match="… et 90 autres") as refused:
        brought(tmp_path, csv_file(tmp_path, DECISIONS, *rows))
    assert len(refused.value.rejects) == 100


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["code_commune;annee;lieu", "01001;2024;foyer"], "manque\u202f: delai"),
        (["code_commune;annee;lieu;delai;canton", "01001;2024;foyer;;4102"], "en trop\u202f: canton"),
        (["code_commune;annee;lieu;lieu;delai", "01001;2024;foyer;foyer;"], "en double"),
        (["code_commune;annee;lieu;delai;", "01001;2024;foyer;;4"], "pas de titre"),
        (["a;b;c", "1;2;3"], "en-tête d’aucun modèle"),
        ([DECISIONS], "au moins une ligne"),
        (["<html>", "<p>Erreur</p>"], "ni un CSV"),
        ([DECISIONS, "hors;2024;foyer;"], "commune connue"),
        ([DECISIONS, '01001;2024;"foyer;'], "guillemets"),
        ([DECISIONS, "01001;2024;foyer;", "01001;2024"], "ligne 3\u202f: 2 champs au lieu de 4"),
    ],
)
def test_a_file_that_is_not_the_template_is_refused(tmp_path, lines, words):
    with pytest.raises(DataError, match=re.escape(words)):
        brought(tmp_path, csv_file(tmp_path, *lines))
    assert not (tmp_path / "var").exists()


def test_a_cut_number_is_not_taken_for_a_number(tmp_path):
    """« 15;9 » would be read where « 15;94 » was meant."""
    (tmp_path / "aide.csv").write_text(f"{COUNTS}\n01001;2024;3;2;1;15;9", encoding="utf-8")
    with pytest.raises(DataError, match="pas terminée"):
        brought(tmp_path, tmp_path / "aide.csv")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"\xff\xfe\x00\x01", b"\0\0"])
def test_a_broken_file_is_refused_in_words(tmp_path, content):
    (tmp_path / "aide.csv").write_bytes(content)
    with pytest.raises(DataError):
        brought(tmp_path, tmp_path / "aide.csv")


def test_a_missing_file_and_an_unknown_domain_are_told(tmp_path):
    with pytest.raises(DataError, match="ne se lit pas"):
        brought(tmp_path, tmp_path / "absent.csv")
    file = csv_file(tmp_path, DECISIONS, "01001;2024;foyer;")
    with pytest.raises(UnknownValue, match="aide"):
        import_file(file, DOMAINS, GROUND, tmp_path / "var", "apa")


def test_a_workbook_with_two_filled_sheets_is_refused(tmp_path):
    from openpyxl import load_workbook

    file = xlsx_file(tmp_path, [DECISIONS.split(";"), ["01001", 2024, "foyer", None]])
    book = load_workbook(file)
    book.create_sheet("Feuil2").append(["Durand"])
    book.save(file)
    with pytest.raises(DataError, match="une seule feuille"):
        brought(tmp_path, file)


def test_a_cut_write_leaves_the_file_of_before(tmp_path, monkeypatch):
    brought(tmp_path, csv_file(tmp_path, COUNTS, "01001;2024;3;2;1;15;9"))
    before = stored(tmp_path)

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="space"):
        brought(tmp_path, csv_file(tmp_path, COUNTS, "01001;2024;9;8;1;15;9"))
    assert stored(tmp_path) == before


def test_a_large_file_of_decisions_is_read_in_a_few_seconds(tmp_path):
    rows = [f"0100{1 + place % 2};2024;domicile;{place % 300}" for place in range(20_000)]
    assert brought(tmp_path, csv_file(tmp_path, DECISIONS, *rows)).rows == 20_000
