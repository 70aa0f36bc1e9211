"""`observatory describe`: everything that explains a figure, in titled paragraphs."""

from dataclasses import dataclass

import pandas as pd

from observatory.catalogue import Indicator, Operand
from observatory.warehouse import read
from observatory.warehouse.compare import benchmarks, breaks
from observatory.warehouse.engine import parts_sql, published_sql, territory_cells_sql

JOINS = {
    "same": "la même année",
    "nearest": "l’année connue la plus proche",
    "interpolate": "interpolé entre les années connues, constant au-delà",
}


CHANCE = {
    "proportion": "intervalle de Wilson à 95 % ; écart au reste de la collectivité testé par la loi hypergéométrique "
    "(Fisher), tests d’un même niveau et d’une même année corrigés ensemble (Benjamini-Hochberg)",
    "events": "intervalle exact de Poisson à 95 % ; écart au reste de la collectivité testé par la loi binomiale, "
    "tests d’un même niveau et d’une même année corrigés ensemble (Benjamini-Hochberg)",
    "recensement": "aucun intervalle d’échantillonnage : dans les communes de moins de 10 000 habitants, le "
    "recensement rencontre tout le monde en cinq ans ; au-delà, l’erreur de sondage n’est pas connue ici",
    "aucun": "aucun intervalle : rien n’y est tiré au hasard, ou le producteur ne le publie pas",
}


@dataclass(frozen=True)
class Description:
    """(title, text) in reading order."""

    paragraphs: tuple[tuple[str, str], ...]


def describe_indicator(warehouse: read.Warehouse, slug: str) -> Description:
    """All of an indicator, from its definition to its SQL; UnknownValue for an unknown slug."""
    indicator = read.indicator(warehouse, slug)
    return Description(
        (
            (indicator.title, indicator.definition),
            ("Formule", formula(indicator)),
            ("Précautions", "\n".join(f"- {caveat}" for caveat in indicator.caveats) or "Aucune."),
            ("Sources", _sources(warehouse, slug)),
            ("Couverture", _coverage(warehouse, slug)),
            ("Incertitude", _uncertainty(warehouse, slug)),
            ("Repères", _benchmarks(warehouse, slug)),
            ("Ruptures de série", _breaks(warehouse, slug)),
            ("Révisions", _revisions(warehouse, slug)),
            ("SQL", _sql(indicator)),
        )
    )


def _sql(indicator: Indicator) -> str:
    if indicator.kind == "published":
        return published_sql(indicator).strip()
    return f"-- parts\n{parts_sql(indicator).strip()};\n-- cells\n{territory_cells_sql(indicator.slug).strip()}"


def formula(indicator: Indicator) -> str:
    """The arithmetic in measure names, with how years meet."""
    top = _operand(indicator.numerator)
    if indicator.kind == "published":
        return f"{top} : valeur publiée par le producteur, jamais recalculée"
    if indicator.kind == "distance":
        return f"kilomètres à vol d’oiseau jusqu’à la commune la plus proche où {top} n’est pas nul"
    if indicator.denominator is None:
        return top
    bottom = _operand(indicator.denominator)
    if indicator.kind == "evolution":
        return f"{indicator.scale:g} × (({top} / {bottom}) ^ (1 / {indicator.denominator.lag}) − 1)"
    return f"{indicator.scale:g} × ({top}) / ({bottom} ; {JOINS[indicator.denominator.period]})"


def _operand(operand: Operand) -> str:
    window = f", somme de {operand.window} années" if operand.window > 1 else ""
    lag = f", {operand.lag} ans avant" if operand.lag else ""
    taken = "".join(f" − ({_operand(other)})" for other in operand.minus)
    return f"{operand.measure}{window}{lag}{taken}"


def _sources(warehouse: read.Warehouse, slug: str) -> str:
    lines = [
        f"- {row.producer}, {row.title} ({row.vintage}), {row.licence} : {row.page}"
        for row in read.sources_of(warehouse, slug).itertuples()
    ]
    return "\n".join(lines) or "Aucune donnée lue."


def _coverage(warehouse: read.Warehouse, slug: str) -> str:
    frame = read.availability(warehouse)
    rows = frame[frame["indicator"] == slug].itertuples()
    return "\n".join(
        f"- {row.level} {row.period} : {row.with_value} valeurs sur {row.cells}, dont {row.fragile} fragiles"
        for row in rows
    )


def _uncertainty(warehouse: read.Warehouse, slug: str) -> str:
    declared = warehouse.query("SELECT chance, weighted FROM indicators WHERE slug = ?", [slug]).iloc[0]
    told = declared["chance"] or ("recensement" if declared["weighted"] else "aucun")
    lines = [f"- Hasard : {CHANCE[told]}."]
    rounding = read.sources_of(warehouse, slug)["rounding"].max()
    if rounding > 0:
        lines.append(
            f"- Arrondi : effectifs publiés à {rounding:g} près ; chaque valeur est encadrée avec certitude, et sa "
            "marge probable (95 %) décide de sa qualité."
        )
    return "\n".join(lines)


def _benchmarks(warehouse: read.Warehouse, slug: str) -> str:
    years = warehouse.query("SELECT DISTINCT period FROM benchmarks WHERE indicator = ? ORDER BY period", [slug])
    rows = pd.concat([benchmarks(warehouse, slug, year) for year in years["period"]] or [pd.DataFrame()])
    lines = [f"- {row.period} : {row.name}, {row.value:.6g}" for row in rows.itertuples(index=False)]
    return "\n".join(lines) or "Aucun : la région et la France ne sont pas publiées pour ses mesures."


def _breaks(warehouse: read.Warehouse, slug: str) -> str:
    years = breaks(warehouse, slug)
    if not years:
        return "Aucune déclarée."
    return f"{', '.join(map(str, years))} : rien n’est comparé d’un côté à l’autre."


def _revisions(warehouse: read.Warehouse, slug: str) -> str:
    rows = read.revisions(warehouse, slug).itertuples()
    return "\n".join(
        f"- {row.built_at} : {row.added} ajoutées, {row.revised} révisées, {row.withdrawn} retirées" for row in rows
    )
