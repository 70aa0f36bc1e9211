"""How far a figure can be trusted: `solide`, `prudence` or `fragile`, by the rules of one table."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LABELS = ("solide", "prudence", "fragile")


@dataclass(frozen=True)
class Rule:
    """A measured doubt: a figure is solide up to `solid`, asks for prudence up to `caution`, is fragile beyond."""

    slug: str
    kinds: tuple[str, ...]
    doubt: Callable[[pd.DataFrame], Floats]
    solid: float
    caution: float
    sentence: str
    """For the page on methods."""


def quality(frame: pd.DataFrame, kind: str | pd.Series) -> pd.Series:
    """Quality of each row of frame[value, margin, n, coverage]: the worst that a rule of its kind finds.

    None without a value. An optional column `weighted` (bool) says that the value is a census estimate. An unknown
    margin, n or coverage casts no doubt.
    """
    worst = np.zeros(len(frame), dtype=int)
    for rule in RULES:
        doubt = np.nan_to_num(rule.doubt(frame), nan=0.0, posinf=np.inf)
        found = (doubt > rule.solid).astype(int) + (doubt > rule.caution)
        worst = np.maximum(worst, np.where(np.isin(kind, rule.kinds), found, 0))
    labels = np.array(LABELS, dtype=object)[worst]
    labels[frame["value"].isna().to_numpy()] = None
    return pd.Series(labels, index=frame.index, dtype=object)


def _column(frame: pd.DataFrame, name: str) -> Floats:
    return frame[name].to_numpy(dtype=float, na_value=np.nan)


def _relative_margin(frame: pd.DataFrame) -> Floats:
    """margin / |value|: infinite for a zero that may hide something, none for a true zero."""
    margin, value = _column(frame, "margin"), np.abs(_column(frame, "value"))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(margin > 0, margin / value, 0.0)


def _margin(frame: pd.DataFrame) -> Floats:
    return _column(frame, "margin")


def _weight_of_one(frame: pd.DataFrame) -> Floats:
    """What one household, person or dwelling weighs in the denominator."""
    with np.errstate(divide="ignore"):
        return 1 / _column(frame, "n")


def _one_person(frame: pd.DataFrame) -> Floats:
    """One person more or less in a count estimated by weighting; a zero is a zero, since nobody was met."""
    if "weighted" not in frame:
        return np.zeros(len(frame))
    value = np.abs(_column(frame, "value"))
    with np.errstate(divide="ignore"):
        return np.where(frame["weighted"] & (value > 0), 1 / value, 0.0)


def _missing(frame: pd.DataFrame) -> Floats:
    return np.round(1 - _column(frame, "coverage"), 9)


ALL = ("count", "ratio", "evolution", "distance", "published")
RULES = (
    Rule(
        "arrondi",
        ("count", "ratio", "published"),
        _relative_margin,
        0.10,
        0.25,
        "La marge d'arrondi vaut au plus 10 % de la valeur (solide), au plus 25 % (prudence), davantage (fragile) ; "
        "un zéro venu d'une source arrondie est fragile : il peut cacher un 1 ou un 2.",
    ),
    Rule(
        "arrondi-evolution",
        ("evolution",),
        _margin,
        0.25,
        0.5,
        "Une évolution proche de zéro n'a pas de marge relative qui ait un sens : sa marge d'arrondi vaut au plus "
        "0,25 point par an (solide), au plus 0,5 (prudence), davantage (fragile).",
    ),
    Rule(
        "petit-effectif",
        ("ratio", "evolution"),
        _weight_of_one,
        1 / 100,
        1 / 30,
        "Le dénominateur compte au moins 100 unités (solide : une unité pèse au plus 1 %), au moins 30 (prudence), "
        "moins de 30 (fragile : une seule unité déplace la valeur de plus de 3 %).",
    ),
    Rule(
        "recensement",
        ("count",),
        _one_person,
        0.10,
        0.25,
        "Un effectif pondéré du recensement ne se lit pas à moins d'une personne près : solide à partir de 10, "
        "prudence à partir de 4, fragile en dessous.",
    ),
    Rule(
        "couverture",
        ALL,
        _missing,
        0.0,
        np.inf,
        "Une valeur à laquelle il manque des communes est au mieux à lire avec prudence.",
    ),
)
