"""A document is a tagged PDF in the project's typefaces, the same bytes twice."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from observatory.atlas.printed.file import file_name, mark, printed
from observatory.errors import DataError
from observatory.printing.document import Document, pdf
from observatory.printing.pictures import swatch_pictures

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#0b5869"/></svg>'
PAGE = {
    "kind": "plain",
    "title": ["Fin 2024, 4,8\u202f% des ménages"],
    "label": "page:a",
    "lead": [
        {"kind": "paragraph", "words": ["Le 1ᵉʳ janvier, ", {"strong": ["≈\u202f1\u202f240"]}, " et 9,1\u202f‰."]}
    ],
    "blocks": [{"kind": "chart", "title": "Depuis 2020", "base": "", "picture": "c.svg", "alt": "Courbe qui monte"}],
    "text": [
        {"kind": "heading", "words": ["Lire"], "label": None},
        {"kind": "list", "items": [["voir ", {"page": "page:a", "words": ["ici"]}]]},
        {
            "kind": "table",
            "title": "Cantons",
            "headers": ["Nom", "Part"],
            "rows": [["Blois", "9,8\u202f%"]],
            "whole": False,
        },
    ],
    "columns": 1,
    "width": 120,
}
DOCUMENT = Document(
    title="Essai",
    author="Loir-et-Cher",
    running="Essai",
    foot="Données préparées le 1ᵉʳ mars 2026",
    made_at="2026-03-01T10:00:00+00:00",
    sections=[PAGE],
    pictures={"c.svg": SQUARE, **swatch_pictures()},
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(DOCUMENT)


def test_the_same_document_gives_the_same_bytes(made: bytes) -> None:
    assert pdf(DOCUMENT) == made


def test_it_is_tagged_in_french_and_says_that_it_is_pdf_ua(made: bytes) -> None:
    reader = PdfReader(BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"].startswith("fr")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Essai"


def test_a_pdf_says_its_release_its_pages_and_its_size(tmp_path: Path) -> None:
    content = pdf(replace(DOCUMENT, keywords=[mark("abc123")]))
    file = tmp_path / file_name("", rehearsal=False)
    assert printed(file, "abc123") is None, "not made yet"
    file.write_bytes(content)
    found = printed(file, "abc123")
    assert found is not None
    assert (found.pages, found.size) == (len(PdfReader(BytesIO(content)).pages), len(content))
    assert found.told.startswith("PDF balisé, 1\u00a0page, 0,")
    assert printed(file, "def456") is None, "of another release"


def test_words_come_out_as_they_went_in(made: bytes) -> None:
    text = PdfReader(BytesIO(made)).pages[0].extract_text()
    for words in ("4,8\u202f%", "1ᵉʳ janvier", "≈\u202f1\u202f240", "9,1\u202f‰", "Cantons", "9,8\u202f%"):
        assert words in text


def test_a_picture_without_words_is_refused() -> None:
    silent = {**PAGE, "blocks": [{**PAGE["blocks"][0], "alt": None}]}
    with pytest.raises(DataError, match="Essai"):
        pdf(replace(DOCUMENT, sections=[silent]))


def test_invented_figures_are_stamped_on_every_page() -> None:
    stamped = pdf(replace(DOCUMENT, watermark="Données de démonstration"))
    assert "Données de démonstration" in PdfReader(BytesIO(stamped)).pages[0].extract_text()
