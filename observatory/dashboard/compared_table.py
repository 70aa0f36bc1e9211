"""The table of one theme in `/comparer`: a summary that says something, then a line an indicator."""

from collections.abc import Sequence
from typing import Any

from dash import html

from observatory.catalogue import THEMES
from observatory.dashboard.aria import aria
from observatory.dashboard.parts import fold
from observatory.dashboard.place import DIVISION, Place
from observatory.dashboard.registry import link
from observatory.dashboard.shell import drawn
from observatory.dashboard.wording import beside_its_title
from observatory.figures.small import strands_svg
from observatory.figures.words import plural_text
from observatory.publishing.comparison import Line, Value, widest
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number
from observatory.warehouse.groups import GROUP

AXIS = (40.0, 160.0)
"""The index drawn, 100 in the middle; beyond, a dot stays at the edge."""
DRAWN = {(True, True): None, (True, False): "no-axis", (False, True): "no-strands", (False, False): "undrawn"}
"""Whether a line has its strands and its axis -> its look, by which a phone shares out the room they leave."""
ROOMY = 3
"""Up to this many territories, the table of a wide screen needs no scrolling frame."""
NOT_SUMMED = "ne se calcule pas en additionnant des communes"


def level_of(chosen: Sequence[Place]) -> str:
    """That of the first territory; a group of communes has none on the maps."""
    return next((place.level for place in chosen if place.level != GROUP), DIVISION[0])


def theme_table(slug: str, lines: Sequence[Line], chosen: Sequence[Place], unfolded: bool) -> html.Details:
    """Folded where room is short, unless it is the one to open."""
    heads = [html.Th([dot(rank), place.name], scope="col") for rank, place in enumerate(chosen)]
    table = html.Table(
        [
            html.Caption(THEMES[slug], className="visually-hidden"),
            html.Thead(
                html.Tr([html.Th("Indicateur", scope="col"), html.Th("Ensemble", scope="col"), *heads, *_drawn_heads()])
            ),
            html.Tbody([_line(line, chosen) for line in lines]),
        ],
        className="compared",
    )
    look = "table-frame roomy" if len(chosen) <= ROOMY else "table-frame"
    framed = html.Div(table, className=look, tabIndex=0)
    return fold(THEMES[slug], framed, slug, _summary(lines, chosen), unfolded)


def _summary(lines: Sequence[Line], chosen: Sequence[Place]) -> str:
    """`13 indicateurs · le plus grand écart : Sages-femmes libérales, Nord, 75 % de plus`."""
    count = plural_text(len(lines), "indicateur", "indicateurs")
    found = widest(lines)
    if found is None:
        return count
    line, rank, gap = found
    title = line.indicator.title.partition(", ")[0]
    return typeset(f"{count} · le plus grand écart : {title}, {chosen[rank].name}, {gap}")


def _drawn_heads() -> list[html.Th]:
    return [
        html.Th("Évolution", scope="col"),
        html.Th("Indice (100 = ensemble)", scope="col", className="axis-head"),
    ]


def _line(line: Line, chosen: Sequence[Place]) -> html.Tr:
    level = level_of(chosen)
    title: list[Any] = [
        html.A(typeset(line.indicator.title), href=link("/cartes", indicateur=line.indicator.slug, niveau=level))
    ]
    title.append(html.Span(f" {line.period}", className="note"))
    if line.demonstration:
        title.append(html.Span("Données de démonstration", className="demonstration"))
    strands, axis = _strands(line, chosen), _axis(line, chosen)
    return html.Tr(
        [
            html.Th(title, scope="row"),
            html.Td(_shown(line.whole, line), **_head("Ensemble")),
            *(_cell(value, line, rank, chosen[rank]) for rank, value in enumerate(line.values)),
            html.Td(strands, **_head("Évolution")),
            html.Td(axis),
        ],
        className=DRAWN[strands is not None, axis is not None],
    )


def _head(title: str) -> dict[str, Any]:
    """The head of a column, which a phone shows in each of its cells."""
    return {"data-title": title}


def _cell(value: Value | None, line: Line, rank: int, place: Place) -> html.Td:
    look, head = f"place-{rank + 1}", _head(place.name)
    if value is None:
        words = NOT_SUMMED if place.level == GROUP else "non publié à ce niveau"
        return html.Td(html.Span(words, className="note"), className=look, **head)
    parts: list[Any] = [html.Span(_shown(value.text, line), className=f"value {value.quality or 'none'}")]
    if value.gap:
        parts.append(html.Span(value.gap, className="note"))
    return html.Td(parts, className=look, **head)


def _shown(text: str, line: Line) -> str:
    """In a narrow column the unit may stand under its number."""
    return beside_its_title(text, line.indicator).replace("\u00a0", " ")


def _strands(line: Line, chosen: Sequence[Place]) -> html.Div | None:
    """The years of each territory on common scales; their changes in words for those who do not see them."""
    shown = [(rank, value) for rank, value in enumerate(line.values) if value is not None and value.trend]
    picture = strands_svg({f"place-{rank + 1}": value.trail for rank, value in shown})
    if not picture:
        return None
    words = typeset(f"{', '.join(f'{chosen[rank].name} : {value.trend}' for rank, value in shown)}.")
    return html.Div(drawn(picture, "strands"), role="img", title=words, **aria(label=words))


def _axis(line: Line, chosen: Sequence[Place]) -> html.Div | None:
    """One dot a territory on a common axis, its words for those who do not see it."""
    dots = [
        _placed(rank, value, place.name)
        for rank, (value, place) in enumerate(zip(line.values, chosen, strict=True))
        if value is not None and value.index is not None
    ]
    return html.Div(dots, className="axis", role="img", **aria(label=_axis_words(line, chosen))) if dots else None


def _placed(rank: int, value: Value, name: str) -> html.Span:
    low, high = AXIS
    index = value.index if value.index is not None else 100.0
    share = (min(max(index, low), high) - low) / (high - low)
    hollow = "" if value.significant else " hollow"
    return html.Span(className=f"dot place-{rank + 1}{hollow}", style={"left": f"{100 * share:.1f}%"}, title=name)


def _axis_words(line: Line, chosen: Sequence[Place]) -> str:
    told = [
        f"{place.name} {number(value.index)}"
        for value, place in zip(line.values, chosen, strict=True)
        if value is not None and value.index is not None
    ]
    return typeset(f"Indices : {', '.join(told)}.")


def dot(rank: int) -> html.Span:
    return html.Span(className=f"dot place-{rank + 1}", **aria(hidden="true"))
