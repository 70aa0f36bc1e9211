"""Communes that no shown territory tells apart, summed: what nobody can split needs no column of its own.

Of communes that are in the same territories, readers know the sum at best: each may be anything from 0 to it. A secret
among them has its width once the sum has it; so the sum takes the place of its communes, and is secret itself where it
is too small to lend them any.
"""

from collections.abc import Callable

import pandas as pd

from observatory.secrecy.protect import SILENT
from observatory.secrecy.relations import KEY

Ruled = Callable[[pd.DataFrame], pd.DataFrame]


def gathered(
    cells: pd.DataFrame, places: pd.DataFrame, ruled: Ruled, width: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """cells: KEY, value, least, most, floor, ceiling, denominator, largest, missing, state; places: commune, level,
    code. Both with atoms.

    `ruled` adds what a rule says (sensitive, low, high, width). Where any commune is shown, or was shown rounded, all
    keep their own cell.
    """
    commune = cells["level"] == "commune"
    if (cells.loc[commune, "state"] != SILENT).any() or cells.loc[commune, "floor"].notna().any():
        return ruled(cells), places
    atom = _atoms(cells[commune], places)
    small = ruled(cells[commune]).assign(code=lambda own: own["code"].map(atom)).groupby(KEY)["sensitive"].any()
    moved = cells[commune].assign(code=cells["code"].map(atom))
    sums = moved.groupby(KEY, as_index=False).agg(
        value=("value", "sum"),
        least=("least", _whole_sum),
        most=("most", _whole_sum),
        denominator=("denominator", _whole_sum),
        largest=("largest", "max"),
        missing=("missing", "first"),
        state=("state", "first"),
    )
    made = ruled(pd.concat([sums, cells[~commune]], ignore_index=True))
    lent = small.reindex(pd.MultiIndex.from_frame(made[KEY])).fillna(False).to_numpy(dtype=bool)
    made["sensitive"] |= lent & (made["value"] < width).to_numpy()
    return made, places.assign(commune=places["commune"].map(atom)).drop_duplicates(ignore_index=True)


def _whole_sum(values: pd.Series) -> float:
    """The sum; none where one is missing."""
    return float(values.sum(skipna=False))


def _atoms(communes: pd.DataFrame, places: pd.DataFrame) -> dict[str, str]:
    """Commune -> the name of its atom: the same territories, and the same counts known."""
    zones = places[places["level"] != "commune"].sort_values(["level", "code"])
    sign = (zones["level"] + " " + zones["code"]).groupby(zones["commune"]).agg(tuple)
    known = communes.sort_values(KEY).groupby("code")["missing"].agg(tuple)
    signs = pd.DataFrame({"zones": sign.astype(object), "known": known.astype(object)})
    named: dict[str, str] = {}
    for _, members in signs.groupby(["zones", "known"], dropna=False, sort=False):
        codes = sorted(str(code) for code in members.index)
        name = codes[0] if len(codes) == 1 else f"{codes[0]} et {len(codes) - 1} autres"
        named.update(dict.fromkeys(codes, name))
    return named
