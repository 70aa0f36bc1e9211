"""Pages as HTML: tokens, blocks and templates; every address is relative, so that a folder of pages works anywhere."""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from observatory.atlas.blocks import Block, band_label, headline
from observatory.atlas.chart import line_chart, sparkline
from observatory.atlas.compose import plain
from observatory.atlas.inline_map import looks, thumbnail
from observatory.atlas.words import bare
from observatory.figures.svg_map import zeros
from observatory.figures.words import short
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number

TEMPLATES = Path(__file__).parent / "templates"
_ORDINAL = re.compile("(ᵉʳ|ʳᵉ|ᵉ)")
_PLAIN = {"ᵉʳ": "er", "ʳᵉ": "re", "ᵉ": "e"}


def relative(page: str, target: str) -> str:
    """The address of `target` (`/secret.html#zero`) as written in `page`; an address elsewhere is left as it is."""
    if not target.startswith("/"):
        return target
    path, mark, fragment = target[1:].partition("#")
    if path == page and mark:
        return f"#{fragment}"
    return _from(posixpath.dirname(page), path) + mark + fragment


@lru_cache(maxsize=8192)
def _from(folder: str, path: str) -> str:
    return posixpath.relpath(path, folder or ".")


def set_text(text: str) -> Markup:
    """Escaped, with real superscripts for ordinals, whatever the typeface has."""
    return Markup(_ORDINAL.sub(lambda found: f"<sup>{_PLAIN[found[1]]}</sup>", str(escape(text))))


class Html:
    """Turns the parts of one page into HTML; `site` is what every template may say.

    `placed` tells where an address of the atlas is: an edition has some of its pages elsewhere.
    """

    def __init__(self, path: str, site: Mapping[str, Any], placed: Callable[[str], str]) -> None:
        self.path, self.site, self.placed = path, site, placed

    def url(self, target: str) -> str:
        """An address of the atlas, `/secret.html#zero`, as this page writes it."""
        return relative(self.path, self.placed(target) if target.startswith("/") else target)

    @property
    def whole(self) -> str:
        """The whole atlas, as a page of an edition writes its address."""
        return relative(self.path, "/index.html")

    def page(self, template: str, **context: Any) -> str:
        return _environment().get_template(template).render(**self._words(), **context)

    def prose(self, tokens: Sequence[Token]) -> Markup:
        return Markup(_Prose(self).render(_anchored(_linked(tokens, self.url)), MarkdownIt().options, {}))

    def line(self, tokens: Sequence[Token]) -> Markup:
        """Tokens of one line, without a paragraph around them."""
        return Markup(_Prose(self).renderInline(list(tokens), MarkdownIt().options, {}))

    def block(self, block: Block, plate: bool = False) -> Markup:
        template = f"blocks/{type(block).__name__.removesuffix('Block').lower()}.html"
        return Markup(_environment().get_template(template).render(**self._words(), block=block, plate=plate))

    def _words(self) -> dict[str, Any]:
        return {**self.site, "path": self.path, "html": self, "url": self.url}


class _Prose(RendererHTML):
    """Markdown's own HTML; a method has the name of the tokens it writes, here the answers of directives."""

    def __init__(self, html: Html) -> None:
        super().__init__()
        self.html = html

    def directive(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        return str(set_text(tokens[at].meta["answer"]))

    def directive_block(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        return str(self.html.block(tokens[at].meta["answer"]))


def _anchored(tokens: list[Token]) -> list[Token]:
    """Each heading is given an id made from its words, so that a link may lead to it."""
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", anchor(plain((words,))))
    return tokens


def anchor(words: str) -> str:
    """`Foyer allocataire` -> `foyer-allocataire`."""
    return "-".join(re.findall(r"[a-z0-9]+", bare(words)))


def _linked(tokens: Sequence[Token], url: Callable[[str], str]) -> list[Token]:
    """Copies whose addresses of the atlas are as the page writes them."""
    return [token.copy(children=[_link(child, url) for child in token.children or []]) for token in tokens]


def _link(token: Token, url: Callable[[str], str]) -> Token:
    if token.type != "link_open":
        return token
    return token.copy(attrs={**token.attrs, "href": url(str(token.attrs["href"]))})


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["set"] = set_text
    made.filters["short"] = short
    made.filters["band_label"] = band_label
    made.filters["headline"] = headline
    made.filters["number"] = number
    made.filters["typeset"] = typeset
    made.globals.update(
        sparkline=lambda *given: Markup(sparkline(*given)),
        line_chart=lambda *given: Markup(line_chart(*given)),
        looks=looks,
        thumbnail=lambda block: Markup(thumbnail(block.geometry, block.view)),
        zeros=zeros,
    )
    return made
