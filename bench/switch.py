"""From a choice of indicator to the moment when map, legend, sentence and table agree, beside an empty Dash callback.

`python bench/switch.py` after `observatory build`: 267 communes, the same browser, the same run, one turn of each in
alternation, each served by a process of its own; the clock runs from the press on a button, or on an option of the open
list, until the frame is painted. The option is brought in sight and pressed after a look as long as that of somebody
quick, or as soon as it is there. Each is timed in three states: a view that nobody asked for in these classes; one that
the server made ahead; one that this page has shown before. What the opening of the list takes is told apart.
"""

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from typing import Any, cast

import uvicorn
from a2wsgi import WSGIMiddleware
from dash import Dash, Input, Output, html
from playwright.sync_api import Page, sync_playwright
from starlette.types import ASGIApp

from observatory.settings import load
from observatory.warehouse import read
from observatory.web import create_app

TURNS = 30
LOOK = 150
"""Milliseconds from the pointer's coming over the option to the press."""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
TIMED = """async ([act, watched]) => {
    const any = {attributes: true, characterData: true, childList: true, subtree: true};
    const painted = new Promise((done) => new MutationObserver(() => requestAnimationFrame(() => setTimeout(done)))
        .observe(document.querySelector(watched), any));
    const start = performance.now();
    new Function(act)();
    await painted;
    return performance.now() - start;
}"""
OPEN = "document.querySelector('#indicateur').click();"
OPENED = "#indicateur-list"
SHOW = "document.querySelector('%s').scrollIntoView({block: 'nearest'});"
LOOK_AT = "document.querySelector('%s').dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));"
PRESS = "document.querySelector('%s').dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));"
OPTION = '#indicateur-list .option[data-value="%s"]'
AGREE = """(option) => {
    const title = document.querySelector(option).firstChild.textContent;
    const text = (name) => document.querySelector(name).textContent;
    const said = `${text('#cartes-title')}, ${text('#cartes-subtitle')}`;
    const rows = [...document.querySelectorAll('#cartes-table tbody tr')];
    return text('#cartes-title') === title && text('#cartes-table caption') === said
        && document.querySelector('.map-stage').ariaLabel === `Carte\u00a0: ${said}`
        && document.querySelectorAll('.regions path').length === 267 && rows.length === 267
        && rows.every((row) => row.cells.length > 1 && row.cells[1].textContent !== '')
        && text('#cartes-legend') !== '' && document.querySelector('.sentence').textContent !== '';
}"""


def main() -> None:
    settings = load()
    warehouse = read.Warehouses(settings.home).current()
    slugs = [one.slug for one in read.indicators(warehouse) if is_said(warehouse, one.slug)]
    with serving(observatory) as ours, serving(empty) as theirs, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, bypass_csp=True
        )  # the clock is evaluated
        maps, callbacks = context.new_page(), context.new_page()
        callbacks.goto(theirs)
        callbacks.wait_for_selector("#answer")
        opened(maps, ours, slugs[-1], "")
        make_ahead(maps, ours, slugs)
        turns = Turns(maps, callbacks)
        for drawn, what, look in STATES:
            if drawn is not None:
                opened(maps, ours, slugs[-1], drawn)
            turns.told(what, slugs[:TURNS], look)
        browser.close()


def is_said(warehouse: read.Warehouse, slug: str) -> bool:
    """Whether communes have values and the whole has a sentence: all that is to agree is there."""
    if "commune" not in read.levels_of(warehouse, slug):
        return False
    year = read.period_of(warehouse, slug, "commune", "latest")
    return read.reference(warehouse, slug, year) is not None


STATES = (
    ("", "vue faite d’avance par le serveur, option aussitôt choisie", 0),
    (None, "vue déjà montrée, option aussitôt choisie", 0),
    ("", "vue faite d’avance par le serveur, option regardée", LOOK),
    ("&classes=6", "autres classes, à faire par le serveur, option aussitôt choisie", 0),
    ("&classes=7", "autres classes, à faire par le serveur, option regardée", LOOK),
)
"""How the maps are drawn, where the page is opened again; what it is called; how long the option is looked at."""


def opened(page: Page, site: str, slug: str, drawn: str) -> None:
    """The page of maps, with nothing kept by the browser."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.goto(f"{site}/cartes?niveau=commune&indicateur={slug}{drawn}")
    page.wait_for_selector(".cells tbody tr")
    page.wait_for_load_state("networkidle")


@dataclass
class Turns:
    """One turn of each in alternation, on two pages of one browser."""

    maps: Page
    callbacks: Page

    def told(self, what: str, slugs: list[str], look: int) -> None:
        """The medians, their ratio, and what the opening of the list took."""
        ours, theirs, opening = [], [], []
        for slug in slugs:
            theirs.append(timed(self.callbacks, "document.querySelector('#ask').click()", "#answer"))
            opening.append(timed(self.maps, OPEN, OPENED))
            ours.append(self._chosen(OPTION % slug, look))
        load, a, b, c = os.getloadavg()[0], median(ours), median(theirs), median(opening)
        against = f"un rappel Dash vide : {b:.0f} ms, rapport {a / b:.2f}"
        print(f"{what} : {a:.0f} ms, {against} (liste ouverte en {c:.0f} ms, charge {load:.1f})")

    def _chosen(self, option: str, look: int) -> float:
        """From the press on an option of the open list."""
        self.maps.evaluate(f"() => {{ {SHOW % option} {LOOK_AT % option} }}")
        self.maps.wait_for_timeout(look)
        took = timed(self.maps, PRESS % option, "#cartes-table caption")
        assert self.maps.evaluate(AGREE, option), option
        return took


def timed(page: Page, act: str, watched: str) -> float:
    page.bring_to_front()
    return float(page.evaluate(TIMED, [act, watched]))


def make_ahead(page: Page, site: str, slugs: list[str]) -> None:
    """As the server's own process would: here, without a noise."""
    for slug in slugs:
        assert page.request.get(f"{site}/vues/x/{slug}/commune/latest.json").ok


def observatory() -> ASGIApp:
    return create_app(load(), ahead=False)


def empty() -> ASGIApp:
    """A Dash app of one callback that does nothing."""
    app = Dash(__name__)
    app.layout = html.Div([html.Button("?", id="ask"), html.P("0", id="answer")])

    @app.callback(Output("answer", "children"), Input("ask", "n_clicks"))
    def answer(clicks: Any) -> str:
        return str(clicks)

    return cast(ASGIApp, WSGIMiddleware(app.server))


@contextmanager
def serving(make: Callable[[], ASGIApp]) -> Iterator[str]:
    """The address of an application while a process serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = get_context("spawn").Process(target=serve, args=(make, port), daemon=True)
    server.start()
    while not answers(port):
        assert server.is_alive(), "the application did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.join()


def serve(make: Callable[[], ASGIApp], port: int) -> None:
    uvicorn.run(make(), host="127.0.0.1", port=port, log_level="warning")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    main()
