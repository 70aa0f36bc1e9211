"""axe-core finds nothing to say of the maps: by class, by symbol, by canton, with a group, pins, points and years."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations
from tests.browser.conftest import Visit

RSA = "?indicateur=taux-foyers-rsa"
STATES = {
    f"{RSA}&niveau=commune&territoire=41018&evolution=non": ".regions path",
    "?indicateur=population": ".circles circle",
    "?indicateur=niveau-vie-median&niveau=canton": ".regions path",
    f"{RSA}&niveau=commune&groupe=41018.269~Essai&composer=oui": ".regions path",
    f"{RSA}&niveau=canton&territoire=4106&epingles=4101&points=mairies&analyse=oui": ".points-list li",
    f"{RSA}&niveau=canton&territoire=4106&evolution=non&vue=annees": ".small-maps li",
}
"""Query -> what is there, three times at least, once the state shows its content."""


@pytest.mark.parametrize("query", STATES)
def test_axe_finds_no_violation(browser: Browser, site: str, query: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    Visit(page, site).open(query)
    expect(page.locator(STATES[query]).nth(2)).to_be_visible()
    page.evaluate("for (const one of document.querySelectorAll('#cartes-panel, .more')) one.open = true")
    assert violations(page) == {}
    page.close()
