"""Numbers typed by hand beside a unit are found; limits of age, denominators and names are not numbers to refresh."""

from pathlib import Path

import pytest

from observatory.atlas.grammar import Place
from observatory.atlas.markup import tokens_of
from observatory.atlas.typed import typed_figure
from observatory.errors import DeclarationError


@pytest.mark.parametrize(
    ("prose", "typed"),
    [
        ("Le taux est de 4,8 % ici.", "4,8 %"),
        ("Le taux est de 4,8\u202f%.", "4,8\u202f%"),
        ("On compte 7 305 foyers.", "7 305 foyers"),
        ("Une baisse de 0,3 point.", "0,3 point"),
        ("Quatre fois plus qu’ailleurs.", "Quatre fois"),
        ("En hausse de dix pour cent.", "dix pour cent"),
        ("Depuis 5 ans, rien.", "Depuis 5 ans"),
        ("Fin 2024, le compte est bon.", "2024"),
        ("17 communes sur 267", "17 communes"),
        ("12 € par mois", "12 €"),
    ],
)
def test_a_typed_figure_is_found(prose: str, typed: str) -> None:
    assert typed_figure(prose) == typed


@pytest.mark.parametrize(
    "prose",
    [
        "Les habitants de 75 ans ou plus, et ceux de 15 à 64 ans.",
        "pour 1 000 habitants",
        "pour 100 000 femmes de 15 à 49 ans",
        "Deux colocataires, deux enfants, trois territoires.",
        "A, B et C ; Blois-2.",
        "l’étiquette F ou G",
    ],
)
def test_a_definition_is_no_figure(prose: str) -> None:
    assert typed_figure(prose) is None


def test_an_admitted_expression_passes_and_the_rest_does_not() -> None:
    assert typed_figure("arrondis à 5 personnes", ("arrondis à 5",)) is None
    assert typed_figure("arrondis à 5, soit 12 %", ("arrondis à 5",)) == "12 %"


def test_the_line_is_told_and_emphasis_hides_nothing() -> None:
    text = "Une ligne.\n\nDeux lignes,\ndont **12** % à la main.\n"
    with pytest.raises(DeclarationError, match=r"page\.md:13 : « 12 % »"):
        tokens_of(text, Place(Path("page.md"), 10))


def test_a_directive_beside_a_word_is_no_typed_figure() -> None:
    assert tokens_of("Au total, {{ valeur population }} habitants.", Place(Path("page.md"), 1))
