"""What surrounds every page: the document, the header and its navigation."""

from collections.abc import Iterable

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


def shell(pages: Iterable[Page], prefix: str) -> html.Div:
    """Header, navigation, and the place of the page."""
    links = [html.Li(html.A(page.title, href=prefix + page.path.removeprefix("/"))) for page in pages]
    return html.Div(
        [
            html.A("Aller au contenu", href=f"#{ids.PAGE}", className="skip"),
            html.Header(
                [html.A(SITE, href=prefix, className="site"), html.Nav(html.Ul(links), **aria(label="Pages"))],
                className="site-header",
            ),
            html.Main(id=ids.PAGE, tabIndex=-1),
        ]
    )
