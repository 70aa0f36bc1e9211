"""Classes of a map: where the breaks fall, and how they read.

A class holds its lower break: with breaks (2, 3.5), a value of 2 is in the class "2 à 3,5". Breaks are readable
numbers: the roundest that leave nearly every value in the class its method chose.
"""

import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import mapclassify
import numpy as np
from numpy.typing import ArrayLike, NDArray

from observatory.statistics.numbers import agreed, joined, number, rounded

Floats = NDArray[np.float64]

METHODS: dict[str, str] = {
    "quantiles": "Effectifs égaux (quantiles)",
    "jenks": "Seuils naturels (Jenks)",
    "egales": "Amplitudes égales",
    "ecart-type": "Autour de la moyenne (écarts types)",
    "tete-queue": "Moyennes emboîtées (tête et queue)",
    "departement": "Autour du département",
    "manuelles": "Seuils choisis à la main",
}
MOVED = 0.05
"""Rounding a break may move this share of the values to the class beside theirs."""
JENKS_VALUES = 500
"""Beyond, Fisher-Jenks (cubic in time) works on as many evenly spaced order statistics."""


def breaks(
    values: ArrayLike,
    method: str,
    count: int,
    decimals: int,
    reference: float | None = None,
    manual: Sequence[float] = (),
) -> tuple[float, ...]:
    """Inner breaks of at most `count` classes, strictly increasing; fewer where the values cannot fill them.

    NaN are left out; all-equal values make one class, hence no break. `decimals` is the precision at which values are
    shown: no break is finer. `reference` serves the method `departement`, `manual` the method `manuelles`.
    """
    if method == "manuelles":
        return tuple(sorted({_shown(b, decimals) for b in manual if math.isfinite(b)}))
    known = np.asarray(values, dtype=float)
    known = np.sort(known[np.isfinite(known)])
    if count < 2 or len(known) == 0 or known[0] == known[-1]:
        return ()
    if method == "departement":
        around = _around_reference(known, count, reference)
        if count % 2 == 0:
            return _inside([_shown(b, decimals) for b in around], known)
        return _readable(around, known, decimals, even=False)
    with warnings.catch_warnings(action="ignore"):  # mapclassify warns of few distinct values and of a slow Python
        exact = _METHODS[method](known, count)
    return _readable(exact, known, decimals, even=method == "egales")


def assign(values: ArrayLike, breaks: Sequence[float], decimals: int | None = None) -> NDArray[np.int64]:
    """Index of the class of each value, -1 for NaN; with `decimals`, of the value as it is shown."""
    raw = np.asarray(values, dtype=float)
    if decimals is not None:
        raw = np.array([_shown(v, decimals) if math.isfinite(v) else np.nan for v in raw])
    return np.where(np.isnan(raw), -1, np.searchsorted(np.asarray(breaks, dtype=float), raw, side="right"))


def labels(breaks: Sequence[float], unit: str, decimals: int) -> list[str]:
    """`moins de 2 %`, `2 à 3,5 %`, `7,5 % et plus`: one label for each class, from the lowest."""
    if not breaks:
        return ["une seule classe"]
    first, last = breaks[0], breaks[-1]
    between = [f"{_short(low, decimals)} à {_with_unit(high, unit, decimals)}" for low, high in pairwise(breaks)]
    return [f"moins de {_with_unit(first, unit, decimals)}", *between, f"{_with_unit(last, unit, decimals)} et plus"]


def _shown(value: float, decimals: int) -> float:
    return float(rounded(value, decimals))


def _short(value: float, decimals: int) -> str:
    """The number without decimals that say nothing: 2 rather than 2,0."""
    needed = next((d for d in range(decimals) if rounded(value, d) == rounded(value, decimals)), decimals)
    return number(value, needed)


def _with_unit(value: float, unit: str, decimals: int) -> str:
    return joined(_short(value, decimals), agreed(value, unit))


# ---- Where each method puts its breaks: sorted values, number of classes -> exact breaks


def _quantiles(known: Floats, count: int) -> list[float]:
    return _between_values(mapclassify.Quantiles(known, k=min(count, len(np.unique(known)))).bins, known)


def _jenks(known: Floats, count: int) -> list[float]:
    spaced = known[np.unique(np.linspace(0, len(known) - 1, JENKS_VALUES).astype(int))]
    distinct = np.unique(spaced)
    if len(distinct) <= count:
        return _between_values(distinct, known)
    return _between_values(mapclassify.FisherJenks(spaced, k=count).bins, known)


def _equal(known: Floats, count: int) -> list[float]:
    return [float(b) for b in mapclassify.EqualInterval(known, k=count).bins[:-1]]


def _standard_deviation(known: Floats, count: int) -> list[float]:
    return [float(b) for b in mapclassify.StdMean(known, multiples=_offsets(count)).bins[: count - 1]]


def _head_tail(known: Floats, count: int) -> list[float]:
    return [float(b) for b in mapclassify.HeadTailBreaks(known).bins[:-1][: count - 1]]


def _around_reference(known: Floats, count: int, reference: float | None) -> list[float]:
    """Even steps of the root mean square gap; the reference is a break (even count) or amid a class (odd count)."""
    if reference is None or not math.isfinite(reference):
        raise ValueError("La méthode « departement » demande la valeur du département : elle manque ici.")
    step = float(np.sqrt(np.mean((known - reference) ** 2)))
    return [reference + offset * step for offset in _offsets(count)]


def _offsets(count: int) -> list[float]:
    """4 classes: -1, 0, 1; 5 classes: -1.5, -0.5, 0.5, 1.5."""
    return [i - (count - 2) / 2 for i in range(count - 1)]


def _between_values(bins: Iterable[float], known: Floats) -> list[float]:
    """Right-closed bins that are themselves values -> breaks half way to the next value, the easiest to round."""
    at = np.unique(np.searchsorted(known, np.asarray(bins), side="right"))
    return [float(known[i - 1] + known[i]) / 2 for i in at if 0 < i < len(known)]


_METHODS: dict[str, Callable[[Floats, int], list[float]]] = {
    "quantiles": _quantiles,
    "jenks": _jenks,
    "egales": _equal,
    "ecart-type": _standard_deviation,
    "tete-queue": _head_tail,
}


# ---- Readable numbers


def _readable(exact: list[float], known: Floats, decimals: int, even: bool) -> tuple[float, ...]:
    """The breaks on the coarsest step that keeps the classes distinct and nearly every value where it was."""
    wanted = _inside(exact, known)
    if not wanted:
        return ()
    for step in _steps(float(known[-1] - known[0]), decimals):
        candidate = _inside(_on_step(wanted, step, even), known)
        if len(candidate) == len(wanted) and _moved(wanted, candidate, known) <= MOVED:
            return candidate
    return _inside(_on_step(wanted, 10.0**-decimals, False), known)


def _steps(span: float, decimals: int) -> Iterator[float]:
    """Coarse to fine: 10, 5, 1, 0.5, 0.1... down to the precision shown."""
    for power in range(math.floor(math.log10(span)), -decimals - 1, -1):
        yield 10.0**power
        if power > -decimals:
            yield 10.0**power / 2


def _on_step(exact: Sequence[float], step: float, even: bool) -> list[float]:
    on_step = [round(math.floor(b / step + 0.5) * step, 12) for b in exact]
    if not even or len(exact) < 2:
        return on_step
    width = round((exact[1] - exact[0]) / step) * step
    return [round(on_step[0] + i * width, 12) for i in range(len(exact))]


def _inside(exact: Sequence[float], known: Floats) -> tuple[float, ...]:
    """Increasing, with values on both sides."""
    return tuple(sorted({b + 0.0 for b in exact if known[0] < b <= known[-1]}))


def _moved(exact: Sequence[float], candidate: Sequence[float], known: Floats) -> float:
    return float(np.mean(assign(known, exact) != assign(known, candidate)))
