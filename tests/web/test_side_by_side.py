"""Pictures of territories side by side: one scale, one legend, nothing where it means nothing."""

from xml.etree.ElementTree import fromstring

import pytest

from observatory.dashboard import comparer
from observatory.publishing.side_by_side import mapped, pyramids, small_maps
from observatory.publishing.subject import subject_of

NAMES = ("nord", "centre", "sud")


@pytest.fixture(scope="module")
def subjects(loir_et_cher):
    return [subject_of(loir_et_cher, "territoire", name) for name in NAMES]


def test_pyramids_share_one_scale_which_the_widest_band_fills(loir_et_cher, subjects):
    year, drawings = pyramids(loir_et_cher, subjects)
    assert (year, len(drawings)) == (2023, 3)
    axes = [{text.text for text in fromstring(one).iter() if text.text and "%" in text.text} for one in drawings]
    assert axes[0] == axes[1] == axes[2]


def test_small_maps_share_one_legend_and_one_size(loir_et_cher, subjects):
    shown = small_maps(loir_et_cher, "taux-foyers-rsa", subjects)
    sizes = {tuple(fromstring(one).get("viewBox").split()[2:]) for one in shown.pictures}
    assert (len(shown.pictures), len(sizes)) == (3, 1)


def test_each_small_map_colours_its_own_territory_only(loir_et_cher, subjects):
    shown = small_maps(loir_et_cher, "part-75-ans-plus", subjects)
    assert all('class="ground"' in one for one in shown.pictures)
    assert len(set(shown.pictures)) == 3


def test_a_commune_has_no_map_inside_it(loir_et_cher):
    assert mapped(loir_et_cher, [subject_of(loir_et_cher, "commune", "41018")]) == []


def test_the_page_shows_both_and_takes_the_figure_asked_for(loir_et_cher):
    told = str(comparer.layout(loir_et_cher, carte="taux-foyers-rsa"))
    assert "Âges face à face" in told
    assert "Foyers percevant le RSA, en" in told


def test_without_ages_there_are_no_pyramids(warehouse):
    assert pyramids(warehouse, [subject_of(warehouse, "territoire", "nord")]) is None
