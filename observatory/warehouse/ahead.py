"""What can be said of the years to come: bounds today, a projection as soon as two age structures are known."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from observatory.errors import ObservatoryError
from observatory.statistics.projection import (
    BAND,
    Assumptions,
    at_most,
    cohort_component,
    cohort_ratios,
    constrained,
    hamilton_perry,
)
from observatory.warehouse.hypotheses import BANDS, assumptions
from observatory.warehouse.read import Warehouse, territories

Floats = NDArray[np.float64]

MEASURES = [f"ages.{sex}_{band}" for sex in "fh" for band in BANDS]
"""In the order of a pyramid's arrays: women first, from the youngest."""
PYRAMIDS = """
WITH whole AS (SELECT level, code, count(*) AS communes FROM memberships GROUP BY ALL)
SELECT m.code, o.period, o.measure, sum(value) AS people
FROM observations o JOIN memberships m ON m.commune = o.code
JOIN whole ON whole.level = m.level AND whole.code = m.code
WHERE o.measure IN (SELECT unnest($measures)) AND o.level = 'commune' AND m.level = $level
GROUP BY ALL
HAVING count(value) = max(whole.communes)
"""


def pyramids(warehouse: Warehouse, level: str) -> dict[int, tuple[list[str], Floats]]:
    """For each census year, the codes of the territories whose communes are all known, and [territory, sex, age].

    Women first; bands of five years, the last one open.
    """
    territories(warehouse, level)
    frame = warehouse.query(PYRAMIDS, {"measures": MEASURES, "level": level})
    return {year: _array(frame[frame["period"] == year]) for year in sorted(set(frame["period"].tolist()))}


def upper_bounds(warehouse: Warehouse, level: str, threshold: int = 75) -> pd.DataFrame:
    """code, name, period, people: those aged `threshold` or more at the last census, then at most in 5 and 10 years.

    At most: those old enough today, none dying, none arriving. It is no forecast, and it holds without any rate.
    """
    known = pyramids(warehouse, level)
    if not known:
        raise ObservatoryError("Aucune structure par âge n’est connue : la source « ages » n’a pas été lue.")
    year, (codes, people) = max(known.items())
    ages = people.sum(axis=1)
    rows = [
        pd.DataFrame({"code": codes, "period": year + ahead, "people": at_most(ages, threshold, ahead)})
        for ahead in (0, BAND, 2 * BAND)
    ]
    names = territories(warehouse, level)[["code", "name"]]
    return pd.concat(rows).merge(names, on="code").sort_values(["code", "period"], ignore_index=True)


def projection(warehouse: Warehouse, level: str, threshold: int = 75, steps: int = 2) -> pd.DataFrame:
    """code, period, people aged `threshold` or more, every five years; territories are constrained to the collectivité.

    By Hamilton-Perry where two age structures five years apart have been read, else by components where the
    hypotheses have been brought. ObservatoryError until then.
    """
    known = pyramids(warehouse, level)
    pairs = [(year - BAND, year) for year in known if year - BAND in known]
    if pairs:
        first, last = max(pairs)
        codes, earlier, later = _matched(known[first], known[last])
        own, whole = _by_ratios(earlier, later, steps), _by_ratios(_summed(earlier), _summed(later), steps)
    else:
        given, last = _brought(warehouse, known), max(known)
        codes, later = known[last]
        own, whole = cohort_component(later, given, steps), cohort_component(_summed(later), given, steps)
    rows = [
        pd.DataFrame({"code": codes, "period": last + BAND * step, "people": at_most(people.sum(axis=1), threshold, 0)})
        for step, people in enumerate(constrained(own[step], whole[step][0]) for step in range(steps + 1))
    ]
    return pd.concat(rows).sort_values(["code", "period"], ignore_index=True)


def _brought(warehouse: Warehouse, known: Collection[int]) -> Assumptions:
    given = assumptions(warehouse)
    if given is None or not known:
        raise ObservatoryError(
            "La projection est en attente de données : il faut deux structures par âge à cinq ans d’écart, et une "
            f"seule est connue ({', '.join(map(str, known)) or 'aucune'}), ou des hypothèses de survie et de "
            "fécondité. Déposez un second fichier des âges, ou « hypotheses_projection_<année>.csv »."
        )
    return given


def _by_ratios(earlier: Floats, later: Floats, steps: int) -> Floats:
    return hamilton_perry(later, cohort_ratios(earlier, later), steps)


def _summed(people: Floats) -> Floats:
    return np.asarray(people.sum(axis=0, keepdims=True))


def _array(rows: pd.DataFrame) -> tuple[list[str], Floats]:
    table = rows.pivot(index="code", columns="measure", values="people").reindex(columns=MEASURES).dropna()
    return [str(code) for code in table.index], table.to_numpy().reshape(len(table), 2, len(BANDS))


def _matched(first: tuple[list[str], Floats], last: tuple[list[str], Floats]) -> tuple[list[str], Floats, Floats]:
    """The territories known at both censuses."""
    codes = [code for code in last[0] if code in first[0]]
    earlier, later = (people[[names.index(code) for code in codes]] for names, people in (first, last))
    return codes, earlier, later
