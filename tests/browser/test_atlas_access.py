"""The public atlas in a real browser: nothing for axe to say, no request that leaves, a map walked by the arrows."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from observatory.settings import Settings
from observatory.web.public import create_public_app
from tests.browser.axe import violations
from tests.browser.conftest import serving

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


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_no_violation(browser: Browser, atlas: str, path: str) -> None:
    page, asked, complaints = browser.new_page(bypass_csp=True), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    answer = page.goto(f"{atlas}/atlas/{path}")
    assert answer is not None and answer.ok
    expect(page.locator("h1")).to_have_count(1)
    assert violations(page) == {}
    page.close()
    assert [url for url in asked if not url.startswith((atlas, "data:", "blob:"))] == []
    assert complaints == []


def test_every_region_is_reached_by_the_arrows_and_named(browser: Browser, atlas: str) -> None:
    page = browser.new_page()
    page.goto(f"{atlas}/atlas/insertion-emploi/foyers-rsa.html")
    place, voice = page.locator(".map[role=application]").first, page.locator(".map [aria-live]").first
    moves = [list(map(int, steps.split(","))) for steps in place.locator("svg").get_attribute("data-moves").split(";")]
    codes = place.locator(".regions path").evaluate_all("paths => paths.map((path) => path.dataset.code)")
    names = [page.locator(f"table.cells tr[data-code='{code}'] th").first.inner_text() for code in codes]
    place.focus()
    page.keyboard.press("ArrowRight")
    expect(voice).not_to_be_empty()
    here = next(i for i, name in enumerate(names) if voice.inner_text().startswith(f"{name},"))
    heard = {here}
    while len(heard) < len(names):
        for key, there in _way(moves, here, heard):
            page.keyboard.press(key)
            expect(voice).to_have_text(re.compile(f"^{re.escape(names[there])}, .+"))
            heard.add(there)
            here = there
    page.keyboard.press("Escape")
    expect(page.locator(".map-card").first).to_be_hidden()
    page.close()


def _way(moves: list[list[int]], start: int, heard: set[int]) -> list[tuple[str, int]]:
    """The keys, and the regions that they lead to, to the nearest region not heard yet."""
    ways: dict[int, list[tuple[str, int]]] = {start: []}
    for here in (queue := [start]):
        for key, there in zip(("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"), moves[here], strict=True):
            if there >= 0 and there not in ways:
                ways[there] = [*ways[here], (key, there)]
                queue.append(there)
            if there >= 0 and there not in heard:
                return ways[there]
    raise AssertionError(f"no way from region {start} to the others")
