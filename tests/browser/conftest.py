"""The real application on a free port of this machine, and a page of a real Chromium to visit it with."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Playwright, Request, expect, sync_playwright
from starlette.types import ASGIApp

from observatory.settings import Settings
from observatory.web import create_app

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # The address bar's two popups are pages in each window, and cost as much as ours. This list takes the place of
    # Playwright's, whose names follow: those of what goes to the network or paints late.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,MediaRouter,"
    "NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,ThirdPartyStoragePartitioning",
    # Room for young objects: axe makes millions of them, and with the usual room they are collected all the time.
    "--js-flags=--min-semi-space-size=64 --max-semi-space-size=128",
]
HERE = Path(__file__).parent
ON_DEMAND = partial(create_app, ahead=False)
"""The application, whose views are made when they are asked for."""
expect.set_options(timeout=30_000)  # a machine at work may be slow to answer: none of these tests is about time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey of this folder is marked, and passed over where there is no browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium est absent"))


@contextmanager
def serving(settings: Settings, make: Callable[[Settings], ASGIApp] = ON_DEMAND) -> Iterator[str]:
    """The address of the application while it serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make(settings), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the application did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def site(real: Settings) -> Iterator[str]:
    """The address of the application, serving Loir-et-Cher."""
    with serving(real) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield running
    running.close()


class Visit:
    """A page, what it asked for and what its console said."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, query: str = "") -> "Visit":
        self.page.goto(f"{self.site}/cartes{query}")
        self.page.wait_for_selector(".regions path")
        self.page.wait_for_load_state("networkidle")
        self.at_rest()
        return self

    def asked(self) -> list[str]:
        """Paths and queries asked for since the last question, but the icon, which Chromium looks at again at will."""
        parts = [urlsplit(request.url) for request in self.requests if not request.url.endswith("/icon.svg")]
        self.requests.clear()
        return [part.path + (f"?{part.query}" if part.query else "") for part in parts]

    def settled(self, title: str) -> None:
        """Wait until the page shows a title."""
        self.page.wait_for_function("(title) => document.querySelector('h1').textContent.includes(title)", arg=title)

    def shown(self) -> dict[str, str]:
        """What a person sees of the view, once nothing is on its way: title, subtitle, legend, sentence, rows."""
        self.at_rest()
        parts = ("title", "subtitle", "legend", "territory", "ranking", "table")
        return {part: self.page.text_content(f"#cartes-{part}") or "" for part in parts}

    def at_rest(self) -> None:
        """Wait until all that follows a choice is there."""
        self.page.wait_for_selector(".beside[aria-busy=false]", state="attached")


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    visited = Visit(context.new_page(), site)
    yield visited
    context.close()
    assert visited.complaints == []
    assert all(urlsplit(request.url).hostname in (None, "127.0.0.1") for request in visited.requests)
