"""A theme as small maps, on the generated warehouse: one for each indicator, its ends those of the cells."""

from observatory.dashboard import theme
from observatory.figures.words import short
from observatory.publishing import views
from observatory.publishing.theme import ends, theme_maps, without_map
from observatory.warehouse import read


def test_every_indicator_of_a_theme_has_a_map_or_is_named(warehouse):
    for slug in {one.theme for one in read.indicators(warehouse)}:
        shown = [one.indicator for one in theme_maps(warehouse, slug, "commune")]
        missing = without_map(warehouse, slug, "commune")
        with_values = [
            one for one in read.indicators(warehouse) if one.theme == slug and read.levels_of(warehouse, one.slug)
        ]
        assert sorted(one.slug for one in (*shown, *missing)) == sorted(one.slug for one in with_values)


def test_the_ends_are_the_lowest_and_the_highest_of_the_sure_values(warehouse):
    geometry = views.geometry_of(warehouse, "commune")
    for one in theme_maps(warehouse, "socle", "commune"):
        cells = read.cells(warehouse, one.indicator.slug, "commune", one.period)
        sure = cells[cells["value"].notna() & (cells["quality"] != "fragile")].sort_values("value")
        found = ends(one, geometry)
        if found:
            texts = {cell["code"]: short(cell["text"]) for cell in one.view["cells"]}
            assert [text for text, _ in found] == [texts[sure["code"].iat[0]], texts[sure["code"].iat[-1]]]
        else:
            assert sure["value"].round(one.indicator.decimals).nunique() <= 1


def test_an_unknown_theme_or_level_says_so_and_shows_the_usual_one(warehouse):
    said = str(theme.layout(warehouse, theme="astrologie", niveau="planete"))
    assert "astrologie" in said and "planete" in said and "Socle" in said
