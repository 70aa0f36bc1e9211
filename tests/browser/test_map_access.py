"""axe-core finds nothing to say of the map's tools, once they are shown."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
STATES = {
    "&epingles=4101&points=mairies&analyse=oui": ".points-list li, .pinned tbody tr",
    "&vue=annees": ".small-maps li",
}
CANTONS = "?indicateur=taux-foyers-rsa&niveau=canton&territoire=4106&evolution=non"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_axe_finds_no_violation(browser: Browser, site: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # to bring axe in
    )
    visit = Visit(context.new_page(), site)
    found = {}
    for query, shown in STATES.items():
        page = visit.open(CANTONS + query).page
        expect(page.locator(shown).nth(2)).to_be_visible()
        page.evaluate("for (const one of document.querySelectorAll('#cartes-panel, .more')) one.open = true")
        page.evaluate(AXE)
        violations = page.evaluate("axe.run().then(({violations}) => violations)")
        found[query] = [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in violations]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert found == {query: [] for query in STATES}
