"""What surrounds every page: the document, the header and its navigation."""

from collections.abc import Iterable
from typing import Any

from dash import html

from observatory.dashboard import ids
from observatory.dashboard.aria import aria
from observatory.dashboard.registry import Page
from observatory.settings import ROOT

SITE = "Observatoire des solidarités"
STYLESHEETS = ("palette.css", "palette-dark.css", "base.css", "map.css", "page.css", "print.css")
FONTS = ("atkinson-hyperlegible-next-latin-400-normal", "source-serif-4-latin-600-normal")
"""Those seen first: asked for before the stylesheet is read."""

DOCUMENT = """<!DOCTYPE html>
<html lang="fr">
<head>
{{%metas%}}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{%title%}}</title>
{links}
{{%css%}}
</head>
<body>
{{%app_entry%}}
<footer>{{%config%}}{{%scripts%}}{{%renderer%}}</footer>
</body>
</html>"""


def index_string(prefix: str) -> str:
    """The document, in French; the module and its parts are fetched while Dash starts."""
    assets = f"{prefix}assets/"
    modules = sorted(path.relative_to(ROOT / "assets").as_posix() for path in (ROOT / "assets").glob("*/*.mjs"))
    links = [
        f'<link rel="icon" href="{assets}icon.svg" type="image/svg+xml">',
        *(
            f'<link rel="preload" href="{assets}fonts/{f}.woff2" as="font" type="font/woff2" crossorigin>'
            for f in FONTS
        ),
        *(f'<link rel="stylesheet" href="{assets}{name}">' for name in STYLESHEETS),
        *(f'<link rel="modulepreload" href="{assets}{name}">' for name in modules),
    ]
    return DOCUMENT.format(links="\n".join(links))


def shell(
    page: Page, pages: Iterable[Page], links: Iterable[tuple[str, str]], prefix: str, content: html.Div
) -> list[Any]:
    """Header, navigation with the current page marked, and the page itself."""
    places = [(one.title, prefix + one.path.removeprefix("/"), one is page) for one in pages]
    places += [(title, address, False) for title, address in links]
    items = [
        html.Li(html.A(title, href=address, **(aria(current="page") if here else {})))
        for title, address, here in places
    ]
    return [
        html.A("Aller au contenu", href=f"#{ids.CONTENT}", className="skip"),
        html.Header(
            [html.A(SITE, href=prefix, className="site"), html.Nav(html.Ul(items), **aria(label="Pages"))],
            className="site-header",
        ),
        html.Main(content, id=ids.CONTENT, tabIndex=-1),
    ]
