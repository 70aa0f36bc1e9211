"""Long work by the address of what it makes: documents to print, and the largest downloads."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from observatory.atlas.opening import open_site
from observatory.atlas.printed.book import book
from observatory.errors import UnknownValue
from observatory.printing.document import Document, pdf
from observatory.printing.note import note_document
from observatory.printing.sheets import comparison_document, portrait_document
from observatory.publishing.compared import slugged
from observatory.publishing.datapackage import MEDIA_TYPE, package_name, theme_package
from observatory.settings import Settings
from observatory.warehouse.read import Warehouse, Warehouses

PDF = "application/pdf"
Tell = Callable[[str, float], None]
"""What is being done, and the share that is done."""
Given = Mapping[str, str]


@dataclass(frozen=True)
class Made:
    """A file to take away."""

    name: str
    media_type: str
    content: bytes


def _portrait(settings: Settings, given: Given, tell: Tell) -> Made:
    return _printed(portrait_document(_served(settings), given["level"], given["code"]), tell)


def _note(settings: Settings, given: Given, tell: Tell) -> Made:
    return _printed(note_document(_served(settings), given["level"], given["code"]), tell)


def _comparison(settings: Settings, given: Given, tell: Tell) -> Made:
    places = [(level, code) for level, _, code in (key.partition(":") for key in given["places"].split(","))]
    return _printed(comparison_document(_served(settings), places, given["theme"] or ""), tell)


def _atlas(settings: Settings, _: Given, tell: Tell) -> Made:
    tell("Textes et chiffres", 0.1)
    return _printed(book(open_site(settings)), tell)


def _theme(settings: Settings, given: Given, tell: Tell) -> Made:
    warehouse = _served(settings)
    tell("Tableaux", 0.3)
    return Made(f"{package_name(warehouse, given['theme'])}.zip", MEDIA_TYPE, theme_package(warehouse, given["theme"]))


def _printed(document: Document, tell: Tell) -> Made:
    tell("Mise en pages", 0.5)
    return Made(f"{slugged(document.title)}.pdf", PDF, pdf(document))


def _served(settings: Settings) -> Warehouse:
    return Warehouses(settings.home).current()


WORKS: Mapping[str, Callable[[Settings, Given, Tell], Made]] = {
    r"/documents/portrait/(?P<level>[^/]+)/(?P<code>[^/]+)\.pdf": _portrait,
    r"/documents/note/(?P<level>[^/]+)/(?P<code>[^/]+)\.pdf": _note,
    r"/documents/comparer/(?P<places>[^/]+?)(?:/(?P<theme>[^/]+))?\.pdf": _comparison,
    r"/documents/atlas\.pdf": _atlas,
    r"/telechargements/themes/(?P<theme>[^/]+)\.zip": _theme,
}
"""Address -> how it is made."""


def make(settings: Settings, address: str, tell: Tell) -> Made:
    """What an address leads to; UnknownValue for one that is no work."""
    for pattern, work in WORKS.items():
        found = re.fullmatch(pattern, unquote(address))
        if found:
            tell("Chiffres", 0.05)
            return work(settings, found.groupdict(), tell)
    raise UnknownValue("document", address, [])


def known(address: str) -> bool:
    return any(re.fullmatch(pattern, unquote(address)) for pattern in WORKS)
