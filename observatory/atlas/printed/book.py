"""The whole atlas as one document: cover, contents, how to read, chapters, portraits, communes, methods and sources."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from observatory.atlas.compose import Composed
from observatory.atlas.pages import PORTRAITS, Page
from observatory.atlas.printed.annex import chapter_tables, commune_section, commune_tables, moved, table_label
from observatory.atlas.printed.blocks import Blocks
from observatory.atlas.printed.file import mark
from observatory.atlas.printed.portraits import portrait
from observatory.atlas.printed.prose import Prose, label_of
from observatory.atlas.site import Site
from observatory.catalogue import THEMES
from observatory.printing.document import Document
from observatory.printing.pictures import swatch_pictures
from observatory.settings import LOOPBACK
from observatory.statistics.french import capital
from observatory.statistics.numbers import NARROW, SPACE

Section = Mapping[str, Any]
COLUMNS = {"glossaire.html": 2}
"""Pages whose words stand in several columns."""
MEASURE = 125
"""Width of a page of words, in millimetres."""


def book(site: Site) -> Document:
    """A document of every page of a site, but those that only a screen needs."""
    return Book(site).document


class Book:
    def __init__(self, site: Site) -> None:
        self.site = site
        maps = [block for page in site.pages for block in page.maps]
        self.commune_tables, labels = commune_tables(maps, site.answers.whole.plain, site.communes())
        self.table_labels = {**{one.key: table_label(one) for one in maps if not one.folded}, **labels}
        self.blocks = Blocks(site, self.table_labels)
        # an atlas that is not published anywhere has no address to print
        self.address = "" if urlsplit(site.address).hostname in LOOPBACK else site.address
        self.labels = {label_of(page.path) for page in site.pages} | self._headings()

    @property
    def document(self) -> Document:
        facts, site = self.site.answers.facts, self.site
        sections = list(self._sections())
        return Document(
            title=site.name,
            author=facts["name"],
            running=site.name,
            foot=" · ".join(filter(None, (f"Données préparées le {site.words['built_on']}", self.address))),
            made_at=facts["built_at"],
            sections=sections,
            pictures={**self.blocks.pictures, **swatch_pictures()},
            watermark=site.answers.rehearsal,
            keywords=(mark(facts["build"]),),
        )

    def _headings(self) -> set[str]:
        """Labels of the headings that links may lead to: those of the pages of words alone."""
        texts = [(page.path, page.context["composed"]) for page in self.site.pages if page.template == "text.html"]
        return {
            label_of(path, words.content)
            for path, composed in texts
            for opening, words in pairwise(composed.rest)
            if opening.type == "heading_open"
        }

    def _sections(self) -> Iterator[Section]:
        site = self.site
        cover, *rest = site.pages
        yield self._cover(cover)
        yield {"kind": "contents", "title": "Sommaire"}
        yield {**self._words(cover), "kind": "read-first", "title": ["Lire cet atlas"]}
        for theme in THEMES:
            yield from self._chapter([page for page in rest if page.section == theme])
        yield from self._portraits([page for page in rest if page.section == PORTRAITS])
        if self.commune_tables:
            yield commune_section(self.commune_tables)
        for page in rest:
            if page.template == "text.html":
                yield {**self._words(page), "kind": "plain", "columns": COLUMNS.get(page.path, 1), "width": MEASURE}

    def _cover(self, cover: Page) -> Section:
        words = self.site.words
        first = next((page.maps[0] for page in self.site.pages if page.maps), None)
        return {
            "kind": "cover",
            "kicker": self.site.over,
            "title": bound(self.site.title),
            "subtitle": capital(f"{words['territories_counted']}."),
            "picture": self.blocks.bare_map(first) if first else None,
            "foot": f"Données ouvertes, préparées le {words['built_on']}. {self.address}".strip(),
        }

    def _chapter(self, pages: list[Page]) -> Iterator[Section]:
        if not pages:
            return
        opening, *messages = pages
        yield {
            **self._words(opening),
            "kind": "chapter",
            "kicker": "Chapitre",
            "messages": [self._entry(page) for page in messages],
        }
        others: list[Section] = []
        for rank, page in enumerate(messages, 1):
            words = self._words(page)
            words["text"], tables = moved(words["text"], page.path)
            words["blocks"], more = moved(words["blocks"], f"{page.path}:plate")
            others += [{**table, "title": f"{page.court}{NARROW}: {table['title']}"} for table in [*more, *tables]]
            yield {**words, "kind": "message", "kicker": f"{THEMES[page.section]} · {rank} sur {len(messages)}"}
        yield from chapter_tables(opening.section, [block for page in messages for block in page.maps], others)

    def _entry(self, page: Page) -> dict[str, Any]:
        picture = self.blocks.bare_map(page.maps[0]) if page.maps else None
        return {"label": label_of(page.path), "short": page.court, "title": page.title, "picture": picture}

    def _portraits(self, pages: list[Page]) -> Iterator[Section]:
        for page in pages:
            if page.template == "portraits.html":
                groups = [
                    (title, [(one.court, label_of(one.path)) for one in mine]) for title, mine in page.context["groups"]
                ]
                yield {**self._words(page), "kind": "portraits", "columns": 1, "width": MEASURE, "groups": groups}
            else:
                yield portrait(page, self.site, self.blocks.pictures)

    def _words(self, page: Page) -> dict[str, Any]:
        composed: Composed = page.context["composed"]
        prose = Prose(page.path, self.labels, self.address, self.blocks.printed)
        return {
            "title": prose.line(composed.title),
            "label": label_of(page.path),
            "lead": prose.text(composed.lead),
            "blocks": [self.blocks.printed(block) for block in composed.figures],
            "text": prose.text(composed.rest),
        }


def bound(title: str) -> str:
    """With its short words (« du », « et ») held to the word that they introduce, which no line is broken before."""
    return re.sub(r"\b(\w{1,3}) ", rf"\1{SPACE}", title)


def listed(page: Page) -> list[tuple[str, list[tuple[str, str]]]]:
    """The portraits of each level: their names, and what leads to them."""
    return [(title, [(one.court, label_of(one.path)) for one in mine]) for title, mine in page.context["groups"]]
