"""Whatever is brought, it enters right or is refused in words; nothing else happens."""

from pathlib import Path

import pandas as pd
from brought_files import AIDE, COUNTS, DECISIONS, GROUND
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from observatory.activity import import_file, import_territoires
from observatory.activity.territoires import Words
from observatory.errors import DataError

WILD = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.one_of(
    st.sampled_from(
        ["", "s", "nd", "hors", "01001", "01003", "99999", "2024", "domicile", "foyer", "0", "-1", "1e3", "²"]
    ),
    st.integers(-5, 2_000_000).map(str),
    st.text(max_size=12),
)


def attempt(tmp_path: Path, content: bytes, importer) -> bool:
    """Whether the file was accepted."""
    file = tmp_path / "wild.csv"
    file.write_bytes(content)
    try:
        importer(file)
    except DataError as refused:
        assert "wild.csv" in str(refused)
        return False
    return True


def activity(tmp_path: Path):
    return lambda file: import_file(file, {"aide": AIDE}, GROUND, tmp_path / "var")


@WILD
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail)))
@example(b"\xef\xbb\xbf")
@example(b'"')
@example(b";;;\n;;;")
@example(f"{COUNTS}\n01001;2024".encode())
def test_any_bytes_are_refused_in_words(tmp_path, content):
    assert not attempt(tmp_path, content, activity(tmp_path))
    assert not attempt(
        tmp_path, content, lambda file: import_territoires(file, Words("T", "T", ""), GROUND, tmp_path / "var")
    )
    assert not (tmp_path / "var").exists()


@WILD
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=4))
def test_any_cells_under_the_right_header_enter_right_or_not_at_all(tmp_path, rows):
    (tmp_path / "var/activite/activite-aide.csv").unlink(missing_ok=True)
    told = [";".join(cell.translate(str.maketrans('";\n\r', "    ")) for cell in row) for row in rows]
    if attempt(tmp_path, "\n".join([COUNTS, *told, ""]).encode(), activity(tmp_path)):
        kept = pd.read_csv(tmp_path / "var/activite/activite-aide.csv", dtype=str, keep_default_na=False)
        assert kept["code_commune"].isin([*GROUND.communes, *GROUND.former]).all()
        assert kept["annee"].str.fullmatch(r"20\d\d").all()
        assert (
            kept.drop(columns=["code_commune", "annee"])
            .map(lambda cell: cell in ("", "s", "nd") or cell.isdecimal())
            .all(axis=None)
        )


@WILD
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=4))
def test_any_decisions_enter_right_or_not_at_all(tmp_path, rows):
    (tmp_path / "var/activite/activite-aide.csv").unlink(missing_ok=True)
    told = [";".join(cell.translate(str.maketrans('";\n\r', "    ")) for cell in row) for row in rows]
    if attempt(tmp_path, "\n".join([DECISIONS, *told, ""]).encode(), activity(tmp_path)):
        kept = pd.read_csv(tmp_path / "var/activite/activite-aide.csv")
        assert kept["aides"].sum() == sum(row[0].strip() in [*GROUND.communes, *GROUND.former] for row in rows)
