"""The columns that analysts add to a map's table, and how to read them."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.figures.words import range_text
from observatory.statistics.french import typeset
from observatory.statistics.numbers import MINUS, number, with_unit
from observatory.warehouse import analysis, read
from observatory.warehouse.read import Warehouse

NOTES = {
    "z": "z : écart à la moyenne des territoires, en écarts types ; au-delà de 2, une valeur est rare.",
    "index": "Indice : 100 est la valeur de la collectivité.",
    "chance": "Aléa : ce que le hasard seul pouvait donner (intervalle à 95 %).",
    "smoothed": "Taux lissé : le taux, tiré vers la moyenne d'autant plus que l'effectif est petit. "
    "Il ne remplace pas le taux observé.",
}


def analysis_of(warehouse: Warehouse, slug: str, level: str, period: str | int) -> dict[str, Any]:
    """columns (title, texts and values in the order of codes), those without a value left out; notes."""
    frame = analysis.analysis(warehouse, slug, level, period)
    columns = [column for column in _columns(frame, read.indicator(warehouse, slug)) if any(column["texts"])]
    return {"columns": columns, "notes": [typeset(NOTES[column["name"]]) for column in columns]}


def _columns(frame: pd.DataFrame, indicator: Indicator) -> list[dict[str, Any]]:
    def measured(value: float) -> str:
        return with_unit(value, indicator.unit, indicator.decimals)

    chances = [
        None if pd.isna(low) else range_text(low, high, indicator.unit, indicator.decimals)
        for low, high in frame[["chance_low", "chance_high"]].itertuples(index=False)
    ]
    return [
        _column("z", "z", frame["z"], _signed),
        _column("index", "Indice", frame["index_100"], lambda value: number(value)),
        {"name": "chance", "title": "Aléa", "values": _values(frame["chance_low"]), "texts": chances},
        _column("smoothed", "Taux lissé", frame["smoothed"], measured),
    ]


def _column(name: str, title: str, values: pd.Series, text: Callable[[float], str]) -> dict[str, Any]:
    texts = [None if pd.isna(value) else text(value) for value in values]
    return {"name": name, "title": title, "values": _values(values), "texts": texts}


def _values(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else round(float(value), 4) for value in values]


def _signed(value: float) -> str:
    """`+1,2`, `−0,4`, `0,0`."""
    text = number(value, 1)
    return text if text.startswith(MINUS) or text == number(0, 1) else f"+{text}"
