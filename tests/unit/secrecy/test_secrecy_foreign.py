"""Releases made by others: read from CSV, attacked, told in French."""

from pathlib import Path

import pandas as pd
import pytest

from observatory.errors import CheckError, DataError
from observatory.secrecy.attack import attack
from observatory.secrecy.foreign import Assumed, ForeignRelease, Sum, describe, read_release

PLACES = pd.DataFrame(
    [("41001", "canton", "A"), ("41002", "canton", "A"), ("41003", "canton", "B")]
    + [(code, "departement", "41") for code in ("41001", "41002", "41003")],
    columns=["commune", "level", "code"],
)
NOTHING = Assumed()
SEXES = Assumed(sums=(Sum("part", "", ("F", "H")),))


def read(folder: Path, text: str, assumed: Assumed = NOTHING) -> ForeignRelease:
    file = folder / "diffusion.csv"
    file.write_text(text, encoding="utf-8")
    return read_release(file, PLACES, assumed)


def report(folder: Path, text: str, assumed: Assumed = NOTHING) -> str:
    foreign = read(folder, text, assumed)
    return describe(foreign, attack(foreign.release))


def test_a_leak_is_told_with_its_cell_and_value(tmp_path: Path) -> None:
    text = "level;code;value\ncommune;41001;1 250\ncommune;41002;s\ncommune;41003;9\ncanton;A;1\u202f253\n"
    assert (
        report(tmp_path, text)
        == "1\u00a0case masquée à l’épreuve.\nRetrouvées exactement (1)\u202f:\n  commune 41002 = 3"
    )


def test_what_is_known_too_closely_is_told_with_its_bounds(tmp_path: Path) -> None:
    text = "level,code,value\ncommune,41001,s\ncommune,41002,s\ncommune,41003,9\ncanton,A,3\n"
    told = ["Connues de trop près (2)\u202f:", "  commune 41001\u202f: 0 à 3", "  commune 41002\u202f: 0 à 3"]
    assert report(tmp_path, text).splitlines()[1:] == told


def test_a_safe_release_is_let_through(tmp_path: Path) -> None:
    text = "level,code,value\ncommune,41001,s\ncommune,41002,s\ncommune,41003,9\ncanton,A,30\n"
    assert report(tmp_path, text) == "2\u00a0cases masquées à l’épreuve.\nAucune ne se retrouve."


def test_a_status_column_and_a_rate_beside_its_denominator(tmp_path: Path) -> None:
    text = 'level,code,value,status,denominator,rate\ncommune,41001,,secret,200,"1,5"\n'
    assert "commune 41001 = 3" in report(tmp_path, text)
    assert "Aucune" in report(tmp_path, text.replace("1,5", ""))


def test_a_rate_that_no_count_gives_is_refused(tmp_path: Path) -> None:
    text = 'level,code,value,denominator,rate\ncommune,41001,s,8,"30,0"\n'
    with pytest.raises(CheckError, match="commune 41001"):
        report(tmp_path, text)


def test_an_absent_value_is_no_secret(tmp_path: Path) -> None:
    text = "level,code,value,status\ncommune,41001,,absent\ncommune,41002,,secret\n"
    assert read(tmp_path, text).release.cells["required"].tolist() == [0, 5, 0]


def test_a_mark_that_tells_a_bound_is_taken_at_its_word(tmp_path: Path) -> None:
    foreign = read(tmp_path, "level,code,value\ncommune,41001,<5\n")
    marked = attack(foreign.release).hidden.iloc[0]
    assert marked[["low", "high", "required"]].tolist() == [0, 4, 4]


def test_men_that_are_not_shown_are_deduced(tmp_path: Path) -> None:
    text = "level,code,part,value\ncommune,41001,,9\ncommune,41001,F,7\n"
    assert "1\u00a0petit effectif" in report(tmp_path, text, SEXES)
    assert "effectif" not in report(tmp_path, text)


def test_communes_that_are_not_shown_tie_cantons_to_one_another(tmp_path: Path) -> None:
    text = "level,code,value\ncanton,A,30\ncanton,B,s\ndepartement,41,34\n"
    assert "canton B = 4" in report(tmp_path, text)


def test_rounded_values_are_intervals_that_need_not_add_up(tmp_path: Path) -> None:
    text = "level,code,value\ncommune,41001,10\ncommune,41002,s\ncommune,41003,9\ncanton,A,15\n"
    foreign = read(tmp_path, text, Assumed(rounding=5))
    assert attack(foreign.release).hidden[["low", "high"]].values.tolist() == [[1, 9]]


def test_zeros_always_shown_are_no_hiding_place(tmp_path: Path) -> None:
    text = "level,code,value\ncommune,41001,s\ncommune,41002,s\ncommune,41003,9\ncanton,A,2\n"
    assert "commune 41001 = 1" in report(tmp_path, text, Assumed(zeros_shown=True))


def test_two_marks_are_pointed_at(tmp_path: Path) -> None:
    text = "level,code,value\ncommune,41001,s\ncommune,41002,c\n"
    assert "« c », « s »" in report(tmp_path, text).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("level,code\ncommune,41001\n", "value"),
        ("level,code,value\ncommune,41001,douze\n", "ligne 2"),
        ("level,code,value\ncommune,41001,12\ncommune,41001,12\n", "ligne 3"),
        ("level,code,value\ncommune,41001,2.5\n", "entier"),
        ("level,code,value\ncommune,99999,12\n", "inconnu"),
        ("level,code,value\ncanton,Z,12\n", "inconnu"),
        ("level,code,value,denominator\ncommune,41001,s,beaucoup\n", "denominator"),
        ("", "diffusion.csv"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataError, match=told):
        read(tmp_path, text)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="absent"):
        read_release(tmp_path / "absent.csv", PLACES, Assumed())
