"""axe-core finds nothing to say of the home page, the catalogue, an indicator, the sources, a page not found."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, expect

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PAGES = {
    "/": "Les solidarités",
    "/?territoire=commune:41018": "Les solidarités",
    "/donnees": "Données",
    "/donnees?indicateur=taux-foyers-rsa": "Foyers percevant le RSA",
    "/donnees?indicateur=places-ehpad": "Places en EHPAD",
    "/donnees?vue=sources": "Données",
    "/rien": "Page introuvable",
}


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_no_violation(browser: Browser, site: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # to bring axe in
    )
    page = context.new_page()
    found = {}
    for address, title in PAGES.items():
        page.goto(f"{site}{address}")
        expect(page.locator("h1")).to_contain_text(title)
        page.evaluate("[...document.querySelectorAll('details')].slice(0, 3).forEach((one) => (one.open = true))")
        page.evaluate(AXE)
        violations = page.evaluate("axe.run().then(({violations}) => violations)")
        found[address] = [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in violations]
    context.close()
    assert found == {address: [] for address in PAGES}
