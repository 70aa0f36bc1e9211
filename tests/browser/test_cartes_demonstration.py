"""Invented figures wear their name on the page of maps, and real ones never do."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit

WORDS = "Données de démonstration"


def test_every_part_of_the_page_wears_it(visit: Visit) -> None:
    visit.open("?indicateur=taux-apa&niveau=canton&evolution=oui")
    shown = visit.shown()
    assert WORDS in shown["subtitle"] and WORDS in shown["territory"] and WORDS in shown["table"]
    expect(visit.page.locator("#cartes-map svg .stamp")).to_have_text(WORDS)
    expect(visit.page.locator(".map-stage")).to_have_attribute("aria-label", re.compile(WORDS))
    expect(visit.page.locator("#cartes-evolution .js-plotly-plot .annotation", has_text=WORDS)).to_have_count(1)
    expect(visit.page.locator("#cartes-about")).to_contain_text(WORDS)


def test_it_leaves_with_them(visit: Visit) -> None:
    visit.open("?indicateur=taux-apa&niveau=canton")
    visit.page.click("#indicateur")
    visit.page.keyboard.type("RSA menages")
    visit.page.keyboard.press("Enter")
    visit.settled("RSA")
    expect(visit.page.locator("#cartes-map svg .stamp")).to_have_text("")
    assert WORDS not in "".join(visit.shown().values())
