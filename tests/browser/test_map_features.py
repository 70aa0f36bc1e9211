"""Pins, years side by side and played, points of offer, analysts' columns, colours, breaks, a base layer."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from observatory.settings import Settings
from tests.browser.conftest import Visit, serving

CANTONS = "?indicateur=taux-foyers-rsa&niveau=canton"
COMMUNES = "?indicateur=taux-foyers-rsa&niveau=commune"


def _pinned(page: Page) -> Locator:
    return page.locator(".pinned tbody tr:not(.whole) th")


def test_up_to_four_territories_are_pinned_and_compared(visit: Visit) -> None:
    page = visit.open(CANTONS).page
    names = page.locator(".ranking .name").all_inner_texts()[:5]
    for rank in range(4):
        page.locator(".ranking button").nth(rank).click()
        expect(page.locator("#cartes-territory h2")).to_have_text(names[rank])
    expect(_pinned(page)).to_have_text(names[3::-1])
    expect(page.locator(".pinned .whole th")).to_have_text("Loir-et-Cher")
    expect(page.locator("#cartes-chart .annotation")).to_have_count(5)
    page.locator(".ranking button").nth(4).click()
    expect(page.locator("#cartes-notices")).to_contain_text(f"{names[0]} a laissé sa place")
    expect(_pinned(page)).to_have_text(names[:0:-1])
    page.get_by_role("button", name=f"Ne plus épingler {names[4]}").click()
    expect(page.locator("#cartes-territory h2")).to_have_text(names[3])
    expect(page.locator("tr.chosen")).to_have_count(3)
    visit.at_rest()
    again = page.url
    page.goto(again)
    expect(page.locator(".pinned tbody tr")).to_have_count(4)
    page.get_by_role("button", name="Revenir à l’ensemble").click()
    expect(page.locator("#cartes-pinned")).to_be_hidden()


def test_enter_pins_from_the_keyboard(visit: Visit) -> None:
    page = visit.open(CANTONS).page
    page.focus(".map-stage")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("tr.chosen")).to_have_count(1)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(".pinned tbody tr")).to_have_count(3)


def test_small_maps_share_a_legend_and_speak_together(visit: Visit) -> None:
    page = visit.open(COMMUNES).page
    page.get_by_role("button", name="Une carte par année").click()
    expect(page.locator(".small-maps li")).to_have_count(5)
    expect(page.locator("#cartes-small-legend li").first).to_be_visible()
    expect(page.locator("#cartes-legend")).to_be_hidden()
    expect(page.locator("#cartes-subtitle")).to_contain_text("2020 à 2024")
    page.locator(".small-maps .map-stage").nth(1).focus()
    page.keyboard.press("End")
    expect(page.locator("#cartes-small > [aria-live]")).to_contain_text("2021")
    expect(page.locator(".small-value")).to_have_text([re.compile(".")] * 5)
    assert len({page.locator("path.active").nth(i).get_attribute("d") for i in range(5)}) == 1
    page.keyboard.press("Enter")
    expect(page.locator("#cartes-territory h2")).not_to_have_text("Loir-et-Cher")
    page.get_by_role("button", name="2022", exact=True).click()
    expect(page.locator("output")).to_have_text("2022")
    expect(page.locator("#cartes-map .regions path")).to_have_count(267)


def test_the_years_play_on_common_classes_and_pause(visit: Visit) -> None:
    """A year whose figures do not come is waited for: the play stands still at the one before, and is paused there."""
    page = visit.open(CANTONS).page
    seen: list[str] = []
    held: list[Route] = []
    page.on("request", lambda asked: seen.append(asked.url) if "/vues/" in asked.url else None)
    page.route("**/canton/2022.json", lambda route: held.append(route))
    page.get_by_role("button", name="Faire défiler les millésimes").press("Enter")
    expect(page.locator("output")).to_have_text("2021")
    page.get_by_role("button", name="Pause").press("Enter")
    expect(page.get_by_role("button", name="Faire défiler les millésimes")).to_be_visible()
    page.wait_for_url(lambda url: "annees=oui" in url and "periode=2021" in url)
    classes = [url for url in seen if "/classes.json" in url]
    assert len(classes) > 1 and all("annees=1" in url for url in classes)
    assert held  # the next year was asked for before it was wanted
    for route in held:
        with page.expect_response("**/canton/2022.json"):
            route.continue_()
    expect(page.locator("output")).to_have_text("2021")
    before = page.locator("#cartes-legend .label").all_inner_texts()
    page.focus("#periode")
    page.keyboard.press("Home")
    expect(page.locator("output")).to_have_text("2020")
    expect(page.locator("#cartes-legend .label")).to_have_text(before)


FRAMES = """() => {
    window.frames = [];
    const year = (selector) => (document.querySelector(selector)?.textContent.match(/20\\d\\d/) ?? ["?"])[0];
    const look = () => {
        const regions = [...document.querySelectorAll("#cartes-map .regions path")];
        const said = ["output", "#cartes-subtitle", "#cartes-territory .sentence"].map(year);
        const legend = document.querySelectorAll("#cartes-legend .label").length;
        const blank = regions.filter((path) => !path.getAttribute("class")).length;
        window.frames.push([said, regions.length, blank, legend]);
        requestAnimationFrame(look);
    };
    look();
}"""


def test_played_years_never_show_a_blank_map_nor_two_years_and_end_at_the_last(visit: Visit) -> None:
    page = visit.open(f"{CANTONS}&territoire=4106&evolution=non").page
    page.evaluate(FRAMES)
    page.get_by_role("button", name="Faire défiler les millésimes").press("Enter")
    page.wait_for_function("() => window.frames.some(([said]) => said[0] === '2020')")
    expect(page.get_by_role("button", name="Faire défiler les millésimes")).to_be_focused()
    frames = page.evaluate("window.frames")
    assert {year for said, *_ in frames for year in said} == {"2020", "2021", "2022", "2023", "2024"}
    assert all(len(set(said)) == 1 for said, *_ in frames)
    assert {(regions, blank) for _, regions, blank, _ in frames} == {(16, 0)} and all(frame[3] >= 3 for frame in frames)
    expect(page.locator("output")).to_have_text("2024")


def test_who_wants_less_motion_goes_one_year_at_a_press(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    visit = Visit(context.new_page(), site).open(CANTONS)
    visit.page.get_by_role("button", name="Millésime suivant").click()
    expect(visit.page.locator("output")).to_have_text("2020")
    visit.page.wait_for_timeout(1500)
    expect(visit.page.locator("output")).to_have_text("2020")
    assert visit.complaints == []
    context.close()


def test_town_halls_are_listed_with_their_hours(visit: Visit) -> None:
    page = visit.open(CANTONS).page
    assert not any("mairies" in path for path in visit.asked())
    page.select_option("#points", "mairies")
    expect(page.locator(".points-list li").nth(250)).to_be_attached()
    expect(page.locator(".points circle")).to_have_count(page.locator(".points-list li").count())
    page.fill("#points-search", "blois")
    expect(page.locator(".points-list li")).to_have_count(1)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.innerText")
    assert "Blois" in focused and "8\u00a0h\u00a030" in focused
    expect(page.locator(".point-card")).to_contain_text("place Saint-Louis")
    expect(page.locator(".points .active")).to_have_count(1)
    page.wait_for_url("**points=mairies*")


def test_an_offer_is_drawn_by_its_counts_at_any_level(visit: Visit) -> None:
    page = visit.open(f"{CANTONS}&points=bpe.generalistes").page
    expect(page.locator("#cartes-points h2")).to_contain_text("Médecins généralistes libéraux · 2025 · Insee")
    expect(page.locator(".points circle").first).to_be_attached()
    radii = [
        float(text) for text in page.locator(".points circle").evaluate_all("all => all.map(c => c.getAttribute('r'))")
    ]
    assert max(radii) == 15 and min(radii) >= 3
    page.locator(".points-list button").first.focus()
    page.keyboard.press("ArrowDown")
    assert "Vendôme" in page.evaluate("document.activeElement.innerText")


def test_analysts_have_their_columns(visit: Visit) -> None:
    page = visit.open(CANTONS).page
    page.click(".more summary")
    page.check("[name=analyse]")
    expect(page.locator(".cells th", has_text="Taux lissé")).to_have_count(1)
    page.click("th >> text=z")
    expect(page.locator("th:has-text('z') >> nth=0")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#cartes-table")).to_contain_text("écarts types")


def test_colours_change_the_map_and_its_picture(visit: Visit) -> None:
    page = visit.open(CANTONS).page
    fill = "getComputedStyle(document.querySelector('.regions .sequential-9')).fill"
    before = page.evaluate(fill)
    page.click(".more summary")
    page.select_option("#palette", "violet")
    page.wait_for_url("**palette=violet*")
    page.wait_for_function(f"{fill} !== '{before}'")


def test_breaks_by_hand_start_from_those_shown_and_mistakes_are_told(visit: Visit) -> None:
    page = visit.open(CANTONS).page
    page.select_option("#methode", "manuelles")
    expect(page.locator("#seuils")).to_be_visible()
    expect(page.locator("#seuils")).to_have_value(re.compile("^[^;]+(;[^;]+){3}$"))
    page.fill("#seuils", "2 ; trois")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("séparés par")
    page.fill("#seuils", "3 ; 5,5")
    page.keyboard.press("Enter")
    page.wait_for_url("**seuils=3%3B5.5*")
    expect(page.locator("#cartes-legend li")).to_have_count(3)
    expect(page.get_by_role("alert")).to_have_text("")


def test_the_spread_of_values_stands_beside_the_map(visit: Visit) -> None:
    page = visit.open(f"{COMMUNES}&territoire=41018").page
    picture = page.locator(".distribution")
    expect(picture).to_have_attribute("aria-label", re.compile("Répartition des valeurs, de 0 à"))
    expect(picture.locator(".mark")).to_have_count(2)
    assert picture.locator("rect").count() > 8
    visit.open("?indicateur=population&niveau=commune")
    expect(page.locator("#cartes-distribution")).to_be_hidden()


@pytest.fixture
def tiles() -> Iterator[tuple[str, list[str]]]:
    """A server of tiles on this machine: its address, and what it was asked."""
    asked: list[str] = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = b'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'
            self.send_response(200)
            self.send_header("Content-Type", "image/svg+xml")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}", asked
    server.shutdown()


def test_a_base_layer_is_asked_for_only_when_it_is_on(
    browser: Browser, real: Settings, tiles: tuple[str, list[str]]
) -> None:
    address, asked = tiles
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    with serving(replace(real, base=address, base_mention="© Essai")) as site:
        visit = Visit(context.new_page(), site).open(CANTONS)
        page = visit.page
        assert asked == [] and page.is_hidden(".base-mention")
        with page.expect_response(lambda answer: not answer.url.startswith(site)):
            page.check("[name=fond]")
        expect(page.locator(".base image")).not_to_have_count(0)
        expect(page.locator(".base-mention")).to_have_text("© Essai")
        before = set(asked)
        page.click("button[aria-label=Zoomer]")
        page.click("button[aria-label=Zoomer]")
        expect(page.locator(".base image[data-tile^='9/']")).to_have_count(0)
        expect(page.locator(".base image")).not_to_have_count(0)
        page.uncheck("[name=fond]")
        expect(page.locator(".base image")).to_have_count(0)
        assert before and visit.complaints == []
        context.close()


def test_no_base_layer_is_offered_where_none_is_declared(visit: Visit) -> None:
    visit.open(f"{CANTONS}&fond=oui")
    assert visit.page.locator("[name=fond]").count() == 0
    assert visit.page.locator(".base image").count() == 0
