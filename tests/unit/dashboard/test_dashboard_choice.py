"""An address becomes a choice that can be shown, whatever it says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.dashboard.cartes import Wanted, chart, layout
from observatory.dashboard.choice import first_choice
from observatory.dashboard.config import DEFAULTS, catalogue
from observatory.errors import ObservatoryError
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

KNOWN: dict[str, Any] = {
    "indicators": [{"slug": "population", "levels": {"commune": [2019, 2023], "canton": [2023]}}],
    "levels": [{"level": "commune"}, {"level": "canton"}],
    "methods": [{"slug": "quantiles"}, {"slug": "jenks"}],
    "counts": [2, 3, 4, 5],
    "palettes": [{"slug": "bleu-vert"}, {"slug": "violet"}],
    "points": [{"slug": "mairies"}],
}


def test_an_empty_address_is_the_defaults() -> None:
    assert first_choice({}, KNOWN) == (DEFAULTS, [])


def test_known_values_are_kept() -> None:
    query = {"indicateur": "population", "niveau": "canton", "periode": "2023", "classes": "4", "seuils": "2;3,5"}
    choice, notices = first_choice(query, KNOWN)
    assert choice == {**DEFAULTS, **query} and notices == []


@pytest.mark.parametrize(
    ("name", "value", "called"),
    [
        ("indicateur", "pib", "L’indicateur"),
        ("niveau", "iris", "Le découpage"),
        ("periode", "1789", "L’année"),
        ("classes", "12", "Le nombre de classes"),
        ("seuils", "a;b", "Le réglage seuils"),
        ("noms", "peut-être", "Le réglage noms"),
    ],
)
def test_an_unknown_value_falls_back_and_is_named(name: str, value: str, called: str) -> None:
    choice, (notice,) = first_choice({name: value}, KNOWN)
    assert choice == DEFAULTS
    assert notice.startswith(f"{called} «\u00a0{value}\u00a0» n’existe pas")


@given(st.dictionaries(st.sampled_from([*DEFAULTS, "inconnu", "warehouse"]), st.text(max_size=20)))
def test_whatever_the_address_the_choice_can_be_shown(query: dict[str, str]) -> None:
    choice, _ = first_choice(query, KNOWN)
    assert list(choice) == list(DEFAULTS)
    assert choice["indicateur"] in (None, "population") and choice["niveau"] in (None, "commune", "canton")
    assert choice["classes"] in {"2", "3", "4", "5"} and choice["montrer"] in {"valeur", "ecart"}


def test_the_catalogue_offers_what_has_a_map(warehouse: Warehouse) -> None:
    known = catalogue(warehouse)
    levels = {level["level"] for level in known["levels"]}
    assert "departement" not in levels and "commune" in levels
    for one in known["indicators"]:
        assert one["default_level"] in one["levels"] and set(one["levels"]) <= levels
    communes = known["levels"][0]
    assert communes["geometry"].startswith("/geo/commune.") and communes["important"][0] == "99012"


def test_the_page_is_a_function_of_its_address(warehouse: Warehouse) -> None:
    query = {"niveau": "canton", "warehouse": "autre"}
    assert layout(warehouse, **query).to_plotly_json() is not None
    assert str(layout(warehouse, **query)) == str(layout(warehouse, **query))


@pytest.mark.parametrize(
    "asked", [3, [], {"indicator": "population"}, {"indicator": 1, "level": "commune", "codes": ["99001"]}]
)
def test_an_evolution_nobody_asks_for_is_refused(asked: object) -> None:
    with pytest.raises(ObservatoryError, match="indicator, level et un à quatre codes"):
        Wanted.read(asked)


def test_an_evolution_stands_beside_the_whole(warehouse: Warehouse) -> None:
    slug = catalogue(warehouse)["indicators"][0]["slug"]
    graph = chart(warehouse, Wanted(indicator=slug, level="commune", codes=("99001",)))
    names = [trace.name for trace in graph.figure.data if trace.mode]
    assert len(names) == 2


def test_the_years_of_a_group_are_drawn_beside_the_whole(warehouse: Warehouse) -> None:
    graph = chart(warehouse, Wanted(indicator="population", level="groupe", codes=("99002.003~Essai",)))
    own = next(trace for trace in graph.figure.data if trace.name == "Essai")
    assert list(own.x) == read.periods(warehouse, "population", "departement")
    assert chart(warehouse, Wanted(indicator="revenu-median", level="groupe", codes=("99002.003",))) is not None
