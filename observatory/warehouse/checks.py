"""Identities that a warehouse must hold before it is published; each says what its failure means.

A check is a SELECT of the rows that break it: none, and it holds.
"""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Check:
    name: str
    meaning: str
    sql: str


@dataclass(frozen=True)
class Outcome:
    """What a check found: how many rows break it, and the first ones in words."""

    check: Check
    broken: int
    examples: tuple[str, ...]


CHECKS = (
    Check(
        "clé des observations",
        "une mesure a deux valeurs pour le même territoire et la même année",
        "SELECT measure, level, code, period FROM observations GROUP BY ALL HAVING count(*) > 1",
    ),
    Check(
        "clé des cellules",
        "un indicateur a deux valeurs pour le même territoire et la même année",
        "SELECT indicator, level, code, period FROM cells GROUP BY ALL HAVING count(*) > 1",
    ),
    Check(
        "territoires connus",
        "une cellule porte un code qui n'est pas un territoire de la collectivité",
        "SELECT indicator, level, code FROM cells ANTI JOIN territories USING (level, code)",
    ),
    Check(
        "chaque commune une fois",
        "une commune manque à un niveau : les sommes de ce niveau seraient fausses",
        """SELECT t.code AS commune, l.level FROM territories t CROSS JOIN levels l
           ANTI JOIN memberships m ON m.commune = t.code AND m.level = l.level WHERE t.level = 'commune'""",
    ),
    Check(
        "communes et territoires",
        "une commune est rattachée à un territoire qui n'est pas déclaré",
        """SELECT commune, level, code FROM memberships ANTI JOIN territories USING (level, code)
           WHERE level IN (SELECT level FROM levels)""",
    ),
    Check(
        "les communes font la somme",
        "un total n'est pas la somme de ses communes : une commune est comptée deux fois ou oubliée",
        """SELECT c.indicator, c.level, c.code, c.period, c.value AS shown, sum(p.value) AS summed
           FROM cells c JOIN memberships m USING (level, code)
           JOIN cells p ON p.indicator = c.indicator AND p.level = 'commune' AND p.code = m.commune
                       AND p.period = c.period
           JOIN indicators i ON i.slug = c.indicator
           WHERE i.kind = 'count' AND c.value IS NOT NULL
           GROUP BY ALL HAVING abs(c.value - sum(p.value)) > 1e-6 * greatest(1, abs(c.value))""",
    ),
    Check(
        "total du producteur",
        "les communes ne somment pas au total que le producteur publie : un fichier est incomplet ou mal lu",
        """SELECT own.file AS fichier, own.line AS ligne, takes.column_name AS colonne, own.measure AS mesure,
                  own.period AS année, own.value AS total, sum(o.value) AS somme,
                  string_agg(DISTINCT o.file, ', ') AS communes
           FROM observations own JOIN observations o USING (measure, period)
           JOIN measures USING (measure)
           LEFT JOIN takes ON takes.source = own.source AND takes.measure = own.measure
                          AND coalesce(takes.period, own.period) = own.period
           WHERE own.level = 'departement' AND o.level = 'commune' AND additive AND own.value IS NOT NULL
           GROUP BY own.file, own.line, takes.column_name, own.measure, own.period, own.value
           HAVING sum(o.value) - own.value > greatest(1, sum(o.high - o.low) / 2)
               OR (own.value - sum(o.value) > greatest(1, sum(o.high - o.low) / 2)
                   AND count(*) FILTER (o.status = 'secret') = 0) -- what is hidden may be what is missing
           ORDER BY ALL""",
    ),
    Check(
        "bornes",
        "une valeur sort de son encadrement : l'arrondi du producteur est mal déclaré",
        """SELECT indicator, level, code, period, value, low, high FROM cells
           WHERE value < low - 1e-9 * greatest(1, abs(low)) OR value > high + 1e-9 * greatest(1, abs(high))""",
    ),
    Check(
        "étendue",
        "une valeur sort de l'étendue déclarée : numérateur hors du dénominateur, ou unité fausse",
        """SELECT indicator AS indicateur, level AS niveau, c.code, period AS année, value AS valeur,
                  (SELECT string_agg(o.file || ' ligne ' || o.line, ' et ' ORDER BY o.file, o.line)
                   FROM operands p JOIN observations o USING (measure)
                   WHERE p.slug = c.indicator AND o.level = c.level AND o.code = c.code AND o.period = c.period) AS lue
           FROM cells c JOIN indicators ON slug = indicator
           WHERE value < minimum - 1e-9 OR value > maximum + 1e-9
           ORDER BY lue NULLS LAST, indicator, level, code, period""",
    ),
    Check(
        "comptes positifs",
        "un effectif est négatif",
        """SELECT measure, level, code, period, value FROM observations JOIN measures USING (measure)
           WHERE additive AND value < 0""",
    ),
    Check(
        "statut et valeur",
        "une cellule a une valeur sans en avoir le statut, ou l'inverse",
        """SELECT indicator, level, code, period, status, value FROM cells
           WHERE (value IS NULL) = (status IN ('valeur', 'estime'))""",
    ),
    Check(
        "indicateurs calculés",
        "un indicateur n'a aucune valeur : sa source manque ou ses mesures ne se rencontrent pas",
        """SELECT slug FROM indicators JOIN operands USING (slug)
           WHERE kind <> 'evolution' -- it may lack the earlier year that another collectivité has
             AND slug NOT IN (SELECT indicator FROM availability WHERE with_value > 0)
           GROUP BY slug HAVING bool_and(measure IN (
               SELECT measure FROM observations SEMI JOIN levels USING (level) WHERE value IS NOT NULL))""",
    ),
)


def run(connection: duckdb.DuckDBPyConnection) -> list[Outcome]:
    """Every check in turn, those that hold included."""
    return [_outcome(connection, check) for check in CHECKS]


def _outcome(connection: duckdb.DuckDBPyConnection, check: Check) -> Outcome:
    rows = connection.execute(check.sql).df()
    examples = tuple(
        ", ".join(f"{name} {value}" for name, value in row.items()) for row in rows.head(3).to_dict("records")
    )
    return Outcome(check, len(rows), examples)
