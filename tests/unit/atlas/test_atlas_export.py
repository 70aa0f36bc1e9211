"""Links that lead nowhere are found; a flattened script has every module once."""

import re

import pytest

from observatory.atlas.assets import ENTRY, flattened, stylesheet
from observatory.atlas.export import broken_links
from observatory.atlas.html import anchor, relative, set_text

PAGE = '<p id="a"><a href="{}">x</a></p>'


@pytest.mark.parametrize(
    ("address", "broken"),
    [
        ("b.html", False),
        ("b.html#a", False),
        ("#a", False),
        ("../index.html", False),
        ("https://exemple.fr/x", False),
        ("c.html", True),
        ("b.html#z", True),
        ("#z", True),
        ("/t/b.html", True),
        ("javascript:alert(1)", True),
        ("../../index.html", True),
    ],
)
def test_a_link_leads_somewhere_or_is_told(address: str, broken: bool) -> None:
    files = {"index.html": PAGE.format("t/a.html"), "t/a.html": PAGE.format(address), "t/b.html": PAGE.format("a.html")}
    found = broken_links({path: text.encode() for path, text in files.items()})
    assert found == ([f"t/a.html -> {address}"] if broken else [])


@pytest.mark.parametrize(
    ("page", "target", "written"),
    [
        ("index.html", "/socle/population.html", "socle/population.html"),
        ("socle/population.html", "/index.html", "../index.html"),
        ("portraits/canton/41.html", "/socle/index.html", "../../socle/index.html"),
        ("glossaire.html", "/glossaire.html#foyer", "#foyer"),
        ("a.html", "https://exemple.fr/", "https://exemple.fr/"),
    ],
)
def test_addresses_are_relative_to_their_page(page: str, target: str, written: str) -> None:
    assert relative(page, target) == written


def test_ordinals_are_real_superscripts_and_text_is_escaped() -> None:
    assert str(set_text("1ᵉʳ & 9ᵉ <b>")) == "1<sup>er</sup> &amp; 9<sup>e</sup> &lt;b&gt;"


def test_an_anchor_is_made_from_words() -> None:
    assert anchor("Foyer, ménage, famille") == "foyer-menage-famille"


def test_the_script_is_one_and_classic() -> None:
    script = flattened(ENTRY)
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    names = re.findall(r"^(?:async )?(?:function|class|const) (\w+)", script, re.MULTILINE)
    assert len(names) == len(set(names)), "two modules declare the same name"
    assert names.count("listen") == 1


def test_the_style_sheet_asks_for_nothing_outside() -> None:
    assert "http" not in stylesheet()
    assert "@import" not in stylesheet()
