"""The atlas of one collectivité as a set of pages, each known by its path; what cannot be told is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from observatory.atlas.answers import Answers, Missing
from observatory.atlas.assets import script_name, stylesheet_name
from observatory.atlas.blocks import MapBlock
from observatory.atlas.compose import Composed, compose, plain
from observatory.atlas.html import Html
from observatory.atlas.labels import Label, town_labels
from observatory.atlas.texts import CHAPTER, PageText
from observatory.catalogue import THEMES
from observatory.settings import ROOT
from observatory.statistics.french import typeset
from observatory.statistics.numbers import NARROW

TEXTS = ROOT / "atlas"
NAMED_TOWNS = 14
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
FOOT = ("methodes", "secret", "sources", "glossaire", "accessibilite", "contact")


@dataclass(frozen=True)
class Page:
    """A page before its HTML: `section` is its theme, `portraits` or nothing; `words` what a search finds it by."""

    path: str
    section: str
    title: str
    court: str
    description: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """A page that this collectivité cannot have, and why."""

    text: PageText
    reason: str


class Site:
    """Every page and file of the atlas; `address` is where it is published, with a final slash."""

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
        return [message_page(self, one) for one in self.messages]

    @cached_property
    def messages(self) -> list[Composed]:
        return [one for one in self.composed if one.text.theme and one.text.slug != CHAPTER]

    def chapter(self, theme: str) -> list[Composed]:
        return [one for one in self.messages if one.text.theme == theme]

    @cached_property
    def name(self) -> str:
        return f"Atlas des solidarités {self.answers.facts['of']}"

    def render(self, page: Page) -> str:
        """The page's HTML."""
        at = self.pages.index(page)
        around = {
            "before": self.pages[at - 1] if at else None,
            "after": self.pages[at + 1] if at + 1 < len(self.pages) else None,
        }
        html = Html(page.path, self.words)
        return html.page(page.template, **_facts_of(page), **around, **_rendered(page.context, html))

    @cached_property
    def words(self) -> dict[str, Any]:
        """What every template may say."""
        return {
            "atlas_name": self.name,
            "facts": self.answers.facts,
            "address": self.address,
            "narrow": NARROW,
            "menu": [],
            "foot": [],
            "rehearsal": False,
            "built_on": french_date(self.answers.facts["built_at"]),
            "stylesheet": stylesheet_name(),
            "script": script_name(),
            "limits_label": limits_label(self.answers),
            "csv_of": csv_path,
            "card_of": lambda block: "",
            "labels_of": self.labels,
            "portrait_of": lambda level, code: "",
            "circles_legend": lambda block: "",
        }

    def labels(self, block: MapBlock) -> list[Label]:
        towns = self.answers.territories("commune").sort_values("population", ascending=False)
        return town_labels(self.answers.geometry("commune"), [str(code) for code in towns["code"].head(NAMED_TOWNS)])


def _facts_of(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in ("section", "title", "court", "description")}


def _rendered(context: Mapping[str, Any], html: Html) -> dict[str, Any]:
    """Lines of tokens become HTML."""
    return {name: html.line(value) if name == "heading" else value for name, value in context.items()}


def message_page(site: Site, one: Composed) -> Page:
    chapter = site.chapter(one.text.theme)
    theme = THEMES[one.text.theme]
    context = {
        "composed": one,
        "heading": one.title,
        "chapter": theme,
        "rank": chapter.index(one) + 1,
        "count": len(chapter),
        "trail": [{"path": "/index.html", "name": "Atlas"}, {"path": f"/{one.text.theme}/index.html", "name": theme}],
    }
    return Page(
        one.text.path, one.text.theme, plain(one.title), one.text.head.court, plain(one.lead), "message.html", context
    )


def csv_path(block: MapBlock) -> str:
    return f"donnees/{'_'.join(map(str, block.key))}.csv"


def limits_label(answers: Answers) -> str:
    """`territoires Nord, Centre, Sud`."""
    limits = answers.geometry("commune")["limits"]
    return typeset(f"limites : {', '.join(limit['name'] for limit in limits)}") if len(limits) <= 4 else "limites"


def french_date(moment: str) -> str:
    """`21 novembre 2026`."""
    day = datetime.fromisoformat(moment)
    return f"{'1ᵉʳ' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
