"""Totals that must be the sum of their parts; where they are not, nobody knows which cell is wrong."""

import numpy as np
import pandas as pd

from observatory.catalogue.source import Total
from observatory.ingest.rejects import NONE, stacked
from observatory.ingest.sums import numbered

PLACE = ["system", "code", "period"]


def hold_totals(file: str, observations: pd.DataFrame, totals: tuple[Total, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(observations, rejects): the total and the parts that disagree become `non_disponible`."""
    broken = [_broken(file, observations, total) for total in totals]
    withheld = pd.concat([frame[["measure", *PLACE]] for _, frame in broken]) if broken else pd.DataFrame()
    if withheld.empty:
        return observations, NONE
    keys = pd.MultiIndex.from_frame(observations[["measure", *PLACE]])
    wrong = keys.isin(pd.MultiIndex.from_frame(withheld))
    held = observations.assign(
        value=observations["value"].mask(wrong), status=observations["status"].mask(wrong, "non_disponible")
    )
    return held, stacked([rejects for rejects, _ in broken])


def _broken(file: str, observations: pd.DataFrame, total: Total) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(one reject per place where the identity fails, the observations of those places)."""
    involved = observations[observations["measure"].isin([total.total, *total.parts])]
    place = numbered(involved[PLACE])
    values = {name: np.full(len(involved), np.nan) for name in (total.total, *total.parts)}
    for name, known in values.items():
        own = (involved["measure"] == name).to_numpy()
        known[place[own]] = involved["value"].to_numpy()[own]
    sums = np.sum([values[part] for part in total.parts], axis=0)
    off = np.abs(values[total.total] - sums) > total.within + 1e-6
    wrong = off[place]
    frame = involved[wrong]
    said = (frame["measure"] == total.total).to_numpy()
    told = frame[said]
    raw = [f"{value:g} pour {sum:g}" for value, sum in zip(told["value"], sums[place[wrong][said]], strict=True)]
    reason = f"total qui n'est pas la somme de ses parties ({' + '.join(total.parts)})"
    rejects = pd.DataFrame(
        {"file": file, "line": told["line"], "column_name": total.total, "raw": raw, "reason": reason}
    )
    return rejects, frame
