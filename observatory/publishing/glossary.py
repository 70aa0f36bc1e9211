"""The words that a citizen may not know, from the atlas's glossary: each is told where it is used."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from observatory.catalogue import Indicator
from observatory.settings import ROOT
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

FILE = ROOT / "atlas" / "glossaire.md"
ENTRY = re.compile(r"^### (?P<title>.+)\n\n(?P<text>.+)$", re.MULTILINE)
PLACE = "{{ nom le }}"
"""Where an entry names the collectivité."""
SHORTEST = 3
"""Letters of a name: what follows a comma may be the A, B, C of a category."""


@dataclass(frozen=True)
class Word:
    title: str
    text: str

    @cached_property
    def spellings(self) -> re.Pattern[str]:
        """`RSA, revenu de solidarité active` has two names, `Caf et MSA` are two; each may be a plural."""
        names = [name for name in re.split(r", | et ", self.title) if len(name) >= SHORTEST]
        plurals = (" ".join(f"{re.escape(part.rstrip('s'))}s?" for part in name.split()) for name in names)
        return re.compile(rf"\b({'|'.join(plurals)})\b", re.IGNORECASE)


def words_of(warehouse: Warehouse, one: Indicator) -> list[dict[str, str]]:
    """title, text: the words that an indicator's title, definition and caveats use, in the order of the glossary."""
    told = typeset(" ".join((one.title, one.definition, *one.caveats)))
    place = read.facts(warehouse)["subject"]
    return [
        {"title": word.title, "text": word.text.replace(PLACE, place)}
        for word in glossary()
        if word.spellings.search(told)
    ]


@cache
def glossary() -> tuple[Word, ...]:
    """Every word, in the order of the page."""
    return tuple(_words(FILE.read_text(encoding="utf-8")))


def _words(page: str) -> Iterator[Word]:
    for entry in ENTRY.finditer(page):
        yield Word(typeset(entry["title"]), typeset(entry["text"]))
