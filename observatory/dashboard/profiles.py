"""Rows of a profile as sentences read them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.catalogue.collectivite import Grammar
from observatory.statistics.cell import Cell, cell_of
from observatory.statistics.french import Name, name_of, name_of_collectivite
from observatory.statistics.ranking import Standing, common
from observatory.statistics.sentences import Figure
from observatory.warehouse import compare, read
from observatory.warehouse.read import Warehouse


def profile_figures(warehouse: Warehouse, level: str, code: str) -> list[Figure]:
    """Every indicator that has a cell in a territory, at its latest year, in order of display.

    UnknownValue for a level or a territory that does not exist.
    """
    known = {one.slug: one for one in read.indicators(warehouse)}
    facts = read.facts(warehouse)
    plural = common(str(read.levels(warehouse).set_index("level").at[level, "plural"]))
    rows = compare.profile(warehouse, level, code).to_dict("records")
    return [figure_of(row, known[row["indicator"]], facts, plural) for row in rows]


def figure_of(row: Mapping[Any, Any], indicator: Indicator, facts: Mapping[str, str], plural: str) -> Figure:
    """One row of `compare.profile`; `plural` names the territories of its level."""
    whole = row["level"] == "departement"
    collectivite = whole_name(facts)
    return Figure(
        indicator=indicator,
        name=collectivite if whole else name_of(row["level"], row["name"], facts.get("territoires_title", "")),
        cell=cell_of(indicator.slug, row),
        reference=None if whole else _beside(row, "whole", "departement", facts["collectivite"], row["period"]),
        reference_name=None if whole else collectivite,
        standing=_standing(row, plural),
        earlier=_beside(row, "earlier", row["level"], row["code"], row["earlier_period"]),
        spread=None if pd.isna(row["spread"]) else float(row["spread"]),
    )


def whole_name(facts: Mapping[str, str]) -> Name:
    """The collectivité in a sentence."""
    return name_of_collectivite(Grammar(**{part: facts[part] for part in ("subject", "of", "inside")}))


def _beside(row: Mapping[Any, Any], part: str, level: str, code: str, period: Any) -> Cell | None:
    """The collectivité's cell, or the territory's own earlier one; None where there is none."""
    if pd.isna(period) or pd.isna(row[f"{part}_status"]):
        return None
    kept = {name: row[f"{part}_{name}"] for name in ("value", "margin", "status", "quality")}
    return cell_of(str(row["indicator"]), {**kept, "level": level, "code": code, "period": period})


def _standing(row: Mapping[Any, Any], plural: str) -> Standing | None:
    if pd.isna(row["rank"]):
        return None
    return Standing(int(row["rank"]), int(row["comparable"]), int(row["tied"]), plural)
