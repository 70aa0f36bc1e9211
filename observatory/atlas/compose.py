"""A text and the figures of one collectivité make a composed page: tokens whose directives are answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from observatory.atlas.answers import Answers, Missing
from observatory.atlas.blocks import Block, MapBlock
from observatory.atlas.claims import holds, require
from observatory.atlas.directives import BLOCKS, block
from observatory.atlas.grammar import Directive
from observatory.atlas.markup import BLOCK, INLINE, sentence_of, tokens_of
from observatory.atlas.quantities import QUANTITIES, place_name, quantity
from observatory.atlas.texts import PageText

IF, ONLY, ELSE, END, CHECK = "si", "seulement", "sinon", "fin", "verifie"


@dataclass(frozen=True)
class Composed:
    """`title` is a line of tokens; `lead`, `figures` and `rest` follow each other: the first paragraphs, then the
    figures that come right after them, which are the page's plate; a heading is where the rest begins. Directives are
    answered in `meta["answer"]`: a text, or a block."""

    text: PageText
    title: tuple[Token, ...]
    lead: tuple[Token, ...]
    figures: tuple[Block, ...]
    rest: tuple[Token, ...]

    @property
    def blocks(self) -> list[Block]:
        """Every figure of the page, in order."""
        return [*self.figures, *(token.meta["answer"] for token in self.rest if token.type == BLOCK)]

    @property
    def plate_maps(self) -> list[MapBlock]:
        """Those that open the page."""
        return [one for one in self.figures if isinstance(one, MapBlock)]

    @property
    def maps(self) -> list[MapBlock]:
        return [one for one in self.blocks if isinstance(one, MapBlock)]


def compose(text: PageText, answers: Answers) -> Composed:
    """Raise DeclarationError for a mistake in the text, Missing where this collectivité lacks a figure."""
    message = text.message(answers.collectivite)
    for claim in message.verifie:
        require(claim, answers, text.place_of(claim))
    title = sentence_of(message.titre, text.place_of(message.titre), text.head.admis)
    _answer_inline(title, answers)
    tokens = list(_kept(tokens_of(text.body, text.start, text.head.admis), answers))
    for token in tokens:
        _answer(token, answers)
    lead, figures, rest = _parts(tokens)
    return Composed(text, tuple(title), lead, figures, rest)


def _kept(tokens: list[Token], answers: Answers) -> Iterator[Token]:
    """The tokens of the branches that apply: `si` a claim, `seulement` for some collectivités, `sinon`, `fin`."""
    open_: list[tuple[Directive, bool]] = []
    for token in tokens:
        directive = token.meta["directive"] if token.type == BLOCK else None
        if directive is None or directive.name not in (IF, ONLY, ELSE, END, CHECK):
            if all(applies for _, applies in open_):
                yield token
        elif directive.name in (IF, ONLY):
            open_.append((directive, all(applies for _, applies in open_) and _applies(directive, answers)))
        elif directive.name == CHECK:
            if all(applies for _, applies in open_):
                _check(directive, answers)
        elif not open_:
            raise directive.error("rien à fermer : ni « si » ni « seulement » avant cette ligne")
        else:
            opening, applied = open_.pop()
            if directive.name == ELSE:
                open_.append((opening, not applied))
    if open_:
        raise open_[-1][0].error("« fin » manque : ce passage n'est pas fermé")


def _applies(directive: Directive, answers: Answers) -> bool:
    """A claim about a figure that this collectivité lacks does not apply."""
    if directive.name == ONLY:
        directive.allow((1, 9), ())
        return answers.collectivite in directive.words
    directive.allow(1, ())
    try:
        return holds(directive.words[0], answers, directive.place)
    except Missing:
        return False


def _check(directive: Directive, answers: Answers) -> None:
    directive.allow(1, ())
    require(directive.words[0], answers, directive.place)


def _answer(token: Token, answers: Answers) -> None:
    if token.type == BLOCK:
        directive: Directive = token.meta["directive"]
        if directive.name not in BLOCKS:
            raise directive.error(f"« {directive.name} » ne tient pas seul sur sa ligne. {_known(BLOCKS)}")
        token.meta = {**token.meta, "answer": block(directive, answers)}
    elif token.type == "inline":
        _answer_inline(token.children or [], answers)


def _answer_inline(tokens: list[Token], answers: Answers) -> None:
    for token in tokens:
        if token.type == INLINE:
            token.meta = {**token.meta, "answer": said(token.meta["directive"], answers)}


def said(directive: Directive, answers: Answers) -> str:
    """The words of a directive within a sentence."""
    if directive.name == "nom":
        return place_name(directive, answers)
    if directive.name not in QUANTITIES:
        raise directive.error(
            f"directive inconnue dans une phrase : « {directive.name} ». {_known(['nom', *QUANTITIES])}"
        )
    return quantity(directive, answers).text


def _known(names: Iterable[str]) -> str:
    return f"Directives possibles : {', '.join(names)}."


def _parts(tokens: list[Token]) -> tuple[tuple[Token, ...], tuple[Block, ...], tuple[Token, ...]]:
    """Lead, plate and rest."""
    first = next((i for i, token in enumerate(tokens) if token.type in (BLOCK, "heading_open")), len(tokens))
    last = next((i for i in range(first, len(tokens)) if tokens[i].type != BLOCK), len(tokens))
    return tuple(tokens[:first]), tuple(token.meta["answer"] for token in tokens[first:last]), tuple(tokens[last:])


def plain(tokens: tuple[Token, ...]) -> str:
    """The words alone: for a heading, a description, an index."""
    return " ".join("".join(map(_words, tokens)).split(" "))


def _words(token: Token) -> str:
    if token.type == INLINE:
        return str(token.meta["answer"])
    if token.type == "inline":
        return "".join(map(_words, token.children or [])) + " "
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline") else ""
