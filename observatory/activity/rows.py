"""The rows of a brought file under its template: every cell is understood, or the file is refused with every reason."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any

import pandas as pd
from pydantic import AfterValidator, BaseModel, ValidationError, create_model

from observatory.activity.brought import Brought
from observatory.activity.ground import Ground
from observatory.catalogue.domain import COMMUNE, MARKS, YEAR, Domain, Modality, Quantity, Rows, Shape
from observatory.errors import DataError

ELSEWHERE = "hors"
"""Stands for a commune outside the collectivité, or not known."""
OLDEST = 2000
LARGEST = 1_000_000
"""No count of a commune is larger."""
LISTED = 10
"""A message lists that many refused cells; the table of them all goes with it."""
REFUSED = ["file", "line", "column_name", "raw", "reason"]

Check = Callable[[str], str]


class RefusedRows(DataError):
    """Cells that cannot be understood: `rejects` has file, line, column_name, raw, reason. Nothing is kept."""

    def __init__(self, file: str, rejects: pd.DataFrame) -> None:
        self.rejects = rejects
        told = rejects.head(LISTED).itertuples(index=False)
        lines = [f"- ligne {row.line}, colonne « {row.column_name} », « {row.raw} » : {row.reason}" for row in told]
        more = f"\n… et {len(rejects) - LISTED} autres." if len(rejects) > LISTED else ""
        count = "une valeur refusée" if len(rejects) == 1 else f"{len(rejects)} valeurs refusées"
        super().__init__(f"{file} : {count}, rien n’a été gardé.\n" + "\n".join(lines) + more)


def understand(brought: Brought, domain: Domain, shape: Shape, ground: Ground) -> pd.DataFrame:
    """The cells as clean text, in the columns of the template; raise RefusedRows with every cell that is refused."""
    model = _model(domain, shape, ground)
    places = [(name, brought.header.index(name)) for name in domain.columns(shape)]
    kept: dict[int, dict[str, Any]] = {}
    rejects: list[tuple[object, ...]] = []
    for line, row in zip(brought.lines, brought.rows, strict=True):
        told = {name: row[place] for name, place in places}
        try:
            kept[line] = model.model_validate(told).model_dump()
        except ValidationError as error:
            rejects += [
                (brought.file, line, str(e["loc"][0]), told[str(e["loc"][0])], _reason(e)) for e in error.errors()
            ]
    frame = pd.DataFrame(list(kept.values()), columns=domain.columns(shape), index=list(kept), dtype=str)
    rejects += (_contradictions if shape == "territoires" else _unfilled)(brought.file, frame, domain)
    if rejects:
        raise RefusedRows(brought.file, _told(rejects, domain))
    return frame


def _model(domain: Domain, shape: Shape, ground: Ground) -> type[BaseModel]:
    """One row of a template, each column with its check."""
    checks: dict[str, Check] = {COMMUNE: _commune(ground), YEAR: _year}
    if shape == "territoires":
        checks |= {count.column: _count for count in domain.counts}
    else:
        checks |= {modality.column: _modality(modality) for modality in domain.modalities}
        checks |= {quantity.column: _quantity(quantity) for quantity in domain.quantities}
    fields: dict[str, Any] = {name: (Annotated[str, AfterValidator(check)], ...) for name, check in checks.items()}
    return create_model("Row", **fields)


def _commune(ground: Ground) -> Check:
    def check(text: str) -> str:
        if text in ground.communes or text in ground.former or text.lower() == ELSEWHERE:
            return text.lower() if text.lower() == ELSEWHERE else text
        if f"0{text}" in ground.communes:
            raise ValueError(f"le zéro du début est perdu : écrivez 0{text} et mettez la colonne au format texte")
        advice = f"écrivez « {ELSEWHERE} » pour une commune inconnue ou d’un autre département"
        raise ValueError(f"ce code n’est pas celui d’une commune d’ici ; {advice}")

    return check


def _year(text: str) -> str:
    if re.fullmatch(r"\d{4}", text, re.ASCII) and OLDEST <= int(text) <= date.today().year:
        return text
    raise ValueError(f"une année de {OLDEST} à {date.today().year} est attendue, en quatre chiffres")


def _count(text: str) -> str:
    return text.lower() if text.lower() in MARKS else _whole(text, LARGEST)


def _modality(modality: Modality) -> Check:
    def check(text: str) -> str:
        if text.lower() in modality.values or (modality.when and not text):
            return text.lower()
        raise ValueError(f"valeurs admises : {', '.join(modality.values)}")

    return check


def _quantity(quantity: Quantity) -> Check:
    return lambda text: _whole(text, quantity.maximum) if text or not quantity.when else ""


def _whole(text: str, most: int) -> str:
    """A whole number, where figures may be set apart by threes."""
    if not re.fullmatch(r"\d{1,3}([ \u00a0\u202f]\d{3})+|\d+", text, re.ASCII):
        marks = "s (secret) ou nd (non disponible)"
        raise ValueError(f"un nombre entier est attendu, sans signe ni décimale, ou {marks}")
    number = int(re.sub(r"\D", "", text))
    if number > most:
        raise ValueError(f"plus que {most} : sans doute une erreur de saisie")
    return str(number)


def _reason(error: Mapping[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")


def _contradictions(file: str, frame: pd.DataFrame, domain: Domain) -> list[tuple[object, ...]]:
    """Communes told twice in a year, totals that are not the sum of their parts, parts larger than what holds them."""
    counts = frame.drop(columns=[COMMUNE, YEAR]).apply(pd.to_numeric, errors="coerce").astype(float)
    twice = frame[frame[COMMUNE].ne(ELSEWHERE) & frame.duplicated([COMMUNE, YEAR])]
    found: list[tuple[object, ...]] = [
        (file, line, COMMUNE, code, "cette commune a déjà une ligne pour cette année")
        for line, code in twice[COMMUNE].items()
    ]
    for total, parts in domain.parts.items():
        sums = counts[list(parts)].sum(axis=1, skipna=False)
        for line in frame.index[(counts[total] - sums).abs() > 0]:
            found.append((file, line, total, frame.at[line, total], f"n’est pas la somme de {' + '.join(parts)}"))
    for part, whole in domain.within.items():
        for line in frame.index[counts[part] > counts[whole]]:
            found.append((file, line, part, frame.at[line, part], f"dépasse {whole} : {counts.at[line, whole]:.0f}"))
    return found


def _unfilled(file: str, frame: pd.DataFrame, domain: Domain) -> list[tuple[object, ...]]:
    """Decisions that lack what their kind must have."""
    found: list[tuple[object, ...]] = []
    for detail in domain.details:
        words = [f"{column} vaut {' ou '.join(words)}" for column, words in detail.when.items()]
        for line in frame.index[holds(frame, detail.when) & (frame[detail.column] == "")]:
            found.append((file, line, detail.column, "", f"à remplir quand {' et '.join(words)}"))
    return found


def holds(frame: pd.DataFrame, rows: Rows) -> "pd.Series[bool]":
    """Which decisions are the ones asked for."""
    told = pd.Series(True, index=frame.index)
    for column, words in rows.items():
        told = told & frame[column].isin(words)
    return told


def _told(rejects: list[tuple[object, ...]], domain: Domain) -> pd.DataFrame:
    frame = pd.DataFrame(rejects, columns=REFUSED).sort_values(["line", "column_name"], ignore_index=True)
    words = [word for modality in domain.modalities for word in modality.values]
    return frame.assign(raw=[_shown(str(raw), words) for raw in frame["raw"]])


def _shown(raw: str, words: list[str]) -> str:
    """The text as written; of a word that resembles no declared one, and could be a name, its beginning."""
    letters = sum(letter.isalpha() for letter in raw)
    if letters < 3 or get_close_matches(raw.lower(), words, n=1):
        return raw
    return f"{raw[:2]}…"
