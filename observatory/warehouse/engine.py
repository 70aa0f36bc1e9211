"""From a declaration to SQL: one statement makes every cell of an indicator.

Sum first, divide last. Each operand is evaluated by commune; numerator and denominator are kept where both are known,
summed over the communes of a territory, then divided. `low` and `high` travel with the value as sure bounds, `variance`
as the rounding error's, so that a sum of rounded counts knows how little its roundings matter.
"""

from observatory.catalogue import Indicator, Operand

PROBABLE = 1.96
"""Half-width of a 95 % interval, in standard deviations."""


def cells_sql(indicator: Indicator) -> str:
    """A SELECT of level, code, period, value, numerator, denominator, low, high, margin, n, coverage and status."""
    if indicator.kind == "published":
        return _published(indicator)
    return _computed(indicator)


def _computed(indicator: Indicator) -> str:
    return f"""
WITH numerator AS ({operand_sql(indicator.numerator)}),
pairs AS ({_pairs(indicator.denominator)}),
sums AS (
    SELECT m.level, m.code, p.period,
           sum(num) AS num, sum(num_low) AS num_low, sum(num_high) AS num_high, sum(num_variance) AS num_variance,
           sum(den) AS den, sum(den_low) AS den_low, sum(den_high) AS den_high, sum(den_variance) AS den_variance,
           bool_or(estimated) AS estimated, sum(t.population) AS covered
    FROM pairs p
    JOIN memberships m ON m.commune = p.code
    JOIN territories t ON t.level = 'commune' AND t.code = p.code
    WHERE m.level IN ({_texts(indicator.levels)})
    GROUP BY ALL
),
grid AS (
    SELECT t.level, t.code, y.period, t.population
    FROM territories t SEMI JOIN levels USING (level) CROSS JOIN (SELECT DISTINCT period FROM pairs) y
    WHERE t.level IN ({_texts(indicator.levels)})
),
known AS (
    SELECT g.level, g.code, g.period, least(coalesce(s.covered / nullif(g.population, 0), 0), 1) AS coverage,
           s.* EXCLUDE (level, code, period)
    FROM grid g LEFT JOIN sums s USING (level, code, period)
),
valued AS (
    SELECT *, coverage >= {indicator.min_coverage} AS enough, {_formula(indicator)} AS figure
    FROM known
)
SELECT level, code, period,
       CASE WHEN enough THEN figure.value END AS value,
       CASE WHEN enough THEN num END AS numerator,
       CASE WHEN enough THEN den END AS denominator,
       CASE WHEN enough THEN figure.low END AS low,
       CASE WHEN enough THEN figure.high END AS high,
       CASE WHEN enough THEN least(figure.margin, (figure.high - figure.low) / 2) END AS margin,
       CASE WHEN enough THEN coalesce(den, num) END AS n,
       coverage,
       CASE WHEN enough AND figure.value IS NULL THEN 'non_disponible'
            WHEN enough AND estimated THEN 'estime'
            WHEN enough THEN 'valeur'
            ELSE coalesce(missing.status, 'absent') END AS status
FROM valued LEFT JOIN ({_missing(indicator)}) missing USING (level, code, period)
"""


def operand_sql(operand: Operand) -> str:
    """code, period, value, low, high, variance, estimated: the operand by commune, where all its terms are known."""
    terms = ", ".join(f"('{measure}', {sign})" for measure, sign in operand.terms)
    expression = f"""
SELECT code, period, sum(sign * value) AS value,
       sum(CASE WHEN sign > 0 THEN low ELSE -high END) AS low,
       sum(CASE WHEN sign > 0 THEN high ELSE -low END) AS high,
       sum(variance) AS variance, bool_or(status = 'estime') AS estimated
FROM observations JOIN (VALUES {terms}) term(measure, sign) USING (measure)
WHERE level = 'commune' AND status IN ('valeur', 'estime')
GROUP BY code, period HAVING count(*) = {len(operand.terms)}"""
    return _lagged(_windowed(expression, operand.window), operand.lag)


def _windowed(expression: str, window: int) -> str:
    """Sum over `window` consecutive years, all of them known, ending with the period."""
    if window == 1:
        return expression
    return f"""
SELECT w.code, y.period, sum(w.value) AS value, sum(w.low) AS low, sum(w.high) AS high,
       sum(w.variance) AS variance, bool_or(w.estimated) AS estimated
FROM ({expression}) w
JOIN (SELECT DISTINCT period FROM ({expression})) y ON w.period BETWEEN y.period - {window - 1} AND y.period
GROUP BY w.code, y.period HAVING count(*) = {window}"""


def _lagged(expression: str, lag: int) -> str:
    if lag == 0:
        return expression
    return f"SELECT code, period + {lag} AS period, value, low, high, variance, estimated FROM ({expression})"


def _pairs(denominator: Operand | None) -> str:
    """code, period, num*, den*, estimated: the communes where both counts are known."""
    numerator = "n.code, n.period, n.value AS num, n.low AS num_low, n.high AS num_high, n.variance AS num_variance"
    if denominator is None:
        nothing = ", ".join(f"NULL::DOUBLE AS {name}" for name in ("den", "den_low", "den_high", "den_variance"))
        return f"SELECT {numerator}, {nothing}, n.estimated FROM numerator n"
    return f"""
SELECT {numerator}, d.value AS den, d.low AS den_low, d.high AS den_high, d.variance AS den_variance,
       n.estimated OR d.estimated AS estimated
FROM numerator n JOIN ({_joined(denominator)}) d USING (code, period)"""


def _joined(denominator: Operand) -> str:
    """The denominator at each year of the numerator, by its declared join."""
    operand = operand_sql(denominator)
    if denominator.period == "same":
        return operand
    weight = {
        "interpolate": "coalesce((n.period - b.period) / nullif(a.period - b.period, 0)::DOUBLE, 0)",
        "nearest": "CASE WHEN n.period - b.period < a.period - n.period THEN 0 ELSE 1 END",
    }[denominator.period]
    return f"""
SELECT code, period, {", ".join(_between(name) for name in ("value", "low", "high"))},
       {_between("variance", squared=True)}, before_estimated OR after_estimated AS estimated
FROM (
    SELECT n.code, n.period, {weight} AS w, {_either("value")}, {_either("low")}, {_either("high")},
           {_either("variance")}, {_either("estimated")}
    FROM (SELECT DISTINCT code, period FROM numerator) n
    ASOF LEFT JOIN ({operand}) b ON b.code = n.code AND b.period <= n.period
    ASOF LEFT JOIN ({operand}) a ON a.code = n.code AND a.period >= n.period
    WHERE b.code IS NOT NULL OR a.code IS NOT NULL
)"""


def _either(name: str) -> str:
    """Outside the known years, the nearest one stands on both sides: constant, never extrapolated."""
    return f"coalesce(b.{name}, a.{name}) AS before_{name}, coalesce(a.{name}, b.{name}) AS after_{name}"


def _between(name: str, squared: bool = False) -> str:
    before, after = ("(1 - w) * (1 - w)", "w * w") if squared else ("(1 - w)", "w")
    return f"{before} * before_{name} + {after} * after_{name} AS {name}"


def _formula(indicator: Indicator) -> str:
    """A struct of value, low, high and margin from the sums."""
    scale = indicator.scale
    if indicator.kind == "count":
        return f"{{'value': num, 'low': num_low, 'high': num_high, 'margin': {PROBABLE} * sqrt(num_variance)}}"
    if indicator.kind == "ratio":
        bounds = [f"{scale} * {n} / nullif({d}, 0)" for n in ("num_low", "num_high") for d in ("den_low", "den_high")]
        return f"""{{
        'value': {scale} * num / nullif(den, 0),
        'low': least({", ".join(bounds)}), 'high': greatest({", ".join(bounds)}),
        'margin': {PROBABLE} * abs({scale}) / nullif(den, 0)
                  * sqrt(num_variance + den_variance * (num / nullif(den, 0)) ** 2)}}"""
    assert indicator.denominator is not None
    years = indicator.denominator.lag
    rate = f"{scale} * (({{}} / nullif({{}}, 0)) ** (1.0 / {years}) - 1)"
    return f"""{{
        'value': {rate.format("num", "den")},
        'low': {rate.format("greatest(num_low, 0)", "den_high")}, 'high': {rate.format("num_high", "den_low")},
        'margin': {PROBABLE} * {scale} / {years} * (num / nullif(den, 0)) ** (1.0 / {years})
                  * sqrt(num_variance / nullif(num, 0) ** 2 + den_variance / nullif(den, 0) ** 2)}}"""


def _missing(indicator: Indicator) -> str:
    """level, code, period, status: why a commune has no value; secrecy first, since it is a decision."""
    return f"""
    SELECT level, code, period,
           CASE WHEN bool_or(status = 'secret') THEN 'secret'
                WHEN bool_or(status = 'non_disponible') THEN 'non_disponible' ELSE 'absent' END AS status
    FROM observations
    WHERE measure IN ({_texts(indicator.measures)}) AND status NOT IN ('valeur', 'estime') GROUP BY ALL"""


def _published(indicator: Indicator) -> str:
    """The producer's own figure, at the levels where it is published; its bounds are not known."""
    return f"""
WITH own AS (
    SELECT level, code, period, value, status FROM observations
    WHERE measure = '{indicator.numerator.measure}' AND level IN ({_texts(indicator.levels)})
),
grid AS (
    SELECT t.level, t.code, y.period FROM territories t SEMI JOIN levels USING (level)
    JOIN (SELECT DISTINCT level, period FROM own WHERE value IS NOT NULL) y USING (level)
)
SELECT level, code, period, own.value, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator, NULL::DOUBLE AS low,
       NULL::DOUBLE AS high, NULL::DOUBLE AS margin, NULL::DOUBLE AS n,
       CASE WHEN own.value IS NULL THEN 0 ELSE 1 END::DOUBLE AS coverage, coalesce(own.status, 'absent') AS status
FROM grid LEFT JOIN own USING (level, code, period)"""


def _texts(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
