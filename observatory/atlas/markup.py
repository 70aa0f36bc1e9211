"""Markdown with directives: a parser of tokens, each directive a token of its own, prose in French typography.

A directive alone on its line is a block; within a line it is a part of the sentence.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from observatory.atlas.grammar import DIRECTIVE, Directive, Place, parse_directive
from observatory.atlas.typed import typed_figure
from observatory.statistics.french import typeset

BLOCK, INLINE = "directive_block", "directive"
_ALONE = re.compile(r"\s*\{\{(.*?)\}\}\s*$")


def tokens_of(text: str, start: Place, admitted: tuple[str, ...] = ()) -> list[Token]:
    """The tokens of a text whose first line is at `start`.

    Directives hold a `Directive` in `meta`. Raise DeclarationError for a directive that cannot be read, and for a
    figure typed by hand.
    """
    tokens = _parser().parse(text, {})
    for token in tokens:
        place = start.at(start.line + (token.map[0] if token.map else 0))
        if token.type == BLOCK:
            token.meta = {"directive": parse_directive(token.content, place)}
        elif token.type == "inline":
            _finish(token, place, admitted)
    return tokens


def sentence_of(text: str, place: Place, admitted: tuple[str, ...] = ()) -> list[Token]:
    """The tokens of one line of prose, for instance a title."""
    token = _parser().parseInline(text, {})[0]
    _finish(token, place, admitted)
    return list(token.children or [])


def directives_in(tokens: list[Token]) -> Iterator[Directive]:
    """Every directive of a text, in order."""
    for token in tokens:
        for one in (token, *(token.children or [])):
            if one.type in (BLOCK, INLINE):
                yield one.meta["directive"]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.block.ruler.before("paragraph", BLOCK, _block_rule, {"alt": ["paragraph"]})
    parser.inline.ruler.before("emphasis", INLINE, _inline_rule)
    return parser


def _block_rule(state: StateBlock, line: int, _: int, silent: bool) -> bool:
    found = _ALONE.match(state.src[state.bMarks[line] : state.eMarks[line]])
    if found is None:
        return False
    if not silent:
        token = state.push(BLOCK, "", 0)
        token.content, token.map = found[1], [line, line + 1]
        state.line = line + 1
    return True


def _inline_rule(state: StateInline, silent: bool) -> bool:
    found = DIRECTIVE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push(INLINE, "", 0)
        token.content = found[1]
        token.meta = {"lines": state.src.count("\n", 0, state.pos)}
    state.pos = found.end()
    return True


def _finish(inline: Token, place: Place, admitted: tuple[str, ...]) -> None:
    """Read the directives of a paragraph, refuse typed figures, set the prose."""
    children = inline.children or []
    for token in children:
        if token.type == INLINE:
            line = place.line + token.meta["lines"]
            token.meta = {"directive": parse_directive(token.content, place.at(line))}
    _refuse_typed(children, place, admitted)
    for token in children:
        if token.type == "text":
            token.content = typeset(token.content)


def _refuse_typed(children: list[Token], place: Place, admitted: tuple[str, ...]) -> None:
    prose = "".join(_plain(token) for token in children)
    for rank, line in enumerate(prose.split("\n")):
        typed = typed_figure(line, admitted)
        if typed:
            reason = "nombre ou année écrits à la main : une directive le tiendra à jour (ou admis = [...] en tête)"
            raise place.at(place.line + rank).error(f"« {typed} »", reason)


def _plain(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type == "text" else "·" if token.type in (INLINE, "code_inline") else ""
