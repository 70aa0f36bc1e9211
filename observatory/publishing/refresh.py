"""The refresh report in titled tables of text, for the terminal and for a page that stands alone."""

from datetime import datetime
from typing import Any

import pandas as pd

from observatory.publishing.sections_page import Row, Section
from observatory.statistics.numbers import gap, number, with_unit
from observatory.warehouse.refresh import Refresh
from observatory.warehouse.vintage import years_in_words

TO_CHECK = {
    "interrompue": "territoires sans valeur, qui en avaient une",
    "saut": "saut inhabituel",
    "raccourcie": "années retirées",
    "retiree": "série retirée",
    "redefinie": "déclaration changée",
}
EXPECTED = {
    "nouvelle": "série nouvelle",
    "prolongee": "années nouvelles",
    "completee": "territoires nouveaux",
    "revisee": "valeurs révisées",
}
FILE_CHANGES = {"nouveau": "nouveau", "modifie": "modifié", "retire": "n’est plus là"}
SERIES = ("Indicateur", "Changement", "Années", "Niveaux", "Valeurs")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def summary(refresh: Refresh) -> list[str]:
    """What happened, in a few sentences."""
    lines = [f"Entrepôt {refresh.build}, construit le {moment(refresh.built_at)}."]
    if refresh.changed_at is None:
        return [*lines, "Aucun changement n’est connu."]
    if refresh.changed_at != refresh.built_at:
        since = moment(refresh.changed_at)
        lines.append(f"Rien n’a changé depuis le {since}\u202f; voici ce qui avait changé ce jour-là.")
    return [*lines, _counts(refresh), _refusals(refresh)]


def _counts(refresh: Refresh) -> str:
    if refresh.previous_at is None:
        return f"C’est le premier entrepôt\u202f: {with_unit(refresh.indicators['added'].sum(), 'valeurs')}."
    words = {"added": "valeurs ajoutées", "revised": "valeurs révisées", "withdrawn": "valeurs retirées"}
    counts = [with_unit(refresh.indicators[name].sum(), unit) for name, unit in words.items()]
    changed = with_unit(len(refresh.indicators), "indicateurs")
    return f"Par rapport à l’entrepôt du {moment(refresh.previous_at)}, {changed}\u202f: {', '.join(counts)}."


def _refusals(refresh: Refresh) -> str:
    refusals = int(refresh.rejects["rows"].sum())
    return f"{with_unit(refusals, 'cas')} de refus à la lecture." if refusals else "Rien n’a été refusé à la lecture."


def sections(refresh: Refresh) -> list[Section]:
    """What changed, what to check first; a section without a row is left out, and so is what a first build adds."""
    made = [_rejects(refresh)]
    if refresh.previous_at:
        checked = "Séries interrompues, retirées ou qui font un saut\u202f: à comprendre avant de publier."
        made += [
            Section("À vérifier", checked, SERIES, _series(refresh, TO_CHECK), 1),
            _falls(refresh),
            _revised(refresh),
            Section("Séries", "Séries nouvelles, prolongées ou révisées.", SERIES, _series(refresh, EXPECTED), 1),
            _coverage(refresh),
            _files(refresh),
        ]
    return [section for section in made if section.rows]


def _rejects(refresh: Refresh) -> Section:
    rows = tuple(
        (row["source"] or "aucune", row["file"], row["reason"], first_case(row), number(row["rows"]))
        for row in _records(refresh.rejects)
    )
    intro = "Ce qui n’a pas pu entrer, par fichier et par raison, avec le premier cas de chacune."
    return Section("Refus à la lecture", intro, ("Source", "Fichier", "Raison", "Premier cas", "Nombre"), rows, 1)


def first_case(row: dict[str, Any]) -> str:
    """`ligne 12, colonne foyers, « quarante »`: where a reject is in its file."""
    places = {"line": "ligne {}", "column_name": "colonne {}", "raw": "«\u00a0{}\u00a0»"}
    return ", ".join(words.format(row[name]) for name, words in places.items() if row[name])


def _series(refresh: Refresh, kinds: dict[str, str]) -> tuple[Row, ...]:
    """One row per indicator, change and years: the levels that share them are told together."""
    told = refresh.series[refresh.series["kind"].isin(kinds)]
    rows: dict[Row, tuple[list[str], int]] = {}
    for row in _records(told):
        years = years_in_words(set(row["periods"])) if len(row["periods"]) else ""
        key = (row["title"], kinds[row["kind"]] + _jump(row), years)
        levels, cells = rows.get(key, ([], 0))
        rows[key] = ([*levels, row["level"]] if row["level"] else levels, cells + int(row["cells"]))
    return tuple((*key, ", ".join(levels), number(cells)) for key, (levels, cells) in rows.items())


def _jump(row: dict[str, Any]) -> str:
    if row["kind"] != "saut":
        return ""
    return f"\u202f: de {_shown(row, 'before')} à {_shown(row, 'after')}"


def _revised(refresh: Refresh) -> Section:
    columns = ("Indicateur", "Territoire", "Année", "Avant", "Après", "Écart")
    rows = tuple(
        (
            row["title"],
            f"{row['name']} ({in_sentence(row['level'])})",
            str(row["period"]),
            _shown(row, "old"),
            _shown(row, "new"),
            gap(row["new"], row["old"], row["unit"], row["decimals"]),
        )
        for row in _records(refresh.revised)
    )
    intro = "Les cinq plus fortes révisions de chaque indicateur, les plus fortes en proportion d’abord."
    return Section("Plus fortes révisions", intro, columns, rows, 3)


def _falls(refresh: Refresh) -> Section:
    columns = ("Source", "Chiffre", "Territoire", "Année", "Avant", "Après")
    rows = tuple(
        (row["source"], row["title"], row["name"], str(row["period"]), _count(row["before"]), _count(row["after"]))
        for row in _records(refresh.falls)
    )
    intro = "Rien dans une liste ne dit qu’une ligne y manque\u202f: ces chiffres ont baissé, ou ne sont plus secrets."
    return Section("Listes en baisse", intro, columns, rows, 3)


def in_sentence(title: str) -> str:
    """`commune`, `canton ou ville`, but `EPCI`."""
    return title if title.isupper() else title[:1].lower() + title[1:]


def _coverage(refresh: Refresh) -> Section:
    counts, years = ("old_indicators", "indicators", "old_cells", "cells"), ("old_latest", "latest")
    rows = tuple(
        (row["title"], *(_count(row[name]) for name in counts), *(_year(row[name]) for name in years))
        for row in _records(refresh.coverage)
    )
    columns = ("Niveau", "Indicateurs avant", "après", "Valeurs avant", "après", "Dernière année avant", "après")
    return Section("Couverture par niveau", "Indicateurs et valeurs, avant et après.", columns, rows, 6)


def _files(refresh: Refresh) -> Section:
    rows = tuple(
        (row["source"], row["file"], FILE_CHANGES[row["change"]], _count(row["old_rows"]), _count(row["rows"]))
        for row in _records(refresh.files)
    )
    columns = ("Source", "Fichier", "Changement", "Lignes avant", "après")
    return Section("Fichiers", "Fichiers nouveaux, modifiés ou disparus.", columns, rows, 2)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows by column name; what is missing is None."""
    plain = frame.astype(object)
    return [
        {str(name): value for name, value in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")
    ]


def _shown(row: dict[str, Any], name: str) -> str:
    return with_unit(row[name], row["unit"], row["decimals"])


def _count(value: float | None) -> str:
    return "–" if value is None else number(value)


def _year(value: float | None) -> str:
    return "–" if value is None else str(int(value))


def moment(iso: str) -> str:
    """`12 janvier 2027 à 14 h 05`, on this machine's clock."""
    at = datetime.fromisoformat(iso).astimezone()
    day = "1ᵉʳ" if at.day == 1 else str(at.day)
    return f"{day} {MONTHS[at.month - 1]} {at.year} à {at.hour}\u00a0h\u00a0{at.minute:02}"
