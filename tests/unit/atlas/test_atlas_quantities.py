"""Quantities and claims over the generated warehouse, whose figures can be worked out by hand.

99001 has 100 inhabitants in 2023, 99002 has 200... 99012 has 1 200: 7 800 in all, 7 680 in 2019.
"""

from pathlib import Path

import pytest

from observatory.atlas.answers import Answers, Missing
from observatory.atlas.claims import holds, require
from observatory.atlas.compose import said
from observatory.atlas.grammar import Place, parse_directive
from observatory.errors import DeclarationError
from observatory.warehouse.read import Warehouse

HERE = Place(Path("page.md"), 3)


@pytest.fixture(scope="module")
def answers(warehouse: Warehouse) -> Answers:
    return Answers(warehouse)


def say(source: str, answers: Answers) -> str:
    return said(parse_directive(source, HERE), answers)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("valeur population", "7\u202f800\u00a0habitants"),
        ("valeur population periode=2019", "7\u202f680\u00a0habitants"),
        ("valeur population niveau=commune territoire=1er", "1\u202f200\u00a0habitants"),
        ("valeur population niveau=commune territoire=99004", "400\u00a0habitants"),
        ("valeur population niveau=commune territoire=dernier", "100\u00a0habitants"),
        ("valeur population niveau=commune territoire=avant-dernier", "200\u00a0habitants"),
        ("part population niveau=commune premiers=2", "29\u202f%"),
        ("part population niveau=territoire territoire=nord", "46\u202f%"),
        ("rang population niveau=commune territoire=99011", "2ᵉ"),
        ("rang population niveau=commune territoire=99012", "1ʳᵉ"),
        ("rapport population niveau=commune territoire=1er avec=dernier", "12"),
        ("rapport population niveau=commune territoire=99003 avec=99002", "1,5"),
        ("variation population", "en hausse de 2\u202f%"),
        ("depuis population", "2019"),
        ("annee population", "2023"),
        ("compte population niveau=commune plus-que=1000", "2\u00a0communes"),
        ("compte population niveau=commune moins-que=150", "1\u00a0commune"),
        ("ecart population niveau=commune territoire=99002 avec=99001", "2,0\u00a0fois plus"),
        ("nom de", "de l’Essai"),
        ("nom dans majuscule=oui", "Dans l’Essai"),
        ("nom de population niveau=canton territoire=1er", "du canton de Canton 3"),
        ("nom nu population niveau=territoire territoire=1er", "Sud"),
    ],
)
def test_words_worked_out_by_hand(source: str, words: str, answers: Answers) -> None:
    assert say(source, answers) == words


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("valeur populations", "indicateur introuvable : « populations »"),
        (
            "valeur population niveau=commune territoire=41018",
            "Le territoire « 41018 » n’existe pas au niveau « commune »",
        ),
        ("valeur population periode=1999", "année pour « population »"),
        ("valeur", r"1 mot\(s\) attendu"),
        ("part taux-foyers premiers=2", "se dit d'un effectif"),
        ("nom chez", "forme inconnue"),
        ("carte population", "inconnue dans une phrase"),
        ("compte population niveau=commune", "l'un des deux"),
    ],
)
def test_mistakes_name_the_file_and_line(source: str, reason: str, answers: Answers) -> None:
    with pytest.raises(DeclarationError, match=reason) as refused:
        say(source, answers)
    assert str(refused.value).startswith("page.md:3 : ")


@pytest.mark.parametrize("source", ["valeur revenu-median", "valeur population niveau=arrondissement territoire=1er"])
def test_a_figure_that_does_not_exist_here_is_missing(source: str, answers: Answers) -> None:
    with pytest.raises(Missing):
        say(source, answers)


def test_a_declared_indicator_without_figures_is_missing_not_unknown(warehouse: Warehouse) -> None:
    with pytest.raises(Missing):
        say("valeur taux-attendu", Answers(warehouse, {"taux-attendu"}))


def test_the_level_of_the_page_holds_where_none_is_named(answers: Answers) -> None:
    place = Place(Path("page.md"), 3, "canton")
    assert said(parse_directive("nom nu population territoire=1er", place), answers) == "Canton 3"
    assert said(parse_directive("valeur population", place), answers) == "7\u202f800\u00a0habitants"


@pytest.mark.parametrize(
    ("claim", "truth"),
    [
        ("valeur population = 7800", True),
        ("valeur population > 7800", False),
        ("valeur population >= 7800", True),
        ("valeur population > 2 × valeur population niveau=territoire territoire=nord", True),
        ("part population niveau=territoire territoire=sud > 50", True),
        ("rang population niveau=commune territoire=99012 = 1", True),
        ("collectivite = 41, 99", True),
        ("collectivite = 41", False),
        ("variation population < 0", False),
    ],
)
def test_claims_are_held_to_the_cells(claim: str, truth: bool, answers: Answers) -> None:
    assert holds(claim, answers, HERE) is truth


def test_a_false_claim_is_refused_with_both_sides(answers: Answers) -> None:
    with pytest.raises(DeclarationError, match=r"page\.md:3 : .*n'est pas vérifiée : 7800 et 9000"):
        require("valeur population > 9000", answers, HERE)


@pytest.mark.parametrize("claim", ["population", "valeur population", "valeur population ~ 3", "combien x > 3"])
def test_a_claim_that_cannot_be_read_is_refused(claim: str, answers: Answers) -> None:
    with pytest.raises(DeclarationError, match=r"page\.md:3"):
        require(claim, answers, HERE)
