"""The atlas as a folder of files, for any host or a memory stick: every link is checked before anything is written."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from urllib.parse import unquote, urlsplit

from observatory.atlas.card import png
from observatory.atlas.site import Site
from observatory.errors import CheckError

_CSS_ADDRESS = re.compile(r'url\("?([^")]+)"?\)')
_ATTRIBUTE = re.compile(r'\s(?:(?:href|src|action)="([^"]+)"|fill="url\((#[^")]+)\)"|id="([^"]+)")')
MARKER = "robots.txt"
"""A folder that has it was written by an earlier export, and may be replaced."""


def export(site: Site, folder: Path) -> list[str]:
    """Write every file of the atlas below `folder`, replacing an earlier export; their paths, sorted.

    Raise CheckError for a link that leads nowhere, or a folder that holds something else; nothing is then written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
        raise CheckError(f"{folder} : ce dossier contient autre chose qu'un atlas exporté ; choisissez-en un autre.")
    files = _made(site)
    broken = broken_links(files)
    if broken:
        raise CheckError(f"{len(broken)} liens ne mènent nulle part : " + " ; ".join(broken[:10]))
    _write(files, folder)
    return list(files)


def _made(site: Site) -> dict[str, bytes]:
    """Every file, by path; another process paints the cards while this one writes the pages."""
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as painter:
        cards = {path: painter.submit(png, svg) for path, svg in site.cards.items()}
        files = {path: make() for path, make in site.files.items() if path not in cards}
        files |= {path: card.result() for path, card in cards.items()}
    return dict(sorted(files.items()))


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Beside the folder first, then in its place."""
    fresh = folder.with_name(folder.name + ".nouveau")
    rmtree(fresh, ignore_errors=True)
    for path, content in files.items():
        (fresh / path).parent.mkdir(parents=True, exist_ok=True)
        (fresh / path).write_bytes(content)
    rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def broken_links(files: Mapping[str, bytes]) -> list[str]:
    """`page -> address` for every address of a page or style sheet that leads to no file, or to no id of a page."""
    pages = {path: read_page(content.decode()) for path, content in files.items() if path.endswith(".html")}
    sheets = {path: content.decode() for path, content in files.items() if path.endswith(".css")}
    addresses = {path: page.addresses for path, page in pages.items()}
    addresses |= {path: _CSS_ADDRESS.findall(text) for path, text in sheets.items()}
    ids = {path: page.ids for path, page in pages.items()}
    # what a style sheet names alone, `#map-secret`, is looked for in the page that it dresses
    ids |= dict.fromkeys(sheets, set.intersection(*ids.values()))
    return [
        f"{path} -> {address}"
        for path, found in addresses.items()
        for address in found
        if not _leads_somewhere(path, address, files, ids)
    ]


def _leads_somewhere(page: str, address: str, files: Iterable[str], ids: Mapping[str, set[str]]) -> bool:
    parts = urlsplit(unescape(address))
    if parts.scheme or parts.netloc:
        return parts.scheme in ("http", "https", "mailto")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    return target in files and (not parts.fragment or parts.fragment in ids.get(target, set()))


@dataclass(frozen=True)
class Page:
    """The addresses that a page leads to, and the ids that others may lead to."""

    addresses: list[str]
    ids: set[str]


def read_page(text: str) -> Page:
    """Reads the attributes that our own templates write: between double quotes, in lower case."""
    found = _ATTRIBUTE.findall(text)
    return Page(
        [address or fill for address, fill, _ in found if address or fill], {name for *_, name in found if name}
    )
