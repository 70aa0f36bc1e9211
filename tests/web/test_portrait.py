"""The portrait of a territory: the same cells as the API's, sentences that show what they rest on, and its list."""

import json
import re

import pytest
from plotly.utils import PlotlyJSONEncoder

from observatory.catalogue.indicator import NATURES, THEMES
from observatory.dashboard import note
from observatory.dashboard import portrait as page
from observatory.errors import UnknownValue
from observatory.publishing import portrait as answers
from observatory.publishing.brief import brief
from observatory.publishing.portrait import portrait
from observatory.statistics.numbers import number
from observatory.warehouse import own, read
from observatory.warehouse.own import Group

FIGURE = re.compile(r"[\d\u202f,]*\d")


def shown(component):
    """A page as the browser receives it."""
    return json.dumps(component, cls=PlotlyJSONEncoder, ensure_ascii=False)


@pytest.fixture(scope="module")
def vendome(loir_et_cher):
    return portrait(loir_et_cher, "canton", "4114")


def lines(one):
    return [line for section in one.sections for line in section.lines]


def test_every_value_is_the_cell_of_the_api(loir_et_cher, vendome):
    for line in lines(vendome):
        key = line.figure.cell.key
        cell = read.cells(loir_et_cher, key.indicator, "canton", key.period, "4114")
        assert (line.figure.cell.value is None) == cell["value"].isna().iat[0]
        if line.figure.cell.value is not None and line.figure.cell.status == "valeur":
            assert line.figure.cell.value == cell["value"].iat[0]


def test_every_indicator_has_one_section():
    for theme in THEMES:
        for nature in NATURES:
            one = type("One", (), {"theme": theme, "nature": nature})()
            found = [slug for slug, _, wanted in answers.SECTIONS if wanted(one)]
            assert len(found) == 1, (theme, nature, found)


def test_each_sentence_shows_the_cells_it_rests_on(vendome):
    assert vendome.said
    for said in vendome.said[1:]:
        assert all(FIGURE.search(trace.text)[0] in said.text for trace in said.traces), said.text


def test_the_census_of_ages_is_drawn_against_the_whole(vendome):
    assert vendome.ages_year == 2023
    assert (vendome.ages.name, vendome.whole_ages.name) == ("Vendôme", "Loir-et-Cher")
    assert vendome.ages.people.sum() < vendome.whole_ages.people.sum()


def test_the_elders_to_come_are_bounded_in_five_and_ten_years(vendome):
    (now, count), *later = vendome.ahead
    assert [year - now for year, _ in later] == [5, 10]
    assert all(bound >= count for _, bound in later)


def test_the_population_is_told_since_its_first_census(vendome):
    assert vendome.censuses[0] == (1876, 13734)


def test_a_page_shows_the_sections_and_marks_invented_figures(loir_et_cher):
    told = shown(page.layout(loir_et_cher, niveau="canton", code="4114"))
    assert all(f'"id": "{section}"' in told for section in ("distingue", "habitants", "grand-age", "offre", "activite"))
    assert "Données de démonstration" in told


def test_a_commune_has_its_town_hall_and_what_it_belongs_to(loir_et_cher):
    told = shown(page.layout(loir_et_cher, niveau="commune", code="41018"))
    assert "Mairie" in told
    assert "/portrait/canton/4199" in told
    assert "/portrait/territoire/centre" in told


def test_a_place_among_the_like_is_drawn_where_they_are_many(loir_et_cher):
    territoire, canton = (
        page.layout(loir_et_cher, niveau=level, code=code)
        for level, code in (("territoire", "nord"), ("canton", "4114"))
    )
    assert "Parmi les" not in shown(territoire) and "Parmi les cantons" in shown(canton)


def test_the_whole_is_compared_with_nothing_of_its_own(loir_et_cher):
    told = shown(page.layout(loir_et_cher, niveau="departement", code="41"))
    assert "L’essentiel" not in told
    assert "France" in told


def test_my_territory_opens_its_own_portrait(loir_et_cher):
    assert "Vendôme" in shown(page.layout(loir_et_cher, territoire="canton:4114").children[1])


def test_without_a_territory_every_one_is_listed(loir_et_cher):
    told = shown(page.layout(loir_et_cher))
    assert "/portrait/canton/4114" in told
    assert told.count("/portrait/commune/") == 267


@pytest.mark.parametrize(("level", "code"), [("canton", "9999"), ("pays", "41")])
def test_an_unknown_territory_is_refused_with_those_that_exist(loir_et_cher, level, code):
    with pytest.raises(UnknownValue):
        page.layout(loir_et_cher, niveau=level, code=code)


def test_a_small_warehouse_without_ages_has_a_portrait(warehouse):
    one = portrait(warehouse, "territoire", "nord")
    assert (one.ages, one.ahead) == (None, ())
    assert "Nord" in shown(page.layout(warehouse, niveau="territoire", code="nord"))


GROUP = "41018.269~Blois et Vendôme"


def test_a_group_of_communes_has_a_portrait_that_sums_them(loir_et_cher):
    one = portrait(loir_et_cher, "groupe", GROUP)
    apart = [portrait(loir_et_cher, "commune", code) for code in ("41018", "41269")]
    assert one.subject.title == "Blois et Vendôme"
    assert one.censuses == tuple(
        (year, people + other) for (year, people), (_, other) in zip(*(own.censuses for own in apart), strict=True)
    )
    assert one.ages.people.sum() == pytest.approx(sum(own.ages.people.sum() for own in apart))
    assert one.ahead[2][1] == pytest.approx(sum(own.ahead[2][1] for own in apart))
    assert one.peers == ()
    assert all(line.rank is None for line in lines(one))


@pytest.mark.parametrize("code", [GROUP, "41001.002", "41018", "41007.010.025.049.142~Nord"])
def test_the_sentences_of_a_group_say_its_own_cells(loir_et_cher, code):
    one = portrait(loir_et_cher, "groupe", code)
    cells = own.profile(loir_et_cher, Group.read(code)).set_index("indicator")
    figures = [said for said in one.said if len(said.traces) in (2, 3)]
    assert len(figures) >= 2
    for trace in (trace for said in figures for trace in said.traces):
        decimals = read.indicator(loir_et_cher, trace.key.indicator).decimals
        known = cells.loc[trace.key.indicator, ["value", "whole_value", "earlier_value"]].dropna()
        assert FIGURE.search(trace.text)[0] in [number(abs(value), decimals) for value in known]
    for said in figures:
        assert all(FIGURE.search(trace.text)[0] in said.text for trace in said.traces if len(said.traces) == 2), said


def test_the_years_of_a_group_are_those_of_the_territory_that_it_is(loir_et_cher):
    belongs = read.memberships(loir_et_cher, "canton")
    group = Group.of(belongs.loc[belongs["code"] == "4114", "commune"])
    apart = {line.figure.indicator.slug: line for line in lines(portrait(loir_et_cher, "canton", "4114"))}
    told = [line for line in lines(portrait(loir_et_cher, "groupe", group.code)) if line.trail]
    both = [(line, apart[line.figure.indicator.slug]) for line in told if line.figure.indicator.slug in apart]
    assert len(both) > 50
    for line, same in both:
        assert [year for year, _ in line.trail] == [year for year, _ in same.trail]
        values = [[value or 0.0 for _, value in one.trail] for one in (line, same)]
        assert values[0] == pytest.approx(values[1], rel=1e-9)
        assert line.trend == same.trend


def test_the_page_of_a_group_says_which_communes_are_no_more(loir_et_cher):
    told = shown(page.layout(loir_et_cher, niveau="groupe", code="41018.269.999"))
    assert "41999" in told
    assert "/portrait/commune/41269" in told
    assert "/note/groupe/41018.269" in told


def test_a_note_keeps_a_figure_a_theme_a_map_and_three_sentences(loir_et_cher):
    one = brief(loir_et_cher, "canton", "4114")
    assert [line.figure.indicator.theme for line in one.lines] == list(THEMES)
    assert len(one.sentences) == 3
    assert 'class="ring"' in one.map.picture
    assert one.map.view["indicator"] == one.portrait.said[1].traces[0].key.indicator
    assert not any(line.demonstration for line in one.lines)


@pytest.mark.parametrize(("level", "code"), [("departement", "41"), ("territoire", "nord"), ("groupe", GROUP)])
def test_every_kind_of_territory_has_its_note(loir_et_cher, level, code):
    one = brief(loir_et_cher, level, code)
    assert len(one.lines) == 6
    assert one.map is not None
    assert "brief" in shown(note.layout(loir_et_cher, niveau=level, code=code))


def test_a_territoire_says_what_it_stands_in_for(loir_et_cher):
    assert "en attendant la liste du Département" in portrait(loir_et_cher, "territoire", "nord").subject.kind
    assert portrait(loir_et_cher, "canton", "4114").subject.kind == "Canton ou ville"


def test_an_epci_that_crosses_the_border_says_which_part_its_figures_are_of(loir_et_cher):
    """Terres du Val de Loire: 4 of its 25 communes; childcare is published for the whole."""
    one = portrait(loir_et_cher, "epci", "200070183")
    assert one.perimeter.startswith(
        "Chiffres de ses 4 communes dans le département, sur 25. Ceux-ci sont de l’EPCI entier"
    )
    published = [line for line in lines(one) if line.figure.indicator.kind == "published"]
    assert published and all(
        (line.figure.indicator.title in one.perimeter) == (line.figure.cell.value is not None) for line in published
    )
    assert one.perimeter in shown(page.layout(loir_et_cher, "epci", "200070183"))
    assert "Chiffres de ses 4 communes" in shown(note.layout(loir_et_cher, "epci", "200070183"))
    assert portrait(loir_et_cher, "epci", "200000800").perimeter == ""
