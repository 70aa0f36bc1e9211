"""Files for machines: sitemap, robots, and the Atom feed of what was refreshed."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd

from observatory.statistics.french import typeset
from observatory.statistics.numbers import with_unit
from observatory.warehouse import read

if TYPE_CHECKING:
    from observatory.atlas.site import Site

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ATOM = "http://www.w3.org/2005/Atom"
LATEST = 20


def files(site: "Site") -> dict[str, Callable[[], bytes]]:
    """Path -> what makes it."""
    return {
        "sitemap.xml": lambda: sitemap(site),
        "robots.txt": lambda: robots(site).encode(),
        "flux.xml": lambda: feed(site),
    }


def robots(site: "Site") -> str:
    """Everything may be found, but a rehearsal."""
    if site.answers.rehearsal:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\nSitemap: {site.address}sitemap.xml\n"


def sitemap(site: "Site") -> bytes:
    """Every page but the search."""
    root = Element("urlset", {"xmlns": SITEMAP})
    day = site.answers.facts["built_at"][:10]
    for page in site.pages:
        if page.template != "search.html":
            url = SubElement(root, "url")
            SubElement(url, "loc").text = site.address + page.path
            SubElement(url, "lastmod").text = day
    return _document(root)


def feed(site: "Site") -> bytes:
    """One entry per build and indicator that changed, the latest first."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "fr"})
    SubElement(root, "title").text = f"{site.name} : ce qui a été actualisé"
    SubElement(root, "id").text = site.address
    SubElement(root, "updated").text = site.answers.facts["built_at"]
    SubElement(SubElement(root, "author"), "name").text = site.name
    SubElement(root, "link", {"rel": "self", "href": f"{site.address}flux.xml"})
    SubElement(root, "link", {"href": site.address})
    for _, row in _changes(site).head(LATEST).iterrows():
        root.append(_entry(site, row))
    return _document(root)


def _changes(site: "Site") -> pd.DataFrame:
    known = {slug for slug, _ in site.answers.available}
    frames = [read.revisions(site.answers.warehouse, slug) for slug in site.answers.indicators if slug in known]
    changes = pd.concat(frames) if frames else pd.DataFrame({"built_at": [], "indicator": []})
    return changes.sort_values("built_at", ascending=False, kind="stable")


def _entry(site: "Site", row: pd.Series) -> Element:
    one = site.answers.indicators[str(row["indicator"])]
    path = next((page.path for page in site.pages for block in page.maps if block.key[0] == one.slug), "index.html")
    entry = Element("entry")
    SubElement(entry, "title").text = typeset(one.title)
    SubElement(entry, "id").text = f"{site.address}flux.xml#{one.slug}-{row['built_at']}"
    SubElement(entry, "updated").text = str(row["built_at"])
    SubElement(entry, "link", {"href": site.address + path})
    SubElement(entry, "summary").text = _told(row)
    return entry


def _told(row: pd.Series) -> str:
    """`1 180 valeurs ajoutées, 3 révisées, 0 retirée.`"""
    added = with_unit(int(row["added"]), "valeurs ajoutées")
    return f"{added}, {with_unit(int(row['revised']), 'révisées')}, {with_unit(int(row['withdrawn']), 'retirées')}."


def _document(root: Element) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()
