"""What is counted in communes and may be laid over a map: practices, schools, services..."""

from typing import Any

import pandas as pd

from observatory.errors import UnknownValue
from observatory.warehouse.read import Warehouse

OFFERS = """
WITH counted AS (
    SELECT DISTINCT declaration ->> '$.numerator.measure' AS measure FROM indicators
    WHERE declaration ->> 'nature' = 'offre' AND kind IN ('count', 'ratio', 'distance')
      AND declaration ->> 'unit' <> '%'
)
SELECT measure, m.title, unit, max(period)::INTEGER AS period,
       string_agg(DISTINCT producer, ', ' ORDER BY producer) AS producers
FROM counted JOIN measures m USING (measure) JOIN observations o USING (measure) JOIN sources USING (source)
WHERE additive AND NOT weighted AND o.level = 'commune' AND o.value > 0 GROUP BY ALL ORDER BY m.title
"""

COUNTS = """
SELECT code, name, value FROM observations JOIN territories USING (level, code)
WHERE level = 'commune' AND measure = ? AND period = ? AND status = 'valeur' AND value > 0 ORDER BY value DESC, name
"""


LAYERS = """
SELECT DISTINCT p.source, s.title, p.period, s.producer, w.name AS file FROM places p JOIN sources s USING (source)
JOIN web_files w ON w.role = 'places' AND w.level = p.source ORDER BY s.title
"""


def layers(warehouse: Warehouse) -> pd.DataFrame:
    """source, title, period, producer, file: the sources that tell where each place is, for people at work."""
    return warehouse.query(LAYERS)


def offers(warehouse: Warehouse) -> pd.DataFrame:
    """measure, title, unit, period (the latest known), producers: the counts that indicators of offer are made of."""
    return warehouse.query(OFFERS)


def offer(warehouse: Warehouse, measure: str) -> tuple[dict[str, Any], pd.DataFrame]:
    """One row of `offers`, and the communes that have some: code, name, value, the most first."""
    known = {str(row["measure"]): row for row in offers(warehouse).to_dict("records")}
    if measure not in known:
        raise UnknownValue("offre", measure, list(known))
    told = {str(name): value for name, value in known[measure].items()}
    return told, warehouse.query(COUNTS, [measure, int(told["period"])])
