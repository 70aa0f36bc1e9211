"""The document around the app: header, search, navigation and footer are there before any script runs."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from dash import Dash
from flask import request

from observatory.dashboard import ids
from observatory.dashboard.framed import FRAMED
from observatory.dashboard.registry import Page, find
from observatory.dashboard.shell import SITE
from observatory.settings import ROOT
from observatory.statistics.dates import french_date
from observatory.warehouse import read
from observatory.warehouse.read import Warehouses

STYLESHEETS = (
    "palette.css",
    "palette-dark.css",
    "palettes.css",
    "base.css",
    "map.css",
    "page.css",
    "compare.css",
    "data.css",
    "home.css",
    "shell.css",
    "takeaway.css",
    "print.css",
)
FONTS = ("atkinson-hyperlegible-next-latin-400-normal", "source-serif-4-latin-600-normal")
"""Those seen first: asked for before the stylesheet is read."""
ALWAYS = ("shell",)
"""The folder of assets/ whose scripts every page needs."""
UNUSED = "/dash_table/"
"""A grid that Dash adds to every page and that none has: 9 kB."""
FOR_CHARTS = "/deps/polyfill@"
"""What Dash's charts need and the rest does not: 32 kB."""

DOCUMENT = """<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{links}
<script src="/assets/theme.js"></script>
{css}
</head>
<body{form}>
<a class="skip" href="#{content}">Aller au contenu</a>
<header class="site-header" data-search="/recherche/{build}.json" data-lively="{lively}" data-charts="{charts}" data-base="{base}">
<a class="site" href="/">{site}<span class="collectivite">{name}</span></a>
<nav aria-label="Pages"><ul>{navigation}</ul></nav>
<div id="recherche" class="search"></div>
<button id="apparence" type="button" title="Clair ou sombre"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor"/></svg><span class="visually-hidden">Passer du clair au sombre</span></button>
</header>
<p id="retard" class="late" role="status" hidden>La page tarde à venir. Vérifiez la connexion, puis rechargez-la.</p>
<div id="react-entry-point"><p class="loading" role="status">La page se prépare…</p></div>
<footer class="site-footer"><p>Données préparées le {built}</p><ul>{footer}<li><button id="imprimer" type="button" class="quiet">Imprimer cette page</button></li></ul></footer>
<div hidden>{config}{scripts}{renderer}</div>
<script type="module" src="/assets/shell/shell.mjs"></script>
</body>
</html>"""  # noqa: E501


class Dashboard(Dash):
    """A Dash app whose document is written here."""

    warehouses: Warehouses
    pages: Sequence[Page]
    links: Sequence[tuple[str, str]]
    base: dict[str, str] | None

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        facts = read.facts(self.warehouses.current())
        page = _page(self.pages)
        return DOCUMENT.format(
            css=parts["css"],
            config=parts["config"],
            scripts=_needed(parts["scripts"], page),
            renderer=parts["renderer"],
            title=f"{page.title} · {SITE}" if page else f"Page introuvable · {SITE}",
            links=_links(page),
            form=' class="embedded"' if (request.path, request.args.get("vue")) == FRAMED else "",
            content=ids.CONTENT,
            build=facts["build"],
            lively=" ".join(one.base for one in self.pages if one.lively),
            charts=" ".join(one.base for one in self.pages if one.charts),
            base=escape(json.dumps(self.base)),
            site=SITE,
            name=escape(facts["name"]),
            navigation=_items((one.title, one.base) for one in self.pages if one.listed),
            built=french_date(facts["built_at"]),
            footer=_items(self.links),
        )


def _page(pages: Sequence[Page]) -> Page | None:
    found = find(pages, request.path)
    return found[0] if found else None


def _needed(scripts: str, page: Page | None) -> str:
    """The script tags of Dash, less those that the page does without."""
    without = (UNUSED,) if page and page.charts else (UNUSED, FOR_CHARTS)
    return "\n".join(line for line in scripts.splitlines() if not any(name in line for name in without))


def _items(places: Any) -> str:
    return "".join(f'<li><a href="{address}">{escape(title)}</a></li>' for title, address in places)


def _links(page: Page | None) -> str:
    """Icon, fonts, styles, and the scripts that the page will ask for."""
    folders = (*ALWAYS, *page.modules) if page else ALWAYS
    modules = sorted(
        path.relative_to(ROOT / "assets").as_posix()
        for folder in folders
        for path in (ROOT / "assets" / folder).glob("*.mjs")
    )
    lines = [
        '<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">',
        *(
            f'<link rel="preload" href="/assets/fonts/{font}.woff2" as="font" type="font/woff2" crossorigin>'
            for font in FONTS
        ),
        *(f'<link rel="stylesheet" href="/assets/{name}">' for name in (*STYLESHEETS, *(page.styles if page else ()))),
        *(f'<link rel="modulepreload" href="/assets/{name}">' for name in modules),
    ]
    return "\n".join(lines)
