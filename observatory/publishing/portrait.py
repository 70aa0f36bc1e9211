"""One territory told whole: identity, population, ages, every indicator by section, and what sets it apart.

One answer for the page, the note and the document.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from observatory.catalogue import Indicator
from observatory.figures.perimeter import perimeter
from observatory.figures.pyramid import Ages
from observatory.figures.sentences import gap_text
from observatory.figures.strip import SHARES
from observatory.figures.words import STATUSES, rank_text, value_text
from observatory.publishing.profiles import Known, Row, figure, known
from observatory.publishing.said import Said, traced
from observatory.publishing.subject import POPULATION, WHOLE, Counts, Subject, ages, censuses, elders, subject_of
from observatory.publishing.trails import Trail, since, trails
from observatory.statistics.commentary import commentary
from observatory.statistics.french import typeset
from observatory.statistics.numbers import with_unit
from observatory.statistics.sentences import Figure, trend_since
from observatory.warehouse import compare, glance, read
from observatory.warehouse.groups import GROUP
from observatory.warehouse.own import any_table
from observatory.warehouse.read import Warehouse

LEAST = 6
"""Comparable territories under which a spread means nothing."""
PEERS = 3
"""Territories of like size and density under which a rank among them means nothing."""


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
    trail: Trail
    """From the earlier year that the figure is compared with; empty without one."""
    trend: str | None
    """`en hausse de 1,2 point depuis 2020`"""
    demonstration: bool


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Portrait:
    """`ages` and `whole_ages` come from the last census whose ages are known, that of `ages_year`; `ahead` holds those
    aged 75 or more at that census, then at most in 5 and 10 years; `breaks`: first years of new ways to count."""

    subject: Subject
    sections: tuple[Section, ...]
    said: tuple[Said, ...]
    censuses: Counts
    breaks: tuple[int, ...]
    ages_year: int | None
    ages: Ages | None
    whole_ages: Ages | None
    ahead: Counts
    peers: tuple[tuple[str, str], ...]
    """(code, name) of those of like size and density."""
    perimeter: str
    """What its figures are of, where it goes on beyond the collectivité; else empty."""


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
    """Everything known of a territory, or of a group of communes; UnknownValue for what does not exist."""
    about, subject = known(warehouse), subject_of(warehouse, level, code)
    rows = any_table(warehouse, level, [subject.code]).to_dict("records")
    figures = [figure(row, about) for row in rows]
    year, own = ages(warehouse, subject) or (None, None)
    return Portrait(
        subject=subject,
        sections=_sections(warehouse, subject, rows, figures),
        said=_said(subject, figures, about),
        censuses=censuses(warehouse, subject),
        breaks=compare.breaks(warehouse, POPULATION),
        ages_year=year,
        ages=own,
        whole_ages=_whole_ages(warehouse) if own and level != WHOLE else None,
        ahead=elders(warehouse, subject) if own else (),
        peers=() if level == GROUP else _peers(warehouse, level, code),
        perimeter=perimeter_of(subject, figures),
    )


def perimeter_of(subject: Subject, figures: Sequence[Figure]) -> str:
    """What those figures are of, where the territory goes on beyond the collectivité; else empty."""
    return perimeter(len(subject.communes), subject.communes_total, published(figures))


def published(figures: Sequence[Figure]) -> list[str]:
    """The titles of known figures that their producer computed."""
    return [one.indicator.title for one in figures if one.indicator.kind == "published" and one.cell.value is not None]


def _sections(
    warehouse: Warehouse, subject: Subject, rows: Sequence[Row], figures: Sequence[Figure]
) -> tuple[Section, ...]:
    about, years = known(warehouse), trails(warehouse, subject.level, subject.code)
    spreads = glance.quantiles(warehouse, subject.level, SHARES) if subject.ranked else {}
    lines = [_line(row, one, about, spreads, years[one.indicator.slug]) for row, one in zip(rows, figures, strict=True)]
    parts = (
        Section(slug, title, tuple(one for one in lines if wanted(one.figure.indicator)))
        for slug, title, wanted in SECTIONS
    )
    return tuple(section for section in parts if section.lines)


def _line(row: Row, one: Figure, about: Known, spreads: Mapping[str, list[float]], trail: Trail) -> Line:
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
        trail=since(one, trail),
        trend=trend_since(one.indicator, one.cell, one.earlier),
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


def _said(subject: Subject, figures: Sequence[Figure], about: Known) -> tuple[Said, ...]:
    """What sets it apart; nothing of the collectivité, or of invented figures."""
    real = [one for one in figures if not about.demonstration(one.indicator)]
    if subject.level == WHOLE or not real:
        return ()
    return traced(commentary(real[0].name, about.whole, real), real, subject.title, about)


def _whole_ages(warehouse: Warehouse) -> Ages | None:
    found = ages(warehouse, subject_of(warehouse, WHOLE, read.facts(warehouse)["collectivite"]))
    return found[1] if found else None


def _peers(warehouse: Warehouse, level: str, code: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(peer), typeset(str(name))) for peer, name in glance.peers(warehouse, level, code).itertuples(index=False)
    )
