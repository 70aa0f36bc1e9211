"""Delimited files: what is read, and each way in which a file cannot be."""

import gzip
from pathlib import Path

import pytest
from ingest_samples import read, told

from observatory.errors import DataError

GOOD = "code,annee,foyers\n41018,2024,120\n41295,2024,35\n"


def test_rows_become_observations_with_their_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD)
    assert told(reading.observations) == [("41018", 2024, 120.0, "valeur"), ("41295", 2024, 35.0, "valeur")]
    assert list(reading.observations["line"]) == [2, 3]
    assert (reading.rows, reading.kept, len(reading.rejects)) == (2, 2, 0)
    assert len(reading.sha256) == 64


def test_a_french_file_is_read_under_its_declaration(tmp_path: Path) -> None:
    text = (
        'Titre du fichier;;\r\nChamp : France;;\r\ncode;annee;"nombre de\r\nfoyers"\r\n'
        "41018;2024;1\u00a0234,5\r\n41295;2024;12\u202f000\r\n41296;2024; 7,25 \r\n"
    )
    reading = read(
        tmp_path,
        text.encode("cp1252", "replace").replace(b"12?000", "12\u00a0000".encode("cp1252")),
        format={"separator": ";", "encoding": "cp1252", "decimal": ",", "skip": 2},
        take=[{"measure": "test.foyers", "column": "nombre de foyers"}],
    )
    assert [value for _, _, value, _ in told(reading.observations)] == [1234.5, 12000.0, 7.25]
    assert list(reading.observations["line"]) == [5, 6, 7]


def test_a_byte_order_mark_is_not_part_of_the_first_name(tmp_path: Path) -> None:
    assert len(read(tmp_path, "\ufeff" + GOOD).observations) == 2


def test_doubled_apostrophes_are_harmless(tmp_path: Path) -> None:
    reading = read(tmp_path, "code,nom,annee,foyers\n41018,''Agglopolys'',2024,5\n")
    assert told(reading.observations) == [("41018", 2024, 5.0, "valeur")]


def test_a_file_without_a_header_is_given_names(tmp_path: Path) -> None:
    form = {"separator": ";", "skip": 1, "names": ["genre", "code", "foyers"]}
    take = [{"measure": "test.foyers", "column": "foyers", "where": {"genre": "structure"}}]
    reading = read(tmp_path, "finess;2023\nstructure;41018;5\n", format=form, take=take, period={"constant": 2023})
    assert told(reading.observations) == [("41018", 2023, 5.0, "valeur")]
    assert list(reading.observations["line"]) == [2]


def test_a_code_inside_a_longer_text(tmp_path: Path) -> None:
    key = {"column": "code", "pattern": r"^\d{4}-COM-(\w+)$"}
    reading = read(tmp_path, "code,annee,foyers\n2023-COM-41018,2024,5\n2023-DEP-41,2024,9\n", key=key)
    assert told(reading.observations) == [("41018", 2024, 5.0, "valeur")]
    assert list(reading.rejects["raw"]) == ["2023-DEP-41"]


REFUSED = {
    "empty": (b"", "vide"),
    "blank": (b"  \n \n", "vide"),
    "web page": (b"\n<!DOCTYPE html>\n<html><body>503</body></html>\n", "page web"),
    "web page after a mark": (b"\xef\xbb\xbf<html></html>\n", "page web"),
    "xml": (b'<?xml version="1.0"?><Error/>\n', "page web"),
    "json": (b'{"error": "not found"}\n', "JSON"),
    "workbook": (b"PK\x03\x04rest of a workbook", "classeur"),
    "gzip": (gzip.compress(GOOD.encode()), "gzip"),
    "utf-16": (GOOD.encode("utf-16"), "UTF-16"),
    "nul bytes": (GOOD.encode().replace(b"120", b"1\x000"), "ligne 2 : octet nul"),
    "latin-1": (
        "code,annee,foyers\n41018,2024,120\nÉpuisay,2024,5\n".encode("latin-1"),
        "ligne 3 : le fichier n'est pas en utf-8",
    ),
    "twice encoded": ("code,annee,foyers\nÃ‰puisay,2024,5\n".encode(), "ligne 2 : caractères abîmés"),
    "lost characters": (
        "code,annee,foyers\n41018,2024,5\n\ufffdpuisay,2024,5\n".encode(),
        "ligne 3 : caractères abîmés",
    ),
    "cut in a row": (b"code,annee,foyers\n41018,2024,120\n41295,20", "ligne 3 : la dernière ligne n'est pas terminée"),
    "short last row": (
        b"code,annee,foyers\n41018,2024,120\n41295,2024\n",
        "ligne 3 : 2 champs au lieu de 3 ; le fichier est coupé",
    ),
    "long row": (
        b"code,annee,foyers\n41018,2024,1,5\n41295,2024,3\n",
        "ligne 2 : 4 champs au lieu de 3 ; un séparateur",
    ),
    "open quotes": (b'code,annee,foyers\n41018,2024,"120\n41295,2024,3\n', "ligne 2 : guillemets"),
    "no rows": (b"code,annee,foyers\n", "aucune ligne"),
    "twice a name": (b"code,annee,foyers,foyers\n41018,2024,1,2\n", "colonne en double : «\u00a0foyers\u00a0»"),
    "changed name": (b"code,annee,foyers_rsa\n41018,2024,1\n", "ligne 1 : colonne absente : «\u00a0foyers\u00a0»"),
    "wrong separator": (GOOD.replace(",", ";").encode(), "colonne absente : «\u00a0code\u00a0»"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_used_is_refused_whole(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(DataError) as refusal:
        read(tmp_path, content)
    assert str(refusal.value).startswith("essai.csv")
    assert words in str(refusal.value)


def test_a_changed_name_is_shown_beside_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"«\u00a0foyer\u00a0»\)\. Colonnes présentes : code, annee, foyer\."):
        read(tmp_path, "code,annee,foyer\n41018,2024,1\n")


def test_utf8_declared_latin1_is_not_read_as_rubbish(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="le fichier est en UTF-8"):
        read(tmp_path, GOOD + "Épuisay,2024,3\n", format={"encoding": "latin-1"})


def test_a_last_line_left_open_has_to_be_declared(tmp_path: Path) -> None:
    assert len(read(tmp_path, GOOD.rstrip("\n"), format={"open_end": True}).observations) == 2
