"""axe-core finds nothing to say of the page; the script comes with a development dependency."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Visit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    "query",
    [
        "?indicateur=taux-foyers-rsa&niveau=commune&territoire=41018&evolution=non",
        "?indicateur=population",
        "?indicateur=niveau-vie-median&niveau=canton",
        "?indicateur=taux-foyers-rsa&niveau=commune&groupe=41018.269~Essai&composer=oui",
    ],
)
def test_axe_finds_no_violation(browser: Browser, site: str, query: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # to bring axe in
    )
    visit = Visit(context.new_page(), site).open(query)
    visit.page.evaluate("document.querySelector('#cartes-panel').open = true")
    visit.page.add_script_tag(content=AXE)
    found = visit.page.evaluate("axe.run().then(({violations}) => violations)")
    context.close()
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
