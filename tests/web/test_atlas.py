"""The atlas of Loir-et-Cher, from its public file: complete without a script, light, true to its cells."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser as PlainParser
from pathlib import Path
from xml.etree.ElementTree import fromstring

import brotli
import pytest
from starlette.testclient import TestClient
from tinyhtml5.parser import HTMLParser

from observatory.atlas.compose import said
from observatory.atlas.export import broken_links, export, read_page
from observatory.atlas.grammar import Place, parse_directive
from observatory.atlas.opening import open_site
from observatory.atlas.pages import csv_path
from observatory.atlas.printed.file import Printed, file_name, mark
from observatory.atlas.site import Site
from observatory.commands.pdf import write
from observatory.errors import CheckError, DeclarationError, ObservatoryError
from observatory.settings import Settings
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse
from observatory.web.public import create_public_app

HEAVIEST = 150_000
"""Bytes of a page with all that it loads, compressed."""
COMPRESSED = 5
"""A quality of brotli that any host affords."""
ROW = re.compile(r'<tr data-code="(\w+)"[^>]*><th scope="row">(.*?)</th><td class="numeric">(.*?)</td>')
REGION = re.compile(r'<path d="[^"]+" class="[^"]+" data-code="(\w+)"><title>([^<]+)</title></path>')


@pytest.fixture(scope="session")
def files(site: Site) -> dict[str, bytes]:
    """Every file but the pictures, which take their time."""
    return {path: b"" if path.endswith(".png") else make() for path, make in site.files.items()}


@pytest.fixture(scope="session")
def pages(files: dict[str, bytes]) -> dict[str, str]:
    """Those of the whole atlas, and of one of its editions."""
    found = {path: content.decode() for path, content in files.items() if path.endswith(".html")}
    return {path: text for path, text in found.items() if not path.startswith("editions/") or "/nord/" in path}


@pytest.fixture(scope="session")
def visitor(public: Settings) -> Iterator[TestClient]:
    with TestClient(create_public_app(public), raise_server_exceptions=False, follow_redirects=False) as made:
        yield made


def test_no_page_is_left_out(site: Site) -> None:
    assert [(page.text.path, page.reason) for page in site.left_out] == []
    assert len(site.pages) > 80


def test_every_page_is_well_formed(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        parser = HTMLParser()
        parser.parse(text)
        assert parser.errors == [], path


def test_every_page_says_where_it_is(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert '<html lang="fr">' in text, path
        assert len(re.findall(r"<h1[ >]", text)) == 1, path
        assert text.count("<main") == 1, path
        assert 'class="skip"' in text, path
        assert f'<link rel="canonical" href="https://atlas.exemple.fr/atlas/{path}">' in text, path
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), path


def test_links_are_read_as_a_parser_reads_them(pages: dict[str, str]) -> None:
    for path in sorted(pages)[::7]:
        parsed, read = Parsed(), read_page(pages[path])
        parsed.feed(pages[path])
        assert ([unescape(address) for address in read.addresses], read.ids) == (parsed.addresses, parsed.ids), path


class Parsed(PlainParser):
    """Addresses and ids, slowly."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "src", "action") and value:
                self.addresses.append(value)
            elif name == "fill" and value and value.startswith("url(#"):
                self.addresses.append(value[4:-1])
            elif name == "id" and value:
                self.ids.add(value)


def test_every_link_leads_somewhere(files: dict[str, bytes]) -> None:
    assert broken_links(files) == []


def test_every_page_is_light(pages: dict[str, str], files: dict[str, bytes]) -> None:
    shared = [
        brotli.compress(files[path], quality=COMPRESSED) for path in files if re.search(r"atlas\.\w+\.(css|js)$", path)
    ]
    fonts = [content for path, content in files.items() if path.endswith(".woff2")]
    common = sum(map(len, shared)) + sum(map(len, fonts))
    heaviest = max(len(brotli.compress(text.encode(), quality=COMPRESSED)) for text in pages.values())
    assert common + heaviest < HEAVIEST


def test_nothing_is_asked_of_another_site(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        loaded = re.findall(r'<(?:script|img|iframe)[^>]+src="([^"]+)"', text) + re.findall(
            r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', text
        )
        assert not [address for address in loaded if "://" in address], path
        assert " style=" not in text, path
        assert not re.search(r"<script(?![^>]*src=)", text), path


def test_a_map_its_table_and_the_api_tell_the_same(site: Site, pages: dict[str, str], visitor: TestClient) -> None:
    told = 0
    for page in site.pages:
        for block in page.maps:
            text = unescape(pages[page.path])
            table = _within(text, f'<table class="cells" data-map="{block.name}">', "</table>")
            figure = _within(text, f'<figure class="map-figure" id="carte-{block.name}">', "</figure>")
            rows = {code: value for code, _, value in ROW.findall(table)}
            regions = {code: said.split("\u202f: ", 1)[1] for code, said in REGION.findall(figure)}
            slug, level, period = block.key
            answer = visitor.get(f"/api/v1/cells?indicator={slug}&level={level}&period={period}").json()
            words = {
                cell["code"]: site.answers.text(slug, {**cell, "value": cell["value"]}) for cell in answer["cells"]
            }
            for code, value in words.items():
                assert rows[code].replace("<sup>", "") == value, (page.path, code)
            assert {code: regions[code] for code in words} == words, page.path
            told += 1
    assert told >= 40


def _within(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


def test_the_table_to_take_away_holds_the_same_cells(site: Site, files: dict[str, bytes]) -> None:
    block = site.by_path["insertion-emploi/foyers-rsa.html"].maps[0]
    lines = files[csv_path(block)].decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(block.view["cells"])
    assert lines[0].startswith("indicateur;titre;unite;niveau;code;nom;annee;valeur;")


def test_a_headline_never_rests_on_a_fragile_cell(site: Site) -> None:
    with pytest.raises(DeclarationError, match="fragile : aucune phrase"):
        source = "valeur taux-foyers-rsa niveau=commune territoire=41001"
        said(parse_directive(source, Place(Path("page.md"), 1)), site.answers)


def test_invented_figures_stay_out(loir_et_cher: Warehouse, pages: dict[str, str]) -> None:
    known = {one.slug: one.title for one in read.indicators(loir_et_cher)}
    invented = [slug for slug in known if read.is_demonstration(loir_et_cher, slug)]
    assert invented, "the warehouse of the tests holds demonstration figures"
    real = [title for slug, title in known.items() if slug not in invented]
    written = " ".join(text for path, text in pages.items() if not path.endswith("sources.html"))
    shown = re.sub("|".join(map(re.escape, sorted(real, key=len, reverse=True))), "", written)
    assert [known[slug] for slug in invented if known[slug] in shown] == []


def test_feeds_are_read_by_machines(files: dict[str, bytes], site: Site) -> None:
    urls = [
        url.text for url in fromstring(files["sitemap.xml"]).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(urls) == len(set(urls)) == len(site.pages) - 1
    entries = list(fromstring(files["flux.xml"]).iter("{http://www.w3.org/2005/Atom}entry"))
    assert entries
    assert b"Sitemap: https://atlas.exemple.fr/atlas/sitemap.xml" in files["robots.txt"]


def test_an_export_is_the_same_twice_and_spares_other_folders(
    site: Site, tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first export paints every picture, the second one in ten."""
    folder = tmp_path / "atlas"
    monkeypatch.setattr(Site, "files", made(files))
    export(site, folder)
    first = written(folder)
    assert {path: first[path] for path in files if path not in site.cards} == {
        path: content for path, content in files.items() if path not in site.cards
    }
    monkeypatch.setattr(Site, "files", made(first))
    monkeypatch.setitem(site.__dict__, "cards", dict(list(site.cards.items())[::10]))
    export(site, folder)
    assert written(folder) == first
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre" / "note.txt").write_text("à garder", encoding="utf-8")
    with pytest.raises(CheckError, match="autre chose"):
        export(site, tmp_path / "autre")
    assert (tmp_path / "autre" / "note.txt").exists()


def made(files: dict[str, bytes]) -> dict[str, Callable[[], bytes]]:
    """As a site gives its files, with nothing left to make."""
    return {path: lambda content=content: content for path, content in files.items()}  # type: ignore[misc]


def written(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_cover_leads_to_the_pdf_that_has_been_made(site: Site, pages: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "atlas.pdf"
    file.write_bytes(b"%PDF")
    assert "atlas.pdf" not in pages["index.html"] and "atlas.pdf" not in site.files
    made = copy(site)
    del made.__dict__["words"]
    made.printed = Printed(file, 0, 147, 10_750_000)
    cover = made.files["index.html"]().decode()
    assert 'href="atlas.pdf"' in cover and "(PDF balisé, 147\u00a0pages, 10,8\u00a0Mo)" in cover
    assert made.files["atlas.pdf"]() == b"%PDF"


def test_a_running_server_takes_up_the_pdf_of_its_release(public: Settings, visitor: TestClient, site: Site) -> None:
    file = public.home / file_name("", rehearsal=False)
    cover, page = (visitor.get(f"/atlas/{path}") for path in ("", "methodes.html"))
    assert visitor.get("/atlas/atlas.pdf").status_code == 404
    tags = []
    for pages in (147, 151):
        write(file, f"%PDF /Type/Pages/Count {pages} {mark(site.answers.warehouse.build)}".encode())
        assert f"{pages}\u00a0pages" in visitor.get("/atlas/").text
        tags.append(visitor.get("/atlas/atlas.pdf").headers["etag"])
    assert len(set(tags)) == 2
    assert visitor.get("/atlas/atlas.pdf", headers={"If-None-Match": tags[1]}).status_code == 304
    assert visitor.get("/atlas/methodes.html").headers["etag"] == page.headers["etag"]
    write(file, b"%PDF /Type/Pages/Count 3 of another release")
    assert visitor.get("/atlas/atlas.pdf").status_code == 404
    file.unlink()
    assert visitor.get("/atlas/").headers["etag"] == cover.headers["etag"]


def test_the_server_answers_what_the_folder_holds(visitor: TestClient, pages: dict[str, str]) -> None:
    """It composes a site of its own: the same page twice is the same."""
    path = "insertion-emploi/foyers-rsa.html"
    assert visitor.get(f"/atlas/{path}").text == pages[path]
    answer = visitor.get("/atlas/socle/population.html")
    assert answer.text == pages["socle/population.html"]
    again = visitor.get("/atlas/socle/population.html", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    style = re.search(r'href="\.\./(assets/atlas\.\w+\.css)"', answer.text)
    assert style is not None
    assert "immutable" in visitor.get(f"/atlas/{style[1]}").headers["cache-control"]
    assert visitor.get("/").headers["location"] == "/atlas/"
    assert visitor.get("/atlas/rien.html").status_code == 404
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_search_needs_no_script(visitor: TestClient) -> None:
    found = visitor.get("/atlas/recherche.html?q=MONDOUBLEAU").text
    assert re.search(r'<span class="kind">Commune</span> <span>Mondoubleau', found)
    assert '<a href="portraits/canton/4109.html">le canton du Perche</a>' in found
    forged = visitor.get("/atlas/recherche.html", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in forged


def test_the_dashboard_is_not_loaded_by_the_public_process() -> None:
    check = """import sys, observatory.web.public
print([name for name in ('dash', 'flask', 'plotly') if name in sys.modules])"""
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_is_served_before_a_release(real: Settings, tmp_path: Path) -> None:
    with pytest.raises(ObservatoryError, match="rien n’est publié"):
        open_site(replace(real, var=tmp_path))
