"""A list with fewer rows than the one before: refused where it lost many, told figure by figure where it lost few."""

from pathlib import Path

import pytest

from observatory.errors import CheckError, UnknownValue
from observatory.publishing.refresh import sections
from observatory.settings import Settings
from observatory.warehouse import read, swap
from observatory.warehouse.build import build
from observatory.warehouse.refresh import last_refresh
from tests import generated
from tests.conftest import quiet

SOURCE = r"""
[equipements]
producer = "Essai"
title = "Équipements inventés"
licence = "Licence Ouverte 2.0"
page = "https://exemple.fr"
vintage = "{years}"
files = "{departement}/equipements*.csv"
key = { column = "code" }
period = { file = '(\d{4})' }
parts = ["numero"]
modalities = { type = ["école", "crèche"] }
secrecy = "Sans objet."
take = [{ measure = "equipements.ecoles", where = { type = "école" }, absent_rows = "zero" }]
"""
MEASURE = """
["equipements.ecoles"]
title = "Écoles"
unit = "écoles"
"""
ROWS = [f"{code},école,{code}-{number}" for code in generated.CODES[:10] for number in range(3)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    generated.write_project(tmp_path)
    for file, text in (("sources", SOURCE), ("measures", MEASURE)):
        with (tmp_path / f"indicators/{file}/essai.toml").open("a", encoding="utf-8") as declared:
            declared.write(text)
    made = generated.settings_for(tmp_path)
    listed(made, 2023, ROWS)
    build(made, quiet)
    return made


def listed(settings: Settings, year: int, rows: list[str]) -> None:
    file = settings.root / f"indicators/published/99/equipements{year}.csv"
    file.write_text("\n".join(["code,type,numero", *rows]) + "\n", encoding="utf-8")


def schools(settings: Settings, code: str) -> float:
    warehouse = read.Warehouses(settings.home).current()
    frame = warehouse.query("SELECT value FROM observations WHERE measure = 'equipements.ecoles' AND code = ?", [code])
    return float(frame["value"].iloc[0])


def test_a_list_that_lost_many_rows_is_refused_unless_accepted(settings: Settings) -> None:
    before = swap.served(settings.home)
    listed(settings, 2024, ROWS[:20])
    with pytest.raises(CheckError, match=r"(?s)equipements : 20 lignes, contre 30.*--accepter-baisse"):
        build(settings, quiet)
    assert swap.served(settings.home) == before
    with pytest.raises(UnknownValue, match="Valeurs possibles : equipements"):
        build(settings, quiet, ["foyers"])
    assert build(settings, quiet, ["equipements"]).file != before


def test_a_row_that_lacks_is_told_where_its_figure_fell(settings: Settings) -> None:
    assert (schools(settings, "99004"), schools(settings, "99012")) == (3, 0)
    listed(settings, 2023, [*ROWS[:9], *ROWS[10:]])
    build(settings, quiet)
    assert schools(settings, "99004") == 2
    refresh = last_refresh(read.Warehouses(settings.home).current())
    (section,) = [section for section in sections(refresh) if section.title == "Listes en baisse"]
    assert section.rows == (("equipements", "Écoles", "La Doue", "2023", "3", "2"),)
