"""A layer of offer: where it is counted, and the words of each count."""

from typing import Any

from observatory.statistics.numbers import with_unit
from observatory.warehouse import offer as counted
from observatory.warehouse.read import Warehouse


def offer_of(warehouse: Warehouse, measure: str) -> dict[str, Any]:
    """title, period, source, max, then code, value and text of each commune that has some, the most first."""
    told, communes = counted.offer(warehouse, measure)
    return {
        "title": told["title"],
        "period": int(told["period"]),
        "source": told["producers"],
        "max": float(communes["value"].max()),
        "codes": communes["code"].tolist(),
        "values": communes["value"].tolist(),
        "texts": [with_unit(value, str(told["unit"]), 0) for value in communes["value"]],
    }
