"""One indicator in full: definition, calculation, coverage, sources, files, revisions; and the ways to its figures."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from observatory.catalogue import Indicator
from observatory.catalogue.domain import DEMONSTRATION
from observatory.catalogue.indicator import NATURES, THEMES
from observatory.dashboard.parts import definitions, prose, table
from observatory.dashboard.registry import link
from observatory.dashboard.shell import notices
from observatory.dashboard.sources_page import files_table, source_facts
from observatory.dashboard.takeaway import Entry, takeaway
from observatory.figures.formula import formula
from observatory.publishing.formats import FORMATS
from observatory.publishing.glossary import words_of
from observatory.publishing.profiles import known
from observatory.statistics.cell import cell_of
from observatory.statistics.dates import french_date
from observatory.statistics.french import capital, typeset
from observatory.statistics.numbers import number
from observatory.statistics.ranking import common
from observatory.statistics.sentences import Figure, reading
from observatory.warehouse import describe, read
from observatory.warehouse.electoral import closed_levels
from observatory.warehouse.read import Warehouse

DIRECTIONS = {
    "neutral": "Ni bon ni mauvais en soi : une valeur haute n'est pas jugée.",
    "higher-is-worse": "Plus la valeur est haute, plus la situation est difficile.",
    "higher-is-better": "Plus la valeur est haute, plus la situation est favorable.",
}
SHADES = (0.5, 0.9, 0.999)
"""Bounds of the shades of the coverage: half, nine in ten, all of the territories have a value that is not fragile."""


def indicator_page(warehouse: Warehouse, one: Indicator) -> list[Any]:
    """Everything that explains an indicator, in reading order."""
    awaits = _awaited(warehouse, one.slug)
    said = (
        [f"{DEMONSTRATION}, inventées : elles ne décrivent aucun territoire."]
        if read.is_demonstration(warehouse, one.slug)
        else []
    )
    said += [f"En attente de données : {awaits}."] if awaits else []
    parts = [
        *notices(map(typeset, said)),
        html.P(f"{THEMES[one.theme]} · {NATURES[one.nature]}", className="kicker"),
        html.H1(typeset(one.title)),
        html.P(typeset(one.definition), className="lead"),
        _ways(warehouse, one),
        _section("Calcul", [_calculation(warehouse, one), _measures(warehouse, one)]),
        _section("Précautions", [prose(one.caveats)]) if one.caveats else None,
        _words(warehouse, one),
        *_coverage(warehouse, one),
        _sources(warehouse, one),
        *_revisions(warehouse, one),
    ]
    return [part for part in parts if part is not None]


def _section(title: str, parts: list[Any]) -> html.Section:
    return html.Section([html.H2(title), *parts], className="ruled")


def _words(warehouse: Warehouse, one: Indicator) -> html.Section | None:
    """The words of the glossary that it uses, each opening its definition."""
    opened = [html.Details([html.Summary(word["title"]), html.P(word["text"])]) for word in words_of(warehouse, one)]
    return _section("Les mots employés", [html.Div(opened, className="words")]) if opened else None


def _awaited(warehouse: Warehouse, slug: str) -> str:
    row = read.overview(warehouse).set_index("slug").loc[slug]
    return "" if len(row["levels"]) else str(row["awaits"])


def _ways(warehouse: Warehouse, one: Indicator) -> html.Div | None:
    """To the map, the downloads and the API."""
    levels = read.levels_of(warehouse, one.slug)
    if not levels:
        return None
    level = read.default_level(warehouse, one.slug)
    map_ = html.A("Ouvrir la carte", href=link("/cartes", indicateur=one.slug), className="main")
    api = html.A("API", href=link("/api/v1/cells", indicator=one.slug, level=level, period="latest"))
    files = takeaway(FORMATS, lambda kind: f"/telechargements/{one.slug}/{level}/latest.{kind}", _whole(one))
    return html.Div([*([map_] if levels != ["departement"] else []), files, api], className="tools")


def _whole(one: Indicator) -> list[Entry]:
    """Every level and year, then every indicator of the theme."""
    series = f"/telechargements/indicateurs/{one.slug}"
    return [
        ("Toutes les années, classeur", "et tous les découpages", f"{series}.xlsx"),
        ("Toutes les années, CSV", "et tous les découpages", f"{series}.tableur.csv"),
        (f"Thème {THEMES[one.theme]}", "tous ses chiffres (Data Package)", f"/telechargements/themes/{one.theme}.zip"),
    ]


# ---- Calculation


def _calculation(warehouse: Warehouse, one: Indicator) -> html.Dl:
    measures = read.measures_of(warehouse, one.slug)
    titles = dict(zip(measures["measure"], measures["title"], strict=True))
    return definitions(
        [
            ("En mots", formula(one, titles)),
            ("En mesures", html.Code(typeset(describe.formula(one)))),
            ("Unité", typeset(one.unit)),
            ("Sens", typeset(DIRECTIONS[one.direction])),
            ("Lecture", _reading(warehouse, one)),
        ]
    )


def _reading(warehouse: Warehouse, one: Indicator) -> str:
    """The declared sentence, for the collectivité at its latest year."""
    if "departement" not in read.levels_of(warehouse, one.slug):
        return ""
    row = read.cells(warehouse, one.slug, "departement", "latest").to_dict("records")[0]
    cell = cell_of(one.slug, {str(name): value for name, value in row.items()})
    return reading(Figure(one, known(warehouse).whole, cell)) if cell.sayable else ""


def _measures(warehouse: Warehouse, one: Indicator) -> html.Div:
    rows = [
        (
            typeset(str(row["title"])),
            html.Code(str(row["measure"])),
            typeset(str(row["unit"])),
            "estimation du recensement" if row["weighted"] else "compte" if row["additive"] else "valeur publiée",
            years_told([int(year) for year in row["periods"]]) or typeset(f"attend : {row['awaits']}"),
        )
        for row in read.measures_of(warehouse, one.slug).to_dict("records")
    ]
    return table(("Mesure", "Nom", "Unité", "Nature", "Années connues"), rows, "Mesures qui composent l’indicateur")


def years_told(years: list[int]) -> str:
    """`2012, 2017 et 2023`; `2015 à 2024` where none is missing between."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} à {years[-1]}"
    words = [str(year) for year in years]
    return " et ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


# ---- Coverage


def _coverage(warehouse: Warehouse, one: Indicator) -> list[html.Section]:
    """How many territories have a value, by level and year."""
    frame = read.availability(warehouse)
    mine = frame[(frame["indicator"] == one.slug) & (frame["cells"] > 0)]
    if mine.empty:
        return []
    levels = read.levels(warehouse)
    years = sorted({int(year) for year in mine["period"]}, reverse=True)
    cells = {(row["level"], int(row["period"])): row for row in mine.to_dict("records")}
    offered = [
        (level, capital(common(str(plural))))
        for level, plural in levels[["level", "plural"]].itertuples(index=False)
        if level in set(mine["level"])
    ]
    rows = [(plural, *(_covered(cells.get((level, year))) for year in years)) for level, plural in offered]
    grid = table(
        ("Découpage", *map(str, years)), rows, "Territoires qui ont une valeur, par découpage et par année", "coverage"
    )
    note = "Nombre de territoires qui ont une valeur ; entre parenthèses, les fragiles, qui pâlissent la case."
    closed = [
        html.P(typeset(f"{level['title']} : aucun chiffre. {level['reason']}"), className="note")
        for level in closed_levels(warehouse)
        if "canton" in one.levels
    ]
    return [_section("Couverture", [html.P(typeset(note), className="note"), grid, *closed])]


def _covered(row: Mapping[Any, Any] | None) -> html.Span:
    if row is None or not row["with_value"]:
        return html.Span("0" if row else "–", className="share none")
    share = (row["with_value"] - row["fragile"]) / row["cells"]
    shade = sum(share >= bound for bound in SHADES)
    fragile = f"\u00a0({number(float(row['fragile']))})" if row["fragile"] else ""
    return html.Span(f"{number(float(row['with_value']))}{fragile}", className=f"share shade-{shade}")


# ---- Sources and revisions


def _sources(warehouse: Warehouse, one: Indicator) -> html.Section:
    frame = read.sources_of(warehouse, one.slug)
    if frame.empty:
        return _section("Sources", [html.P("Aucune donnée n’a encore été lue pour cet indicateur.")])
    parts: list[Any] = []
    for row in frame.to_dict("records"):
        parts.append(html.H3(typeset(f"{row['producer']}, {row['title']}")))
        parts += [source_facts(row), files_table(warehouse, row)]
    return _section("Sources", parts)


def _revisions(warehouse: Warehouse, one: Indicator) -> list[html.Section]:
    frame = read.revisions(warehouse, one.slug)
    if frame.empty:
        return []
    rows = [
        (
            french_date(str(row["built_at"])),
            *(number(float(row[name])) for name in ("added", "revised", "withdrawn")),
            _largest(row, one),
        )
        for row in frame.to_dict("records")
    ]
    headers = ("Date", "Valeurs ajoutées", "Révisées", "Retirées", "Plus grande révision")
    return [_section("Révisions", [table(headers, rows, "Ce que chaque mise à jour a changé")])]


def _largest(row: Mapping[Any, Any], one: Indicator) -> str:
    if pd.isna(row["largest"]):
        return "–"
    return f"{number(float(row['largest']), one.decimals)} ({row['largest_code']}, {row['largest_period']})"
