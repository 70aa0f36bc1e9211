"""A page that went through many choices is the one that its address opens, and the latest choice always wins."""

import random

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit

RSA = "?indicateur=taux-foyers-rsa&niveau=commune"
PARTS = (
    "title",
    "subtitle",
    "map",
    "legend",
    "scale",
    "territory",
    "pinned",
    "distribution",
    "ranking",
    "table",
    "about",
)
WRITTEN = """(parts) => {
    const empty = (said) => ["d=", "class=", "style="].includes(said);
    const written = (node) => node.nodeType === Node.TEXT_NODE ? node.data : [
        node.nodeName,
        [...node.attributes].map(({name, value}) => `${name}=${value}`).filter((said) => !empty(said)).sort(),
        [...node.childNodes].map(written).filter((child) => child !== ""),
    ];
    const shown = (part) => JSON.stringify(written(document.getElementById(`cartes-${part}`)));
    return Object.fromEntries(parts.map((part) => [part, shown(part)]));
}"""
STEPS = {
    "indicateur": """(value) => {
        document.querySelector("#indicateur").click();
        document.querySelector(`#indicateur-list [data-value="${value}"]`)
            .dispatchEvent(new PointerEvent("pointerdown", {bubbles: true}));
    }""",
    "niveau": "(value) => document.querySelector(`#cartes-controls [name=niveau][value=${value}]`).click()",
    "noms": "() => document.querySelector('[name=noms]').click()",
    "annee": """() => {
        const slider = document.querySelector("#periode");
        slider.value = Math.max(0, Number(slider.value) - 1);
        slider.dispatchEvent(new Event("change"));
    }""",
    "rangee": "(value) => document.querySelectorAll('#cartes-table tbody tr')[value]?.click()",
}
INDICATORS = (
    "taux-foyers-rsa",
    "population",
    "part-75-ans-plus",
    "taux-pauvrete",
    "densite",
    "taux-apa",
    "solde-naturel",
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_choices_the_page_is_the_one_its_address_opens(visit: Visit, seed: int) -> None:
    page, chance = visit.open(RSA).page, random.Random(seed)
    steps: list[tuple[str, str | int]] = []
    for _ in range(8):
        steps.append(_step(chance))
        page.evaluate(STEPS[steps[-1][0]], steps[-1][1])
        visit.at_rest()
    changed = page.evaluate(WRITTEN, PARTS)
    page.goto(page.url)
    page.wait_for_selector(".cells tbody tr")
    visit.at_rest()
    fresh = page.evaluate(WRITTEN, PARTS)
    assert [part for part in PARTS if changed[part] != fresh[part]] == [], steps


def _step(chance: random.Random) -> tuple[str, str | int]:
    kind = chance.choice(["indicateur", "indicateur", "indicateur", "niveau", "noms", "annee", "rangee"])
    values: dict[str, list[str | int]] = {
        "indicateur": list(INDICATORS),
        "niveau": ["commune", "canton", "epci", "territoire"],
        "rangee": [0, 1, 2],
    }
    return kind, chance.choice(values.get(kind, [0]))


def test_a_choice_that_was_left_never_shows_after_the_next(visit: Visit) -> None:
    page = visit.open("?indicateur=population&niveau=commune").page
    held: list[Route] = []
    page.route("**/taux-foyers-rsa/**", lambda route: held.append(route))
    page.evaluate(SEEN)
    page.evaluate(STEPS["indicateur"], "taux-foyers-rsa")
    page.evaluate(STEPS["indicateur"], "part-75-ans-plus")
    visit.settled("75 ans")
    for route in held:
        with page.expect_response("**/taux-foyers-rsa/**"):
            route.continue_()
    visit.at_rest()
    expect(page.locator("h1")).to_contain_text("75 ans")
    assert held and _titles(page) == [page.inner_text("h1")]


SEEN = """() => {
    window.titles = [];
    new MutationObserver(() => window.titles.push(document.querySelector("h1").textContent))
        .observe(document.querySelector("h1"), {childList: true, characterData: true, subtree: true});
}"""


def _titles(page: Page) -> list[str]:
    """The titles shown since SEEN, each once."""
    return list(dict.fromkeys(page.evaluate("window.titles")))


def test_a_choice_is_in_the_history_as_soon_as_it_is_painted(visit: Visit) -> None:
    """A year that is slid over as the choice shows does not take its place; a step back in the next frame undoes it."""
    page = visit.open(RSA).page
    page.evaluate(THEN, f"({STEPS['indicateur']})('population'); {SHOWN}; {SLIDE}")
    page.wait_for_url("**indicateur=population*")
    page.evaluate(THEN, f"({STEPS['niveau']})('canton'); {SHOWN}; {FRAME}; {FRAME}; history.back()")
    visit.settled("Population")
    visit.at_rest()
    expect(page.locator(".cells tbody tr")).to_have_count(267)
    assert "niveau=commune" in page.url


THEN = "(steps) => new Function(`return (async () => {${steps}})()`)()"
SHOWN = """await new Promise((done) => new MutationObserver(done)
    .observe(document.querySelector(".cells caption"), {childList: true, characterData: true, subtree: true}))"""
FRAME = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 8)))"
SLIDE = """const slider = document.querySelector("#periode");
    slider.value = 0;
    slider.dispatchEvent(new Event("input"))"""


def test_what_is_read_together_agrees_in_every_frame(visit: Visit) -> None:
    """Look at each frame while indicators follow one another: title, map and table are of the same view."""
    page = visit.open(RSA).page
    page.evaluate(WATCHED)
    for slug in INDICATORS:
        page.evaluate(STEPS["indicateur"], slug)
        visit.at_rest()
    frames, torn = page.evaluate("window.frames_seen")
    assert frames >= len(INDICATORS) - 1 and torn == []


WATCHED = """() => {
    const text = (name) => document.querySelector(name).textContent;
    const looked = (window.frames_seen = [0, []]);
    const look = () => {
        const said = `${text("#cartes-title")}, ${text("#cartes-subtitle")}`;
        if (look.last !== said) looked[0] += 1;
        look.last = said;
        const map = document.querySelector(".map-stage").ariaLabel.replace("Carte\\u00a0: ", "");
        const all = [text("#cartes-table caption"), map];
        if (all.some((one) => one !== said)) looked[1].push([said, ...all]);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def test_what_is_in_sight_in_the_list_is_there_before_it_is_chosen(visit: Visit) -> None:
    page = visit.open("?indicateur=taux-foyers-rsa&niveau=canton").page
    page.click("#indicateur")
    near = page.evaluate(
        "document.querySelector('#indicateur-list [aria-selected=true]').nextElementSibling.dataset.value"
    )
    page.wait_for_function(FETCHED, arg=[f"/{near}/canton/", 1])
    visit.asked()
    page.evaluate(STEPS["indicateur"], near)
    visit.at_rest()
    page.wait_for_url(f"**indicateur={near}*")
    assert [path for path in visit.asked() if f"/{near}/" in path] == []


def test_the_classes_that_a_hand_comes_to_are_there_before_they_are_chosen(visit: Visit) -> None:
    page = visit.open(RSA).page
    page.hover("#classes")
    page.wait_for_function(FETCHED, arg=["/classes.json?", 7])
    visit.asked()
    bands = page.locator("#cartes-legend ul >> nth=0").locator("li:not(.part)")
    page.select_option("#classes", "7")
    expect(bands).to_have_count(7)
    visit.at_rest()
    assert [path for path in visit.asked() if "classes=7" in path] == []


FETCHED = """([part, count]) =>
    performance.getEntriesByType("resource").filter(({name}) => name.includes(part)).length >= count"""
