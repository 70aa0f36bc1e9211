"""What can be said of the years to come: bounds today, a projection as soon as two age structures are known."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from observatory.errors import ObservatoryError
from observatory.statistics.projection import BAND, at_most, cohort_ratios, constrained, hamilton_perry
from observatory.warehouse.read import Warehouse, territories

Floats = NDArray[np.float64]

OLDEST = 95
"""The age that opens the last band."""
BANDS = [f"{age:02}_{age + BAND - 1:02}" for age in range(0, OLDEST, BAND)] + [f"{OLDEST}_plus"]
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
    """code, period, people aged `threshold` or more, by Hamilton-Perry, territories constrained to the collectivité.

    ObservatoryError until two age structures five years apart have been read.
    """
    known = pyramids(warehouse, level)
    pairs = [(year - BAND, year) for year in known if year - BAND in known]
    if not pairs:
        raise ObservatoryError(
            "La projection est en attente de données : il faut deux structures par âge à cinq ans d’écart, et une "
            f"seule est connue ({', '.join(map(str, known)) or 'aucune'}). Déposez un second fichier des âges."
        )
    first, last = max(pairs)
    codes, earlier, later = _matched(known[first], known[last])
    own = _projected(earlier, later, steps)
    whole = _projected(earlier.sum(axis=0, keepdims=True), later.sum(axis=0, keepdims=True), steps)
    held = [constrained(own[step], whole[step][0]) for step in range(steps + 1)]
    rows = [
        pd.DataFrame({"code": codes, "period": last + BAND * step, "people": at_most(people.sum(axis=1), threshold, 0)})
        for step, people in enumerate(held)
    ]
    return pd.concat(rows).sort_values(["code", "period"], ignore_index=True)


def _projected(earlier: Floats, later: Floats, steps: int) -> Floats:
    return hamilton_perry(later, cohort_ratios(earlier, later), steps)


def _array(rows: pd.DataFrame) -> tuple[list[str], Floats]:
    table = rows.pivot(index="code", columns="measure", values="people").reindex(columns=MEASURES).dropna()
    return [str(code) for code in table.index], table.to_numpy().reshape(len(table), 2, len(BANDS))


def _matched(first: tuple[list[str], Floats], last: tuple[list[str], Floats]) -> tuple[list[str], Floats, Floats]:
    """The territories known at both censuses."""
    codes = [code for code in last[0] if code in first[0]]
    earlier, later = (people[[names.index(code) for code in codes]] for names, people in (first, last))
    return codes, earlier, later
