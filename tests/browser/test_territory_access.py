"""axe-core finds nothing to say of portraits, notes, studies and comparisons: three widths, by day or by night."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations

PAGES = {
    "/portrait": ("Portraits", "a[href='/portrait/canton/4114']"),
    "/portrait/canton/4114": ("Vendôme", ".strip svg"),
    "/portrait/commune/41018": ("Blois", ".strip svg"),
    "/portrait/groupe/41018.269~Deux%20villes": ("Deux villes", ".picture svg"),
    "/note/canton/4114": ("Vendôme", ".brief-map svg"),
    "/besoins-offre": ("Grand âge", ".regions path"),
    "/besoins-offre?croisement=age-pharmacies&niveau=commune&territoire=41018": ("pharmacies", ".cloud circle.chosen"),
    "/besoins-offre?vue=familles": ("Profil", ".regions path"),
    "/themes/autonomie?territoire=canton:4114": ("Autonomie", ".theme-map svg"),
    "/comparer": ("Nord", ".small-map svg"),
}
"""Address -> what its title says, and what is there once it shows its content."""


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_no_violation(browser: Browser, site: str, address: str) -> None:
    page = browser.new_page(bypass_csp=True)
    page.goto(f"{site}{address}")
    title, content = PAGES[address]
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator(content).first).to_be_visible()
    for summary in page.locator("main summary:visible").all()[:2]:
        summary.click()
    assert violations(page) == {}
    page.close()
