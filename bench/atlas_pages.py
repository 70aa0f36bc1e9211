"""Every page of an exported atlas in a real browser, at three widths: what axe says, what is asked for, what it weighs.

python bench/atlas_pages.py FOLDER [--editions] [--widths 1440 1024 390]: FOLDER is what `observatory export` wrote
"""

import argparse
import re
import shutil
import sys
import time
from collections import Counter
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread

import brotli
from playwright.sync_api import Browser, sync_playwright

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
LOADED = re.compile(r'<(?:script|img)[^>]+src="([^"]+)"|<link rel="(?:stylesheet|icon)" href="([^"]+)"')
MAP = re.compile(r'<figure class="map-figure" id="carte-([^"]+)">(.*?)</figure>', re.DOTALL)
TABLE = re.compile(r'<table class="cells" data-map="([^"]+)">(.*?)</table>', re.DOTALL)
REGION = re.compile(r'data-code="(\w+)"><title>([^<]+)</title></path>')
ROW = re.compile(r'<tr data-code="(\w+)"[^>]*><th scope="row">.*?</th><td class="numeric">(.*?)</td>')
SAYS = """axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html.slice(0, 120)]))"""


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


def visited(browser: Browser, site: str, pages: list[str], width: int) -> Counter[str]:
    """What axe says of the pages at one width, with what leaves the site and what the browser complains of."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page, found = context.new_page(), Counter[str]()
    page.on("console", lambda message: found.update([f"console: {message.text}"]))
    page.on("request", lambda asked: found.update([asked.url] if not asked.url.startswith((site, "data:")) else []))
    for path in pages:
        page.goto(site + path)
        page.evaluate(AXE)
        for rule, node in page.evaluate(SAYS):
            found[rule] += 1
            print(f"  {path} {width} : {rule} {node}", file=sys.stderr)
    context.close()
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--editions", action="store_true")
    options.add_argument("--widths", type=int, nargs="+", default=[1440, 1024, 390])
    asked = options.parse_args()
    folder = asked.folder.resolve()
    pages = sorted(page for page in folder.rglob("*.html") if asked.editions or "editions" not in page.parts)
    told = [differing(page) for page in pages]
    print(
        f"{len(pages)} pages ; la plus lourde : {max(weight(folder, page) for page in pages) / 1000:.0f} ko compressés"
    )
    print(f"cartes et tableaux : {sum(s for s, _ in told)} valeurs égales, {sum(w for _, w in told)} qui diffèrent")
    site = served(folder)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for width in asked.widths:
            started = time.perf_counter()
            found = visited(browser, site, [str(page.relative_to(folder)) for page in pages], width)
            seconds = time.perf_counter() - started
            print(
                f"{width} px : {len(pages)} pages, {found.total()} défauts {dict(found)}, {seconds:.0f} s", flush=True
            )
        browser.close()


if __name__ == "__main__":
    main()
