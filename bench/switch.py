"""From a choice of indicator to the moment when map, legend, sentence and table agree, beside an empty Dash callback.

`python bench/switch.py` after `observatory build`: 267 communes, the same browser, the same run, one turn of each in
alternation. Every indicator is asked twice: the first time the server makes the view, the second it has it ready.
"""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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

TURNS = 12
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
TIMED = """async ([act, watched]) => {
    const painted = new Promise((done) => new MutationObserver(() => requestAnimationFrame(() => setTimeout(done)))
        .observe(document.querySelector(watched), {childList: true, characterData: true, subtree: true}));
    const start = performance.now();
    new Function(act)();
    await painted;
    return performance.now() - start;
}"""
CHOOSE = """document.querySelector('#indicateur').click();
document.querySelector('.option[data-value="%s"]').dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}))"""
AGREE = """() => {
    const text = (name) => document.querySelector(name).textContent;
    return text('#cartes-table caption') === `${text('#cartes-title')}, ${text('#cartes-subtitle')}`
        && document.querySelectorAll('#cartes-table tbody tr').length === 267 && text('#cartes-legend') !== '';
}"""


def main() -> None:
    settings = load()
    warehouse = read.Warehouses(settings.home).current()
    slugs = [one.slug for one in read.indicators(warehouse) if "commune" in read.levels_of(warehouse, one.slug)]
    with serving(create_app(settings)) as ours, serving(empty()) as theirs, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, bypass_csp=True
        )  # the clock is evaluated
        maps, callbacks = context.new_page(), context.new_page()
        maps.goto(f"{ours}/cartes?niveau=commune&indicateur={slugs[-1]}")
        maps.wait_for_selector(".cells tbody tr")
        callbacks.goto(theirs)
        callbacks.wait_for_selector("#answer")
        told("une vue à faire", maps, callbacks, slugs[:TURNS])
        told("une vue prête", maps, callbacks, slugs[:TURNS])
        browser.close()


def told(what: str, maps: Page, callbacks: Page, slugs: list[str]) -> None:
    """One turn of each in alternation, then the medians and their ratio."""
    ours, theirs = [], []
    for slug in slugs:
        theirs.append(timed(callbacks, "document.querySelector('#ask').click()", "#answer"))
        ours.append(timed(maps, CHOOSE % slug, "#cartes-table caption"))
        assert maps.evaluate(AGREE), slug
    load = os.getloadavg()[0]
    a, b = median(ours), median(theirs)
    print(f"{what} : {a:.0f} ms, un rappel Dash vide : {b:.0f} ms, rapport {a / b:.2f} (charge {load:.1f})")


def timed(page: Page, act: str, watched: str) -> float:
    page.bring_to_front()
    return float(page.evaluate(TIMED, [act, watched]))


def empty() -> ASGIApp:
    """A Dash app of one callback that does nothing."""
    app = Dash(__name__)
    app.layout = html.Div([html.Button("?", id="ask"), html.P("0", id="answer")])

    @app.callback(Output("answer", "children"), Input("ask", "n_clicks"))
    def answer(clicks: Any) -> str:
        return str(clicks)

    return cast(ASGIApp, WSGIMiddleware(app.server))


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address of an application while it serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main()
