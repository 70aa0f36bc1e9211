"""Pieces of HTML that several pages share."""

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html

from observatory.dashboard.aria import aria
from observatory.statistics.french import typeset


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]], caption: str, name: str = "") -> html.Div:
    """A native table whose first column names the rows, in a frame that scrolls by itself and by keyboard."""
    head = html.Thead(html.Tr([html.Th(header, scope="col") for header in headers]))
    body = html.Tbody([_row(row, headers) for row in rows])
    caption_ = html.Caption(typeset(caption), className="visually-hidden")
    return html.Div(
        html.Table([caption_, head, body], className=f"grid {name}".strip()),
        className="table-frame-free",
        tabIndex=0,
        role="region",
        **aria(label=typeset(caption)),
    )


def _row(row: Sequence[Any], headers: Sequence[str]) -> html.Tr:
    """Each cell carries its column's title, for the narrow screens where columns are stacked."""
    first, *rest = row
    titles: list[dict[str, Any]] = [{"data-title": header} for header in headers[1:]]
    return html.Tr(
        [html.Th(first, scope="row"), *(html.Td(cell, **title) for cell, title in zip(rest, titles, strict=True))]
    )


def fold(title: str, content: Any, name: str, said: str = "", unfolded: bool = False) -> html.Details:
    """A part of a long page, under its title and what is `said` of it; a phone alone folds it.

    A link to `#name`, which is within, opens it.
    """
    told = [html.H2(title), *([html.Span(said, className="note")] if said else [])]
    return html.Details([html.Summary(told), html.Div(content, id=name)], open=unfolded, className="fold")


def definitions(pairs: Iterable[tuple[str, Any]]) -> html.Dl:
    """Terms and what they are; those without anything are left out."""
    known = [(term, value) for term, value in pairs if value]
    return html.Dl([part for term, value in known for part in (html.Dt(term), html.Dd(value))], className="facts-list")


def prose(texts: Iterable[str], name: str = "notes") -> html.Ul:
    return html.Ul([html.Li(typeset(text)) for text in texts], className=name)


def tabs(items: Iterable[tuple[str, str, bool]], label: str) -> html.Nav:
    """(title, address, whether it is shown): links that look like a row of choices."""
    links = [
        html.Li(html.A(title, href=address, **(aria(current="page") if here else {}))) for title, address, here in items
    ]
    return html.Nav(html.Ul(links), className="tabs", **aria(label=label))
