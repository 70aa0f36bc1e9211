"""The texts of the atlas: one Markdown file per page, with a TOML head between two lines of `+++`.

atlas/<page>.md                 a page of its own: couverture, methodes, glossaire...
atlas/<theme>/<rank>-<slug>.md  a page of a chapter, in the order of ranks; `chapitre` opens the chapter
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from observatory.atlas.grammar import Place
from observatory.catalogue import THEMES
from observatory.catalogue.model import Declaration
from observatory.errors import DeclarationError

_HEAD = re.compile(r"\+\+\+\n(?P<head>.*?)^\+\+\+\n", re.DOTALL | re.MULTILINE)
_RANKED = re.compile(r"(?P<rank>\d\d)-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)")
COVER, CHAPTER = "couverture", "chapitre"


class Message(Declaration):
    """What a page says in one sentence, and the claims that bear it out."""

    titre: str
    verifie: tuple[str, ...] = ()


class Head(Message):
    """`court` is the page's name in a menu; `seulement` the collectivités that it is written for, all by default.

    `admis` holds expressions with a number that no refresh can change. `pour` gives a collectivité its own message.
    """

    court: str
    niveau: str = ""
    """The level that the page speaks of, or several in order of preference: `canton,epci,commune`."""
    seulement: tuple[str, ...] = ()
    admis: tuple[str, ...] = ()
    pour: dict[str, Message] = {}


@dataclass(frozen=True)
class PageText:
    """One file. `theme` is empty for a page out of the chapters; the body starts at `first_line`."""

    file: Path
    theme: str
    slug: str
    head: Head
    body: str
    first_line: int

    @property
    def path(self) -> str:
        """Where the page is, below the atlas."""
        if self.theme:
            return f"{self.theme}/{'index' if self.slug == CHAPTER else self.slug}.html"
        return "index.html" if self.slug == COVER else f"{self.slug}.html"

    def message(self, collectivite: str) -> Message:
        return self.head.pour.get(collectivite, self.head)

    def written_for(self, collectivite: str) -> bool:
        return not self.head.seulement or collectivite in self.head.seulement

    def place_of(self, words: str) -> Place:
        """Where some words of the head are."""
        lines = self.file.read_text(encoding="utf-8").split("\n")
        found = next((rank for rank, line in enumerate(lines, 1) if words in line), 1)
        return Place(self.file, found, self.head.niveau)

    @property
    def start(self) -> Place:
        """The first line of the body."""
        return Place(self.file, self.first_line, self.head.niveau)


def read_texts(folder: Path) -> list[PageText]:
    """Every page, chapters in the order of themes; raise DeclarationError for a file that cannot be read."""
    pages = [_page(file, "", file.stem) for file in sorted(folder.glob("*.md")) if file.stem != "README"]
    for theme in THEMES:
        for file in sorted((folder / theme).glob("*.md")):
            named = _RANKED.fullmatch(file.stem)
            if named is None:
                raise DeclarationError(file, "nom", "un rang, un tiret, un identifiant : 03-logements-vacants.md")
            pages.append(_page(file, theme, named["slug"]))
    return pages


def _page(file: Path, theme: str, slug: str) -> PageText:
    text = file.read_text(encoding="utf-8")
    found = _HEAD.match(text)
    if found is None:
        raise DeclarationError(f"{file}:1", "+++", "la page commence par une tête TOML entre deux lignes « +++ »")
    first_line = text.count("\n", 0, found.end()) + 1
    return PageText(file, theme, slug, _head(file, found["head"]), text[found.end() :], first_line)


def _head(file: Path, text: str) -> Head:
    try:
        return Head.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{file}:1", "tête", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise DeclarationError(f"{file}:1", ".".join(map(str, first["loc"])), first["msg"]) from error
