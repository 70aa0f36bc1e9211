"""The page `/comparer`: two to six territories side by side; the collectivité's own territoires without a click."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from dash import html

from observatory.catalogue import THEMES
from observatory.dashboard.aria import aria
from observatory.dashboard.compared_pictures import pictures
from observatory.dashboard.compared_table import dot, level_of, theme_table
from observatory.dashboard.place import Place, division, place_of, places
from observatory.dashboard.registry import Page, link
from observatory.dashboard.shell import notices
from observatory.dashboard.takeaway import takeaway
from observatory.figures.words import plural_text
from observatory.publishing.comparison import MOST, by_theme, compare, strengths
from observatory.publishing.formats import TABLES
from observatory.publishing.said import paragraphs
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.groups import GROUP, refusals
from observatory.warehouse.read import Warehouse


def layout(warehouse: Warehouse, /, territoires: str = "", theme: str = "", carte: str = "", **_: str) -> html.Div:
    """The page of an address: `territoires=niveau:code,niveau:code`, `theme` where only one is wanted, `carte`."""
    chosen, said = _chosen(warehouse, territoires)
    lines = compare(warehouse, [(place.level, place.code) for place in chosen], drawn=True)
    themes = [(slug, part) for slug, part in by_theme(lines) if theme in ("", slug)]
    shown = pictures(warehouse, chosen, carte)
    return html.Div(
        [
            *notices(said),
            html.H1(_title(chosen)),
            html.P(_subtitle(warehouse, chosen), className="subtitle"),
            _choose(warehouse, chosen, theme),
            _takeaway(chosen, theme),
            _reach(chosen, {**{name: title for name, title, _ in shown}, **{slug: THEMES[slug] for slug, _ in themes}}),
            html.Section([html.H2(APART), _strengths(warehouse, chosen)], className="strengths", id="distingue"),
            *(part for *_, part in shown),
            *(theme_table(slug, part, chosen, slug == themes[0][0]) for slug, part in themes),
            html.P(typeset(NOTE), className="note"),
            *_refused(warehouse, chosen),
        ],
        className="page compare",
    )


def _refused(warehouse: Warehouse, chosen: Sequence[Place]) -> list[html.P]:
    """Why a group of communes has no median, no rate that its producer computes."""
    if not any(place.level == GROUP for place in chosen):
        return []
    count = plural_text(len(refusals(warehouse)), "indicateur publié", "indicateurs publiés")
    return [
        html.P(typeset(f"{count} par leur producteur (médianes, taux, indices) {NO_GROUP}"), className="note refused")
    ]


def _reach(chosen: Sequence[Place], parts: Mapping[str, str]) -> html.Nav:
    """On a phone, always in sight: who is who, and the parts of the page (name within the page -> title)."""
    names = html.Ul([html.Li([dot(rank), place.name]) for rank, place in enumerate(chosen)])
    links = [html.Li(html.A(title, href=f"#{name}")) for name, title in {"distingue": APART, **parts}.items()]
    menu = html.Details([html.Summary("Sommaire"), html.Ul(links)], className="menu")
    return html.Nav([names, menu], className="reach", **aria(label="Dans cette page"))


APART = "Ce qui les distingue"
NO_GROUP = "n'ont pas de valeur pour un groupe : ils ne se calculent pas en additionnant des communes."
NOTE = (
    "Indice 100 : la valeur de l'ensemble. Un point creux dit que le hasard suffirait à expliquer l'écart, "
    "ou qu'on ne peut en juger. Les valeurs fragiles ne sont pas placées."
)


def _chosen(warehouse: Warehouse, wanted: str) -> tuple[list[Place], list[str]]:
    """The territories of an address, and what could not be shown; by default those of the coarsest level offered."""
    answers = [place_of(warehouse, key) for key in wanted.split(",") if key]
    found = list(dict.fromkeys(place for place, _ in answers if place))
    said = [text for _, texts in answers for text in texts]
    if len(found) > MOST:
        said.append(f"Six territoires au plus se lisent côte à côte : {len(found) - MOST} sont laissés de côté.")
    return (found[:MOST], said) if found else (division(warehouse), said)


def _title(chosen: Sequence[Place]) -> str:
    return "Comparer " + " · ".join(place.name for place in chosen)


def _subtitle(warehouse: Warehouse, chosen: Sequence[Place]) -> str:
    """What is compared, and that it stands in for something where it does."""
    facts = read.facts(warehouse)
    count = plural_text(len(chosen), "territoire", "territoires")
    words = f"{count}, {'chacun ' if len(chosen) > 1 else ''}face à l'ensemble : {facts['name']}"
    stand_in = facts["territoires_stand_in"]
    return typeset(f"{words} · {stand_in}" if stand_in and any(p.level == "territoire" for p in chosen) else words)


def _choose(warehouse: Warehouse, chosen: Sequence[Place], theme: str) -> html.Div:
    """Links that add or leave out a territory: the address holds the whole choice."""
    level = level_of(chosen)
    others = [place for place in places(warehouse) if place.level == level and place not in chosen]
    leave = [_leave_link([p for p in chosen if p != place], theme, place.name) for place in chosen]
    add = [_choice_link([*chosen, place], theme, f"+ {place.name}") for place in others if len(chosen) < MOST]
    return html.Div(
        [
            html.Div(leave if len(chosen) > 2 else [], className="chips"),
            html.Details([html.Summary("Ajouter un territoire"), html.Div(add, className="chips")]) if add else None,
            html.P(html.A("Composer un groupe de communes", href=link("/cartes", niveau="commune", composer="oui"))),
            html.Nav(html.Ul(_themes(chosen, theme)), className="themes", **aria(label="Thèmes")),
        ],
        className="choose",
    )


def _takeaway(chosen: Sequence[Place], theme: str) -> html.Div:
    """The same cells as files: side by side, and row by row."""
    return takeaway(
        TABLES,
        lambda kind: _address(chosen, theme, f"/telechargements/territoires.{kind}"),
        [("PDF", "à imprimer ou à envoyer", _document(chosen, theme))],
        table=".compared",
        sentence=".strengths p",
    )


def _document(chosen: Sequence[Place], theme: str) -> str:
    places = quote(",".join(place.key for place in chosen), safe=":,~")
    return f"/documents/comparer/{places}{f'/{theme}' if theme else ''}.pdf"


def _choice_link(chosen: Sequence[Place], theme: str, words: str) -> html.A:
    return html.A(words, href=_address(chosen, theme), className="chip")


def _leave_link(rest: Sequence[Place], theme: str, name: str) -> html.A:
    cross = html.Span("×", **aria(hidden="true"))
    return html.A([name, " ", cross], href=_address(rest, theme), className="chip", **aria(label=f"Retirer {name}"))


def _themes(chosen: Sequence[Place], theme: str) -> list[html.Li]:
    pairs = [("", "Tous les thèmes"), *THEMES.items()]
    return [
        html.Li(html.A(title, href=_address(chosen, slug), **(aria(current="true") if slug == theme else {})))
        for slug, title in pairs
    ]


def _address(chosen: Sequence[Place], theme: str, base: str = "/comparer") -> str:
    return link(base, territoires=",".join(place.key for place in chosen), theme=theme)


def _strengths(warehouse: Warehouse, chosen: Sequence[Place]) -> html.Div:
    """A few sentences on each, side by side."""
    return html.Div(
        [
            html.Div(
                [html.H3([dot(rank), place.name])]
                + [
                    html.P(text, className="opening" if text.endswith(":") else None)
                    for text in paragraphs(strengths(warehouse, (place.level, place.code)))
                ]
            )
            for rank, place in enumerate(chosen)
        ],
        className="side-by-side",
    )


PAGE = Page(
    "/comparer",
    "Comparer",
    layout,
    help=(
        "Chaque ligne est un indicateur, chaque colonne un territoire, face à la valeur de l'ensemble.",
        "Les points placent les territoires autour de 100, la valeur de l'ensemble : à droite, plus ; à gauche, moins.",
        "L'adresse garde les territoires choisis : copiez-la pour envoyer la même comparaison.",
    ),
    styles=("portrait.css", "study.css"),
)
