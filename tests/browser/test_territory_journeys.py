"""A territory from the search to its portrait, its note on paper, a study whose map, cloud and table agree."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit


def test_a_search_opens_a_portrait_whose_sentences_show_their_figures(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.site}/donnees")
    field = page.get_by_role("combobox", name="Rechercher")
    field.fill("vendome")
    page.get_by_role("option", name=re.compile("Vendôme.*Canton")).click()
    expect(page.locator("h1")).to_have_text("Vendôme")
    expect(page).to_have_url(re.compile("/portrait/canton/4114$"))
    sentence = page.locator(".said > li").nth(1)
    figure = re.search(r"[\d,]+", sentence.locator("p").inner_text())
    sentence.locator("summary").click()
    expect(sentence.locator(".traces li").first).to_contain_text(figure[0] if figure else "?")
    page.get_by_role("link", name="Voir sur la carte").click()
    expect(page).to_have_url(re.compile(r"/cartes\?.*territoire=4114"))
    expect(page.locator(".regions path").first).to_be_visible()


def test_a_territory_chosen_in_a_table_is_chosen_on_the_map_in_the_cloud_and_in_the_address(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.site}/besoins-offre?croisement=grand-age-hebergement&niveau=canton")
    expect(page.locator(".regions path")).to_have_count(16)
    page.locator("#tableau button", has_text="Chambord").click()
    expect(page.locator("#etude-chosen")).to_contain_text("Chambord")
    expect(page.locator(".cloud circle.chosen")).to_have_attribute("data-code", "4105")
    expect(page).to_have_url(re.compile("territoire=4105"))
    page.reload()
    expect(page.locator("#etude-chosen")).to_contain_text("Chambord")


def test_the_map_of_a_study_is_walked_with_the_keyboard(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.site}/besoins-offre?croisement=grand-age-hebergement&niveau=canton")
    expect(page.locator(".regions path")).to_have_count(16)
    page.locator(".map-stage").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#etude-map [aria-live]")).to_contain_text(re.compile("besoin", re.IGNORECASE))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("territoire=41"))


def test_a_comparison_is_read_with_one_hand_and_prints_whole(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit = Visit(context.new_page(), site)
    page = visit.page
    page.goto(f"{site}/comparer")
    folds = page.locator(".fold")
    expect(folds.locator("summary h2")).to_contain_text(["Âges face à face", "Cartes", "Socle", "Enfance", "Autonomie"])
    expect(page.locator(".fold[open] h2")).to_have_text(["Socle"])
    height, width = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
    assert (height < 6400, width) == (True, 390)
    autonomy = folds.filter(has=page.locator("h2", has_text="Autonomie"))
    expect(autonomy.locator("summary")).to_contain_text(
        re.compile(r"\d+\sindicateurs · le plus grand écart\s: .+, (Nord|Centre|Sud), ")
    )
    page.mouse.wheel(0, 3000)
    page.locator(".reach summary").tap()
    page.locator(".reach").get_by_role("link", name="Autonomie").tap()
    expect(autonomy.locator(".compared tbody th").first).to_be_in_viewport()
    expect(page).to_have_url(re.compile("#autonomie$"))
    page.emulate_media(media="print")
    expect(page.locator("#sante .compared tbody th").first).to_be_visible()
    assert visit.complaints == []
    context.close()


def test_the_table_of_a_study_fits_a_phone(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{visit.site}/besoins-offre")
    frame = page.locator("#tableau .table-frame-free")
    expect(frame.locator("tbody tr").first).to_contain_text("Besoin faible, offre moyenne")
    assert frame.evaluate("(node) => node.scrollWidth <= node.clientWidth")


def test_a_theme_is_seen_whole_then_one_of_its_maps(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.site}/?territoire=canton:4114")
    page.get_by_role("link", name="Toutes les cartes\u202f: Autonomie").click()
    expect(page.locator("h1")).to_have_text("Autonomie")
    expect(page.locator(".theme-map .ring").first).to_be_visible()
    elders = page.locator(".theme-list li").first
    expect(elders).to_contain_text(re.compile(r"de [\d,]+\s% · .+à [\d,]+\s% · .+Vendôme\s: [\d,]+\s%, 1ᵉʳ sur 16"))
    own = re.search(r"Vendôme\s: ([\d,]+\s%)", elders.inner_text())
    elders.get_by_role("link").press("Enter")
    expect(page.locator("#cartes-territory .figure")).to_have_text(own[1] if own else "?")
    way = page.get_by_role("link", name="Tout le thème en petites cartes")
    expect(way).to_have_attribute("href", "/themes/autonomie?niveau=canton&territoire=canton%3A4114")
    way.click()
    expect(page.locator("h1")).to_have_text("Autonomie")


def test_a_note_prints_on_one_sheet(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.site}/note/canton/4114")
    expect(page.locator(".brief-map svg")).to_be_visible()
    sheets = re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1


def test_a_portrait_is_reached_from_the_list_and_leads_to_its_communes(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.site}/portrait")
    page.get_by_role("link", name="Vendôme", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Vendôme")
    page.locator(".identity summary").click()
    page.get_by_role("link", name="Areines").click()
    expect(page.locator("h1")).to_have_text("Areines")
