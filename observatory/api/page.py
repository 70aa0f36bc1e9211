"""A plain HTML page in the site's own look, without script: documentation and error messages."""

from collections.abc import Iterable, Sequence
from html import escape

STYLESHEETS = ("palette.css", "palette-dark.css", "base.css", "plain.css")


def page(title: str, body: str) -> str:
    """A whole document; `body` is HTML."""
    styles = "\n".join(f'<link rel="stylesheet" href="/assets/{name}">' for name in STYLESHEETS)
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)} · Observatoire des solidarités</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
{styles}
</head>
<body class="plain">
<header><a href="/">Observatoire des solidarités</a></header>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""


def element(tag: str, text: str, **attributes: str) -> str:
    """An element that holds text, escaped."""
    return html(tag, escape(text), **attributes)


def html(tag: str, inner: str, **attributes: str) -> str:
    """An element that holds HTML."""
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inner}</{tag}>"


def definition_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of HTML cells whose first column names each row."""
    head = html("tr", "".join(element("th", header, scope="col") for header in headers))
    lines = (
        html("tr", html("th", first, scope="row") + "".join(html("td", cell) for cell in rest)) for first, *rest in rows
    )
    return html("table", html("thead", head) + html("tbody", "".join(lines)))
