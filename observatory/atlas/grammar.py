"""The grammar of a directive, `{{ name word key=word "text" }}`, and the error of the texts, with file and line.

directive = "{{" name { argument } "}}"
argument  = word | key "=" word | quoted
name, key = lower case letters, digits and hyphens
word      = anything without space, quote, brace or equals sign
quoted    = '"' anything but a quote '"'
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from observatory.errors import DeclarationError, UnknownValue

DIRECTIVE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_ARGUMENT = re.compile(r'\s+(?:(?P<key>[a-z][a-z0-9-]*)=)?(?:"(?P<quoted>[^"]*)"|(?P<word>[^\s"{}=]+))')
_NAME = re.compile(r"\s*(?P<name>[a-z][a-z0-9-]*)(?=\s|$)")


@dataclass(frozen=True)
class Place:
    """Where something is written; `level` is what the page speaks of where a directive names no level."""

    file: Path
    line: int
    level: str = ""

    def at(self, line: int) -> "Place":
        """Another line of the same page."""
        return replace(self, line=line)

    def error(self, key: str, reason: str) -> DeclarationError:
        return DeclarationError(f"{self.file}:{self.line}", key, reason)


@dataclass(frozen=True)
class Directive:
    """`words` are the bare arguments in order, `options` the named ones, `source` the text between the braces."""

    name: str
    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    source: str
    place: Place

    def option(self, key: str, default: str = "") -> str:
        return dict(self.options).get(key, default)

    @property
    def level(self) -> str:
        """The level it names, or that of the page: one, or several in order of preference."""
        return self.option("niveau", self.place.level)

    def error(self, reason: str) -> DeclarationError:
        return self.place.error("{{ " + " ".join(self.source.split()) + " }}", reason)

    @contextmanager
    def located(self) -> Iterator[None]:
        """An unknown slug, level, year or territory is told with the file and line that name it."""
        try:
            yield
        except UnknownValue as error:
            raise self.error(str(error)) from error

    def allow(self, words: int | tuple[int, int], options: Sequence[str]) -> None:
        """Refuse too few or too many words, and unknown options; `words` is a number, or its bounds."""
        least, most = (words, words) if isinstance(words, int) else words
        if not least <= len(self.words) <= most:
            wanted = str(least) if least == most else f"{least} à {most}"
            raise self.error(f"{wanted} mot(s) attendu(s) après « {self.name} », {len(self.words)} donné(s)")
        unknown = [key for key, _ in self.options if key not in options]
        if unknown:
            known = ", ".join(options) or "aucune"
            raise self.error(f"option inconnue : « {unknown[0]} ». Options possibles : {known}.")


def parse_directive(source: str, place: Place) -> Directive:
    """What is between the braces; raise DeclarationError with the file and line for anything else."""
    found = _NAME.match(source)
    if found is None:
        raise place.error("{{" + source + "}}", "une directive commence par son nom : {{ carte taux-foyers-rsa }}")
    words, options, at = [], [], found.end()
    while source[at:].strip():
        argument = _ARGUMENT.match(source, at)
        if argument is None:
            raise place.error("{{" + source + "}}", f"ceci n'est pas un argument : « {source[at:].strip()} »")
        at, text = argument.end(), argument["quoted"] if argument["quoted"] is not None else argument["word"]
        (options.append((argument["key"], text)) if argument["key"] else words.append(text))
    _refuse_repeats(source, [key for key, _ in options], place)
    return Directive(found["name"], tuple(words), tuple(options), source, place)


def _refuse_repeats(source: str, keys: list[str], place: Place) -> None:
    twice = [key for key in keys if keys.count(key) > 1]
    if twice:
        raise place.error("{{" + source + "}}", f"option donnée deux fois : « {twice[0]} »")
