"""Maps of studies: colours that everybody tells apart, dots at their place, classes counted and named."""

import re
from itertools import combinations
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest

from observatory.figures import scatter
from observatory.figures.scatter import Axis, Dot, scatter_svg
from observatory.figures.studied import amount, nine_words, pair_text, study_view
from observatory.settings import ROOT
from observatory.statistics.typology import firmness_words, separation_words

SVG = "{http://www.w3.org/2000/svg}"
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
"""Linear RGB as it is seen: G. M. Machado, M. M. Oliveira and L. Fernandes (2009), severity 1."""
CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
OKLAB = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]
"""B. Ottosson's OKLab, where distances are as they look."""
APART = 0.08
"""Black and white are 1 apart; the nine steps of the sequential palette, 0.05 to 0.09."""


def seen(colour: str, sight: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    there = np.clip(np.array(SIGHTS[sight]) @ linear, 0, 1)
    return np.array(OKLAB) @ np.cbrt(np.array(CONES) @ there)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("palette", ["bivariate", "family"])
@pytest.mark.parametrize("sheet", ["palette", "palette-dark"])
def test_every_two_classes_are_told_apart_by_everybody(sheet: str, palette: str, sight: str) -> None:
    text = (ROOT / "assets" / f"{sheet}.css").read_text(encoding="utf-8")
    found = re.findall(rf"--{palette}-\d: (#\w+);", text)
    assert len(found) == {"bivariate": 9, "family": 7}[palette]
    looks = [seen(colour, sight) for colour in found]
    assert min(np.linalg.norm(one - other) for one, other in combinations(looks, 2)) > APART


def axes(sign: int = 1) -> tuple[Axis, Axis]:
    return Axis([0, 10], 5, 1, "%", 1, 0), Axis([0, 4], 1, sign, "km", 1, 0)


def dot_of(svg: str) -> tuple[float, float]:
    circle = fromstring(svg).find(f"{SVG}circle")
    assert circle is not None
    return float(circle.get("cx", 0)), float(circle.get("cy", 0))


def test_the_strongest_need_and_the_richest_offer_are_top_right() -> None:
    dots = [Dot("a", "Oisly", 10, 4, "bivariate-9")]
    assert dot_of(scatter_svg(*axes(), dots, (), "x")) == (scatter.WIDTH - scatter.RIGHT, scatter.TOP)


def test_a_short_distance_is_a_rich_offer() -> None:
    dots = [Dot("a", "Oisly", 10, 0, "bivariate-9")]
    assert dot_of(scatter_svg(*axes(-1), dots, (), "x"))[1] == scatter.TOP


def test_a_dot_says_its_territory_and_both_values() -> None:
    svg = scatter_svg(*axes(), [Dot("41001", "Oisly", 10, 4, "bivariate-9")], ["41001"], "x")
    title = fromstring(svg).find(f"{SVG}circle/{SVG}title")
    assert title is not None
    assert title.text == "Oisly\u202f: 10,0\u202f%, 4,0\u00a0km"
    assert 'data-code="41001"' in svg


def test_the_quadrants_are_named_in_words() -> None:
    texts = [text.text for text in fromstring(scatter_svg(*axes(), [], (), "x")).iter(f"{SVG}text")]
    assert {"Plus de besoin, moins d’offre", "Moins de besoin, plus d’offre"} <= set(texts)


def test_a_class_is_named_by_its_need_and_its_offer() -> None:
    assert (nine_words(6), nine_words(2)) == ("besoin fort, offre faible", "besoin faible, offre forte")


def test_a_view_counts_its_classes_and_keeps_who_is_in_none() -> None:
    cells = [
        {"code": code, "class": group, "text": "", "gap": ""} for code, group in zip("abc", (0, 0, None), strict=True)
    ]
    view = study_view("t", "s", "family", ["A", "B"], cells)
    assert [band["count"] for band in view["classes"]] == [2, 0]
    assert view["cells"][2]["class"] is None


def test_long_units_are_left_to_the_title() -> None:
    assert amount(1.04, "pour 1 000 habitants", 1) == "1,0"
    assert pair_text((13.4, 2), (("%", 1), ("km", 1))) == "13,4\u202f% · 2,0\u00a0km"


@pytest.mark.parametrize(("score", "words"), [(0.72, "très distinctes"), (0.3, "se chevauchent"), (-0.2, "mal")])
def test_a_silhouette_is_told_plainly(score: float, words: str) -> None:
    assert words in separation_words(score)


@pytest.mark.parametrize(
    ("score", "words"), [(0.9, "presque toujours"), (0.1, "peu stables"), (float("nan"), "ne peut")]
)
def test_a_rand_index_is_told_plainly(score: float, words: str) -> None:
    assert words in firmness_words(score)
