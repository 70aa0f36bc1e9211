"""Releases that are already out: what they showed stays known, and their zonings stay relations.

An exact count that is out cannot be hidden any more. A rounded one is an interval: the count may still be hidden, but
readers look for it no further than that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from observatory.errors import DataError, SecrecyError
from observatory.secrecy.protect import FREE, OUT, SILENT
from observatory.secrecy.relations import KEY, label
from observatory.statistics.numbers import NARROW, SPACE

TERRITORY = ["level", "code"]


@dataclass(frozen=True)
class Earlier:
    """A release that is out: its cells and its memberships (commune, level, code).

    cells: KEY; value, NaN where hidden; reach, how far at most the count lies from it: 0 unless it was rounded.
    """

    name: str
    cells: pd.DataFrame
    memberships: pd.DataFrame


def with_earlier(
    cells: pd.DataFrame, memberships: pd.DataFrame, releases: Sequence[Earlier]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add to the cells (KEY, value, denominator, largest) their state, the floor and ceiling that rounded releases set
    to them (NaN without any), and those that only earlier releases have.

    A territory whose communes have changed since is another one, « code@name of the release », in the cells and
    memberships returned. Communes that have merged since have to be among the cells, silent, with their truth.
    Raises SecrecyError where a value that is out is not the one of today: a revised source is another measure.
    """
    cells = (cells if "state" in cells else cells.assign(state=FREE)).assign(floor=np.nan, ceiling=np.nan)
    for release in releases:
        dated = _dated(release, memberships)
        cells = _marked(_completed(cells, dated), dated)
        memberships = pd.concat([memberships, dated.memberships]).drop_duplicates(ignore_index=True)
    return cells, memberships


def _dated(release: Earlier, memberships: pd.DataFrame) -> Earlier:
    """Rename the territories of a release whose communes are not those of today."""
    then, now = _compositions(release.memberships), _compositions(memberships)
    same = then == now.reindex(then.index)
    codes = {place: place[1] if same[place] else f"{place[1]}@{release.name}" for place in then.index}

    def renamed(frame: pd.DataFrame) -> pd.DataFrame:
        places = zip(frame["level"], frame["code"], strict=True)
        return frame.assign(code=[codes.get(place, place[1]) for place in places])

    return Earlier(release.name, renamed(release.cells), renamed(release.memberships))


def _compositions(memberships: pd.DataFrame) -> pd.Series:
    return memberships.groupby(TERRITORY)["commune"].agg(lambda communes: tuple(sorted(communes)))


def _completed(cells: pd.DataFrame, release: Earlier) -> pd.DataFrame:
    """Add the territories that only the release has, summed from the communes of today; never shown again."""
    known = pd.MultiIndex.from_frame(cells[KEY])
    missing = release.cells[~pd.MultiIndex.from_frame(release.cells[KEY]).isin(known)][KEY]
    communes = cells[cells["level"] == "commune"].drop(columns="level").rename(columns={"code": "commune"})
    links = missing.merge(release.memberships, on=TERRITORY).merge(
        communes, on=["commune", "measure", "part", "period"]
    )
    groups = links.groupby(KEY)
    totals = groups[["value", "denominator"]].sum(skipna=False).join(groups["largest"].max()).reset_index()
    if len(totals) < len(missing):
        raise DataError(
            f"La diffusion «{SPACE}{release.name}{SPACE}» a des cases dont la valeur d’aujourd’hui n’est pas donnée."
        )
    return pd.concat([cells, totals.assign(state=SILENT)], ignore_index=True)


def _marked(cells: pd.DataFrame, release: Earlier) -> pd.DataFrame:
    """Give the state « publié » to the cells whose count the release shows, bounds to those that it shows rounded."""
    told = cells[KEY].merge(release.cells, on=KEY, how="left", validate="one_to_one")
    low, high = (told["value"] - told["reach"]).clip(lower=0), told["value"] + told["reach"]
    outside = (cells["value"] < low) | (cells["value"] > high)
    if revised := [label(cells, int(row)) for row in outside.to_numpy().nonzero()[0]]:
        raise SecrecyError(
            f"La diffusion «{SPACE}{release.name}{SPACE}» montre d’autres valeurs pour{NARROW}: "
            f"{', '.join(revised[:5])}. Une source révisée se déclare comme une autre mesure."
        )
    exact, rounded = told["value"].notna() & (told["reach"] == 0), told["reach"] > 0
    return cells.assign(
        state=cells["state"].mask(exact, OUT),
        floor=np.fmax(cells["floor"], low.where(rounded)),
        ceiling=np.fmin(cells["ceiling"], high.where(rounded)),
    )


def narrowed(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells whose low and high go no further than what rounded releases tell."""
    return cells.assign(
        low=np.fmax(cells["low"], cells["floor"]),
        high=np.fmin(cells["high"], cells["ceiling"]),
    )
