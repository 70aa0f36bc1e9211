"""Every page of an exported atlas in a real browser, at three widths, then without scripts.

Says what axe finds (at the first width in the whole page, at the others without rows, items and regions made alike),
what is asked for, what a page weighs and lacks. FOLDER is what `observatory export` wrote; with --site its pages are
asked of `observatory serve --public`, where searches answer without a script too.

python -m bench.atlas_pages FOLDER [--editions] [--widths 1440 1024 390] [--site http://127.0.0.1:8050/atlas/]
"""

import argparse
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import brotli
from playwright.sync_api import Browser, sync_playwright

from tests.browser.axe import ALIKE, AXE, TOO_WIDE

RUN = """(exclude) => axe
    .run({exclude: exclude.map((one) => [one])}, {resultTypes: ["violations"], preload: false})
    .then(({violations}) => violations.map(({id, nodes}) =>
        [id, nodes.slice(0, 3).map(({html}) => html.slice(0, 150))]))"""
"""Every text is heard here, where the tests hear some of those that look the same."""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
LOADED = re.compile(r'<(?:script|img)[^>]+src="([^"]+)"|<link rel="(?:stylesheet|icon)" href="([^"]+)"')
MAP = re.compile(r'<figure class="map-figure" id="carte-([^"]+)">(.*?)</figure>', re.DOTALL)
TABLE = re.compile(r'<table class="cells" data-map="([^"]+)">(.*?)</table>', re.DOTALL)
REGION = re.compile(r'data-code="(\w+)"><title>([^<]+)</title></path>')
ROW = re.compile(r'<tr data-code="(\w+)"[^>]*><th scope="row">.*?</th><td class="numeric">(.*?)</td>')
LACKS = """() => {
    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    const seen = (one) => one && one.checkVisibility() && one.getBoundingClientRect().height > 0;
    const maps = all(".map-figure .map svg"), tables = all("main table, main ol, main dl, main ul, main p");
    const lacks = {
        "no title": all("h1").length !== 1 || !seen(all("h1")[0]) || !all("h1")[0].textContent.trim(),
        "no words": !tables.some((one) => seen(one) && one.textContent.trim().length > 40),
        "a hidden map": maps.some((map) => !seen(map)),
        "a region without a name": maps.some((map) => all(".regions path", map)
            .some((region) => !seen(region) || !region.querySelector("title")?.textContent.trim())),
        "a map without its table": maps.some((map) => all(".regions path", map).length !==
            all(`table.cells[data-map="${map.closest(".map-figure").id.slice("carte-".length)}"] tbody tr`).length),
        "a table that does not open": all("main table").some((table) => !seen(table) && !table.closest("details")),
        "a control that needs a script": all("button, select, input").some((one) => seen(one) && !one.closest("form")),
        "no search": !seen(all("form[role=search] [name=q]")[0]),
    };
    return Object.keys(lacks).filter((name) => lacks[name]);
}"""
SOUGHT = "Vendôme"


def weight(folder: Path, page: Path) -> int:
    """Bytes of a page with its script, style sheet and pictures, compressed as any host affords."""
    text = page.read_text(encoding="utf-8")
    loaded = [page.parent / (one or other) for one, other in LOADED.findall(text)]
    fonts = folder.glob("assets/**/*.woff2")
    packed = sum(len(brotli.compress(file.read_bytes(), quality=5)) for file in (page, *loaded))
    return packed + sum(font.stat().st_size for font in fonts)


def differing(page: Path) -> tuple[int, int]:
    """The values of a page's maps that its tables tell, and those that they tell otherwise."""
    text = unescape(page.read_text(encoding="utf-8"))
    tables = {name: dict(ROW.findall(rows)) for name, rows in TABLE.findall(text)}
    same = wrong = 0
    for name, figure in MAP.findall(text):
        for code, said in REGION.findall(figure) if name in tables else ():
            equal = tables[name].get(code) == said.split("\u202f: ", 1)[1]
            same, wrong = same + equal, wrong + (not equal)
    return same, wrong


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def served(folder: Path) -> str:
    """The address of the folder, on this machine, until the end of the process."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def visited(browser: Browser, site: str, pages: list[str], width: int, passed_over: Sequence[str]) -> Counter[str]:
    """What axe says of the pages at one width, with what leaves the site and what the browser complains of."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page, found = context.new_page(), Counter[str]()
    page.on("console", lambda message: found.update([f"console: {message.text}"]))
    page.on("request", lambda asked: found.update([asked.url] if not asked.url.startswith((site, "data:")) else []))
    for path in pages:
        page.goto(site + path)
        page.evaluate(AXE)
        for rule, nodes in page.evaluate(RUN, list(passed_over)) + page.evaluate(TOO_WIDE):
            found[rule] += 1
            print(f"  {path} {width} : {rule} {nodes[:1]}", file=sys.stderr)
    context.close()
    return found


def unscripted(browser: Browser, site: str, pages: list[str]) -> Counter[str]:
    """What the pages lack for a reader whose browser runs no script."""
    context = browser.new_context(viewport={"width": 1024, "height": 900}, java_script_enabled=False)
    page, found = context.new_page(), Counter[str]()
    for path in pages:
        page.goto(site + path)
        for lack in page.evaluate(LACKS):
            found[lack] += 1
            print(f"  {path} sans script : {lack}", file=sys.stderr)
    context.close()
    return found


def unanswered(browser: Browser, site: str, pages: list[str]) -> Counter[str]:
    """The searches, asked by the form of each page without a script, that do not lead to a page that exists."""
    context = browser.new_context(java_script_enabled=False)
    page, found = context.new_page(), Counter[str]()
    for path in pages:
        page.goto(site + path)
        page.locator("form[role=search] [name=q]").fill(SOUGHT)
        page.locator("form[role=search] button").click()
        first = page.locator(".results a").first
        if not (first.count() and SOUGHT in first.inner_text() and page.request.get(first.evaluate("a => a.href")).ok):
            found[f"no answer from {path}"] += 1
    context.close()
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--editions", action="store_true")
    options.add_argument("--widths", type=int, nargs="+", default=[1440, 1024, 390])
    options.add_argument("--site", default="")
    asked = options.parse_args()
    folder = asked.folder.resolve()
    pages = sorted(page for page in folder.rglob("*.html") if asked.editions or "editions" not in page.parts)
    told = [differing(page) for page in pages]
    print(
        f"{len(pages)} pages ; la plus lourde : {max(weight(folder, page) for page in pages) / 1000:.0f} ko compressés"
    )
    print(f"cartes et tableaux : {sum(s for s, _ in told)} valeurs égales, {sum(w for _, w in told)} qui diffèrent")
    site, paths = asked.site or served(folder), [str(page.relative_to(folder)) for page in pages]
    alike = [(), *[ALIKE] * (len(asked.widths) - 1)]
    passes: dict[str, Callable[[Browser, str, list[str]], Counter[str]]] = {
        f"{width} px": partial(visited, width=width, passed_over=passed_over)
        for width, passed_over in zip(asked.widths, alike, strict=True)
    }
    passes["sans script"] = unscripted
    if asked.site:
        passes["recherche sans script"] = unanswered
    total = Counter[str]()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for name, look in passes.items():
            started = time.perf_counter()
            found = look(browser, site, paths)
            total += found
            seconds = time.perf_counter() - started
            print(f"{name} : {len(paths)} pages, {found.total()} défauts {dict(found)}, {seconds:.0f} s", flush=True)
        browser.close()
    print(f"en tout : {len(paths)} pages, {len(passes)} passages, {total.total()} défauts")


if __name__ == "__main__":
    main()
