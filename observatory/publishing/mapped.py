"""One map to take away: the cells of an indicator at one level and year, their outlines and their picture."""

from observatory.figures.choice import Choice
from observatory.figures.formula import formula
from observatory.figures.notes import notes
from observatory.figures.question import MapData
from observatory.figures.view import source_line
from observatory.publishing.publication import Borders, Pairs, Publication, made_by, told, words_of_statuses
from observatory.publishing.table import COLUMNS, table
from observatory.publishing.views import map_data, svg_of
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

DRAWN: Choice = Choice()
"""How a map is drawn where nobody chose."""


def map_publication(
    warehouse: Warehouse, slug: str, level: str, period: str | int = "latest", choice: Choice = DRAWN
) -> Publication:
    """UnknownValue for an indicator, a level or a period that does not exist."""
    data = map_data(warehouse, slug, level, period)
    return Publication(
        name=f"{slug}_{level}_{data.period}",
        title=f"{typeset(data.indicator.title)}, {data.level_plural}, {data.period}",
        rows=table(data),
        columns=COLUMNS,
        about=(*about_indicator(data), *made_by(warehouse), *words_of_statuses()),
        demonstration=data.demonstration,
        borders=lambda: borders(warehouse, level),
        picture=lambda: svg_of(warehouse, slug, level, data.period, choice),
    )


def borders(warehouse: Warehouse, level: str) -> Borders:
    """The outlines of a level's territories."""
    names = read.web_file_names(warehouse)
    name = names.loc[(names["level"] == level) & (names["role"] == "geojson"), "name"].iat[0]
    return Borders(read.web_file(warehouse, str(name))[1], read.facts(warehouse)["crs"])


def about_indicator(data: MapData) -> Pairs:
    titles = dict(zip(data.measures["measure"], data.measures["title"], strict=True))
    return told(
        [
            ("Définition", typeset(data.indicator.definition)),
            ("Calcul", formula(data.indicator, titles)),
            ("Unité", data.indicator.unit),
            ("Découpage", data.level_plural),
            ("Millésime", str(data.period)),
            ("Source", source_line(data)),
            ("Licence", ", ".join(dict.fromkeys(data.sources["licence"]))),
            ("À savoir", " ".join(notes(data))),
        ]
    )
