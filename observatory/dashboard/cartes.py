"""The page `/cartes`: a skeleton here, brought to life by assets/page/page.mjs, and the evolution chart."""

from typing import Any, cast

from dash import Dash, Input, Output, dcc, html
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from observatory.dashboard import ids
from observatory.dashboard.aria import aria
from observatory.dashboard.choice import first_choice
from observatory.dashboard.config import catalogue
from observatory.dashboard.ids import part
from observatory.dashboard.place import place_of
from observatory.dashboard.registry import Page
from observatory.dashboard.takeaway import takeaway
from observatory.errors import ObservatoryError
from observatory.figures.evolution import GRAPH_CONFIG, Line, evolution_figure
from observatory.publishing.formats import FORMATS
from observatory.warehouse import read
from observatory.warehouse.groups import GROUP
from observatory.warehouse.own import any_series
from observatory.warehouse.read import Warehouse, Warehouses

MOUNT = """(config) => import("%s").then(({mount}) => {
    mount(config, (wanted) => dash_clientside.set_props("%s", {data: wanted}));
    return dash_clientside.no_update;
})"""
"""Run in the browser once the page is there."""
WAITING = "waiting"
"""Until the first view is there, what it will fill keeps its place and does not show."""


def layout(warehouse: Warehouse, /, **query: str) -> html.Div:
    """The page of an address: what it shows first, in what form."""
    known = catalogue(warehouse)
    choice, notices = first_choice(query, known)
    if choice["groupe"]:
        group, said = place_of(warehouse, f"{GROUP}:{choice['groupe']}")
        choice["groupe"], notices = group.code if group else None, [*notices, *said]
    return html.Div(
        [
            dcc.Store(id=ids.CONFIG, data={**known, "choice": choice, "notices": notices}),
            dcc.Store(id=ids.EVOLUTION),
            html.Section(
                [
                    html.Details(
                        [html.Summary("Réglages"), html.Div(id=part("controls"))], open=True, id=part("panel")
                    ),
                    html.Div(id=part("group"), className="composer"),
                    _takeaway(),
                ],
                className="panel",
                **aria(label="Réglages de la carte"),
            ),
            _figure(_first_title(known, choice)),
            _aside(),
            html.Section([html.H2("Tableau"), html.Div(id=part("table"))], className="table-section"),
            _explained(),
        ],
        className=f"cartes {WAITING}",
    )


def _first_title(known: dict[str, Any], choice: dict[str, str | None]) -> str:
    """Of the indicator chosen, or of the one that comes first."""
    titles = {str(one["slug"]): str(one["title"]) for one in known["indicators"]}
    return titles.get(choice["indicateur"] or "", next(iter(titles.values())))


def _takeaway() -> html.Div:
    """The module writes the addresses: they follow what is shown."""
    return takeaway(
        FORMATS,
        lambda kind: "",
        table="#cartes-table table",
        sentence="#cartes-territory .sentence",
        embedded=True,
        name=part("tools"),
    )


def _figure(title: str) -> html.Div:
    """Title, map with its legend, years."""
    return html.Div(
        [
            html.Div(id=part("notices"), className="notices", role="status", hidden=True),
            html.H1(title, id=part("title")),
            html.P("La carte se prépare…", id=part("subtitle"), className="subtitle"),
            html.Div(id=part("small"), hidden=True),
            html.Div(id=part("small-legend"), className="legend"),
            html.Div(
                [html.Div(id=part("map"), className="map"), html.Div(id=part("legend"), className="legend")],
                id=part("plate"),
                className="plate",
            ),
            html.Div(
                [html.Div(id=part("scale"), className="scale"), html.Div(id=part("zoom"), className="map-zoom")],
                id=part("plate-foot"),
                className="plate-foot",
            ),
            html.Div(id=part("years")),
            html.P(html.A("Tout le thème en petites cartes", id=part("theme"), href="/themes", className="quiet")),
            html.Section(id=part("points"), className="points-section", hidden=True),
        ],
        className="figure-column",
    )


def _aside() -> html.Aside:
    """One territory in large type, its years, and the ranking."""
    button = html.Button("Voir l’évolution", id=part("evolution-button"), type="button", className="quiet")
    return html.Aside(
        [
            html.Section(id=part("group-shown"), className="territory", hidden=True, **aria(live="polite")),
            html.Section(id=part("territory"), className="territory", **aria(live="polite")),
            html.Section(id=part("pinned"), hidden=True),
            html.Section(
                [
                    html.Div([html.H2("Évolution"), button], className="heading"),
                    html.Div(id=ids.CHART, className="chart"),
                ],
                id=part("evolution"),
            ),
            html.Section(id=part("distribution"), hidden=True),
            html.Section([html.H2(id=part("ranking-title")), html.Div(id=part("ranking"))]),
        ],
        className="beside",
        **aria(label="Valeurs"),
    )


def _explained() -> html.Section:
    """What the figure is."""
    return html.Section(
        [
            html.H2("Comprendre"),
            html.Div(id=part("about")),
        ],
        className="about-section",
    )


def register(app: Dash, warehouses: Warehouses) -> None:
    """The module takes over in the browser; the server draws the evolution when it is asked for."""
    mount = MOUNT % (app.get_asset_url("page/page.mjs"), ids.EVOLUTION)
    app.clientside_callback(  # type: ignore[no-untyped-call]
        mount, Output(ids.EVOLUTION, "data"), Input(ids.CONFIG, "data")
    )

    @app.callback(Output(ids.CHART, "children"), Input(ids.EVOLUTION, "data"), prevent_initial_call=True)
    def evolution(wanted: object) -> dcc.Graph | html.P | None:
        return None if wanted is None else chart(warehouses.current(), Wanted.read(wanted))


class Wanted(BaseModel):
    """Whose years to draw, as the browser asks for it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    indicator: str
    level: str
    codes: tuple[str, ...] = Field(min_length=1, max_length=4, strict=False)

    @classmethod
    def read(cls, value: object) -> "Wanted":
        """Raise ObservatoryError for what no page asks."""
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            raise ObservatoryError("Une évolution se demande avec indicator, level et un à quatre codes.") from error


def chart(warehouse: Warehouse, wanted: Wanted) -> dcc.Graph | html.P:
    """The years of territories beside those of the collectivité."""
    lines = _lines(warehouse, wanted)
    if not lines:
        return html.P("Choisissez un territoire pour voir son évolution.", className="note")
    invented = read.is_demonstration(warehouse, wanted.indicator)
    figure = evolution_figure(read.indicator(warehouse, wanted.indicator), lines, invented)
    return dcc.Graph(figure=figure, config=cast(dcc.Graph.Config, GRAPH_CONFIG))


def _lines(warehouse: Warehouse, wanted: Wanted) -> list[Line]:
    facts = read.facts(warehouse)
    lines: list[Line] = []
    if wanted.level != "departement":
        for code in wanted.codes:
            frame = any_series(warehouse, wanted.indicator, wanted.level, code)
            if len(frame):
                rank = len(lines) + 1 if len(wanted.codes) > 1 else 0
                lines.append(Line(str(frame["name"].iat[0]), frame, rank=rank))
    if "departement" in read.levels_of(warehouse, wanted.indicator):
        whole = read.series(warehouse, wanted.indicator, "departement", facts["collectivite"])
        lines.append(Line(facts["name"], whole, reference=True))
    return lines


PAGE = Page(
    "/cartes",
    "Cartes",
    layout,
    register,
    help=(
        "Choisissez un indicateur et un découpage : carte, légende, classement et tableau changent ensemble.",
        "Cliquez un territoire, ou parcourez la carte avec les flèches du clavier, pour lire sa valeur et sa place.",
        "L'adresse de la page garde tous vos choix : copiez-la pour montrer la même carte à quelqu'un.",
    ),
    modules=("map", "page"),
    styles=("group.css",),
    charts=True,
    lively=True,
)
