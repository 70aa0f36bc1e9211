"""A release made by anyone, as CSV, ready to be attacked; and what the attack says of it, in French.

Columns: level, code, value (a whole number or a mark for hidden); and, if the file has them, measure (or indicator),
part, period, status, denominator (taken to be public) and rate (per hundred). The status « secret »
hides the value; « absent » and « non_disponible » say that there is none to protect.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from observatory.errors import DataError
from observatory.secrecy.attack import Release, Verdicts
from observatory.secrecy.audit import findings
from observatory.secrecy.relations import KEY, Floats, rate_bounds, rounded_bounds, sums, together, zonings
from observatory.statistics.numbers import NARROW, SPACE, with_unit

HIDDEN_MARKS = ("", "s", "secret", "c", "x", "nd", "na", "n/a", "*", "**", "***", "-", "–", "…", "...", "///")
NUMBER = re.compile(r"\d+([.,]\d+)?")
BELOW = re.compile(r"<\s*(\d+)")
SPACES = str.maketrans("", "", " \u00a0\u202f")


@dataclass(frozen=True)
class Sum:
    """Along one column of KEY, a parent is the sum of its children: Sum("part", "", ("F", "H"))."""

    column: str
    parent: str
    children: tuple[str, ...]


@dataclass(frozen=True)
class Assumed:
    """What the attacker knows of a file besides its cells: its sums, that its zeros are always shown, its rounding.

    width is what each secret needs; rounding is the multiple that shown values are rounded to, 0 if they are not.
    """

    sums: tuple[Sum, ...] = ()
    zeros_shown: bool = False
    rounding: int = 0
    width: int = 5


@dataclass(frozen=True)
class ForeignRelease:
    """What a file shows, and the marks that it hides with."""

    release: Release
    marks: tuple[str, ...]


def read_release(path: Path, memberships: pd.DataFrame, assumed: Assumed) -> ForeignRelease:
    """Read a release; memberships: commune, level, code. Raises DataError, with the line, for what cannot be read.

    Communes and children of a sum that the file leaves out are added as cells that are never shown.
    """
    table = _checked(path, _read(path), memberships)
    cells = _bounded(path, table, assumed)
    marks = tuple(sorted(set(table["value"][cells["required"] > 0])))
    cells = _completed(cells, memberships, assumed.sums)
    families = [sums(cells, rule.column, rule.parent, rule.children) for rule in assumed.sums]
    return ForeignRelease(Release(cells, together(zonings(cells, memberships), *families)), marks)


def describe(foreign: ForeignRelease, verdicts: Verdicts, minimum: int = 5) -> str:
    """Everything that the attack recovers, line by line, for the person who made the file."""
    asked = verdicts.hidden[verdicts.hidden["required"] > 0]
    lines = [f"{with_unit(len(asked), 'cases masquées')} à l’épreuve."]
    if verdicts.safe:
        lines.append("Aucune ne se retrouve.")
    for title, names in findings(verdicts).items():
        lines += [f"{title}{NARROW}:", *(f"  {name}" for name in names)]
    deduced = verdicts.deduced(minimum)
    if len(deduced):
        small = with_unit(len(deduced), "petits effectifs")
        lines.append(f"Ce que le fichier montre laisse aussi deviner ce qu’il ne montre pas{NARROW}: {small}.")
    if len(foreign.marks) > 1:
        shown = ", ".join(f"«{SPACE}{mark}{SPACE}»" for mark in foreign.marks)
        lines.append(
            f"Le fichier masque avec plusieurs signes ({shown}){NARROW}: ce que chacun veut dire aide à retrouver."
        )
    return "\n".join(lines)


def _read(path: Path) -> pd.DataFrame:
    try:
        header = path.read_text(encoding="utf-8-sig").partition("\n")[0]
        separator = max(";\t,", key=header.count)
        table = pd.read_csv(path, dtype=str, keep_default_na=False, sep=separator, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise DataError(f"{path} ne peut pas être lu{NARROW}: {error}.") from error
    table = table.rename(columns={"indicator": "measure"})
    missing = [name for name in ("level", "code", "value") if name not in table]
    if missing:
        raise DataError(f"{path}{NARROW}: il manque la colonne {' et la colonne '.join(missing)}.")
    optional = [*KEY, "status", "denominator", "rate"]
    return table.assign(**{name: "" for name in optional if name not in table})


def _checked(path: Path, table: pd.DataFrame, memberships: pd.DataFrame) -> pd.DataFrame:
    """Refuse a cell that is there twice, and a territory that its level does not have."""
    twice = table.duplicated(KEY)
    _refuse(path, twice, "cette case est déjà plus haut dans le fichier")
    places = pd.MultiIndex.from_frame(table[["level", "code"]])
    known = pd.MultiIndex.from_frame(memberships[["level", "code"]])
    stray = table["level"].isin(memberships["level"]) & ~places.isin(known)
    _refuse(
        path,
        stray | ((table["level"] == "commune") & ~table["code"].isin(memberships["commune"])),
        "territoire inconnu",
    )
    return table


def _refuse(path: Path, wrong: pd.Series, reason: str) -> None:
    if wrong.any():
        raise DataError(f"{path}, ligne {int(np.flatnonzero(wrong)[0]) + 2}{NARROW}: {reason}.")


def _bounded(path: Path, table: pd.DataFrame, assumed: Assumed) -> pd.DataFrame:
    """The cells, with what their values, marks, denominators and rates tell of each."""
    texts = table["value"].str.translate(SPACES).str.lower()
    hidden = ~texts.str.fullmatch(NUMBER) | (table["status"] == "secret")
    low, high = _shown(path, texts.where(~hidden, ""), assumed.rounding)
    most = np.minimum(_ceilings(path, texts, hidden), _numbers(path, "denominator", table["denominator"], np.inf))
    low, high = np.where(hidden, float(assumed.zeros_shown), low), np.where(hidden, most, high)
    secret = hidden & ~table["status"].isin(["absent", "non_disponible"])
    required = np.where(secret, np.minimum(assumed.width, high - low), 0.0)
    least, most = _rated(path, table, hidden)
    return table[KEY].assign(low=np.maximum(low, least), high=np.minimum(high, most), hidden=hidden, required=required)


def _shown(path: Path, texts: pd.Series, rounding: int) -> tuple[Floats, Floats]:
    values = _numbers(path, "value", texts, np.nan)
    _refuse(path, pd.Series(values % 1 > 0), "un effectif est un nombre entier")
    return rounded_bounds(values, rounding) if rounding else (values, values)


def _ceilings(path: Path, texts: pd.Series, hidden: pd.Series) -> Floats:
    """What the mark of a hidden cell tells: `<5` is at most 4."""
    below = texts.str.extract(BELOW, expand=False)
    read = texts.isin(HIDDEN_MARKS) | below.notna() | texts.str.fullmatch(NUMBER)
    _refuse(path, hidden & ~read, "valeur illisible")
    return np.asarray(below.astype(float).fillna(np.inf), dtype=np.float64) - 1


def _numbers(path: Path, column: str, texts: pd.Series, empty: float) -> Floats:
    plain = texts.str.translate(SPACES).str.replace(",", ".")
    _refuse(path, (plain != "") & ~plain.str.fullmatch(NUMBER), f"{column}, nombre illisible")
    return pd.to_numeric(plain.where(plain != "", None)).fillna(empty).to_numpy(float)


def _rated(path: Path, table: pd.DataFrame, hidden: pd.Series) -> tuple[Floats, Floats]:
    """What a rate shown beside a hidden count tells of it, where the denominator is public."""
    rates, groups = (_numbers(path, name, table[name], np.nan) for name in ("rate", "denominator"))
    decimals = np.array(
        [len(re.split("[.,]", rate)[1]) if re.search("[.,]", rate) else 0 for rate in table["rate"]], float
    )
    low, high = rate_bounds(rates, groups, 100, decimals)
    told = hidden.to_numpy() & ~np.isnan(low)
    return np.where(told, low, -np.inf), np.where(told, high, np.inf)


def _completed(cells: pd.DataFrame, memberships: pd.DataFrame, declared: Sequence[Sum]) -> pd.DataFrame:
    """Add the communes and the children that the file leaves out."""
    silent = {"low": 0.0, "high": np.inf, "hidden": True, "required": 0.0}
    communes = pd.DataFrame({"level": "commune", "code": memberships["commune"].unique()})
    wanted = [cells[["measure", "part", "period"]].drop_duplicates().merge(communes, how="cross")]
    for rule in declared:
        parents = pd.concat([cells[KEY], wanted[0]]).drop_duplicates()
        parents = parents[parents[rule.column] == rule.parent]
        wanted += [parents.assign(**{rule.column: child}) for child in rule.children]
    added = pd.concat(wanted)[KEY].drop_duplicates()
    known = pd.MultiIndex.from_frame(cells[KEY])
    added = added[~pd.MultiIndex.from_frame(added).isin(known)]
    return pd.concat([cells, added.assign(**silent)], ignore_index=True)
