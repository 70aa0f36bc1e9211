"""A need crossed with an offer: nine classes on a map, a cloud of dots, the deficits in order, how firm it all is."""

from collections.abc import Sequence
from typing import Any

from dash import html

from observatory.catalogue import Indicator
from observatory.dashboard.parts import prose, table, tabs
from observatory.dashboard.registry import link
from observatory.dashboard.shell import drawn
from observatory.dashboard.study import BASE, Study, level_tabs, map_plate, patch, pick
from observatory.dashboard.takeaway import takeaway
from observatory.figures.studied import STRENGTHS, amount
from observatory.publishing import crossed as answers
from observatory.publishing.formats import TABLES
from observatory.statistics.crossing import QUADRANTS, SIDE
from observatory.statistics.french import capital, typeset
from observatory.statistics.numbers import number
from observatory.warehouse.crossings import Crossed, crossing, crossing_levels, crossings

SHORT = 12
"""Deficits listed before the rest is folded."""
NOTE = (
    "Face à l'ensemble, comme dans le nuage. Sur la carte et au tableau, « fort », « moyen » et « faible » disent "
    "autre chose : les territoires y sont partagés en tiers."
)


def crossing_parts(study: Study) -> list[Any]:
    """Everything under the choice of a crossing, in reading order."""
    declared = {one.slug: one for one in crossings(study.warehouse)}
    known = {slug: crossing_levels(study.warehouse, slug) for slug in declared}
    offered = [slug for slug in declared if known[slug]]
    if not offered:
        return [html.H1("Besoins et offre"), html.P("Aucun croisement n’a encore de valeurs ici.")]
    slug = study.one_of("croisement", offered, offered[0])
    level = study.level(known[slug])
    one = crossing(study.warehouse, slug, level)
    chosen = study.territory(one.cells["code"].tolist())
    items = [
        (typeset(declared[each].title), link(BASE, croisement=each, niveau=level), each == slug) for each in offered
    ]
    return [
        html.H1(typeset(one.crossing.title)),
        html.P(typeset(one.crossing.question), className="lead"),
        tabs(items, "Croisements"),
        level_tabs(study, known[slug], level, croisement=slug),
        _plate(study, one, chosen),
        _deficits(study, one),
        _table(study, one),
        _about(one),
    ]


def _plate(study: Study, one: Crossed, chosen: str | None) -> html.Div:
    """The map with its legend; the cloud beside."""
    plural = answers.plural_of(study.warehouse, one.level)
    view = answers.crossed_view(one, plural)
    source = html.P(answers.source_line(study.warehouse, one, plural), className="note")
    column = html.Div([*map_plate(study, one.level, view, chosen), _legend(one, view), source], className="study-map")
    cloud = drawn(answers.crossed_scatter(one, chosen), "cloud")
    lines = [
        f"À droite, plus de besoin : {_lowered(one.need.title)}. En haut, plus d'offre : {_lowered(one.offer.title)}.",
        f"Tirets : {_whole(study, one)}. Cliquez un point pour le voir sur la carte.",
    ]
    told = [html.P(typeset(text), className="note") for text in lines]
    return html.Div([column, html.Div([html.H2("Le nuage"), cloud, *told])], className="study-plate")


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def _whole(study: Study, one: Crossed) -> str:
    need, offer = (_amount(value, axis) for value, axis in zip(one.references, (one.need, one.offer), strict=True))
    return f"{study.facts['name']}, besoin {need}, offre {offer}"


def _amount(value: float, indicator: Indicator) -> str:
    return amount(value, indicator.unit, indicator.decimals)


def _legend(one: Crossed, view: dict[str, Any]) -> html.Table:
    """A square: the need upwards, the offer rightwards, the number of territories in each class."""
    counts = [band["count"] for band in view["classes"]]
    heads = [html.Th([html.B(words), span], scope="col") for words, span in _bands("offer", one)]
    rows = [
        html.Tr(
            [
                html.Th([html.B(words), span], scope="row"),
                *(_nine(SIDE * row + column, counts) for column in range(SIDE)),
            ]
        )
        for row, (words, span) in reversed(list(enumerate(_bands("need", one))))
    ]
    caption = html.Caption("Nombre de territoires par classe")
    return html.Table([caption, html.Thead(html.Tr([html.Td(), *heads])), html.Tbody(rows)], className="nine")


def _nine(index: int, counts: Sequence[int]) -> html.Td:
    return html.Td([patch(f"bivariate-{index + 1}"), html.Span(number(counts[index]))])


def _bands(axis: str, one: Crossed) -> list[tuple[str, str]]:
    """(`besoin fort`, `13,4 % ou plus`), from the weakest."""
    indicator, sign = (one.need, one.signs[0]) if axis == "need" else (one.offer, one.signs[1])
    low, high = (
        _amount(value, indicator) for value in (one.thresholds.need if axis == "need" else one.thresholds.offer)
    )
    spans = [f"moins de {low}", f"{low} à {high}", f"{high} ou plus"]
    return list(zip(STRENGTHS[axis], spans[::sign], strict=True))


def _deficits(study: Study, one: Crossed) -> html.Section:
    plural = answers.plural_of(study.warehouse, one.level)
    rows = [(pick(row["code"], row["name"]), row["need"], row["offer"]) for row in answers.deficits(one)]
    headers = ("Territoire", typeset(one.need.title), typeset(one.offer.title))
    caption = f"{QUADRANTS['deficit']} : les plus grands écarts d'abord"
    parts: list[Any] = [html.P(answers.deficit_sentence(one, plural, study.facts), className="sentence")]
    parts += [table(headers, rows[:SHORT], caption)] if rows else []
    parts.append(html.P(typeset(NOTE), className="note"))
    if len(rows) > SHORT:
        rest = table(headers, rows[SHORT:], f"{caption}, la suite")
        parts.append(html.Details([html.Summary(f"Les {len(rows) - SHORT} suivants"), rest]))
    firm = [
        html.H3(answers.firmness(one)),
        table(("Seuil", "Déplacé à", "Changent de classe"), answers.moved_rows(one), "Solidité des seuils"),
        html.P(typeset("Seuils : les tiers des valeurs comparables de chaque indicateur."), className="note"),
    ]
    return html.Section(
        [
            html.Div([html.H2(QUADRANTS["deficit"]), *parts]),
            html.Div([html.H2(typeset("Est-ce solide ?")), *firm]),
        ],
        className="ruled columns",
    )


def _table(study: Study, one: Crossed) -> html.Section:
    classes = dict(zip(one.cells["code"], one.cells["class"], strict=True))
    rows = [
        (
            pick(code, name),
            need,
            offer,
            [patch(f"bivariate-{classes[code] + 1}") if classes[code] >= 0 else None, capital(words)],
        )
        for code, name, need, offer, words in answers.listed(one)
    ]
    headers = ("Territoire", typeset(one.need.title), typeset(one.offer.title), "Classe")
    shown = table(headers, rows, typeset(one.crossing.title), "classed")
    return html.Section([html.H2("Tableau"), shown], className="ruled", id="tableau")


def _about(one: Crossed) -> html.Section:
    ways = [
        html.A(typeset(axis.title), href=link("/cartes", indicateur=axis.slug, niveau=one.level))
        for axis in (one.need, one.offer)
    ]
    years = " et ".join(map(str, dict.fromkeys(one.periods)))
    return html.Section(
        [
            html.H2("Comprendre"),
            prose((*one.crossing.caveats, f"Dernières années connues : {years}.")),
            html.Div(ways, className="tools"),
            takeaway(
                (*TABLES, "gpkg", "geojson"),
                lambda kind: f"/telechargements/croisements/{one.crossing.slug}/{one.level}.{kind}",
                table="#tableau table",
                sentence=".study .sentence",
            ),
        ],
        className="ruled",
    )
