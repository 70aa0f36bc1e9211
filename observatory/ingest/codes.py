"""From the commune codes of a file's year to today's communes."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from observatory.ingest.numbers import RANKS, REFUSED
from observatory.ingest.scissions import NO_SPLIT, apportioned
from observatory.ingest.sums import numbered, runs

ARRONDISSEMENTS = {
    **{f"751{number:02}": "75056" for number in range(1, 21)},
    **{f"6938{number}": "69123" for number in range(1, 10)},
    **{f"132{number:02}": "13055" for number in range(1, 17)},
}
"""Municipal arrondissements of Paris, Lyon and Marseille: files give them instead of their city, or besides it."""
PLAIN = dict.fromkeys(["measure", "system", "code", "status"], object)
RECODED = ["measure", "system", "code", "period", "value", "low", "high", "status", "line", "cells"]
COMMUNE = 5
"""Figures of a commune's code; the nine of an IRIS begin with them."""
WHOLE = "0000"
"""The end of the code of an IRIS that is a whole commune."""


@dataclass(frozen=True)
class Recoded:
    """observations of today's communes; rejects (line, column_name, raw, reason); outside: those of other places."""

    observations: pd.DataFrame
    rejects: pd.DataFrame
    outside: int


def recode(
    observations: pd.DataFrame,
    communes: frozenset[str],
    history: pd.DataFrame,
    additive: frozenset[str],
    elsewhere: frozenset[str] = frozenset(),
    splits: pd.DataFrame = NO_SPLIT,
) -> Recoded:
    """Bring the observations of communes onto `communes`, today's; those of other systems pass unchanged.

    history    old_code, code, kind, year: the first year whose codes no longer hold the old one (null: not known)
    additive   measures that may be summed over a fusion; the others become `non_disponible`
    elsewhere  codes, old and new, of neighbouring collectivités that share a département code
    splits     communes that came out of one, with their shares (`apportioned`)

    A commune of a fusion whose other members are missing from the file is `non_disponible`: part is not the whole.
    `low` and `high` bound the value where it was shared between communes, and are the value elsewhere.
    """
    local = observations["system"].isin(["commune", "iris"]).to_numpy()
    if not local.any():
        return Recoded(_bounded(observations), _unknown(observations[:0]), 0)
    rows = observations if local.all() else observations[local]
    places, codes = pd.factorize(rows["code"])
    held, shared = communes | set(splits["old_code"]), {code[:2] for code in communes}
    targets = _targets(held, history)
    today = np.array([targets.get(code[:COMMUNE]) for code in codes], dtype=object)
    inside = np.array([target in held for target in today], dtype=bool)[places]
    met = [code[:2] in shared and code[:COMMUNE] not in elsewhere and code[:COMMUNE] not in targets for code in codes]
    unknown = np.array(met, dtype=bool)[places]
    own = rows[inside].astype(PLAIN).assign(today=today[places[inside]])
    own = own[~_arrondissements_of_a_present_city(own)]
    made = apportioned(_fused(own, history, additive), splits, additive)
    gone = ~made["code"].isin(communes)
    kept = pd.concat([_bounded(observations[~local]), made[~gone][RECODED]])
    lost = pd.concat([rows.loc[unknown, ["line", "code"]], made.loc[gone, ["line", "code"]]])
    return Recoded(kept.reset_index(drop=True), _unknown(lost), len(rows) - len(own) - int(unknown.sum()))


def _bounded(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that pass unchanged: nothing is uncertain but their rounding."""
    return rows.astype(PLAIN).assign(low=rows["value"], high=rows["value"])[RECODED]


def _targets(communes: frozenset[str], history: pd.DataFrame) -> dict[str, str]:
    """Every known code, old or new, with today's code, through as many fusions as it took."""
    direct = {**dict(zip(history["old_code"], history["code"], strict=True)), **ARRONDISSEMENTS}
    direct |= {code: code for code in communes}
    return {old: _last(old, direct) for old in direct}


def _last(code: str, direct: dict[str, str]) -> str:
    seen = {code}
    while (following := direct.get(code, code)) not in seen:
        seen.add(following)
        code = following
    return code


def _arrondissements_of_a_present_city(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Rows of an arrondissement whose city has its own row for the same measure and year."""
    part = rows["code"].str[:COMMUNE].isin(ARRONDISSEMENTS.keys())
    if not part.any():
        return part
    key = ["measure", "period", "today"]
    cities = pd.MultiIndex.from_frame(rows.loc[rows["code"] == rows["today"], key])
    return part & pd.MultiIndex.from_frame(rows[key]).isin(cities)


def _fused(rows: pd.DataFrame, history: pd.DataFrame, additive: frozenset[str]) -> pd.DataFrame:
    """One row per measure, today's commune and year."""
    if rows.empty:
        return rows.assign(low=rows["value"], high=rows["value"])
    group = numbered(rows[["measure", "today", "period"]])
    grouped = runs(group, np.arange(len(rows)))
    ranks = rows["status"].map({status: rank for rank, status in enumerate(RANKS)}).to_numpy().astype(np.int64)
    whole = (rows["code"] == rows["today"]) | (rows["code"] == rows["today"] + WHOLE)
    moved = grouped.any(~whole.to_numpy())
    summable = rows["measure"].isin(additive).to_numpy()[grouped.first]
    apart = _still_apart(rows, history)
    partial = _partial(rows.assign(group=group), apart)[grouped.first] if moved.any() or len(apart) else False
    worst = np.where((moved & ~summable) | partial, REFUSED, grouped.worst(ranks))
    values = np.where(worst <= RANKS.index("estime"), grouped.sums(rows["value"].to_numpy()), math.nan)
    one = rows.iloc[grouped.first]
    cells = np.add.reduceat(rows["cells"].to_numpy()[grouped.rows], grouped.starts)
    status = np.array(RANKS, dtype=object)[worst]
    return one.assign(
        system="commune", code=one["today"], value=values, low=values, high=values, status=status, cells=cells
    )


def _partial(rows: pd.DataFrame, apart: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Rows whose group lacks a commune that the file, or its year's codes, should have."""
    if apart.empty and rows["period"].nunique() == 1 and not rows["code"].str[:COMMUNE].isin(ARRONDISSEMENTS).any():
        return np.zeros(len(rows), dtype=bool)
    members = rows[["measure", "period", "code", "today", "group"]]
    members = pd.concat([members, members.assign(code=rows["code"].str[:COMMUNE])]).drop_duplicates()
    groups = members[["measure", "period", "today", "group"]].drop_duplicates()
    told = members[["measure", "today", "code"]].drop_duplicates()
    always = groups.merge(pd.concat([told, _siblings(told)]), on=["measure", "today"])
    dated = groups.merge(apart, on=["measure", "period", "today"])
    wanted = pd.concat([always, dated])[["group", "code"]].drop_duplicates()
    met = wanted.merge(members[["group", "code"]].drop_duplicates(), how="left", indicator=True)
    return np.isin(rows["group"], met.loc[met["_merge"] == "left_only", "group"])


def _siblings(told: pd.DataFrame) -> pd.DataFrame:
    """All the arrondissements of a city that the file gives by arrondissement."""
    split = told.loc[told["code"].isin(ARRONDISSEMENTS.keys()), ["measure", "today"]].drop_duplicates()
    return split.merge(pd.DataFrame(ARRONDISSEMENTS.items(), columns=["code", "today"]), on="today")


def _still_apart(rows: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """measure, period, today, code of the communes not yet absorbed in the year whose communes are counted.

    Where today's codes carry the counts of former communes, a fusion of unknown year may be a later one: the communes
    déléguées (fusions since 2010) are taken as still apart, rather than a part shown as the whole."""
    years = rows[["measure", "period", "cog", "counted"]].drop_duplicates()
    former = history.rename(columns={"code": "today", "old_code": "code"})
    pairs = years[years["counted"] > 0].merge(former, how="cross")
    year = pd.to_numeric(pairs["year"]).astype(float)
    undated = year.isna() & (pairs["kind"] == "commune-deleguee") & (pairs["counted"] < pairs["cog"])
    return pairs.loc[(year > pairs["counted"]) | undated, ["measure", "period", "today", "code"]]


def _unknown(rows: pd.DataFrame) -> pd.DataFrame:
    once = rows.drop_duplicates(["line", "code"])
    reason = "code de commune inconnu, ni d'aujourd'hui ni d'autrefois"
    return pd.DataFrame({"line": once["line"], "column_name": "code", "raw": once["code"], "reason": reason})
