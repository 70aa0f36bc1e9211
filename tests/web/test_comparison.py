"""Territories side by side, on the generated warehouse: the same cells as the API's, in words that agree with them."""

from dataclasses import replace
from math import log

import pytest

from observatory.dashboard import compared_table, comparer
from observatory.dashboard.place import division
from observatory.publishing.comparison import compare, strengths, widest
from observatory.warehouse import read

PLACES = [("territoire", "nord"), ("territoire", "sud"), ("commune", "99001")]


@pytest.fixture(scope="module")
def lines(warehouse):
    return {line.indicator.slug: line for line in compare(warehouse, PLACES)}


def test_values_are_the_cells(warehouse, lines):
    for (level, code), value in zip(PLACES[:2], lines["taux-foyers"].values[:2], strict=True):
        assert value.value == read.cells(warehouse, "taux-foyers", level, "latest", code)["value"].iat[0]


def test_a_secret_reads_as_such_and_has_no_gap(lines):
    secret = lines["taux-foyers"].values[2]
    assert (secret.text, secret.value, secret.gap, secret.index) == ("secret statistique", None, None, None)


def test_a_count_is_not_compared_with_the_whole_it_is_part_of(lines):
    assert all(value.gap is None for value in lines["population"].values)


def test_an_indicator_published_at_another_level_only_leaves_the_place_empty(lines):
    assert lines["revenu-median"].values[:2] == (None, None)


def test_the_years_drawn_are_cells_that_may_be_compared(warehouse, lines):
    line = next(one for one in compare(warehouse, PLACES[:2], drawn=True) if one.values[0] and one.values[0].trend)
    value = line.values[0]
    cells = read.series(warehouse, line.indicator.slug, *PLACES[0]).set_index("period")["value"]
    assert len(value.trail) > 1 and all(known == cells[year] for year, known in value.trail)
    assert value.trend.endswith(f"depuis {value.trail[0][0]}")
    strands = compared_table._strands(line, division(warehouse)[:2])
    assert strands.title.startswith(f"Nord\u202f: {value.trend}")
    plain = lines[line.indicator.slug].values[0]
    assert (plain.trail, plain.trend) == ((), value.trend)


def test_what_is_said_of_a_territory_names_it(warehouse):
    assert "territoire Nord" in strengths(warehouse, ("territoire", "nord"))[0].text


def test_the_page_opens_on_the_collectivites_own_territoires_from_north_to_south(warehouse):
    assert [place.code for place in division(warehouse)] == ["nord", "sud"]


def test_the_widest_gap_is_in_proportion_and_leaves_out_what_is_invented(lines):
    line, rank, gap = widest([lines["taux-foyers"]])
    index = {at: value.index for at, value in enumerate(line.values) if value and value.index}
    assert abs(log(index[rank] / 100)) == max(abs(log(one / 100)) for one in index.values())
    assert gap == line.values[rank].gap
    assert widest([replace(lines["taux-foyers"], demonstration=True), lines["population"]]) is None


NINE = ",".join(f"commune:990{number:02}" for number in range(1, 10))


@pytest.mark.parametrize("wanted", ["territoire:est,territoire:nord", "x", NINE])
def test_an_address_that_asks_too_much_or_the_unknown_says_so_and_shows_the_rest(warehouse, wanted):
    page = comparer.layout(warehouse, territoires=wanted)
    said = "".join(str(part) for part in page.children)
    assert "laissé de côté" in said or "laissés de côté" in said


def test_the_same_territory_twice_is_once(warehouse):
    chosen, said = comparer._chosen(warehouse, "commune:99001,commune:99001")
    assert (len(chosen), said) == (1, [])
