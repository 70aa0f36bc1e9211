"""Sentences with the figures they rest on, so that a reader can check each one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from observatory.catalogue import Indicator
from observatory.figures.words import STATUSES, value_text
from observatory.publishing.profiles import Known
from observatory.statistics.cell import Cell, CellKey
from observatory.statistics.sentences import Figure, Sentence


@dataclass(frozen=True)
class Trace:
    """A cell that a sentence rests on, in words."""

    key: CellKey
    title: str
    territory: str
    text: str


@dataclass(frozen=True)
class Said:
    """The sentences about one figure, and every cell behind them."""

    text: str
    traces: tuple[Trace, ...]


def traced(sentences: Sequence[Sentence], figures: Iterable[Figure], name: str, about: Known) -> tuple[Said, ...]:
    """Those that speak of the same figure together; `name` is the territory's own."""
    known = dict(_cells(figures, name, about))
    return tuple(_said(list(group), known) for _, group in groupby(sentences, key=_subject))


def paragraphs(sentences: Sequence[Sentence]) -> list[str]:
    """The sentences that speak of the same figure together."""
    return [" ".join(one.text for one in group) for _, group in groupby(sentences, key=_subject)]


def _subject(sentence: Sentence) -> tuple[bool, tuple[CellKey, ...]]:
    """One figure's sentences begin with the same cell; an opening and a closing rest on many."""
    return len(sentence.cells) > 2, sentence.cells[:1]


def _said(group: Sequence[Sentence], known: dict[CellKey, Trace]) -> Said:
    keys = dict.fromkeys(key for sentence in group for key in sentence.cells)
    return Said(" ".join(sentence.text for sentence in group), tuple(known[key] for key in keys))


def _cells(figures: Iterable[Figure], name: str, about: Known) -> Iterator[tuple[CellKey, Trace]]:
    for figure in figures:
        whole = about.facts["name"]
        for cell, territory in ((figure.cell, name), (figure.reference, whole), (figure.earlier, name)):
            if cell is not None:
                yield cell.key, Trace(cell.key, figure.indicator.title, territory, _text(cell, figure.indicator, about))


def _text(cell: Cell, indicator: Indicator, about: Known) -> str:
    if cell.value is None:
        return STATUSES.get(cell.status, "–")
    text = value_text(cell.value, indicator.unit, indicator.decimals, about.approximate(indicator))
    return f"{text} (fragile)" if cell.quality == "fragile" else text
