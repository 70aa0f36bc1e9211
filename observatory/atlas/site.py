"""The atlas of one collectivité: every page and file, each known by its path; what cannot be told is left out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from markupsafe import Markup

from observatory.atlas import feeds, lookup, opendata
from observatory.atlas.answers import Answers, Missing
from observatory.atlas.assets import script_name, shared_files, stylesheet_name
from observatory.atlas.blocks import MapBlock
from observatory.atlas.card import card, png
from observatory.atlas.compose import Composed, compose
from observatory.atlas.html import Html
from observatory.atlas.inline_map import inline_map
from observatory.atlas.labels import Label, town_labels
from observatory.atlas.legends import circles_legend, limits_label, locator, territories_counted
from observatory.atlas.pages import Page, Step, card_path, chapter_pages, cover_page, csv_path, text_page
from observatory.atlas.portraits import portrait_pages, portrait_path
from observatory.atlas.printed.file import PATH, Printed
from observatory.atlas.texts import PageText
from observatory.catalogue import THEMES
from observatory.publishing import table
from observatory.statistics.dates import french_date
from observatory.statistics.numbers import NARROW

NAMED_TOWNS = 14
BACK = ("methodes", "secret", "sources", "glossaire", "accessibilite", "contact")
"""Pages after the chapters and portraits, in this order."""


@dataclass(frozen=True)
class LeftOut:
    """A page that this collectivité cannot have, and why."""

    text: PageText
    reason: str


class Site:
    """`address` is where the atlas is published, with a final slash; `base` what stands before its pages' paths."""

    base = ""
    printed: Printed | None = None
    """The whole atlas as PDF, if it has been made; it may be while the site is served."""

    def __init__(self, answers: Answers, texts: Sequence[PageText], address: str) -> None:
        self.answers, self.address = answers, address
        self.left_out: list[LeftOut] = []
        self.composed = list(self._compose(texts))

    def _compose(self, texts: Sequence[PageText]) -> Iterator[Composed]:
        for text in texts:
            if text.written_for(self.answers.collectivite):
                try:
                    yield compose(text, self.answers)
                except Missing as error:
                    self.left_out.append(LeftOut(text, str(error)))

    @cached_property
    def pages(self) -> list[Page]:
        """In the order of reading."""
        chapters = [page for theme in THEMES for page in chapter_pages(theme, self.composed)]
        openings = [page for page in chapters if page.template == "chapter.html"]
        front = [cover_page(self.composed, openings), *chapters, *self.portraits()]
        back = [text_page(one, "text.html") for slug in BACK for one in self.composed if one.text.slug == slug]
        return [*front, *back, lookup.plan_page([*front, *back], self._edition_steps()), lookup.search_page(self.name)]

    @cached_property
    def editions(self) -> Mapping[str, "Site"]:
        """Slug -> an edition of this atlas."""
        return {}

    def _edition_steps(self) -> list[Step]:
        return [Step(f"{one.base}index.html", one.title) for one in self.editions.values()]

    @cached_property
    def _portraits(self) -> list[Page]:
        return portrait_pages(self.answers, self.composed)

    def portraits(self) -> list[Page]:
        """The list of portraits, then each."""
        return self._portraits

    def communes(self) -> frozenset[str] | None:
        """The communes that it speaks of; None for all."""
        return None

    @cached_property
    def by_path(self) -> dict[str, Page]:
        return {page.path: page for page in self.pages}

    @property
    def title(self) -> str:
        """What its cover says, under `over`."""
        return self.name

    @property
    def over(self) -> str:
        return self.answers.facts["name"]

    @property
    def name(self) -> str:
        """With the words of a rehearsal, which thus stand in every title, feed and picture."""
        mark = self.answers.rehearsal
        return f"Atlas des solidarités {self.answers.facts['of']}" + (f" ({mark})" if mark else "")

    def render(self, page: Page, **more: Any) -> str:
        """The page's HTML; `more` is what only this rendering knows, for instance what was searched."""
        html = Html(self.base + page.path, self.words, self.placed)
        context = {"page": page, **self._around(page), **page.context, **more}
        return html.page(page.template, **context)

    def placed(self, target: str) -> str:
        """`/socle/index.html` -> where this atlas has it; what it has not is left to the whole atlas."""
        path = target[1:].partition("#")[0]
        return f"/{self.base}{target[1:]}" if self.base and path in self.by_path else target

    def _around(self, page: Page) -> dict[str, Page | None]:
        at = self.pages.index(page)
        before, after = self.pages[at - 1] if at else None, self.pages[at + 1 : at + 2]
        return {"before": before, "after": after[0] if after else None}

    @cached_property
    def words(self) -> dict[str, Any]:
        """What every template may say."""
        return {
            "site": self,
            "facts": self.answers.facts,
            "narrow": NARROW,
            "menu": self.menu,
            "foot": self.foot,
            "built_on": french_date(self.answers.facts["built_at"]),
            "stylesheet": stylesheet_name(),
            "script": script_name(),
            "limits_label": limits_label(self.answers),
            "csv_of": csv_path,
            "card_of": card_path,
            "drawing_of": self.drawing_of,
            "circles_legend": circles_legend,
            "locator": lambda territory: locator(territory, self.answers),
            "page_of": self.page_of,
            "territories_counted": territories_counted(self.answers),
            "portrait_of": lambda level, code: portrait_path(level, code) if self.has_portrait(level, code) else "",
        }

    @cached_property
    def entries(self) -> list[lookup.Entry]:
        """What a search may find."""
        return lookup.entries(self.pages, self.answers)

    def page_of(self, slug: str) -> str:
        """The page whose first map shows an indicator, or nothing."""
        return self._page_of.get(slug, "")

    @cached_property
    def _page_of(self) -> dict[str, str]:
        told = [(page.maps[0].key[0], page.path) for page in reversed(self.pages) if page.maps]
        return dict(told)

    @cached_property
    def menu(self) -> list[Step]:
        openings = [page for page in self.pages if page.template in ("chapter.html", "portraits.html")]
        return [Step(f"/{page.path}", page.court, page.section) for page in openings]

    @cached_property
    def foot(self) -> list[Step]:
        named = [page for page in self.pages if not page.section and page.template in ("text.html", "plan.html")]
        return [Step(f"/{page.path}", page.court) for page in named]

    def has_portrait(self, level: str, code: str) -> bool:
        return portrait_path(level, code) in self.by_path

    @cached_property
    def drawing_of(self) -> Callable[[MapBlock], Markup]:
        """A map for its page, drawn once for the atlas and its editions."""
        return cache(lambda block: Markup(inline_map(block.geometry, block.view, self.labels, block.name)))

    @cached_property
    def labels(self) -> list[Label]:
        """Towns to find one's way by, on the map of any level."""
        towns = self.answers.territories("commune").sort_values("population", ascending=False)
        return town_labels(self.answers.geometry("commune"), [str(code) for code in towns["code"].head(NAMED_TOWNS)])

    @cached_property
    def maps(self) -> dict[str, MapBlock]:
        """Every map by the path of its table; the same map on two pages is one."""
        return {csv_path(block): block for page in self.pages for block in page.maps}

    @cached_property
    def cards(self) -> dict[str, str]:
        """The pictures of the maps, as SVG, by the path of their PNG."""
        return {card_path(block): card(block, self.name) for block in self.maps.values()}

    @property
    def files(self) -> dict[str, Callable[[], bytes]]:
        """Path -> what makes its content. The whole atlas, ready to be served or written."""
        made: dict[str, Callable[[], bytes]] = {page.path: self._page_bytes(page) for page in self.pages}
        for path, block in self.maps.items():
            made[path] = self._csv_bytes(block)
        made.update({path: lambda svg=svg: png(svg) for path, svg in self.cards.items()})  # type: ignore[misc]
        made.update({path: lambda content=content: content for path, content in shared_files().items()})  # type: ignore[misc]
        if self.printed:
            made[PATH] = self.printed.file.read_bytes
        return {**made, **self._edition_files(), **feeds.files(self), **opendata.files(self)}

    def _edition_files(self) -> dict[str, Callable[[], bytes]]:
        """The pages of the editions; their other files are those of the whole atlas."""
        return {one.base + page.path: one._page_bytes(page) for one in self.editions.values() for page in one.pages}

    def _page_bytes(self, page: Page) -> Callable[[], bytes]:
        return lambda: self.render(page).encode()

    def _csv_bytes(self, block: MapBlock) -> Callable[[], bytes]:
        return lambda: table.french_csv(table.table(self.answers.data(*block.key)))
