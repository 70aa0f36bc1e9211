"""Editions: parts of the atlas on the web, in the exported folder and on paper, with links to the whole."""

from pathlib import Path

import pytest

from observatory.atlas.editions import read_editions
from observatory.atlas.printed.book import book
from observatory.atlas.site import Site
from observatory.atlas.texts import read_texts
from observatory.errors import DeclarationError
from observatory.settings import ROOT


@pytest.fixture(scope="module")
def nord(site: Site) -> Site:
    return site.editions["nord"]


def test_an_edition_of_a_theme_has_its_pages_and_no_other(site: Site) -> None:
    pages = {page.path for page in site.editions["petite-enfance"].pages if page.template == "message.html"}
    assert "enfance-famille/naissances.html" in pages
    assert all(path.startswith("enfance-famille/") for path in pages)
    assert 3 <= len(pages) < len([page for page in site.pages if page.section == "enfance-famille"])


def test_an_edition_of_a_territory_has_the_portraits_inside(nord: Site) -> None:
    portraits = {page.court for page in nord.pages if page.template == "portrait.html"}
    assert {"Nord", "Vendôme", "Le Perche", "Loir-et-Cher"} <= portraits
    assert not {"Sud", "Romorantin-Lanthenay", "Selles-sur-Cher"} & portraits


def test_it_leads_to_the_whole_for_what_it_leaves_out(site: Site) -> None:
    """That every link leads somewhere is looked at with the files of the whole atlas."""
    cover = site.files["editions/nord/index.html"]().decode()
    assert '<a href="../../index.html">Tout l’atlas</a>' in cover
    assert 'action="../../recherche.html"' in cover
    assert "Le Nord du Loir-et-Cher</h1>" in cover
    assert 'href="editions/nord/index.html"' in site.files["plan.html"]().decode()


def test_the_printed_edition_speaks_of_its_communes(site: Site, nord: Site) -> None:
    def communes(one: Site) -> int:
        tables = [section for section in book(one).sections if section.get("label") == "page:communes"]
        return len(tables[0]["tables"][0]["rows"]) - 1

    assert 0 < communes(nord) < communes(site)
    assert book(nord).title == f"{site.name} · Le Nord du Loir-et-Cher"


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ('[a]\ntitre = "A"\npages = ["socle/rien"]', "socle/rien"),
        ('[a]\npages = ["socle"]', "a.titre|titre"),
        ('[a]\ntitre = "A"\ncouleur = 1', "couleur"),
        ("[a", "TOML"),
    ],
)
def test_a_wrong_declaration_is_refused_by_file_and_key(tmp_path: Path, declared: str, told: str) -> None:
    (tmp_path / "editions.toml").write_text(declared, encoding="utf-8")
    with pytest.raises(DeclarationError, match=f"editions.toml.*({told})"):
        read_editions(tmp_path, read_texts(ROOT / "atlas"), "41")
