"""The home page and the catalogue, as functions of their address."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.dashboard.accueil import layout as home
from observatory.dashboard.apart import what_sets_apart
from observatory.dashboard.donnees import crumb
from observatory.dashboard.donnees import layout as data
from observatory.dashboard.highlights import highlights
from observatory.dashboard.indicator_page import years_told
from observatory.dashboard.place import my_place
from observatory.dashboard.wording import beside_its_title
from observatory.figures.small import sparkline_svg, strands_svg, thumbnail_svg
from observatory.warehouse import glance, read
from observatory.warehouse.read import Warehouse

NAMES = st.sampled_from(["indicateur", "theme", "vue", "territoire", "self"])


def text_of(component: Any) -> str:
    """Everything a page says, tags aside."""
    written = json.dumps(component.to_plotly_json(), default=lambda one: one.to_plotly_json(), ensure_ascii=False)

    def walk(node: Any) -> list[str]:
        if isinstance(node, str | int | float):
            return [str(node)]
        if isinstance(node, list):
            return [text for child in node for text in walk(child)]
        return walk(node["props"].get("children") or []) if isinstance(node, dict) else []

    return " ".join(walk(json.loads(written)))


def test_home_shows_each_declared_figure_of_the_real_catalogue(loir_et_cher: Warehouse) -> None:
    shown = highlights(loir_et_cher)
    declared = [one.slug for one in read.indicators(loir_et_cher) if one.highlight]
    assert [one.figure.indicator.slug for one in shown] == declared
    themes = [one.figure.indicator.theme for one in shown]
    assert all(2 <= themes.count(theme) <= 3 for theme in set(themes)) and len(set(themes)) == 6
    assert not any(read.is_demonstration(loir_et_cher, slug) for slug in declared)


def test_home_says_the_figure_its_evolution_and_france(loir_et_cher: Warehouse) -> None:
    said = text_of(home(loir_et_cher))
    assert "4,8\u202f%" in said
    assert "Depuis 2020 (5,0\u202f%), la valeur est en baisse de 0,2\u00a0point." in said
    assert "France\u202f: 7,8\u202f%" in said
    assert "arrondissements, en attendant la liste du Département" in said


def test_a_small_map_says_where_the_figure_is_lowest_and_highest(loir_et_cher: Warehouse) -> None:
    ends = {one.figure.indicator.slug: one.ends for one in highlights(loir_et_cher)}
    assert ends["part-75-ans-plus"] == (("9,5\u202f%", "Blois-3 (hors Blois)"), ("17,5\u202f%", "Vendôme"))
    assert "de  9,5\u202f%  · Blois-3 (hors Blois) à  17,5\u202f%  · Vendôme" in text_of(home(loir_et_cher))


@pytest.mark.parametrize(
    ("slug", "text", "shown"),
    [
        ("infirmiers-densite", "138\u00a0pour 100\u202f000\u00a0habitants", "138"),
        ("part-75-ans-plus", "14,8\u202f%", "14,8\u202f%"),
        ("population", "67\u202f208\u00a0habitants", "67\u202f208\u00a0habitants"),
        ("infirmiers-densite", "secret statistique", "secret statistique"),
    ],
)
def test_a_unit_is_left_to_the_title_that_tells_it(loir_et_cher: Warehouse, slug: str, text: str, shown: str) -> None:
    assert beside_its_title(text, read.indicator(loir_et_cher, slug)) == shown


def test_home_sets_a_territory_beside(loir_et_cher: Warehouse) -> None:
    said = text_of(home(loir_et_cher, territoire="commune:41018"))
    assert "Blois\u202f: 9,8\u202f% (5,0\u00a0points de plus)" in said
    assert "Blois\u202f:" not in text_of(home(loir_et_cher, territoire="commune:99999")).split("Ce qui s’écarte")[0]


def test_invented_figures_set_nothing_apart(loir_et_cher: Warehouse) -> None:
    place, _ = my_place(loir_et_cher, {"territoire": "territoire:nord"})
    (section,) = what_sets_apart(loir_et_cher, place)
    invented = {one.slug for one in read.indicators(loir_et_cher) if read.is_demonstration(loir_et_cher, one.slug)}
    written = json.dumps(section.to_plotly_json(), default=lambda one: one.to_plotly_json())
    assert invented and not any(f"indicateur={slug}&" in written for slug in invented)
    assert written.count("indicateur=") >= 3


def test_the_catalogue_lists_every_indicator_once(warehouse: Warehouse) -> None:
    said = text_of(data(warehouse))
    for one in read.indicators(warehouse):
        assert said.count(one.definition) == 1


def test_an_indicator_is_explained_in_full(loir_et_cher: Warehouse) -> None:
    said = text_of(data(loir_et_cher, indicateur="taux-foyers-rsa"))
    for part in ("caf.foyers_rsa", "÷", "la MSA n’est pas comptée", "Licence Ouverte 2.0", "267", "Révisions"):
        assert part in said
    file = read.files(loir_et_cher).set_index("source").loc["caf"]
    assert file["sha256"] in said and file["file"] in said


def test_an_indicator_that_waits_says_for_what(loir_et_cher: Warehouse) -> None:
    assert "En attente de données\u202f: FINESS" in text_of(data(loir_et_cher, indicateur="places-ehpad"))


def test_sources_tell_their_files(loir_et_cher: Warehouse) -> None:
    said = text_of(data(loir_et_cher, vue="sources"))
    assert all(file in said for file in read.files(loir_et_cher)["file"])


@settings(deadline=None, max_examples=25)
@given(query=st.dictionaries(NAMES, st.text(max_size=12)))
def test_whatever_the_address_a_page_is_shown(query: dict[str, str], warehouse: Warehouse) -> None:
    assert text_of(data(warehouse, **query)) and text_of(home(warehouse, **query))
    crumb(warehouse, query)


@pytest.mark.parametrize("query", [{"indicateur": "pib"}, {"theme": "sport"}])
def test_what_does_not_exist_is_named(warehouse: Warehouse, query: dict[str, str]) -> None:
    (value,) = query.values()
    assert f"= {value}\u00a0» n’existe pas" in text_of(data(warehouse, **query))


def test_years_are_told_as_people_do() -> None:
    assert years_told([]) == ""
    assert years_told([2023]) == "2023"
    assert years_told([2012, 2023]) == "2012 et 2023"
    assert years_told([2020, 2021, 2022]) == "2020 à 2022"
    assert years_told([1999, 2012, 2023]) == "1999, 2012 et 2023"


def test_trails_are_the_cells_of_one_territory(warehouse: Warehouse) -> None:
    trails = glance.trails(warehouse, ["population"], "commune", "99003")
    assert trails[["period", "value"]].to_numpy().tolist() == [[2019, 290], [2023, 300]]


def test_a_sparkline_rises_with_its_values_and_breaks_where_one_is_missing() -> None:
    assert sparkline_svg([2020], [3.0]) == ""
    assert 'd="M3.0 29.0L117.0 3.0"' in sparkline_svg([2020, 2022], [1.0, 2.0])
    assert sparkline_svg([2020, 2021, 2022, 2023], [1.0, None, 2.0, 3.0]).count("M") == 1
    assert 'd="M3.0 16.0L117.0 16.0"' in sparkline_svg([2020, 2021], [5.0, 5.0])


def test_strands_stand_on_the_same_scales() -> None:
    drawn = strands_svg({"a": [(2020, 1.0), (2022, 3.0)], "b": [(2021, 2.0), (2022, 2.0)], "c": [(2020, 9.0)]})
    assert '<g class="a"><path d="M3.0 29.0L117.0 3.0"' in drawn
    assert '<g class="b"><path d="M60.0 16.0L117.0 16.0"' in drawn
    assert 'class="c"' not in drawn and strands_svg({"c": [(2020, 9.0)]}) == ""


def test_a_thumbnail_paints_each_look_once() -> None:
    geometry = {
        "width": 10,
        "height": 10,
        "paths": ["M0 0z", "M1 1z", "M2 2z", "M3 3z"],
        "centres": [[1, 1]] * 4,
        "outline": "M9 9z",
    }
    cells = [
        {"value": 0, "class": 0},
        {"value": 2, "class": 1},
        {"value": None, "class": None},
        {"value": 3, "class": 1},
    ]
    view = {"drawing": "choropleth", "palette": "sequential", "classes": [{}, {}], "cells": cells, "max": 3}
    svg = thumbnail_svg(geometry, view)
    assert '<path d="M1 1zM3 3z" class="sequential-9"' in svg
    assert '<path d="M0 0z" class="zero"' in svg and '<path d="M2 2z" class="unknown"' in svg
