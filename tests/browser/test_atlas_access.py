"""The public atlas in a real browser: nothing for axe to say, no request that leaves, a map walked by the arrows."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, expect

from observatory.atlas.opening import open_site
from observatory.settings import Settings
from observatory.web.public import create_public_app
from tests.browser.conftest import serving

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
KINDS = (
    "index.html",
    "socle/population.html",
    "insertion-emploi/foyers-rsa.html",
    "portraits/canton/4114.html",
    "methodes.html",
    "secret.html",
    "glossaire.html",
    "sources.html",
    "plan.html",
    "recherche.html",
)
"""A page of each kind."""


@pytest.fixture(scope="module")
def atlas(released: Settings) -> Iterator[str]:
    with serving(released, create_public_app) as address:
        yield address


def test_every_kind_exists(released: Settings) -> None:
    assert set(KINDS) <= set(open_site(released).files)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "dark"), (390, "light")])
def test_axe_finds_no_violation(browser: Browser, atlas: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # to bring axe in
    )
    page, asked, complaints = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    found = {}
    for path in KINDS:
        page.goto(f"{atlas}/atlas/{path}")
        expect(page.locator("h1")).to_have_count(1)
        page.evaluate(AXE)
        violations = page.evaluate("axe.run().then(({violations}) => violations)")
        found[path] = [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in violations]
    context.close()
    assert found == {path: [] for path in KINDS}
    assert [url for url in asked if not url.startswith((atlas, "data:", "blob:"))] == []
    assert complaints == []
