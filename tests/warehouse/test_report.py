"""What a refresh changed: told in tables, in words, on a page; carried over from build to build."""

import re

import duckdb
import pytest

from observatory.publishing.refresh import sections, summary
from observatory.publishing.refresh_page import refresh_page
from observatory.settings import Settings
from observatory.warehouse import read, swap
from observatory.warehouse.build import build
from observatory.warehouse.refresh import Refresh, last_refresh
from tests import generated
from tests.conftest import quiet

HEADER = "code_commune,annee,foyers"


@pytest.fixture
def settings(own: Settings) -> Settings:
    return own


def refreshed(settings: Settings, name: str = "", *lines: str) -> Refresh:
    """Drop a file, build, and read the report."""
    if name:
        settings.depot.mkdir(exist_ok=True)
        (settings.depot / name).write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    build(settings, quiet)
    return last_refresh(read.Warehouses(settings.home).current())


def series(
    refresh: Refresh, title: str = "Foyers aidés, en % des ménages"
) -> set[tuple[str, str | None, tuple[int, ...], int]]:
    told = refresh.series[refresh.series["title"] == title]
    rows = zip(told["kind"], told["level"], told["periods"], told["cells"], strict=True)
    return {
        (kind, level if isinstance(level, str) else None, tuple(years), cells) for kind, level, years, cells in rows
    }


def section(refresh: Refresh, title: str):
    return next(section for section in sections(refresh) if section.title == title)


def year(value: int, *codes: str) -> list[str]:
    return [f"{code},{value},15" for code in codes or generated.CODES]


def test_a_first_build_has_nothing_to_compare(settings):
    first = last_refresh(read.Warehouses(settings.home).current())
    assert first.previous_at is None and sections(first) == []
    assert summary(first)[1].startswith("C’est le premier entrepôt\u202f: ")


def test_new_years_revisions_and_silent_territories(settings):
    known = generated.CODES[:10]
    refresh = refreshed(settings, "foyers_2023.csv", "99004,2022,65", *year(2023, *known))
    told = series(refresh)
    assert ("prolongee", "Commune", (2023,), 10) in told
    assert ("revisee", "Commune", (2022,), 1) in told
    assert ("interrompue", "Commune", (2023,), 2) in told
    (largest,) = refresh.revised[refresh.revised["level"] == "Commune"].to_dict("records")
    assert (largest["name"], largest["period"]) == ("La Doue", 2022)
    assert largest["old"] == pytest.approx(100 * 40 / 164) and largest["new"] == pytest.approx(100 * 65 / 164)
    row = next(row for row in section(refresh, "Plus fortes révisions").rows if "commune" in row[1])
    assert row[1:] == ("La Doue (commune)", "2022", "24,4\u202f%", "39,6\u202f%", "15,2\u00a0points de plus")
    assert section(refresh, "Fichiers").rows == (("foyers", "depot/foyers_2023.csv", "nouveau", "–", "11"),)
    communes = next(row for row in section(refresh, "Couverture par niveau").rows if row[0] == "Commune")
    assert communes == ("Commune", "4", "4", "79", "89", "2023", "2023")


def test_years_that_go_are_told(settings):
    refreshed(settings, "foyers_2023.csv", *year(2023))
    (settings.depot / "foyers_2023.csv").unlink()
    refresh = refreshed(settings)
    assert ("raccourcie", "Commune", (2023,), 12) in series(refresh)
    assert section(refresh, "Fichiers").rows == (("foyers", "depot/foyers_2023.csv", "n’est plus là", "12", "–"),)


def test_an_unusual_jump_is_told_for_the_whole(settings):
    ordinary = [f"{code},{2015 + n},{15 + 5 * (n % 2)}" for n in range(9) for code in generated.CODES]
    refreshed(settings, "foyers_2023.csv", *ordinary)
    refresh = refreshed(settings, "foyers_2024.csv", *(f"{code},2024,20" for code in generated.CODES))
    assert "saut" not in {kind for kind, *_ in series(refresh)}
    refresh = refreshed(settings, "foyers_2025.csv", *(f"{code},2025,40" for code in generated.CODES))
    assert ("saut", "Département", (2025,), 1) in series(refresh)
    change = next(row[1] for row in section(refresh, "À vérifier").rows if "saut" in row[1])
    assert change == "saut inhabituel\u202f: de 7,6\u202f% à 15,2\u202f%"  # 240, then 480 foyers of 3 168 households


def test_a_changed_declaration_is_told_apart_from_changed_data(settings):
    file = settings.root / "indicators/socle.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('scale = 100\nunit = "%"', 'scale = 50\nunit = "%"'), encoding="utf-8")
    refresh = refreshed(settings)
    assert ("redefinie", None, (), 57) in series(refresh)
    assert refresh.files.empty


def test_the_last_change_is_still_told_after_a_build_that_changed_nothing(settings):
    changed = refreshed(settings, "foyers_2022.csv", "99004,2022,65")
    again = refreshed(settings)
    assert again.changed_at == changed.changed_at != again.built_at
    assert sections(again) == sections(changed) and summary(again)[1].startswith("Rien n’a changé depuis le ")


def test_history_is_kept_and_an_older_warehouse_is_read_as_it_is(settings):
    refreshed(settings, "foyers_2022.csv", "99004,2022,65")
    with duckdb.connect(str(swap.served(settings.home))) as connection:
        connection.execute("DROP TABLE series_changes")
        connection.execute("ALTER TABLE revised_cells DROP COLUMN name")
    refreshed(settings, "foyers_2022.csv", "99004,2022,60")
    warehouse = read.Warehouses(settings.home).current()
    assert len(read.revisions(warehouse, "taux-foyers")) == 3
    assert warehouse.query("SELECT count(DISTINCT built_at) AS n FROM revised_cells")["n"].iat[0] == 2


def test_the_page_stands_alone_and_escapes_what_it_quotes(settings):
    (settings.depot).mkdir()
    (settings.depot / "<script>alert(1)<&script>.csv").touch()
    page = refresh_page(refreshed(settings, "foyers_2023.csv", "99004,2022,65", "99005,2022,beaucoup", *year(2023)))
    assert not re.search(r"""(src|href)=["'](?!#)|url\(|@import|<script""", page)
    assert "&lt;script&gt;alert(1)" in page
    assert "ligne 3, colonne foyers, «\u00a0beaucoup\u00a0»" in page
    assert page.count("<h1>") == 1 and '<html lang="fr">' in page
    assert len(re.findall("<section ", page)) == len(
        re.findall('<th scope="col">Source|<th scope="col">Indicateur<|<th scope="col">Niveau<', page)
    )


def test_what_is_made_from_invented_figures_says_so(settings):
    for file, old, new in (
        ("sources", "rounding = 5\n", "rounding = 5\ndemonstration = true\n"),
        ("measures", 'unit = "foyers"\n', 'unit = "foyers"\nawaits = "Caisse"\n'),
    ):
        declared = settings.root / f"indicators/{file}/essai.toml"
        declared.write_text(declared.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    refresh = refreshed(settings, "foyers_2022.csv", "99004,2022,65")
    assert {row[0] for row in section(refresh, "Plus fortes révisions").rows} == {
        "Foyers aidés, en % des ménages (données de démonstration)"
    }
