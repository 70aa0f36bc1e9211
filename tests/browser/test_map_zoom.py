"""Nearer, farther and aside, by wheel, pinch, drag and keys; what is drawn keeps its size."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit

RSA_COMMUNES = "?indicateur=taux-foyers-rsa&niveau=commune"
POPULATION = "?indicateur=population&niveau=commune"
LABELS = "/assets/map/labels.mjs"
WHOLE = 1000
"""Width of the whole map, in its own units."""


def _box(page: Page) -> list[float]:
    return [float(word) for word in str(page.get_attribute(".map-stage svg", "viewBox")).split()]


def _labels(page: Page) -> int:
    return page.locator(".names text").count()


def test_keys_zoom_around_the_region_in_focus_and_zero_shows_all(visit: Visit) -> None:
    page = visit.open(RSA_COMMUNES).page
    scale, names = page.inner_text("#cartes-scale"), _labels(page)
    page.focus(".map-stage")
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("+")
    x, y, width, height = _box(page)
    assert width < WHOLE / 3
    expect(page.locator("#cartes-scale")).not_to_have_text(scale)
    assert _labels(page) > names
    inside = page.evaluate("document.querySelector('path.active').getBBox().toJSON?.() ?? null")
    assert inside is None or (x < inside["x"] + inside["width"] and inside["x"] < x + width and y < y + height)
    page.keyboard.press("-")
    assert _box(page)[2] > width
    page.keyboard.press("0")
    assert _box(page)[:3] == [0, 0, WHOLE]


def test_the_walk_brings_the_map_along(visit: Visit) -> None:
    page = visit.open(RSA_COMMUNES).page
    page.focus(".map-stage")
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("+")
    before = _box(page)
    page.keyboard.press("End")
    after = _box(page)
    assert before[2] == after[2] and before[:2] != after[:2]
    card = page.locator(".map-card").bounding_box()
    stage = page.locator(".map-stage").bounding_box()
    assert card is not None and stage is not None and card["y"] >= stage["y"] - 1


def test_a_wheel_scrolls_the_page_until_the_map_has_the_focus(visit: Visit) -> None:
    page = visit.open(RSA_COMMUNES).page
    page.locator(".map-stage").hover()
    page.mouse.wheel(0, -200)
    assert _box(page)[2] == WHOLE
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("document.querySelector('.map.zoomed') !== null")
    page.keyboard.press("Tab")
    page.focus(".map-stage")
    width = _box(page)[2]
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"document.querySelector('.map-stage svg').viewBox.baseVal.width < {width}")


def test_a_drag_moves_a_map_that_is_near_and_chooses_nothing(visit: Visit) -> None:
    page = visit.open(RSA_COMMUNES).page
    page.click("button[aria-label=Zoomer]")
    page.click("button[aria-label=Zoomer]")
    before = _box(page)
    page.locator(".map-stage").hover()
    page.mouse.down()
    page.mouse.move(700, 600, steps=4)
    page.mouse.up()
    assert _box(page)[:2] != before[:2]
    assert "territoire=" not in page.url
    page.click("button[aria-label='Loir-et-Cher entier']")
    expect(page.locator("button[aria-label='Loir-et-Cher entier']")).to_be_disabled()


def test_two_fingers_pinch(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit = Visit(context.new_page(), site).open(RSA_COMMUNES)
    page = visit.page
    page.locator(".map-stage").scroll_into_view_if_needed()
    middle = page.evaluate(
        "(({left, top, width, height}) => [left + width / 2, top + height / 2])"
        "(document.querySelector('.map-stage').getBoundingClientRect())"
    )
    session = context.new_cdp_session(page)
    for kind, gap in (("touchStart", 20), ("touchMove", 40), ("touchMove", 90), ("touchEnd", None)):
        points = [] if gap is None else [{"x": middle[0] + side * gap, "y": middle[1]} for side in (-1, 1)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function("document.querySelector('.map-stage svg').viewBox.baseVal.width < 600")
    assert visit.complaints == []
    context.close()


def test_circles_and_names_keep_their_size(visit: Visit) -> None:
    page = visit.open(POPULATION).page
    size = "(() => document.querySelector('.circles circle').getBoundingClientRect().width)()"
    text = "(() => document.querySelector('.names text').getBoundingClientRect().height)()"
    circle, name = page.evaluate(size), page.evaluate(text)
    page.click("button[aria-label=Zoomer]")
    page.click("button[aria-label=Zoomer]")
    assert abs(page.evaluate(size) - circle) < 1
    assert abs(page.evaluate(text) - name) < 1


def test_the_largest_town_is_named_among_its_circles_at_every_width(visit: Visit) -> None:
    for width in (1440, 1024, 390):
        visit.page.set_viewport_size({"width": width, "height": 900})
        visit.open(POPULATION)
        expect(visit.page.locator(".names").get_by_text("Blois", exact=True), str(width)).to_be_attached()


@pytest.fixture
def labels(visit: Visit) -> Page:
    """The page of the API, which draws nothing: the module that places names is asked there."""
    visit.page.goto(f"{visit.site}/api/docs")
    return visit.page


def _placed(page: Page, candidates: list[dict[str, Any]], **page_options: Any) -> list[dict[str, Any]]:
    options = {"width": 400, "height": 300, "size": 10, "dots": True, "most": 9, "reserved": [], "circles": []}
    call = (
        f"async ([candidates, options]) => (await import('{LABELS}'))"
        ".place(candidates, {...options, measure: (text) => 6 * text.length})"
    )
    return page.evaluate(call, [candidates, {**options, **page_options}])  # type: ignore[no-any-return]


def _town(index: int, x: float, y: float, text: str = "Bourg", **more: Any) -> dict[str, Any]:
    return {"index": index, "x": x, "y": y, "text": text, **more}


def test_names_are_placed_by_importance_and_never_touch(labels: Page) -> None:
    crowd = [_town(i, 40 + (i * 37) % 320, 30 + (i * 53) % 240, f"Commune {i}") for i in range(40)]
    placed = _placed(labels, crowd, most=40)
    assert placed[0]["index"] == 0 and 5 < len(placed) < 40
    boxes = [label["box"] for label in placed]
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a["right"] < b["left"] or b["right"] < a["left"] or a["bottom"] < b["top"] or b["bottom"] < a["top"]
    assert [label["index"] for label in placed] == sorted(label["index"] for label in placed)


def test_a_name_keeps_to_the_page_and_off_what_is_reserved(labels: Page) -> None:
    (at_edge,) = _placed(labels, [_town(0, 395, 150)])
    assert at_edge["box"]["right"] <= 398 and at_edge["box"]["right"] < 395
    everywhere = {"left": 0, "top": 0, "right": 400, "bottom": 300}
    assert _placed(labels, [_town(0, 200, 150)], reserved=[everywhere]) == []


def test_a_large_circle_is_named_over_smaller_ones_and_a_small_one_is_not(labels: Page) -> None:
    corners = [(left, top) for left in range(100, 300, 40) for top in range(80, 220, 20)]
    circles = [
        {"index": i, "box": {"left": left, "right": left + 40, "top": top, "bottom": top + 20}}
        for i, (left, top) in enumerate(corners, start=1)
    ]
    (named,) = _placed(labels, [_town(0, 200, 150, "Chef-lieu", radius=25)], circles=circles)
    assert named["index"] == 0
    assert _placed(labels, [_town(0, 200, 150, "Village-lieu", radius=4)], circles=circles) == []
