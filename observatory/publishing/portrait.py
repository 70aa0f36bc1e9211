"""One territory told whole: identity, population, ages, every indicator by section, and what sets it apart.

One answer for the page, the note and the document.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.figures.pyramid import Ages
from observatory.figures.sentences import gap_text
from observatory.figures.strip import SHARES
from observatory.figures.words import STATUSES, rank_text, value_text
from observatory.publishing.profiles import Known, Row, figure, known
from observatory.publishing.said import Said, traced
from observatory.statistics.commentary import commentary
from observatory.statistics.french import Name, typeset
from observatory.statistics.numbers import with_unit
from observatory.statistics.sentences import Figure
from observatory.warehouse import ahead, compare, glance, read
from observatory.warehouse.read import Warehouse

WHOLE = "departement"
LEAST = 6
"""Comparable territories under which a spread means nothing."""
PEERS = 3
"""Territories of like size and density under which a rank among them means nothing."""
POPULATION = "population"


@dataclass(frozen=True)
class Line:
    """One indicator of a territory, in words."""

    figure: Figure
    text: str
    gap: str | None
    """`4,4 points de plus`: than the collectivité, whose value stands beside."""
    whole: str
    beyond: tuple[str, ...]
    """`France : 4,6 %`, where the producer gives it."""
    rank: str | None
    peers: str | None
    """`2ᵉ sur 5 de taille et de densité proches`."""
    quantiles: tuple[float, ...]
    """Of the comparable territories of the level, at the shares of figures.strip; empty where they are few."""
    demonstration: bool


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Portrait:
    """`ages` and `whole_ages` come from the last census whose ages are known; `ahead` is (year, people) aged 75 or more
    at that census, then at most in 5 and 10 years; `censuses` is (year, people)."""

    level: str
    code: str
    title: str
    """`Vendôme`"""
    name: Name
    kind: str
    """`Canton ou ville`"""
    plural: str
    territory: Mapping[str, Any]
    """The row of the table `territories`."""
    sections: tuple[Section, ...]
    said: tuple[Said, ...]
    censuses: tuple[tuple[int, float], ...]
    breaks: tuple[int, ...]
    ages_year: int | None
    ages: Ages | None
    whole_ages: Ages | None
    ahead: tuple[tuple[int, float], ...]
    peers: tuple[tuple[str, str], ...]
    """(code, name) of those of like size and density."""


Wanted = Callable[[Indicator], bool]


def _of(theme: str, *natures: str) -> Wanted:
    return lambda one: one.theme == theme and one.nature in natures


SECTIONS: tuple[tuple[str, str, Wanted], ...] = (
    ("population", "Population et ménages", _of("socle", "contexte")),
    ("ressources", "Revenus et prestations", _of("socle", "besoin")),
    ("familles", "Familles et enfance", _of("enfance-famille", "contexte", "besoin")),
    ("grand-age", "Grand âge et autonomie", _of("autonomie", "contexte", "besoin")),
    ("travail", "Travail et insertion", _of("insertion-emploi", "contexte", "besoin")),
    ("logement", "Logement", _of("habitat-logement", "contexte", "besoin")),
    ("sante", "Santé", _of("sante", "contexte", "besoin")),
    ("offre", "Offre, et services les plus proches", lambda one: one.nature == "offre"),
    ("activite", "Activité du Département et de ses partenaires", lambda one: one.nature == "activite"),
)
"""(slug, title, what it holds), in order of reading: every indicator is in one of them."""


def portrait(warehouse: Warehouse, level: str, code: str) -> Portrait:
    """Everything known of a territory; UnknownValue lists the levels, or the territories."""
    about = known(warehouse)
    rows = compare.profile(warehouse, level, code).to_dict("records")
    places = read.territories(warehouse, level).set_index("code", drop=False)
    own, levels = places.loc[code], read.levels(warehouse).set_index("level")
    figures = [figure(row, about) for row in rows]
    title = typeset(str(own["name"])) if level != WHOLE else about.facts["name"]
    name = figures[0].name
    year, ages, whole_ages = _ages(warehouse, level, code, title)
    return Portrait(
        level=level,
        code=code,
        title=title,
        name=name,
        kind=str(levels.at[level, "title"]),
        plural=str(levels.at[level, "plural"]),
        territory={str(key): value for key, value in own.items()},
        sections=_sections(warehouse, level, rows, figures),
        said=_said(level, name, title, figures, about),
        censuses=_censuses(warehouse, level, code),
        breaks=compare.breaks(warehouse, POPULATION),
        ages_year=year,
        ages=ages,
        whole_ages=whole_ages,
        ahead=_ahead(warehouse, level, code) if ages else (),
        peers=tuple(
            (str(code), typeset(str(peer)))
            for code, peer in glance.peers(warehouse, level, code).itertuples(index=False)
        ),
    )


def _sections(warehouse: Warehouse, level: str, rows: Sequence[Row], figures: Sequence[Figure]) -> tuple[Section, ...]:
    about, spreads = known(warehouse), glance.quantiles(warehouse, level, SHARES)
    lines = [_line(row, one, about, spreads) for row, one in zip(rows, figures, strict=True)]
    parts = (
        Section(slug, title, tuple(one for one in lines if wanted(one.figure.indicator)))
        for slug, title, wanted in SECTIONS
    )
    return tuple(section for section in parts if section.lines)


def _line(row: Row, one: Figure, about: Known, spreads: Mapping[str, list[float]]) -> Line:
    indicator = one.indicator
    ranked = row["level"] != WHOLE and not pd.isna(row["rank"]) and row["comparable"] > 1
    return Line(
        figure=one,
        text=_text(row["value"], row["status"], indicator, about),
        gap=(gap_text(one) or "").removesuffix(f" {about.whole.than}") or None,
        whole=""
        if indicator.kind == "count"
        else _text(row["whole_value"], str(row["whole_status"]), indicator, about),
        beyond=() if indicator.kind == "count" else _beyond(row, indicator, about),
        rank=rank_text(row["rank"], int(row["comparable"]), row["level"]) if ranked else None,
        peers=_among_peers(row) if ranked else None,
        quantiles=tuple(spreads.get(indicator.slug, ())) if row["comparable"] >= LEAST else (),
        demonstration=about.demonstration(indicator),
    )


def _text(value: float, status: str, indicator: Indicator, about: Known) -> str:
    if pd.isna(value):
        return STATUSES.get(status, "–")
    return value_text(value, indicator.unit, indicator.decimals, about.approximate(indicator))


def _beyond(row: Row, indicator: Indicator, about: Known) -> tuple[str, ...]:
    """The région's and France's own values."""
    unit = indicator.unit if len(indicator.unit) < 2 else ""
    pairs = ((about.facts["region"], row["region"]), ("France", row["france"]))
    return tuple(
        typeset(f"{name} : {with_unit(value, unit, indicator.decimals)}") for name, value in pairs if pd.notna(value)
    )


def _among_peers(row: Row) -> str | None:
    if pd.isna(row["peer_rank"]) or row["peers"] < PEERS:
        return None
    return f"{rank_text(row['peer_rank'], int(row['peers']), row['level'])} de taille et de densité proches"


def _said(level: str, name: Name, title: str, figures: Sequence[Figure], about: Known) -> tuple[Said, ...]:
    """What sets it apart; nothing of the collectivité, nor of invented figures."""
    real = [one for one in figures if not about.demonstration(one.indicator)]
    return traced(commentary(name, about.whole, real), real, title, about) if level != WHOLE and real else ()


def _censuses(warehouse: Warehouse, level: str, code: str) -> tuple[tuple[int, float], ...]:
    frame = read.series(warehouse, POPULATION, level, code)
    counted = frame[frame["value"].notna()]
    return tuple((int(year), float(people)) for year, people in counted[["period", "value"]].itertuples(index=False))


def _ages(warehouse: Warehouse, level: str, code: str, title: str) -> tuple[int | None, Ages | None, Ages | None]:
    """The latest census whose ages are known: its year, the territory's ages and the collectivité's."""
    pyramids = ahead.pyramids(warehouse, level)
    if not pyramids or code not in pyramids[max(pyramids)][0]:
        return None, None, None
    year = max(pyramids)
    codes, people = pyramids[year]
    own = Ages(title, people[codes.index(code)])
    if level == WHOLE:
        return year, own, None
    whole = ahead.pyramids(warehouse, WHOLE)[year][1][0]
    return year, own, Ages(read.facts(warehouse)["name"], whole)


def _ahead(warehouse: Warehouse, level: str, code: str) -> tuple[tuple[int, float], ...]:
    frame = ahead.upper_bounds(warehouse, level)
    own = frame.loc[frame["code"] == code, ["period", "people"]]
    return tuple((int(year), float(people)) for year, people in own.itertuples(index=False))
