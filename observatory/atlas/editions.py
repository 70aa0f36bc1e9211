"""Editions: a choice of the atlas's pages and portraits under a title of their own, declared in atlas/editions.toml."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token
from markupsafe import Markup
from pydantic import ValidationError

from observatory.atlas.answers import WHOLE
from observatory.atlas.blocks import MapBlock
from observatory.atlas.pages import Page
from observatory.atlas.site import Site
from observatory.atlas.texts import CHAPTER, PageText
from observatory.catalogue import THEMES
from observatory.catalogue.model import Declaration
from observatory.errors import DeclarationError, UnknownValue

FILE = "editions.toml"
FOLDER = "editions"
SCREEN_ONLY = ("search.html",)
"""Pages that an edition leaves to the whole atlas."""


class Edition(Declaration):
    """`pages`: themes, or `theme/page`. `portraits`: levels. `territoire`: `level:code`, and its communes alone.

    Each holds all by default.
    """

    titre: str
    pages: tuple[str, ...] = ()
    portraits: tuple[str, ...] = ()
    territoire: str = ""
    seulement: tuple[str, ...] = ()

    def holds(self, text: PageText) -> bool:
        """Pages out of the chapters, and the openings of chapters, are in every edition."""
        chosen = not self.pages or text.theme in self.pages or f"{text.theme}/{text.slug}" in self.pages
        return not text.theme or text.slug == CHAPTER or chosen


def read_editions(folder: Path, texts: Sequence[PageText], collectivite: str) -> dict[str, Edition]:
    """Slug -> edition of a collectivité; DeclarationError for one that names a page nobody wrote."""
    file = folder / FILE
    if not file.exists():
        return {}
    known = {*THEMES, *(f"{text.theme}/{text.slug}" for text in texts if text.theme)}
    try:
        declared = tomllib.loads(file.read_text(encoding="utf-8"))
        editions = {slug: Edition.model_validate(table) for slug, table in declared.items()}
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(file, "TOML", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise DeclarationError(file, ".".join(map(str, first["loc"])), first["msg"]) from error
    for slug, one in editions.items():
        if unknown := sorted(set(one.pages) - known):
            raise DeclarationError(file, f"{slug}.pages", f"« {unknown[0]} » n'est ni un thème ni une page de l'atlas")
    return {slug: one for slug, one in editions.items() if not one.seulement or collectivite in one.seulement}


def edition_sites(site: Site, editions: Mapping[str, Edition]) -> dict[str, Site]:
    """Slug -> the edition as a site; its pages are those of the whole atlas, asked of it once."""
    return {slug: EditionSite(site, slug, one) for slug, one in editions.items()}


class EditionSite(Site):
    """A part of `whole`, below `editions/<slug>/`; what it leaves out is linked to where the whole atlas has it."""

    def __init__(self, whole: Site, slug: str, edition: Edition) -> None:
        self.answers, self.address, self.left_out = whole.answers, whole.address, []
        self.whole, self.edition, self.base = whole, edition, f"{FOLDER}/{slug}/"
        self.composed = [one for one in whole.composed if edition.holds(one.text)]
        self._inside = self._communes()

    @property
    def title(self) -> str:
        return self.edition.titre

    @property
    def over(self) -> str:
        return self.whole.name

    @property
    def name(self) -> str:
        return f"{self.whole.name} · {self.edition.titre}"

    @cached_property
    def pages(self) -> list[Page]:
        pages = [page for page in super().pages if page.template not in SCREEN_ONLY]
        cover, *rest = pages
        title = (Token("text", "", 0, content=self.edition.titre),)
        return [replace(cover, title=self.edition.titre, context={**cover.context, "heading": title}), *rest]

    def portraits(self) -> list[Page]:
        """Those of the whole atlas at the levels chosen, whose territory has a commune in that of the edition."""
        return [
            replace(page, context={**page.context, "groups": self._kept(page.context["groups"])})
            if "groups" in page.context
            else page
            for page in self.whole.portraits()
            if "groups" in page.context or self._holds(page)
        ]

    @property
    def drawing_of(self) -> Callable[[MapBlock], Markup]:
        return self.whole.drawing_of

    def communes(self) -> frozenset[str] | None:
        return self._inside

    def _kept(self, groups: Sequence[tuple[str, list[Page]]]) -> list[tuple[str, list[Page]]]:
        kept = [(title, [page for page in mine if self._holds(page)]) for title, mine in groups]
        return [(title, mine) for title, mine in kept if mine]

    def _holds(self, page: Page) -> bool:
        territory = page.context["territory"]
        if self.edition.portraits and territory.level not in self.edition.portraits:
            return False
        if territory.level == WHOLE or self._inside is None:
            return True
        members = self.answers.members(territory.level)
        return not self._inside.isdisjoint(members.loc[members["code"] == territory.code, "commune"])

    def _communes(self) -> frozenset[str] | None:
        """Those of the edition's territory; None where it speaks of all. UnknownValue for one that does not exist."""
        if not self.edition.territoire:
            return None
        level, _, code = self.edition.territoire.partition(":")
        if level not in self.answers.levels.index:
            raise UnknownValue("niveau", level, self.answers.levels.index.tolist())
        self.answers.territory(level, code)
        members = self.answers.members(level)
        return frozenset(members.loc[members["code"] == code, "commune"])
