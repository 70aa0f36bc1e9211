"""The atlas of Loir-et-Cher as one PDF: long enough, tagged, in its own typefaces, true to its cells."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from observatory.atlas.pages import PORTRAITS
from observatory.atlas.printed.book import book
from observatory.atlas.site import Site
from observatory.figures.words import short
from observatory.printing.document import Document, pdf

TYPEFACES = {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold", "SourceSerif4-SemiBold"}


@pytest.fixture(scope="session")
def document(site: Site) -> Document:
    return book(site)


@pytest.fixture(scope="session")
def printed(document: Document) -> PdfReader:
    return PdfReader(BytesIO(pdf(document)))


def text_of(printed: PdfReader, title: str) -> str:
    """The page that a bookmark of this title leads to, and the two that follow, their lines in one."""
    first = next(rank for name, rank in bookmarks(printed, printed.outline) if name == title)
    return plain(" ".join(printed.pages[rank].extract_text() for rank in (first, first + 1, first + 2)))


def plain(text: str) -> str:
    """Every space a plain one."""
    return " ".join(text.split())


def bookmarks(printed: PdfReader, outline: list[Any]) -> Iterator[tuple[str, int]]:
    for one in outline:
        if isinstance(one, list):
            yield from bookmarks(printed, one)
        else:
            yield one.title, printed.get_destination_page_number(one)


def test_it_is_a_book(printed: PdfReader) -> None:
    assert len(printed.pages) >= 60
    root = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_table_names_its_columns(printed: PdfReader) -> None:
    told = [set(kinds_within(table)) for table in tagged(printed.trailer["/Root"]["/StructTreeRoot"], "/Table")]
    assert len(told) > 200
    assert [kinds for kinds in told if not kinds >= {"/TH", "/TD"}] == []


def tagged(element: Any, kind: str) -> Iterator[Any]:
    for child in children(element):
        yield from [child] if child.get("/S") == kind else tagged(child, kind)


def kinds_within(element: Any) -> Iterator[str]:
    for child in children(element):
        yield child.get("/S", "")
        yield from kinds_within(child)


def children(element: Any) -> Iterator[Any]:
    """The elements of the structure right below one."""
    below = element.get("/K", [])
    for child in below if isinstance(below, list) else [below]:
        if isinstance(found := child.get_object(), dict):
            yield found


def test_no_letter_is_in_a_foreign_typeface(printed: PdfReader) -> None:
    names = {
        font["/BaseFont"].partition("+")[2]
        for page in printed.pages
        for font in (one.get_object() for one in page["/Resources"].get("/Font", {}).values())
    }
    assert names == TYPEFACES


def test_every_page_of_the_site_is_in_it(printed: PdfReader, site: Site) -> None:
    titles = {name for name, _ in bookmarks(printed, printed.outline)}
    kinds = ("chapter.html", "message.html", "portrait.html", "text.html")
    kept = [page for page in site.pages if page.template in kinds]
    assert len(kept) > 80
    assert {page.title for page in kept} <= titles


def test_pictures_are_told_in_words(document: Document) -> None:
    maps = [block for section in document.sections for block in section.get("blocks", ()) if block["kind"] == "map"]
    assert len(maps) > 30
    assert all(len(one["alt"]) > 60 for one in maps)


def test_a_table_holds_the_cells_of_its_map(printed: PdfReader, site: Site) -> None:
    """Those of the chapter, where the ranking on the page itself shows the same."""
    page = next(one for one in site.pages if one.path == "insertion-emploi/foyers-rsa.html")
    text = text_of(printed, page.title)
    for name, cell in page.maps[0].rows:
        assert name.partition(" ")[0] in text
        assert plain(cell["text"]) in text


def test_a_portrait_holds_its_cells(printed: PdfReader, site: Site) -> None:
    page = next(one for one in site.pages if one.section == PORTRAITS and one.court == "Vendôme")
    text = text_of(printed, page.title)
    rows = [row for _, mine in page.context["themes"] for row in mine]
    assert len(rows) > 50
    for row in rows:
        assert plain(short(row.text)) in text, row.title
