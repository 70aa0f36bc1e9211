"""From a declaration to SQL, in two steps: an indicator's parts by commune, then every territory's cells from them.

Sum first, divide last. A part holds an indicator's numerator and denominator in one commune, where both are known; a
cell sums the parts of its communes, then divides. `low` and `high` travel with the value as sure bounds, `variance` as
the rounding error's, so that a sum of rounded counts knows how little its roundings matter.
"""

from collections.abc import Sequence

from observatory.catalogue import Indicator
from observatory.warehouse.operands import joined_sql, operand_sql

PROBABLE = 1.96
"""Half-width of a 95 % interval, in standard deviations."""
EARTH_RADIUS_KM = 6371.0088

PARTS = ("num", "num_low", "num_high", "num_variance", "den", "den_low", "den_high", "den_variance")


# ---- An indicator by commune


def parts_sql(indicator: Indicator, breaks: Sequence[int] = (), level: str = "commune") -> str:
    """code, period, the columns of PARTS, estimated: where numerator and denominator are both known.

    An evolution never crosses one of the `breaks`, the first years of new methods. `level` may be one of a benchmark.
    """
    pairs = _distances() if indicator.kind == "distance" else _pairs(indicator, level)
    return f"""
WITH numerator AS ({operand_sql(indicator.numerator, level)})
SELECT code, period, {", ".join(PARTS)}, estimated FROM ({pairs}) {_unbroken(indicator, breaks)}"""


def _pairs(indicator: Indicator, level: str) -> str:
    numerator = "n.code, n.period, n.value AS num, n.low AS num_low, n.high AS num_high, n.variance AS num_variance"
    if indicator.denominator is None:
        nothing = ", ".join(f"NULL::DOUBLE AS {name}" for name in PARTS[4:])
        return f"SELECT {numerator}, {nothing}, n.estimated FROM numerator n"
    return f"""
SELECT {numerator}, d.value AS den, d.low AS den_low, d.high AS den_high, d.variance AS den_variance,
       n.estimated OR d.estimated AS estimated
FROM numerator n JOIN ({joined_sql(indicator.denominator, level)}) d USING (code, period)"""


def _distances() -> str:
    """Kilometres as the crow flies to the nearest town hall of a commune that has some, times the inhabitants: their
    sum over communes, divided by the inhabitants, is the distance of the mean inhabitant."""
    return f"""
SELECT t.code, site.period, t.population * min(2 * {EARTH_RADIUS_KM} * asin(sqrt(
           sin(radians(site.lat - home.lat) / 2) ** 2
           + cos(radians(home.lat)) * cos(radians(site.lat)) * sin(radians(site.lon - home.lon) / 2) ** 2))) AS num,
       num AS num_low, num AS num_high, 0.0 AS num_variance,
       t.population AS den, den AS den_low, den AS den_high, 0.0 AS den_variance, false AS estimated
FROM territories t JOIN town_halls home USING (code)
CROSS JOIN (SELECT n.period, h.lon, h.lat FROM numerator n JOIN town_halls h USING (code) WHERE n.value > 0) site
WHERE t.level = 'commune' GROUP BY t.code, t.population, site.period"""


def _unbroken(indicator: Indicator, breaks: Sequence[int]) -> str:
    if indicator.kind != "evolution" or not breaks:
        return ""
    crossed = [f"{year} BETWEEN period - {_years(indicator)} + 1 AND period" for year in breaks]
    return f"WHERE NOT ({' OR '.join(crossed)})"


def _years(indicator: Indicator) -> int:
    return indicator.denominator.lag if indicator.denominator else 0


# ---- From parts to cells


def cells_sql(parts: str, members: str, places: str, missing: str) -> str:
    """indicator, level, code, period, value, numerator, denominator, low, high, margin, n, coverage and status.

    `parts` selects rows of the table `parts`; `members` (commune, level, code, share, low_share, high_share) says where
    they are summed, and how much of each; every one of the `places` (level, code, population) of a level that the
    indicator offers gets a cell; `missing` (slug, level, code, period, status) tells why a cell without enough communes
    has no value.
    """
    sums = ", ".join(f"{_shared(name)} AS {name}" for name in PARTS)
    return f"""
WITH part AS ({parts}),
members AS ({members}),
places AS ({places}),
sums AS (
    SELECT indicator, m.level, m.code, period, {sums}, bool_or(estimated OR share < 1) AS estimated,
           sum(t.population * share) AS covered
    FROM part JOIN members m ON m.commune = part.code
    JOIN territories t ON t.level = 'commune' AND t.code = part.code
    GROUP BY ALL
),
grid AS (
    SELECT i.*, p.level, p.code, p.population, y.period
    FROM (SELECT DISTINCT indicator, period FROM part) y JOIN indicators i ON i.slug = y.indicator
    JOIN places p ON list_contains(i.levels, p.level) OR p.level = 'groupe'
),
known AS (
    SELECT g.*, s.* EXCLUDE (indicator, level, code, period, covered),
           least(coalesce(s.covered / nullif(g.population, 0), 0), 1) AS coverage, coverage >= min_coverage AS enough
    FROM grid g LEFT JOIN sums s ON s.indicator = g.slug AND s.level = g.level AND s.code = g.code
                                AND s.period = g.period
),
valued AS (SELECT *, {FIGURE} FROM known)
SELECT v.slug AS indicator, v.level, v.code, v.period,
       CASE WHEN enough THEN figure END AS value,
       CASE WHEN enough THEN num END AS numerator,
       CASE WHEN enough THEN den END AS denominator,
       CASE WHEN enough THEN lowest END AS low,
       CASE WHEN enough THEN highest END AS high,
       CASE WHEN enough THEN CASE WHEN estimated THEN (highest - lowest) / 2
                                  ELSE least(probable, (highest - lowest) / 2) END END AS margin,
       CASE WHEN enough THEN CASE WHEN counted THEN coalesce(den, num) ELSE num END END AS n,
       coverage,
       CASE WHEN enough AND figure IS NULL THEN 'non_disponible'
            WHEN enough AND estimated THEN 'estime'
            WHEN enough THEN 'valeur'
            ELSE coalesce(missing.status, 'absent') END AS status
FROM valued v LEFT JOIN ({missing}) missing ON missing.slug = v.slug AND missing.level = v.level
                                           AND missing.code = v.code AND missing.period = v.period
"""


def _shared(name: str) -> str:
    """The sum of a column of PARTS over the shares of communes; a bound is that of the share that makes it widest."""
    if name.endswith("_low"):
        return f"sum(least({name} * low_share, {name} * high_share))"
    if name.endswith("_high"):
        return f"sum(greatest({name} * low_share, {name} * high_share))"
    return f"sum({name} * share * share)" if name.endswith("_variance") else f"sum({name} * share)"


def _quotient(num: str, den: str) -> str:
    return f"{num} / nullif(coalesce({den}, 1), 0)"


def _figure(num: str, den: str) -> str:
    return f"scale * (({_quotient(num, den)}) ** power - base)"


BOUNDS = ", ".join(_figure(num, den) for num in ("num_low", "num_high") for den in ("den_low", "den_high"))
FIGURE = f"""
CASE kind WHEN 'evolution' THEN 1.0 / years ELSE 1 END AS power,
CASE kind WHEN 'evolution' THEN 1 ELSE 0 END AS base,
{_figure("num", "den")} AS figure, least({BOUNDS}) AS lowest, greatest({BOUNDS}) AS highest,
{_quotient("num", "den")} AS quotient,
{PROBABLE} * abs(scale) * power * quotient ** (power - 1) / nullif(coalesce(den, 1), 0)
    * sqrt(num_variance + coalesce(den_variance, 0) * quotient ** 2) AS probable"""
"""A ratio is scale x numerator / denominator, an evolution scale x ((numerator / denominator) ^ (1 / years) - 1), a
count a ratio to 1; bounds come from those of both, the margin from the errors of their roundings at first order."""

WHOLE = "1.0 AS share, 1.0 AS low_share, 1.0 AS high_share"
"""The shares of a commune that is wholly in a territory."""
MEMBERS = f"SELECT commune, level, code, {WHOLE} FROM memberships"
PLACES = "SELECT level, code, population FROM territories SEMI JOIN levels USING (level)"
MISSING = """
SELECT slug, level, code, period,
       CASE WHEN bool_or(status = 'secret') THEN 'secret'
            WHEN bool_or(status = 'non_disponible') THEN 'non_disponible' ELSE 'absent' END AS status
FROM observations JOIN operands USING (measure) WHERE status NOT IN ('valeur', 'estime') GROUP BY ALL"""
"""Why a commune has no value; secrecy first, since it is a decision."""


def territory_cells_sql(slug: str = "") -> str:
    """The cells of one indicator, or of all, in every territory of the collectivité."""
    parts = f"FROM parts WHERE indicator = '{slug}'" if slug else "FROM parts"
    return cells_sql(parts, MEMBERS, PLACES, MISSING)


# ---- Published figures and benchmarks


def published_sql(indicator: Indicator) -> str:
    """The producer's own figure, in the columns of `cells_sql`, at the levels where it is published."""
    levels = ", ".join(f"'{level}'" for level in indicator.levels)
    return f"""
WITH own AS (
    SELECT level, code, period, value, status FROM observations
    WHERE measure = '{indicator.numerator.measure}' AND level IN ({levels})
),
grid AS (
    SELECT t.level, t.code, y.period FROM territories t SEMI JOIN levels USING (level)
    JOIN (SELECT DISTINCT level, period FROM own WHERE value IS NOT NULL) y USING (level)
)
SELECT '{indicator.slug}' AS indicator, level, code, period, own.value, NULL::DOUBLE AS numerator,
       NULL::DOUBLE AS denominator, NULL::DOUBLE AS low, NULL::DOUBLE AS high, NULL::DOUBLE AS margin,
       NULL::DOUBLE AS n, CASE WHEN own.value IS NULL THEN 0 ELSE 1 END::DOUBLE AS coverage,
       coalesce(own.status, 'absent') AS status
FROM grid LEFT JOIN own USING (level, code, period)"""


def benchmark_sql(indicator: Indicator, level: str, breaks: Sequence[int] = ()) -> str:
    """indicator, level, code, period, value, numerator, denominator in the région or in France, where published."""
    if indicator.kind == "published":
        return f"""
SELECT '{indicator.slug}' AS indicator, level, code, period, value, NULL::DOUBLE AS numerator,
       NULL::DOUBLE AS denominator
FROM observations WHERE measure = '{indicator.numerator.measure}' AND level = '{level}' AND value IS NOT NULL"""
    return f"""
SELECT slug AS indicator, '{level}' AS level, code, period, figure AS value, num AS numerator, den AS denominator
FROM (SELECT *, {FIGURE} FROM ({parts_sql(indicator, breaks, level)}) JOIN indicators ON slug = '{indicator.slug}')"""
