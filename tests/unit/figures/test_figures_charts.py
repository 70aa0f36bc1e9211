"""Charts drawn on the server: bars as long as their shares, the words that a picture carries, what is left out."""

import re
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest

from observatory.figures import pyramid
from observatory.figures.charts import nearest, ticks
from observatory.figures.history import history_svg
from observatory.figures.locator import locator_svg
from observatory.figures.pyramid import Ages, band, pyramid_svg, widest
from observatory.figures.strip import strip_svg

SVG = "{http://www.w3.org/2000/svg}"
OWN = Ages("Vendôme", np.array([[10.0, 20, 30, 20], [5, 5, 5, 5]]))
WHOLE = Ages("Loir-et-Cher", np.ones((2, 4)))


def test_ticks_are_readable_and_never_above_the_highest():
    assert ticks(24869, 4) == [0, 10000, 20000]
    assert ticks(3.4, 4) == [0, 1, 2, 3]
    assert ticks(0.05, 5) == pytest.approx([0, 0.01, 0.02, 0.03, 0.04, 0.05])


def test_years_wanted_are_replaced_by_the_nearest_known():
    assert nearest([1876, 1900, 1903, 2023], [1876, 1901, 1954, 2023]) == [1876, 1901, 2023]


def test_bars_of_a_pyramid_are_as_long_as_their_shares():
    root = fromstring(pyramid_svg(OWN, limit=40))
    widths = [float(bar.get("width", 0)) for bar in root.iter(f"{SVG}rect")]
    half = (pyramid.WIDTH - pyramid.GUTTER) / 2
    assert widths == pytest.approx([half * share / 40 for share in (10, 20, 30, 20, 5, 5, 5, 5)], abs=0.01)


def test_women_are_on_the_right_and_the_oldest_at_the_top():
    bars = list(fromstring(pyramid_svg(OWN)).iter(f"{SVG}rect"))
    women, men = bars[:4], bars[4:]
    assert min(float(bar.get("x", 0)) for bar in women) > pyramid.WIDTH / 2 > max(float(bar.get("x", 0)) for bar in men)
    assert [float(bar.get("y", 0)) for bar in women] == sorted((float(bar.get("y", 0)) for bar in women), reverse=True)


def test_another_territory_is_an_outline_over_both_halves():
    outlined = fromstring(pyramid_svg(OWN, WHOLE)).findall(f".//{SVG}path[@class='stroke-ink']")
    assert len(outlined) == 2


def test_side_by_side_pyramids_share_the_widest_band():
    assert widest([OWN, WHOLE]) == 30


def test_ages_are_told_in_words():
    people = np.zeros((2, 20))
    people[:, 0], people[0, 15], people[1, 3] = 10, 20, 60
    said = pyramid.words(Ages("Oisly", people), None)
    assert said == "Pyramide des âges, Oisly\u202f: 80,0\u202f% de moins de 20 ans, 20,0\u202f% de 75 ans ou plus."


def test_bands_are_named():
    assert [band(i, 20) for i in (0, 1, 19)] == ["moins de 5 ans", "5 à 9 ans", "95 ans ou plus"]


CENSUSES = [(1876, 13734.0), (1901, 13660.0), (1968, 20351.0), (1975, 24869.0), (1982, 23029.0)]


def test_a_long_time_without_a_census_is_dashed_and_the_rest_is_not():
    lines = fromstring(history_svg(CENSUSES, [], "Vendôme")).findall(f".//{SVG}path[@class='stroke-accent']")
    assert [line.get("stroke-dasharray") for line in lines] == ["2 4", "2 4", None, None]


def test_a_break_is_drawn_where_it_falls_within_the_years():
    texts = [text.text for text in fromstring(history_svg(CENSUSES, [1800, 1970, 2030], "x")).iter(f"{SVG}text")]
    assert [text for text in texts if text and text.startswith("rupture")] == ["rupture 1970"]


def test_the_first_and_last_counts_are_written_and_said():
    picture = fromstring(history_svg(CENSUSES, [], "Vendôme"))
    assert {"13\u202f734", "23\u202f029"} <= {text.text for text in picture.iter(f"{SVG}text")}
    expected = "Population, Vendôme\u202f: 13\u202f734 en 1876, 24\u202f869 en 1975, 23\u202f029 en 1982."
    assert picture.get("aria-label") == expected


def test_one_census_makes_no_history():
    assert history_svg(CENSUSES[:1], [], "x") == ""


def test_a_strip_places_the_territory_between_the_lowest_and_the_highest():
    root = fromstring(strip_svg((0, 1, 2, 5, 8, 9, 10), 10, 5, "3ᵉ sur 12"))
    dot = root.find(f"{SVG}circle")
    assert dot is not None
    assert (float(dot.get("cx", 0)), root.get("aria-label")) == (173, "3ᵉ sur 12")


def test_a_strip_of_equal_values_is_drawn():
    assert "nan" not in strip_svg((4,) * 7, 4, 4, "égalité")


def test_a_locator_paints_the_regions_asked_for_only():
    geometry = {
        **{"width": 10, "height": 10, "codes": ["a", "b"], "paths": ["M0 0h5z", "M5 0h5z"]},
        **{"outline": "M0 0h10z", "limits": []},
    }
    chosen = fromstring(locator_svg(geometry, ["b"], "b")).find(f"{SVG}path[@class='fill-focus stroke-focus']")
    assert chosen is not None
    assert re.fullmatch("M5 0h5z", chosen.get("d", ""))
