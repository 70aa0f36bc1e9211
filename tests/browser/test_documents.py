"""A portrait taken away as PDF: followed on the page, true to its cells, and given up on demand."""

import re
from io import BytesIO

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from observatory.figures.words import short
from tests.browser.conftest import Visit

PATIENCE = 90_000
"""Milliseconds: the first document of a server starts a process."""


def portrait(visit: Visit) -> Locator:
    """The page of the canton of Vendôme; its link to the document."""
    visit.page.goto(f"{visit.site}/portrait/canton/4114")
    expect(visit.page.locator("h1")).to_have_text("Vendôme")
    return visit.page.get_by_role("link", name="Portrait en PDF")


def test_the_portrait_of_vendome_is_a_pdf_that_tells_the_same(visit: Visit) -> None:
    link, page = portrait(visit), visit.page
    values = [short(text) for text in page.locator("table.profile td .value").all_inner_texts()]
    assert len(values) > 50
    with page.expect_download(timeout=PATIENCE) as download:
        link.click()
        expect(page.get_by_role("progressbar", name="Avancement")).to_be_visible()
        expect(page.locator(".task button")).to_have_text("Annuler")
    expect(page.locator(".task")).to_have_text(re.compile("Document prêt"))
    assert download.value.suggested_filename == "portrait-vendome.pdf"
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(download.value.path()).pages).split())
    assert [value for value in values if " ".join(value.split()) not in text] == []


def test_a_printed_map_repeats_the_head_of_its_table_on_every_page(visit: Visit) -> None:
    page = visit.open("?indicateur=taux-foyers-rsa&niveau=commune").page
    sheets = [one.extract_text() for one in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    assert "Répartition" in sheets[0] and "Tableau" in sheets[1]
    tabled = [text for text in sheets if re.search("Fiabilité", text)]
    assert len(tabled) > 5 and all("Territoire" in text for text in tabled)
    rows = page.locator(".cells tbody th").all_text_contents()
    assert [name for name in rows if name not in " ".join(tabled)] == []


def test_a_document_is_given_up(visit: Visit) -> None:
    link, page = portrait(visit), visit.page
    link.press("Enter")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".task")).to_have_text(re.compile("Annulé|Document prêt"), timeout=PATIENCE)
    expect(page.locator(".task button")).to_have_count(0)
    expect(link).not_to_have_attribute("aria-disabled", "true")
