"""What stands around a page's content: breadcrumb, « mon territoire », help; and the pages of what went wrong."""

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html

from observatory.dashboard import ids
from observatory.dashboard.aria import aria
from observatory.dashboard.place import Place
from observatory.dashboard.registry import Page
from observatory.statistics.french import capital, typeset

SITE = "Observatoire des solidarités"


def bar(page: Page, crumb: str, place: Place | None, whole: str) -> html.Section:
    """Where one is, of which territory the page speaks, what the page is for."""
    items: list[Any] = [] if page.base == "/" else [_breadcrumb(page, crumb)]
    if page.placed:
        items.append(_my_place(place, whole))
    if page.help:
        sentences = [html.P(typeset(sentence)) for sentence in page.help]
        items.append(html.Details([html.Summary("Comprendre cette page"), html.Div(sentences)], className="help"))
    return html.Section(items, className="page-bar", **aria(label="Repères"))


def _breadcrumb(page: Page, crumb: str) -> html.Nav:
    steps: list[Any] = [html.A("Accueil", href="/")]
    steps += [html.A(page.title, href=page.base), html.Span(crumb, **aria(current="page"))] if crumb else []
    steps += [] if crumb else [html.Span(page.title, **aria(current="page"))]
    return html.Nav(html.Ol([html.Li(step) for step in steps]), className="breadcrumb", **aria(label="Fil d’Ariane"))


def _my_place(place: Place | None, whole: str) -> html.Div:
    """An empty place for the module's list of territories."""
    shown = {"data-key": place.key, "data-label": place.name} if place else {}
    told: dict[str, Any] = {"data-whole": whole, **shown}
    return html.Div(id=ids.PLACE, className="my-place", **told)


def drawn(svg: str, name: str) -> html.Div:
    """A small picture made on the server: the browser's module puts it in place once the page has come."""
    picture: dict[str, Any] = {"data-svg": svg}
    return html.Div(className=name, **picture)


def notices(texts: Iterable[str]) -> list[html.Div]:
    """What an address asked that could not be shown; nothing where all could."""
    said = [html.P(text) for text in texts]
    return [html.Div(said, className="notices", role="status")] if said else []


def not_found(path: str, pages: Sequence[Page]) -> html.Div:
    """What to do at an address where nothing is."""
    return _explained(
        "Page introuvable",
        [
            typeset(f"Aucune page n'est servie à l'adresse {path}. Le lien a peut-être été coupé en le copiant."),
            "Cherchez un indicateur, un territoire ou une commune dans le champ du haut, ou ouvrez une page :",
        ],
        html.Ul([html.Li(html.A(page.title, href=page.base)) for page in pages if page.listed], className="plain-list"),
    )


def refused(message: str, page: Page) -> html.Div:
    """A question that the page cannot answer, with the answer that says why."""
    again = html.P(html.A("Ouvrir la page sans ces choix", href=page.base))
    return _explained("Cette page ne peut pas être montrée", [capital(message)], again)


def failed(page: Page) -> html.Div:
    """A mistake of ours: its details are in the server's log."""
    text = "La page n'a pas pu être préparée. Rechargez-la ; si l'erreur revient, signalez l'adresse de la page."
    again = html.P(html.A("Ouvrir la page sans ces choix", href=page.base))
    return _explained("Erreur du serveur", [text], again)


def _explained(title: str, sentences: Iterable[str], more: Any) -> html.Div:
    paragraphs = [html.P(typeset(sentence)) for sentence in sentences]
    return html.Div([html.H1(title), *paragraphs, more], className="sheet explained")
