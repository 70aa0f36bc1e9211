"""The main job of the page of maps, done by hand and by keyboard in a real browser."""

import json
from collections import deque

from playwright.sync_api import Browser, Route, expect

from observatory.settings import Settings
from observatory.warehouse import read
from tests.browser.conftest import Visit

RSA_COMMUNES = "?indicateur=taux-foyers-rsa&niveau=commune"


def test_a_switch_of_indicator_makes_one_small_cacheable_request(visit: Visit) -> None:
    visit.open("?indicateur=population&niveau=commune").asked()
    visit.page.click("#indicateur")
    with visit.page.expect_response("**/taux-foyers-rsa/**") as answer:
        visit.page.fill("#indicateur", "RSA menages")
        visit.page.keyboard.press("Enter")
    visit.settled("RSA")
    visit.page.wait_for_load_state("networkidle")
    (asked,) = [path for path in visit.asked() if "taux-foyers-rsa" in path]
    assert asked.startswith("/vues/") and asked.endswith("/taux-foyers-rsa/commune/2024.json")
    assert "immutable" in answer.value.headers["cache-control"]
    assert len(answer.value.body()) > 1000
    assert visit.page.evaluate("performance.getEntriesByType('resource').at(-1).encodedBodySize") < 40_000


def test_map_legend_sentence_ranking_and_table_change_together(visit: Visit) -> None:
    before = visit.open("?indicateur=taux-foyers-rsa&niveau=canton").shown()
    visit.page.check("#cartes-controls [value=territoire]", force=True)
    expect(visit.page.locator(".regions path")).to_have_count(3)
    after = visit.shown()
    assert all(before[part] != after[part] for part in ("subtitle", "legend", "ranking", "table"))
    assert "Nord" in after["table"] and "Nord" in after["ranking"]


def test_the_département_stands_beside_every_map(visit: Visit) -> None:
    visit.open("?indicateur=taux-foyers-rsa")
    assert "Loir-et-Cher" in visit.shown()["territory"] and "4,8" in visit.shown()["territory"]


def test_the_years_slide_and_live_in_the_address(visit: Visit) -> None:
    visit.open("?indicateur=taux-foyers-rsa&niveau=canton").asked()
    visit.page.focus("#periode")
    visit.page.keyboard.press("ArrowLeft")
    expect(visit.page.locator("output")).to_have_text("2023")
    visit.page.wait_for_url("**periode=2023*")
    assert [path.rsplit("/", 1)[-1] for path in visit.asked()] == ["2023.json"]


def test_amounts_in_euros_stand_under_a_heading_too(visit: Visit) -> None:
    visit.open("?indicateur=depenses-ccas&niveau=commune")
    headings = visit.page.locator("#cartes-table thead th").all_text_contents()
    assert headings[3:5] == ["Montant", "Sur (habitants)"]


def test_nothing_empty_is_offered_before_the_first_figures(visit: Visit) -> None:
    held: list[Route] = []
    visit.page.route("**/vues/**", lambda route: held.append(route))
    visit.page.goto(f"{visit.site}/cartes{RSA_COMMUNES}")
    expect(visit.page.locator("#cartes-subtitle")).to_have_text("La carte se prépare…")
    expect(visit.page.locator("h1")).to_have_text("Foyers percevant le RSA, en % des ménages")
    expect(visit.page.locator("#indicateur")).to_be_hidden()
    expect(visit.page.locator(".table-section")).to_be_hidden()
    while not held:
        visit.page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    expect(visit.page.locator("#indicateur")).to_be_visible()
    expect(visit.page.locator("#cartes-subtitle")).to_contain_text("267 communes")


def test_every_region_is_reached_from_one_tab_stop(visit: Visit, real: Settings) -> None:
    """Follow the shortest way of arrows from region to region, as the geometry tells it, and look where it leads."""
    visit.open(RSA_COMMUNES)
    geometry = _geometry(real)
    visit.page.focus(".map-stage")
    visit.page.keyboard.press("Home")
    here, reached = 0, {0}
    while len(reached) < len(geometry["codes"]):
        for key, there in _way_to_new(geometry["moves"], here, reached):
            visit.page.keyboard.press(key)
            here = there
            reached.add(here)
        assert _active(visit) == geometry["paths"][here]
    assert len(reached) == 267
    expect(visit.page.locator(".map > [aria-live]")).to_contain_text(geometry["names"][here])


def test_enter_chooses_and_escape_leaves(visit: Visit, real: Settings) -> None:
    visit.open(RSA_COMMUNES)
    geometry = _geometry(real)
    visit.page.focus(".map-stage")
    visit.page.keyboard.press("End")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**territoire={geometry['codes'][-1]}*")
    expect(visit.page.locator("#cartes-territory h2")).to_have_text(geometry["names"][-1])
    expect(visit.page.locator("tr.chosen")).to_have_count(1)
    visit.page.keyboard.press("Escape")
    assert not visit.page.evaluate("document.activeElement.matches('.map-stage')")
    expect(visit.page.locator(".map-card")).to_be_hidden()


def test_a_row_of_the_table_chooses_its_region(visit: Visit, real: Settings) -> None:
    visit.open(RSA_COMMUNES)
    visit.page.fill("#table-search", "romorantin")
    visit.page.click("tbody tr")
    visit.page.wait_for_url("**territoire=41194*")
    geometry = _geometry(real)
    chosen = visit.page.get_attribute("path.chosen", "d")
    assert chosen == geometry["paths"][geometry["codes"].index("41194")]


def test_the_table_sorts_by_value(visit: Visit) -> None:
    visit.open("?indicateur=taux-foyers-rsa&niveau=territoire")
    visit.page.click("th >> text=Valeur")
    expect(visit.page.locator("th:has-text('Valeur')")).to_have_attribute("aria-sort", "descending")
    values = [
        float(text.split()[0].replace(",", "."))
        for text in visit.page.locator("tbody td:nth-child(2)").all_text_contents()
    ]
    assert values == sorted(values, reverse=True) and len(values) == 3


def test_a_link_opened_elsewhere_shows_the_same_view(visit: Visit, browser: Browser) -> None:
    visit.open()
    visit.page.click("#indicateur")
    visit.page.keyboard.type("75 ans ou plus, en %")
    visit.page.keyboard.press("Enter")
    visit.settled("75 ans")
    visit.page.check("#cartes-controls [value=canton]", force=True)
    visit.page.check("#cartes-controls [value=ecart]", force=True)
    visit.page.select_option("#classes", "7")
    visit.page.locator(".ranking button").first.click()
    visit.page.uncheck("[name=noms]")
    visit.page.wait_for_url("**noms=non*")
    visit.page.wait_for_load_state("networkidle")
    other = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    again = Visit(other, visit.site)
    other.goto(visit.page.url)
    other.wait_for_selector(".regions path")
    other.wait_for_selector(".territory h2")
    assert again.shown() == visit.shown()
    expect(other.locator("[value=ecart]")).to_be_checked()
    expect(other.locator("[name=noms]")).not_to_be_checked()
    other.context.close()


def test_back_and_forward_walk_through_the_choices(visit: Visit) -> None:
    visit.open("?indicateur=taux-foyers-rsa&niveau=canton")
    visit.page.check("#cartes-controls [value=epci]", force=True)
    expect(visit.page.locator("#cartes-subtitle")).to_contain_text("EPCI")
    visit.at_rest()
    visit.page.go_back()
    expect(visit.page.locator("#cartes-subtitle")).to_contain_text("cantons")
    visit.page.go_forward()
    expect(visit.page.locator("#cartes-subtitle")).to_contain_text("EPCI")


def test_what_cannot_be_shown_gives_way_and_says_so(visit: Visit) -> None:
    visit.open("?indicateur=chomage-longue-duree&methode=magie")
    notices = visit.page.inner_text("#cartes-notices")
    assert "chomage-longue-duree" in notices and "magie" in notices
    visit.open("?indicateur=niveau-vie-median&niveau=canton&periode=1999")
    notices = visit.page.inner_text("#cartes-notices")
    assert "commune" in notices and "1999" in notices
    assert visit.page.is_disabled("#cartes-controls [value=canton]")


def test_a_view_that_cannot_be_fetched_is_said_and_can_be_asked_again(visit: Visit) -> None:
    visit.open("?indicateur=taux-foyers-rsa&niveau=canton")
    visit.page.route("**/vues/**", lambda route: route.abort())
    visit.page.check("#cartes-controls [value=epci]", force=True)
    expect(visit.page.locator("#cartes-notices")).to_contain_text("connexion")
    visit.page.unroute("**/vues/**")
    visit.page.check("#cartes-controls [value=territoire]", force=True)
    expect(visit.page.locator("#cartes-subtitle")).to_contain_text("3 ")
    visit.page.check("#cartes-controls [value=epci]", force=True)
    expect(visit.page.locator("#cartes-subtitle")).to_contain_text("EPCI")
    expect(visit.page.locator("#cartes-notices")).to_be_hidden()
    visit.complaints.clear()  # the browser's own line about the address that failed


def test_the_map_comes_nearer_and_back(visit: Visit) -> None:
    visit.open(RSA_COMMUNES)
    drawing = visit.page.locator(".map-stage svg")
    whole = drawing.get_attribute("viewBox") or ""
    visit.page.click("button[aria-label='Zoomer']")
    expect(drawing).not_to_have_attribute("viewBox", whole)
    visit.page.click("button[aria-label='Loir-et-Cher entier']")
    expect(drawing).to_have_attribute("viewBox", whole)


def test_the_evolution_is_drawn_only_when_asked_for(visit: Visit) -> None:
    visit.open("?indicateur=taux-foyers-rsa")
    assert not any("plotly" in path for path in visit.asked())
    visit.page.click("#cartes-evolution-button")
    visit.page.wait_for_selector("#cartes-chart .js-plotly-plot .scatterlayer")
    visit.page.wait_for_url("**evolution=oui*")


def test_the_card_hides_neither_the_region_nor_its_name(visit: Visit) -> None:
    for level in ("commune", "canton", "territoire"):
        visit.open(f"?indicateur=taux-foyers-rsa&niveau={level}")
        visit.page.focus(".map-stage")
        for key in ("Home", "ArrowRight", "ArrowDown", "ArrowDown", "End"):
            visit.page.keyboard.press(key)
            assert visit.page.evaluate(HIDDEN) == 0, (level, key)


HIDDEN = """() => {
    const card = document.querySelector(".map-card").getBoundingClientRect();
    const path = document.querySelector("path.active");
    const matrix = path.getScreenCTM();
    const length = path.getTotalLength();
    const points = Array.from({length: 300}, (_, i) => path.getPointAtLength(i * length / 300).matrixTransform(matrix));
    return points.filter(({x, y}) => x > card.left && x < card.right && y > card.top && y < card.bottom).length;
}"""


def test_names_do_not_touch(visit: Visit) -> None:
    visit.open(RSA_COMMUNES)
    boxes = visit.page.evaluate(
        "() => [...document.querySelectorAll('.names text')].map((n) => n.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) > 8
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a["right"] < b["left"] or b["right"] < a["left"] or a["bottom"] < b["top"] or b["bottom"] < a["top"]


def test_a_phone_shows_the_map_first_and_folds_the_choices(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit = Visit(context.new_page(), site).open(RSA_COMMUNES)
    assert not visit.page.is_visible("#indicateur")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    visit.page.locator(".regions path").nth(17).tap()
    visit.page.wait_for_selector(".map-card:visible")
    card = visit.page.locator(".map-card").bounding_box()
    assert card is not None and card["y"] + card["height"] <= 844
    assert visit.complaints == []
    context.close()


def test_the_embedded_form_holds_the_map_alone(visit: Visit) -> None:
    visit.open(f"{RSA_COMMUNES}&vue=integree")
    assert visit.page.is_visible(".map-stage") and visit.page.is_visible("#cartes-legend")
    assert not visit.page.is_visible("#cartes-controls") and not visit.page.is_visible("header")


def _geometry(settings: Settings) -> dict[str, list]:  # type: ignore[type-arg]
    warehouse = read.Warehouses(settings.home).current()
    names = read.web_file_names(warehouse)
    (name,) = names.loc[(names["level"] == "commune") & (names["role"] == "geometry"), "name"]
    return json.loads(read.web_file(warehouse, str(name))[1])  # type: ignore[no-any-return]


def _active(visit: Visit) -> str | None:
    return visit.page.get_attribute("path.active", "d")


def _way_to_new(moves: list[list[int]], start: int, reached: set[int]) -> list[tuple[str, int]]:
    """The shortest way of (key, index) to a region not reached yet."""
    keys = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")
    ways: dict[int, list[tuple[str, int]]] = {start: []}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here not in reached:
            return ways[here]
        for key, there in zip(keys, moves[here], strict=True):
            if there >= 0 and there not in ways:
                ways[there] = [*ways[here], (key, there)]
                queue.append(there)
    raise AssertionError(f"{267 - len(reached)} regions cannot be reached")
