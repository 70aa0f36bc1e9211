"""axe-core finds nothing to say of portraits, notes, studies and comparisons: three widths, by day or by night."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, expect

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PAGES = {
    "/portrait": ("Portraits", "a[href='/portrait/canton/4114']"),
    "/portrait/canton/4114": ("Vendôme", ".strip svg"),
    "/portrait/commune/41018": ("Blois", ".strip svg"),
    "/portrait/groupe/41018.269~Deux%20villes": ("Deux villes", ".picture svg"),
    "/note/canton/4114": ("Vendôme", ".brief-map svg"),
    "/besoins-offre": ("Grand âge", ".regions path"),
    "/besoins-offre?croisement=age-pharmacies&niveau=commune&territoire=41018": ("pharmacies", ".cloud circle.chosen"),
    "/besoins-offre?vue=familles": ("Profil", ".regions path"),
    "/comparer": ("Nord", ".small-map svg"),
}
"""Address -> what its title says, and what is there once it shows its content."""


ALIKE = ["main tbody tr:nth-child(n+4)", "main li:nth-child(n+13)", ".cloud circle:nth-of-type(n+9)", ".regions"]
"""Rows of a table, items of a list and dots after the first ones are made as they are: looking at all takes minutes."""
RUN = "(exclude) => axe.run({exclude: exclude.map((one) => [one])}).then(({violations}) => violations)"
STATES = ((1440, "light"), (1440, "dark"), (1024, "light"), (390, "dark"))
PATIENCE = 20_000  # ms


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_no_violation(browser: Browser, site: str, address: str) -> None:
    context = browser.new_context(bypass_csp=True)  # to bring axe in
    page = context.new_page()
    page.goto(f"{site}{address}")
    title, content = PAGES[address]
    expect(page.locator("h1")).to_contain_text(title, timeout=PATIENCE)
    expect(page.locator(content).first).to_be_visible(timeout=PATIENCE)
    for summary in page.locator("main summary").all()[:2]:
        summary.click()
    page.evaluate(AXE)
    found = {}
    for width, scheme in STATES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        violations = page.evaluate(RUN, ALIKE)
        found[width, scheme] = [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in violations]
    context.close()
    assert {state: violations for state, violations in found.items() if violations} == {}
