"""« Télécharger », « Copier », « Intégrer »: what can be taken away from a page, the same on every page."""

from collections.abc import Callable, Iterable
from typing import Any

from dash import html

from observatory.publishing.formats import FORMATS

LONG = ("/documents/", "/telechargements/themes/")
"""Where files that take more than a second are made."""
Address = Callable[[str], str]
"""The extension of a format -> where the file is; "" where the page's script will say it."""
Entry = tuple[str, str, str]
"""title, for whom, address."""


def takeaway(
    kinds: Iterable[str],
    address: Address,
    more: Iterable[Entry] = (),
    table: str = "",
    sentence: str = "",
    source: str = "",
    embedded: bool = False,
    name: str = "",
) -> html.Div:
    """The menu, where there are files, and the buttons.

    `more`: other files. `table`, `sentence`: CSS selectors of what can be copied. `source`: what is copied after.
    `embedded`: the page has a form for the pages of others. `name`: the id, for a page whose script fills it.
    """
    entries = [_file(kind, address(kind)) for kind in kinds] + [_entry(*one) for one in more]
    buttons = [
        _button("table", "Copier le tableau", table) if table else None,
        _button("sentence", "Copier la phrase", sentence) if sentence else None,
        _button("link", "Copier le lien"),
        _button("frame", "Intégrer") if embedded else None,
    ]
    menu = html.Details([html.Summary("Télécharger"), html.Ul(entries)], className="menu download")
    told: dict[str, Any] = {"data-source": source, **({"id": name} if name else {})}
    said = html.P(className="visually-hidden", role="status")
    return html.Div([*([menu] if entries else []), *filter(None, buttons), said], className="takeaway", **told)


def _file(kind: str, address: str) -> html.Li:
    """Marked with its kind, by which a script finds it; a picture is drawn as chosen, other files hold the cells."""
    one = FORMATS[kind]
    marks: dict[str, Any] = {"data-kind": kind, "data-needs": one.needs}
    return _entry(one.title, one.use, address, **marks)


def _entry(title: str, use: str, address: str, **marks: Any) -> html.Li:
    """What takes long is marked, so that the page's script says how far it is."""
    if address.startswith(LONG):
        marks["data-task"] = ""
    words: list[Any] = [html.Span(title), " ", html.Span(use, className="detail")]
    return html.Li(html.A(words, href=address, download="", **marks))


def _button(what: str, words: str, selector: str = "") -> html.Button:
    marks: dict[str, Any] = {"data-copy": what, **({"data-from": selector} if selector else {})}
    return html.Button(words, type="button", **marks)
