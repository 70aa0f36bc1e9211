"""From an operand to SQL: code, period, value, low, high, variance and estimated, one row a territory and year."""

from collections.abc import Sequence

from observatory.catalogue import Operand


def operand_sql(operand: Operand, level: str = "commune") -> str:
    """The operand in the territories of a level, where all its terms are known."""
    own = _lagged(_windowed(_expression(operand, level), operand.window), operand.lag)
    return _less(own, [operand_sql(other, level) for other in operand.minus]) if operand.minus else own


def _expression(operand: Operand, level: str) -> str:
    """The sum of its terms: a sign, a count, and the collectivité's rate that the count is multiplied by, if any."""
    terms = ", ".join(f"('{measure}', {sign}, '{rate}')" for sign, rate, measure in operand.factors)
    rate = _rate() if operand.rates else "1"
    return f"""
SELECT code, period, sum(sign * rate * value) AS value,
       sum(rate * CASE WHEN sign > 0 THEN low ELSE -high END) AS low,
       sum(rate * CASE WHEN sign > 0 THEN high ELSE -low END) AS high,
       sum(rate * rate * variance) AS variance, bool_or(status = 'estime') AS estimated
FROM (
    SELECT o.*, term.sign, {rate} AS rate
    FROM observations o JOIN (VALUES {terms}) term(measure, sign, rate) USING (measure)
    WHERE level = '{level}' AND status IN ('valeur', 'estime')
)
GROUP BY code, period HAVING count(rate) = {len(operand.factors)}"""


def _rate() -> str:
    """The rate published for the collectivité, as a share, at its known year nearest to that of the count."""
    return """CASE WHEN term.rate = '' THEN 1 ELSE (
        SELECT arg_min(r.value / CASE unit WHEN '%' THEN 100 WHEN '‰' THEN 1000 ELSE 1 END, abs(r.period - o.period))
        FROM observations r JOIN measures USING (measure)
        WHERE r.measure = term.rate AND r.level = 'departement' AND r.value IS NOT NULL) END"""


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


def _less(own: str, others: Sequence[str]) -> str:
    """The first less the others, where all of them are known; a bound takes away the opposite bounds."""
    taken = " UNION ALL ".join(f"SELECT *, -1 AS sign FROM ({other})" for other in others)
    return f"""
SELECT code, period, sum(sign * value) AS value,
       sum(CASE WHEN sign > 0 THEN low ELSE -high END) AS low, sum(CASE WHEN sign > 0 THEN high ELSE -low END) AS high,
       sum(variance) AS variance, bool_or(estimated) AS estimated
FROM (SELECT *, 1 AS sign FROM ({own}) UNION ALL {taken})
GROUP BY code, period HAVING count(value) = {1 + len(others)}"""


def joined_sql(denominator: Operand, level: str = "commune") -> str:
    """The denominator at each year of the CTE `numerator`, by its declared join."""
    operand = operand_sql(denominator, level)
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
