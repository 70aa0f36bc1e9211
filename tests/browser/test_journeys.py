"""What people come for, from the first click to the last, on an empty console; and nothing left the machine."""

import io
import json
import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from observatory.settings import Settings
from tests.browser.conftest import Visit, serving

ELDERS = "Habitants de 75 ans ou plus, en"
FIVE = "Blois\nvendome\n41194\nSt Aignan\nRhodon"


def api(site: str, **query: str) -> pd.DataFrame:
    """The cells of a question put to the API."""
    with urllib.request.urlopen(f"{site}/api/v1/cells?{urlencode(query)}") as answer:
        return pd.DataFrame(json.load(answer)["cells"]).set_index("code")


def highest(site: str) -> str:
    cells = api(site, indicator="part-75-ans-plus", level="canton")
    return str(cells.at[cells["value"].idxmax(), "name"])


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def page(visit: Visit) -> Page:
    """A page that may copy, and is nowhere yet."""
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return visit.page


def open_home(visit: Visit) -> None:
    visit.page.goto(f"{visit.site}/")
    expect(visit.page.locator("h1")).to_be_visible()


def test_the_canton_with_most_elders_and_its_link(page: Page, visit: Visit, browser: Browser) -> None:
    open_home(visit)
    page.click("nav[aria-label=Pages] >> text=Cartes")
    page.wait_for_selector(".regions path")
    page.click("#indicateur")
    page.keyboard.type("75 ans ou plus, en %")
    page.keyboard.press("Enter")
    expect(page.locator("#cartes-title")).to_contain_text(ELDERS)
    page.check("#cartes-controls [value=canton]", force=True)
    expect(page.locator("#cartes-subtitle")).to_contain_text("cantons")
    page.locator("#cartes-ranking button").first.click()
    name = highest(visit.site)
    expect(page.locator("#cartes-territory h2")).to_have_text(name)
    page.click("text=Copier le lien")
    expect(page.locator(".takeaway [role=status]")).to_have_text("Lien copié")
    other = browser.new_page()
    other.goto(copied(page))
    expect(other.locator("#cartes-territory h2")).to_have_text(name)
    expect(other.locator("#cartes-territory .figure")).to_have_text(page.inner_text("#cartes-territory .figure"))
    other.close()


def test_the_same_by_keyboard_alone(page: Page, visit: Visit) -> None:
    open_home(visit)
    page.locator("#recherche-champ").focus()
    page.keyboard.type("75 ans ou plus, en %")
    expect(page.locator("#recherche-champ-list .option").first).to_contain_text(ELDERS)
    page.keyboard.press("Enter")
    expect(page.locator("#cartes-title")).to_contain_text(ELDERS)
    page.locator("#cartes-controls [name=niveau]:checked").focus()
    while not page.locator("#cartes-controls [value=canton]").is_checked():
        page.keyboard.press("ArrowRight")
    expect(page.locator("#cartes-subtitle")).to_contain_text("cantons")
    first = page.locator("#cartes-ranking button").first
    _tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.locator("#cartes-territory h2")).to_have_text(highest(visit.site))
    _tab_to(page, page.locator("[data-copy=link]"))
    page.keyboard.press("Enter")
    expect(page.locator(".takeaway [role=status]")).to_have_text("Lien copié")
    assert parse_qs(urlsplit(copied(page)).query)["territoire"]


def _tab_to(page: Page, target) -> None:  # type: ignore[no-untyped-def]
    """Tab from the top of the page until the target has the focus, as a person does; never through a mouse."""
    target.wait_for()
    page.evaluate("document.activeElement.blur()")
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("(node) => node === document.activeElement"):
            return
    raise AssertionError("never reached by the keyboard")


def test_the_same_on_a_phone(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit = Visit(context.new_page(), site)
    page = visit.page
    page.goto(f"{site}/cartes")
    page.wait_for_selector(".regions path")
    page.tap("#cartes-panel summary")
    page.tap("#indicateur")
    page.keyboard.type("75 ans ou plus, en %")
    page.keyboard.press("Enter")
    expect(page.locator("#cartes-title")).to_contain_text(ELDERS)
    page.locator("#cartes-controls [value=canton] + span").tap()
    expect(page.locator("#cartes-subtitle")).to_contain_text("cantons")
    page.locator("#cartes-ranking button").first.tap()
    expect(page.locator("#cartes-territory h2")).to_have_text(highest(site))
    page.locator("[data-copy=link]").tap()
    expect(page.locator(".takeaway [role=status]")).to_have_text("Lien copié")
    assert "territoire=" in copied(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit.complaints == []
    context.close()


def test_nord_centre_sud_on_autonomie_as_a_workbook_of_the_same_numbers(page: Page, visit: Visit) -> None:
    open_home(visit)
    page.click("nav[aria-label=Pages] >> text=Comparer")
    page.click(".themes >> text=Autonomie")
    expect(page.locator(".themes [aria-current]")).to_have_text("Autonomie")
    page.click("text=Télécharger")
    with page.expect_download() as answer:
        page.click("[data-kind=xlsx]")
    download = answer.value
    assert download.suggested_filename == "demonstration_nord_centre_sud_autonomie.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.path().read_bytes()))
    rows = _rows(book["Valeurs"])
    table = _rows(book["Comparaison"]).set_index("Indicateur")
    assert {"Nord", "Centre", "Sud"} <= set(table.columns)
    for slug, mine in rows.groupby("indicateur"):
        year = str(mine["annee"].iat[0])
        cells = api(visit.site, indicator=str(slug), level="territoire", period=year)
        for row in mine.itertuples():
            assert row.valeur == pytest.approx(cells.at[row.code, "value"], rel=1e-12), (slug, row.nom)
    shown = {name: table.loc[table.index.str.startswith(ELDERS), name].iat[0] for name in ("Nord", "Centre", "Sud")}
    cells = api(visit.site, indicator="part-75-ans-plus", level="territoire").set_index("name")["value"]
    assert shown == pytest.approx(cells.to_dict(), rel=1e-12)


def _rows(sheet) -> pd.DataFrame:  # type: ignore[no-untyped-def]
    head, *rows = sheet.iter_rows(values_only=True)
    return pd.DataFrame(rows, columns=head)


def test_a_group_of_five_communes_compared(page: Page, visit: Visit) -> None:
    page.goto(f"{visit.site}/cartes?indicateur=population")
    page.click("text=Composer un groupe de communes")
    page.fill("#groupe-nom", "Cinq villes")
    page.fill("#groupe-liste", f"{FIVE}\nToulouse\nMontrichard")
    page.click("text=Ajouter la liste")
    expect(page.locator("#cartes-group [role=status]")).to_contain_text(
        "5\u00a0communes reconnues. Inconnu ici\u202f: Toulouse"
    )
    expect(page.locator(".asked")).to_contain_text("Montrichard Val de Cher (41151)")
    page.click(".asked >> text=Aucune")
    shown = page.locator("#cartes-group-shown")
    expect(shown.locator("h2")).to_have_text("Cinq villes")
    cells = api(visit.site, indicator="population", level="commune")
    people = cells.loc[["41018", "41269", "41194", "41198", "41188"], "value"].sum()
    expect(shown.locator(".figure")).to_have_text(re.compile(rf"^{people:,.0f}".replace(",", "\u202f")))
    page.click("#cartes-group >> text=Comparer")
    expect(page.locator("h1")).to_have_text("Comparer Cinq villes · Nord · Centre · Sud")
    first = page.locator(".compared tbody tr").first
    expect(first).to_contain_text(f"{people:,.0f}".replace(",", "\u202f"))
    expect(page.locator(".refused")).to_contain_text("ne se calculent pas en additionnant des communes")


def test_a_group_is_made_by_keyboard_and_by_clicks_and_back_undoes(page: Page, visit: Visit) -> None:
    page.goto(f"{visit.site}/cartes?indicateur=niveau-vie-median&niveau=commune&composer=oui")
    page.wait_for_selector(".regions path")
    page.focus(".map-stage")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("#cartes-group [role=status]")).to_contain_text("ajoutée\u202f: 1\u00a0commune")
    expect(page).to_have_url(re.compile("groupe=41001"))
    page.locator("#cartes-table tbody tr").nth(3).click()
    expect(page.locator("#cartes-group [role=status]")).to_contain_text("2\u00a0communes")
    expect(page.locator("#cartes-group-shown .sentence")).to_contain_text("ne se calcule pas en additionnant")
    expect(page).to_have_url(re.compile(r"groupe=41001\.\d"))
    page.go_back()
    expect(page.locator(".commune-group ul.chips li")).to_have_count(1)


def test_a_group_of_last_year_still_opens(page: Page, visit: Visit) -> None:
    page.goto(f"{visit.site}/cartes?indicateur=population&groupe=41018.998.269~Deux villes&epingles=&bidule=1")
    expect(page.locator("#cartes-notices")).to_contain_text("41998")
    expect(page.locator("#cartes-group-shown h2")).to_have_text("Deux villes")
    page.goto(f"{visit.site}/comparer?territoires=groupe:41018.998~Un,groupe:bonjour,canton:9999,territoire:nord")
    expect(page.locator("h1")).to_have_text("Comparer Un · Nord")
    for word in ("41998", "bonjour", "canton:9999"):
        expect(page.locator(".notices")).to_contain_text(word)


def test_two_tabs_do_not_disturb_each_other(page: Page, visit: Visit) -> None:
    other = page.context.new_page()
    page.goto(f"{visit.site}/cartes?indicateur=population&niveau=canton")
    other.goto(f"{visit.site}/cartes?indicateur=taux-foyers-rsa&niveau=epci")
    for tab, words in ((page, "cantons"), (other, "EPCI")):
        expect(tab.locator("#cartes-subtitle")).to_contain_text(words)
    other.check("#cartes-controls [value=territoire]", force=True)
    expect(other.locator(".regions path")).to_have_count(3)
    page.reload()
    expect(page.locator("#cartes-subtitle")).to_contain_text("cantons")
    other.close()


def test_the_table_is_pasted_as_numbers(page: Page, visit: Visit) -> None:
    page.goto(f"{visit.site}/cartes?indicateur=population&niveau=canton")
    page.wait_for_selector("#cartes-table tbody tr")
    page.click("text=Copier le tableau")
    expect(page.locator(".takeaway [role=status]")).to_have_text("Tableau copié")
    lines = copied(page).splitlines()
    assert lines[0] == "Population municipale"
    values = dict(line.split("\t")[:2] for line in lines if "\t" in line)
    cells = api(visit.site, indicator="population", level="canton").set_index("name")["value"]
    assert "Valeur, habitants" in values.values()
    assert values["Blois"] == f"{cells['Blois']:.0f}"
    assert any(line.startswith("Source") for line in lines)
    forms = page.evaluate("navigator.clipboard.read().then(([item]) => item.types)")
    assert set(forms) == {"text/plain", "text/html"}


@contextmanager
def another_site(body: dict[str, str]) -> Iterator[str]:
    """A site of this machine, at another origin, whose only page is `body["html"]`."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body["html"].encode())

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("allowed", [True, False])
def test_an_embedded_map_opens_on_declared_sites_only(
    browser: Browser, real: Settings, site: str, allowed: bool
) -> None:
    body, page = {"html": ""}, browser.new_page()
    with another_site(body) as elsewhere:
        with serving(replace(real, framed_by=(elsewhere,))) if allowed else nullcontext(site) as address:
            page.goto(f"{address}/cartes?indicateur=population&niveau=canton")
            frame = page.get_attribute("#cartes-tools[data-frame]", "data-frame")
            body["html"] = f"<iframe src='{frame}'></iframe>"
            page.goto(elsewhere)
            regions = page.frame_locator("iframe").locator(".regions path")
            if allowed:
                expect(regions).to_have_count(16)
            else:
                page.wait_for_timeout(1500)
                assert regions.count() == 0
        page.close()
