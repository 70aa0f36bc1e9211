"""The history of codes: every code that is no commune today, and the commune of today that it became."""

import pandas as pd

from observatory.geography.cog import Cog

COLUMNS = ["old_code", "old_name", "code", "kind", "last_cog"]


def code_history(cogs: list[Cog]) -> pd.DataFrame:
    """`old_code, old_name, code, kind, last_cog` from several years of codes, sorted by old code.

    `kind` is `commune-deleguee`, `commune-associee`, `commune-absorbee`, `ancien-code` or
    `arrondissement-municipal`. `last_cog` is the last year, among those read, in which the old code was a commune of
    its own (null when it was not in any): the packages date no fusion, and none is guessed.
    """
    newest_first = sorted(cogs, key=lambda cog: -cog.package.cog)
    today = set(newest_first[0].communes["code"])
    told = pd.concat([cog.former for cog in newest_first], ignore_index=True)
    told = told[~told["old_code"].isin(today)]
    named = told.sort_values("old_name", key=lambda names: names.isna(), kind="stable").drop_duplicates("old_code")
    parents = dict(zip(named["old_code"], named["code"], strict=True))
    current = named["code"].map(lambda code: _today(code, parents, today))
    last = _last_years(newest_first)
    frame = named.assign(code=current, last_cog=named["old_code"].map(last).astype("Int64"))
    frame["old_name"] = frame["old_name"].fillna(frame["old_code"].map(_last_names(newest_first)))
    return frame.dropna(subset=["code"]).sort_values("old_code", ignore_index=True)[COLUMNS]


def to_today(populations: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """`code, population` of a former year, summed onto the communes of today."""
    moved = dict(zip(history["old_code"], history["code"], strict=True))
    codes = populations["code"].map(lambda code: moved.get(code, code))
    return populations.assign(code=codes).groupby("code", as_index=False)[["population"]].sum()


def _today(code: str, parents: dict[str, str], today: set[str]) -> str | None:
    """Follow parents up to a commune of today; None when the trail is lost or turns in a circle."""
    seen: set[str] = set()
    while code not in today:
        if code in seen or code not in parents:
            return None
        seen.add(code)
        code = parents[code]
    return code


def _last_years(newest_first: list[Cog]) -> dict[str, int]:
    return {code: cog.package.cog for cog in reversed(newest_first) for code in cog.communes["code"]}


def _last_names(newest_first: list[Cog]) -> dict[str, str]:
    return {
        code: name
        for cog in reversed(newest_first)
        for code, name in zip(cog.communes["code"], cog.communes["name"], strict=True)
    }
