"""One indicator in a group of communes, in the words that the map's own territories have."""

from dataclasses import replace
from typing import Any

import numpy as np

from observatory.figures.cells import view_cells
from observatory.figures.legend import Legend
from observatory.figures.words import plural_text
from observatory.publishing.views import map_data
from observatory.statistics.french import typeset
from observatory.warehouse import own
from observatory.warehouse.groups import GROUP, refusals
from observatory.warehouse.own import Group
from observatory.warehouse.read import Warehouse

UNCLASSED = Legend([], np.array([-1]), "sequential")
KEPT = ("value", "text", "gap", "range", "status", "quality", "sentence", "numerator", "denominator")


def group_view(warehouse: Warehouse, slug: str, period: str, text: str) -> dict[str, Any]:
    """`code`, `name`, `kind`, `lost` (codes that are no commune of today), and either `refusal`, why there is no
    figure, or what a cell of a map view says: value, text, gap, range, status, quality, sentence, its two counts.

    UnknownValue for an indicator that does not exist, and for what is no group.
    """
    group, lost = own.known_part(warehouse, Group.read(text))
    told = {"code": group.code, "name": group.title, "lost": list(lost), "kind": _kind(group), "refusal": ""}
    if not group.communes:
        return {**told, "refusal": "Aucune de ces communes n’est dans la collectivité aujourd’hui."}
    if slug in refusals(warehouse):
        return {**told, "refusal": typeset(refusals(warehouse)[slug])}
    rows = own.profile(warehouse, group, period)
    mine = rows[(rows["indicator"] == slug) & (rows["period"].astype(str) == period)]
    if mine.empty:
        return {**told, "refusal": f"L’indicateur n’est pas connu en {period} pour un groupe de communes."}
    if mine["refusal"].iat[0]:
        return {**told, "refusal": typeset(str(mine["refusal"].iat[0]))}
    year = map_data(warehouse, slug, "departement", period)
    cell = view_cells(replace(year, level=GROUP, cells=mine), UNCLASSED)[0]
    return {**told, **{name: cell[name] for name in KEPT}}


def _kind(group: Group) -> str:
    return f"Groupe de {plural_text(len(group.communes), 'commune', 'communes')}"
