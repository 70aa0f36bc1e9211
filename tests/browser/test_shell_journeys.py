"""From page to page: links, search, my territory, back and forward, addresses that lead nowhere, light and dark."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit

CROWDED = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    visit.page.goto(f"{visit.site}/")
    expect(visit.page.locator("h1")).to_have_text("Les solidarités en Loir-et-Cher")
    yield visit.page
    visit.page.wait_for_load_state("networkidle")


def search(page: Page, text: str) -> None:
    page.locator("#recherche-champ").focus()
    page.keyboard.type(text)
    expect(page.locator("#recherche-champ-list .option").first).to_be_visible()


def test_home_shows_each_theme_with_figures_words_and_maps(page: Page) -> None:
    assert page.locator(".theme").count() == 6
    cards = page.locator(".card")
    assert 12 <= cards.count() <= 18
    assert cards.filter(has=page.locator("svg.thumbnail path.outline")).count() == cards.count()
    rsa = cards.filter(has_text="Foyers percevant le RSA")
    expect(rsa.locator(".figure")).to_have_text(re.compile(r"^4,8.%$"))
    expect(rsa.locator(".trend")).to_have_text(re.compile(r"^Depuis 2020 \(5,0.%\), la valeur est en baisse"))
    assert page.locator(".apart > div").count() == 3


def test_the_first_view_of_home_is_light(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    entries = "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
    assert page.evaluate(f"{entries}.reduce((sum, entry) => sum + entry.transferSize, 0)") < 300_000


def test_a_link_shows_its_page_without_a_new_document(page: Page, visit: Visit) -> None:
    page.evaluate("window.same = true")
    page.click("nav[aria-label=Pages] >> text=Données")
    expect(page.locator("h1")).to_have_text("Données, définitions et sources")
    expect(page).to_have_title(re.compile("^Données · "))
    assert page.evaluate("window.same")
    expect(page.locator("nav[aria-label=Pages] [aria-current]")).to_have_text("Données")
    expect(page.locator("#contenu")).to_be_focused()


def test_back_and_forward_follow_the_address(page: Page) -> None:
    page.click("nav[aria-label=Pages] >> text=Données")
    page.click(".tabs >> text=Autonomie")
    expect(page.locator("h2").first).to_have_text("Autonomie")
    page.click("text=Habitants de 75 ans ou plus, en")
    expect(page.locator("h1")).to_have_text(re.compile("^Habitants de 75 ans ou plus"))
    page.go_back()
    expect(page.locator(".breadcrumb [aria-current]")).to_have_text("Autonomie")
    page.go_back()
    expect(page.locator(".tabs [aria-current]")).to_have_text("Tout")
    page.go_forward()
    expect(page.locator(".tabs [aria-current]")).to_have_text("Autonomie")


def test_back_to_the_maps_shows_the_choice_left(visit: Visit) -> None:
    page = visit.open("?indicateur=taux-foyers-rsa").page
    page.check("#cartes-controls [value=territoire]", force=True)
    expect(page.locator(".regions path")).to_have_count(3)
    visit.at_rest()
    page.click(".breadcrumb >> text=Accueil")
    expect(page.locator("h1")).to_have_text("Les solidarités en Loir-et-Cher")
    page.go_back()
    expect(page.locator(".regions path")).to_have_count(3)
    expect(page.locator("h1")).to_have_text(re.compile("^Foyers percevant le RSA"))


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("menages rsa", "/cartes?indicateur=taux-foyers-rsa"),
        ("taux-foyers-rsa", "/cartes?indicateur=taux-foyers-rsa"),
        ("definition menages rsa", "/donnees?indicateur=taux-foyers-rsa"),
        ("41194", "41194"),
        ("saint-leonard", "41221"),
    ],
)
def test_search_by_name_or_code_without_accents_by_keyboard(page: Page, visit: Visit, words: str, address: str) -> None:
    visit.asked()
    search(page, words)
    assert [path for path in visit.asked() if path.startswith("/recherche/")] != []
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: address in url)


def test_the_list_of_search_is_asked_for_once_and_kept_for_ever(page: Page, visit: Visit) -> None:
    assert not any(path.startswith("/recherche/") for path in visit.asked())
    with page.expect_response("**/recherche/*.json") as answer:
        search(page, "blois")
    assert "immutable" in answer.value.headers["cache-control"]
    page.keyboard.press("Escape")
    page.click("h1")
    search(page, "vendome")
    assert sum(path.startswith("/recherche/") for path in visit.asked()) == 1


def test_nothing_found_is_said(page: Page) -> None:
    page.locator("#recherche-champ").focus()
    page.keyboard.type("zzz")
    expect(page.locator("#recherche-champ-list")).to_have_text("Rien ne correspond.")


def test_my_territory_goes_along(page: Page) -> None:
    page.click("#mon-territoire-champ")
    page.keyboard.type("vendome commune")
    page.locator("#mon-territoire-champ-list .option", has_text="Vendôme").last.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?territoire=*")
    expect(page.locator(".beside-figure").first).to_have_text(re.compile("^Vendôme"))
    expect(page.locator("#mon-territoire-champ")).to_have_value("Vendôme")
    page.click("nav[aria-label=Pages] >> text=Cartes")
    page.wait_for_selector(".regions path")
    page.wait_for_url(lambda url: "territoire=" in url and "niveau=" in url)
    expect(page.locator("#cartes-territory h2")).to_have_text("Vendôme")
    page.click("nav[aria-label=Pages] >> text=Accueil")
    expect(page.locator(".beside-figure").first).to_have_text(re.compile("^Vendôme"))


def test_an_unknown_territory_falls_back_and_says_so(visit: Visit) -> None:
    visit.page.goto(f"{visit.site}/?territoire=commune:00000")
    expect(visit.page.locator(".notices")).to_contain_text("commune:00000")
    assert visit.page.locator(".card").count() > 10


def test_an_unknown_address_says_what_to_do(visit: Visit) -> None:
    answer = visit.page.goto(f"{visit.site}/portraits-de-chats")
    assert answer is not None and answer.status == 404
    expect(visit.page.locator("h1")).to_have_text("Page introuvable")
    visit.page.click(".plain-list >> text=Accueil")
    expect(visit.page.locator("h1")).to_have_text("Les solidarités en Loir-et-Cher")
    visit.complaints.clear()  # the browser's own line about the address that failed


def test_light_and_dark_are_remembered(page: Page) -> None:
    def paper() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert paper() == "rgb(255, 255, 255)"
    page.click("#apparence")
    dark = paper()
    assert dark != "rgb(255, 255, 255)"
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert paper() == dark
    page.emulate_media(media="print")
    assert paper() == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.click("#apparence")
    assert paper() == "rgb(255, 255, 255)"


def test_help_explains_the_page_in_three_sentences(page: Page) -> None:
    page.click("text=Comprendre cette page")
    assert page.locator(".help p").count() == 3
    expect(page.locator(".help p").first).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/?territoire=territoire:nord", "/donnees", "/donnees?vue=sources"])
def test_nothing_overflows_a_phone(browser: Browser, site: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit = Visit(context.new_page(), site)
    visit.page.goto(f"{site}{address}")
    expect(visit.page.locator("h1")).to_be_visible()
    visit.page.wait_for_load_state("networkidle")
    assert not visit.page.evaluate(CROWDED)
    assert visit.complaints == []
    context.close()
