"""axe-core finds nothing to say of the home page, the catalogue, an indicator, the sources, a page not found."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations

PAGES = {
    "/": "Les solidarités",
    "/?territoire=commune:41018": "Les solidarités",
    "/donnees": "Données",
    "/donnees?indicateur=taux-foyers-rsa": "Foyers percevant le RSA",
    "/donnees?indicateur=places-ehpad": "Places en EHPAD",
    "/donnees?vue=sources": "Données",
    "/rien": "Page introuvable",
}


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_no_violation(browser: Browser, site: str, address: str) -> None:
    page = browser.new_page(bypass_csp=True)
    page.goto(f"{site}{address}")
    expect(page.locator("h1")).to_contain_text(PAGES[address])
    page.evaluate("[...document.querySelectorAll('details')].slice(0, 3).forEach((one) => (one.open = true))")
    assert violations(page) == {}
    page.close()


def test_axe_hears_a_text_that_is_too_pale(browser: Browser, site: str) -> None:
    """What makes it quick leaves it able to complain."""
    page = browser.new_page(bypass_csp=True)
    page.goto(f"{site}/rien")
    expect(page.locator("h1")).to_be_visible()
    page.add_style_tag(content="h1 { color: light-dark(#ccc, #444) !important }")
    found = violations(page, (1440,))
    assert {rule for said in found.values() for rule, _ in said} == {"color-contrast"} and len(found) == 2
    page.close()
