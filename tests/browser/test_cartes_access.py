"""axe-core finds nothing to say of the page; it is a development tool, taken from NODE_PATH or node_modules."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from observatory.settings import ROOT
from tests.browser.conftest import Visit

FOLDERS = [ROOT / "node_modules", *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)))]
AXE = next((found for folder in FOLDERS if (found := folder / "axe-core" / "axe.min.js").exists()), None)


@pytest.mark.skipif(AXE is None, reason="axe-core est absent (npm install --no-save axe-core)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    "query",
    [
        "?indicateur=taux-foyers-rsa&niveau=commune&territoire=41018&evolution=non",
        "?indicateur=population",
        "?indicateur=niveau-vie-median&niveau=canton",
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
    visit.page.add_script_tag(path=str(AXE))
    found = visit.page.evaluate("axe.run().then(({violations}) => violations)")
    context.close()
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
