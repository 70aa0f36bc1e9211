"""Addresses find their page; a territory is read from them; what surrounds a page says where one is."""

import json
import logging

import pytest
from dash import html
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.dashboard.app import PAGES, page_of
from observatory.dashboard.place import my_place, places
from observatory.dashboard.registry import Page, find, link
from observatory.dashboard.search import search_index
from observatory.dashboard.wording import with_superscripts
from observatory.errors import ObservatoryError
from observatory.statistics.dates import french_date
from observatory.warehouse.read import Warehouse

MAPS = Page("/cartes", "Cartes", lambda *_, **__: html.Div())
PORTRAIT = Page("/portrait/<niveau>/<code>", "Portrait", lambda *_, **__: html.Div())
HOME = Page("/", "Accueil", lambda *_, **__: html.Div())


@pytest.mark.parametrize(
    ("address", "page", "query"),
    [
        ("/", HOME, {}),
        ("/cartes", MAPS, {}),
        ("/cartes/", MAPS, {}),
        ("/cartes?indicateur=population&niveau=canton", MAPS, {"indicateur": "population", "niveau": "canton"}),
        ("/portrait", PORTRAIT, {}),
        ("/portrait/commune/41018", PORTRAIT, {"niveau": "commune", "code": "41018"}),
        ("/portrait/commune/41018?code=1", PORTRAIT, {"niveau": "commune", "code": "41018"}),
        ("/portrait/commune/%C3%A9", PORTRAIT, {"niveau": "commune", "code": "é"}),
    ],
)
def test_an_address_finds_its_page(address: str, page: Page, query: dict[str, str]) -> None:
    assert find((HOME, MAPS, PORTRAIT), address) == (page, query)


@pytest.mark.parametrize("address", ["/rien", "/cartes/plus", "/portrait/a/b/c", "/Cartes", "/carte"])
def test_an_unknown_address_finds_none(address: str) -> None:
    assert find((HOME, MAPS, PORTRAIT), address) is None


def test_a_link_leaves_out_what_is_not_chosen() -> None:
    assert link("/donnees") == "/donnees"
    assert link("/", territoire="commune:41018", theme=None, q="") == "/?territoire=commune:41018"
    assert link("/donnees", q="a&b é") == "/donnees?q=a%26b+%C3%A9"


def test_an_unknown_page_says_what_to_do(warehouse: Warehouse) -> None:
    (main,), said = page_of(warehouse, "/rien", PAGES)
    text = json.dumps(main.to_plotly_json(), default=lambda one: one.to_plotly_json(), ensure_ascii=False)
    assert "Page introuvable" in text and "/rien" in text and "/cartes" in text
    assert said["title"].startswith("Page introuvable")


@settings(deadline=None)
@given(address=st.text(max_size=30).map(lambda text: "/" + text))
def test_every_address_is_answered(address: str, warehouse: Warehouse) -> None:
    children, said = page_of(warehouse, address, (MAPS, PORTRAIT))
    assert children and said["title"]


def test_a_page_that_fails_leaves_the_others_open(warehouse: Warehouse, caplog: pytest.LogCaptureFixture) -> None:
    def refused(*_: object, **__: str) -> html.Div:
        raise ObservatoryError("Ce choix n’existe pas.")

    def broken(*_: object, **__: str) -> html.Div:
        raise ZeroDivisionError("secret")

    with caplog.at_level(logging.ERROR):
        shown = str(page_of(warehouse, "/a", (Page("/a", "A", refused),))[0])
        hidden = str(page_of(warehouse, "/b", (Page("/b", "B", broken),))[0])
    assert "Ce choix n’existe pas." in shown
    assert "Erreur du serveur" in hidden and "secret" not in hidden and "secret" in caplog.text


def test_a_territory_is_known_by_its_key_or_its_code(warehouse: Warehouse) -> None:
    assert my_place(warehouse, {}) == (None, [])
    by_key, _ = my_place(warehouse, {"territoire": "commune:99001"})
    by_code, _ = my_place(warehouse, {"territoire": "99001"})
    assert by_key is not None and by_key == by_code and by_key.key == "commune:99001"


def test_an_unknown_territory_is_none_and_named(warehouse: Warehouse) -> None:
    place, (notice,) = my_place(warehouse, {"territoire": "commune:00000"})
    assert place is None and "commune:00000" in notice


def test_the_search_finds_indicators_territories_and_definitions(warehouse: Warehouse) -> None:
    entries = json.loads(search_index(warehouse, PAGES))
    assert {"Indicateurs", "Territoires", "Communes"} <= {entry["group"] for entry in entries}
    communes = [entry for entry in entries if entry["group"] == "Communes"]
    assert len(communes) == sum(place.level == "commune" for place in places(warehouse))
    assert all(entry["key"].split(":")[1] in entry["value"] for entry in communes)
    addresses = [entry["value"] for entry in entries]
    assert len(set(addresses)) == len(addresses)


def test_days_and_ordinals_are_french() -> None:
    assert french_date("2026-03-02T10:11:12+00:00") == "2 mars 2026"
    assert french_date("2026-08-01T00:00:00") == "1ᵉʳ août 2026"
    parts = with_superscripts("9ᵉ sur 183")
    assert parts[0] == "9" and parts[1].children == "e" and parts[2] == " sur 183"
