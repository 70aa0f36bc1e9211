"""A text and the figures make a page: branches, the plate, and mistakes with their line."""

from pathlib import Path

import pytest

from observatory.atlas.answers import Answers, Missing
from observatory.atlas.blocks import MapBlock, RankingBlock
from observatory.atlas.compose import Composed, compose, plain
from observatory.atlas.texts import read_texts
from observatory.errors import DeclarationError
from observatory.warehouse.read import Warehouse

HEAD = '+++\ncourt = "Essai"\ntitre = "{title}"\n{more}+++\n'


def composed(tmp_path: Path, warehouse: Warehouse, body: str, title: str = "Un titre", more: str = "") -> Composed:
    (tmp_path / "essai.md").write_text(HEAD.format(title=title, more=more) + body, encoding="utf-8")
    return compose(read_texts(tmp_path)[0], Answers(warehouse))


def test_lead_plate_and_rest(tmp_path: Path, warehouse: Warehouse) -> None:
    page = composed(
        tmp_path,
        warehouse,
        "Chapô sur {{ valeur population }}.\n\n{{ carte population niveau=commune }}\n\n"
        "{{ classement population niveau=canton }}\n\n## Suite\n\nUn texte.\n\n{{ carte population niveau=canton }}\n",
        title="{{ nom le majuscule=oui }} compte {{ valeur population }}",
    )
    assert plain(page.title) == "L’Essai compte 7\u202f800\u00a0habitants"
    assert plain(page.lead).strip() == "Chapô sur 7\u202f800\u00a0habitants."
    assert [type(block) for block in page.figures] == [MapBlock, RankingBlock]
    assert [block.view["level"] for block in page.maps] == ["commune", "canton"]


def test_a_heading_ends_the_lead(tmp_path: Path, warehouse: Warehouse) -> None:
    page = composed(tmp_path, warehouse, "Chapô.\n\n## Suite\n\nUn texte.\n\n{{ carte population niveau=canton }}\n")
    assert plain(page.lead).strip() == "Chapô."
    assert page.figures == () and len(page.maps) == 1
    assert plain(page.rest).split() == ["Suite", "Un", "texte."]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ('{{ si "valeur population > 1" }}\n\noui\n\n{{ sinon }}\n\nnon\n\n{{ fin }}\n', "oui"),
        ('{{ si "valeur population < 1" }}\n\noui\n\n{{ sinon }}\n\nnon\n\n{{ fin }}\n', "non"),
        ("{{ seulement 41 }}\n\noui\n\n{{ sinon }}\n\nnon\n\n{{ fin }}\n", "non"),
        ("{{ seulement 41 99 }}\n\noui\n\n{{ fin }}\n", "oui"),
        ('{{ si "valeur revenu-median > 1" }}\n\noui\n\n{{ sinon }}\n\nnon\n\n{{ fin }}\n', "non"),
        ('{{ seulement 41 }}\n{{ si "valeur population < 1" }}\n\n1\n\n{{ sinon }}\n\n2\n\n{{ fin }}\n{{ fin }}\n', ""),
    ],
)
def test_only_the_branch_that_applies_is_kept(body: str, kept: str, tmp_path: Path, warehouse: Warehouse) -> None:
    assert plain(composed(tmp_path, warehouse, body).lead).strip() == kept


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("Texte.\n\n{{ carte populations }}\n", 7, "indicateur introuvable"),
        ("Texte {{ valeur\n\nfin\n\n{{ valeur population }}\n", 9, "ne tient pas seul sur sa ligne"),
        ("Un\ndeux {{ valeur rien }}\n", 6, "indicateur introuvable"),
        ("Un.\n\nLe taux est de 12 %.\n", 7, "écrits à la main"),
        ('{{ verifie "valeur population > 9000" }}\n', 5, "n'est pas vérifiée"),
        ('Un.\n\n{{ si "valeur population > 1" }}\n\nDeux.\n', 7, "« fin » manque"),
        ("{{ fin }}\n", 5, "rien à fermer"),
    ],
)
def test_mistakes_are_told_by_file_and_line(
    body: str, line: int, reason: str, tmp_path: Path, warehouse: Warehouse
) -> None:
    with pytest.raises(DeclarationError, match=reason) as refused:
        composed(tmp_path, warehouse, body)
    assert str(refused.value).startswith(f"{tmp_path}/essai.md:{line} : ")


def test_a_false_claim_of_the_head_is_told_by_its_line(tmp_path: Path, warehouse: Warehouse) -> None:
    with pytest.raises(DeclarationError, match=r"essai\.md:4 : .*n'est pas vérifiée"):
        composed(tmp_path, warehouse, "Texte.\n", more='verifie = ["valeur population > 9000"]\n')


def test_a_page_about_figures_that_are_not_here_is_missing(tmp_path: Path, warehouse: Warehouse) -> None:
    with pytest.raises(Missing):
        composed(tmp_path, warehouse, "{{ carte revenu-median niveau=canton }}\n")


@pytest.mark.parametrize("head", ["Pas de tête\n", '+++\ntitre = "T"\n+++\n', '+++\ncourt = "C"\ntitre = \n+++\n'])
def test_a_head_that_cannot_be_read_is_refused(head: str, tmp_path: Path) -> None:
    (tmp_path / "essai.md").write_text(head, encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"essai\.md:1 : "):
        read_texts(tmp_path)
