"""What a reader must know beside the map: caveats, how years meet, what a territory covers, how sure figures are."""

from observatory.catalogue import Operand
from observatory.catalogue.domain import DEMONSTRATION
from observatory.figures.question import MapData
from observatory.figures.words import listed, plural_text
from observatory.statistics.french import capital, typeset
from observatory.statistics.numbers import with_unit

NAMED = 6
"""Up to that many territories are named in a note."""


def notes(data: MapData) -> list[str]:
    """Full sentences, the most general first."""
    found = [
        *data.indicator.caveats,
        *_years(data),
        *_estimates(data),
        *_partial(data),
        *_stand_in(data),
        *_coverage(data),
        *_fragile(data),
        *_demonstration(data),
    ]
    return [typeset(note) for note in found]


def _years(data: MapData) -> list[str]:
    """How the denominator's year meets the numerator's, where they differ."""
    operand = data.indicator.denominator
    if operand is None or operand.period == "same":
        return []
    known = data.years_of(operand)
    if data.period in known or not known:
        return []
    return [f"{capital(_title(data, operand))} : {_joined(operand, data.period, known)}."]


def _joined(operand: Operand, period: int, known: list[int]) -> str:
    before, after = [y for y in known if y < period], [y for y in known if y > period]
    if operand.period == "interpolate" and before and after:
        return f"{period} est calculé entre {before[-1]} et {after[0]}, en supposant une évolution régulière"
    nearest = min(known, key=lambda year: (abs(year - period), -year))
    return f"pour {period}, c'est le chiffre de {nearest}, l'année connue la plus proche"


def _estimates(data: MapData) -> list[str]:
    if data.approximate:
        return ["Estimations du recensement, pondérées : les effectifs sont arrondis, ils ne se lisent pas à l'unité."]
    return []


def _partial(data: MapData) -> list[str]:
    """EPCI that cross the border: the part inside, or the whole, whichever the figure is of."""
    if data.level != "epci":
        return []
    total = data.territories["communes_total"]
    crossing = data.territories[total.notna() & (total > data.territories["communes"])]
    if crossing.empty:
        return []
    names = listed([_part(*row) for row in crossing[["name", "communes", "communes_total"]].itertuples(index=False)])
    if data.indicator.kind == "published":
        return [f"EPCI entier, communes hors du département comprises : {names}."]
    return [f"Partie dans le département seulement : {names}."]


def _part(name: str, communes: int, total: int) -> str:
    return f"{name} ({int(communes)} communes sur {int(total)})"


def _stand_in(data: MapData) -> list[str]:
    words = data.facts.get("territoires_stand_in", "")
    title = data.facts.get("territoires_title", "Territoires")
    return [f"{title} : {words}."] if data.level == "territoire" and words else []


def _coverage(data: MapData) -> list[str]:
    """Territories computed on a part of their population, and those left out for that."""
    coverage, known = data.cells["coverage"], data.cells["value"].notna()
    if data.level == "commune" or data.indicator.kind == "published":
        return []
    partial = data.cells[known & (coverage.round(3) < 1)]
    if partial.empty:
        return []
    count = plural_text(len(partial), "territoire", "territoires")
    names = listed(partial["name"].tolist()) if len(partial) <= NAMED else count
    least = with_unit(100 * partial["coverage"].min(), "%")
    return [f"Des communes manquent : {names}. Le chiffre couvre au moins {least} de la population."]


def _fragile(data: MapData) -> list[str]:
    count = int((data.cells["quality"] == "fragile").sum())
    if count == 0:
        return []
    verb = "est fragile" if count == 1 else "sont fragiles"
    subject = plural_text(count, "valeur", "valeurs")
    return [
        f"{subject} {verb} : petits effectifs ou arrondis du producteur. Elles portent une trame et n'ont pas de rang."
    ]


def _demonstration(data: MapData) -> list[str]:
    if data.demonstration:
        return [f"{DEMONSTRATION}, inventées : elles ne décrivent aucun territoire."]
    return []


def _title(data: MapData, operand: Operand) -> str:
    return str(data.measures.set_index("measure")["title"].get(operand.terms[0][0], "dénominateur"))
