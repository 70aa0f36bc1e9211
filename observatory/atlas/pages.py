"""What a page is before its HTML: its path, its words, the template it takes and what the template is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from observatory.atlas.blocks import EvolutionBlock, MapBlock
from observatory.atlas.chart import Line
from observatory.atlas.compose import Composed, plain
from observatory.atlas.texts import CHAPTER, COVER
from observatory.catalogue import THEMES

PORTRAITS = "portraits"


@dataclass(frozen=True)
class Page:
    """`section` is a theme, `portraits` or nothing; `keywords` are what a search finds the page by, with its title."""

    path: str
    section: str
    title: str
    court: str
    description: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    keywords: str = ""
    trail: tuple["Step", ...] = ()

    @property
    def card(self) -> str:
        """The picture that stands for the page where its address is shared."""
        found = next(iter(self.maps), None)
        return card_path(found) if found else ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Those of the first evolution, for a page without a map."""
        composed = self.context.get("composed")
        blocks = composed.blocks if isinstance(composed, Composed) else []
        return next((one.lines for one in blocks if isinstance(one, EvolutionBlock)), ())

    @property
    def maps(self) -> list[MapBlock]:
        composed = self.context.get("composed")
        return composed.maps if isinstance(composed, Composed) else []


@dataclass(frozen=True)
class Step:
    """A page that leads to another: `path` starts at the atlas."""

    path: str
    name: str
    section: str = ""

    @property
    def court(self) -> str:
        return self.name


HOME = Step("/index.html", "Atlas")


def text_page(one: Composed, template: str, trail: tuple[Step, ...] = (HOME,), **context: Any) -> Page:
    """A page whose words are in the texts."""
    words = {"composed": one, "heading": one.title, **context}
    return Page(
        path=one.text.path,
        section=one.text.theme,
        title=plain(one.title),
        court=one.text.head.court,
        description=plain(one.lead).strip(),
        template=template,
        context=words,
        keywords=f"{plain(one.rest)} {' '.join(block.view['title'] for block in one.maps)}",
        trail=trail,
    )


def chapter_pages(theme: str, composed: list[Composed]) -> list[Page]:
    """The opening of a chapter, then its messages; nothing where no message can be told."""
    mine = [one for one in composed if one.text.theme == theme]
    messages = [one for one in mine if one.text.slug != CHAPTER]
    opening = [one for one in mine if one.text.slug == CHAPTER]
    if not messages or not opening:
        return []
    step = Step(f"/{theme}/index.html", THEMES[theme], theme)
    pages = [
        text_page(one, "message.html", (HOME, step), chapter=THEMES[theme], rank=rank, count=len(messages))
        for rank, one in enumerate(messages, 1)
    ]
    summary = text_page(opening[0], "chapter.html", messages=pages)
    return [summary, *pages]


def cover_page(composed: list[Composed], chapters: list[Page]) -> Page:
    """The first page; `chapters` are the openings of chapters."""
    cover = next(one for one in composed if one.text.slug == COVER and not one.text.theme)
    return text_page(cover, "cover.html", (), chapters=chapters)


def csv_path(block: MapBlock) -> str:
    return f"donnees/{'_'.join(map(str, block.key))}.csv"


def card_path(block: MapBlock) -> str:
    return f"images/{'_'.join(map(str, block.key))}.png"
