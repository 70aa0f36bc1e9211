"""The inhabitants of a territory: their number since the first census, their ages, the elders to come."""

from collections.abc import Sequence
from typing import Any

from dash import html

from observatory.dashboard.parts import table
from observatory.dashboard.shell import drawn
from observatory.figures.history import history_svg
from observatory.figures.pyramid import OLD, Ages, band, pyramid_svg, words
from observatory.publishing.portrait import Portrait
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number, with_unit

Counts = Sequence[tuple[int, float]]


def people(one: Portrait, whole: str) -> html.Section:
    """Three figures side by side, each with its table."""
    parts = [_history(one), _pyramid(one, whole), _ahead(one)]
    shown = html.Div([part for part in parts if part is not None], className="figures")
    return html.Section([html.H2("Habitants et âges"), shown], className="ruled", id="habitants")


def _figure(title: str, picture: Any, notes: Sequence[str], counts: html.Details | None) -> html.Div:
    told = [html.P(typeset(note), className="note") for note in notes if note]
    return html.Div([html.H3(typeset(title)), picture, *told, counts], className="figure-block")


def _folded(headers: Sequence[str], rows: Sequence[Sequence[Any]], caption: str) -> html.Details:
    return html.Details([html.Summary("Voir le tableau"), table(headers, rows, caption, "small")])


def _history(one: Portrait) -> html.Div | None:
    picture = history_svg(one.censuses, one.breaks, one.subject.title)
    if not picture:
        return None
    first, last = one.censuses[0], one.censuses[-1]
    title = f"Population depuis {first[0]}"
    notes = [_change(first, last), "Insee, recensements. Pointillés : plus de quinze ans sans recensement connu ici."]
    rows = [(str(year), number(count)) for year, count in one.censuses]
    return _figure(title, drawn(picture, "picture"), notes, _folded(("Année", "Habitants"), rows, title))


def _change(first: tuple[int, float], last: tuple[int, float]) -> str:
    """`13 734 habitants en 1876, 23 029 en 2023 : 68 % de plus.`"""
    apart = last[1] / first[1] - 1 if first[1] else 0
    way = f" : {with_unit(abs(apart) * 100, '%')} de {'plus' if apart > 0 else 'moins'}" if round(apart * 100) else ""
    return f"{with_unit(first[1], 'habitants')} en {first[0]}, {number(last[1])} en {last[0]}{way}."


def _pyramid(one: Portrait, whole: str) -> html.Div | None:
    if one.ages is None:
        return None
    title = f"Âges en {one.ages_year}, en % de la population"
    notes = [words(one.ages, one.whole_ages), f"Trait : {whole}." if one.whole_ages else ""]
    return _figure(title, drawn(pyramid_svg(one.ages, one.whole_ages), "picture"), notes, _by_age(one.ages, title))


def _by_age(ages: Ages, title: str) -> html.Details:
    """Census counts are estimates: they are rounded to the nearest ten."""
    women, men = ages.people.tolist()
    share = ages.shares.sum(axis=0).tolist()
    rows = [
        (band(i, len(women)), _about(women[i]), _about(men[i]), with_unit(share[i], "%", 1)) for i in range(len(women))
    ]
    return _folded(("Âge", "Femmes", "Hommes", "Ensemble"), rows, title)


def _about(count: float) -> str:
    return number(round(count / 10) * 10 if count >= 100 else round(count / 5) * 5)


def _ahead(one: Portrait) -> html.Div | None:
    if not one.ahead:
        return None
    now, *later = one.ahead
    most = max(count for _, count in one.ahead)
    bars = [_bar(year, count, most, year == now[0]) for year, count in one.ahead]
    bound = (
        f"Au plus : ceux qui auront {OLD} ans cette année-là, si nul ne meurt et si nul n'arrive. "
        "Ce n'est pas une prévision, c'est une borne : seules des arrivées la feraient dépasser."
    )
    notes = [_growth(now, later[-1]), bound]
    return _figure(f"Habitants de {OLD} ans ou plus, demain", html.Dl(bars, className="ahead"), notes, None)


def _bar(year: int, count: float, most: float, known: bool) -> html.Div:
    bar = html.Span(
        className="bar" if known else "bar bound", style={"inlineSize": f"{100 * count / (most or 1):.1f}%"}
    )
    told = f"environ {_about(count)}" if known else f"au plus {_about(count)}"
    return html.Div([html.Dt(str(year)), html.Dd([bar, html.Span(told.replace(" ", "\u00a0"))])])


def _growth(now: tuple[int, float], later: tuple[int, float]) -> str:
    if not now[1]:
        return ""
    return f"Au plus {number(later[1] / now[1], 1)} fois le nombre de {now[0]} en {later[0]}."
