"""Coverage of the intervals over a declared grid: how often a 95 % interval holds the truth.

Run: python bench/coverage.py. Each coverage is the exact sum of the probabilities of the counts whose interval
holds the truth, without the noise of a simulation; a seeded one of 20 000 draws a cell stands beside it as a check.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from observatory.statistics import intervals

SIZES = (10, 20, 30, 50, 100, 200, 500, 1000)
SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
MEANS = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 10.0, 20.0, 50.0, 100.0, 200.0)
DRAWS = 20_000


@dataclass(frozen=True)
class Coverage:
    method: str
    exact: NDArray[np.float64]
    simulated: NDArray[np.float64]

    @property
    def line(self) -> str:
        worst = f"min {self.exact.min():.2%}, mean {self.exact.mean():.2%}"
        gap = float(np.abs(self.exact - self.simulated).max())
        return f"{self.method:<18} {worst}; simulated mean {self.simulated.mean():.2%}, widest gap {gap:.2%}"


def of_proportion(method: Callable[..., intervals.Interval]) -> Coverage:
    """Over SIZES x SHARES."""
    chance = np.random.default_rng(41)
    grid = [(n, p, stats.binom(n, p)) for n in SIZES for p in SHARES]
    cells = [_cell(method(np.arange(n + 1), n), p, law.pmf, law.rvs(DRAWS, random_state=chance)) for n, p, law in grid]
    return _coverage(method.__name__, cells)


def of_count(method: Callable[..., intervals.Interval]) -> Coverage:
    """Over MEANS."""
    chance = np.random.default_rng(41)
    grid = [(mean, np.arange(int(mean + 12 * mean**0.5) + 30), stats.poisson(mean)) for mean in MEANS]
    cells = [_cell(method(x), mean, law.pmf, law.rvs(DRAWS, random_state=chance)) for mean, x, law in grid]
    return _coverage(method.__name__, cells)


def _cell(
    bounds: intervals.Interval, truth: float, chances: Callable[..., NDArray[np.float64]], drawn: NDArray[np.int64]
) -> tuple[float, float]:
    """Exact and simulated share of the counts whose bounds hold the truth; bounds are those of the counts 0, 1, 2..."""
    holds = (bounds.low <= truth) & (truth <= bounds.high)
    return float(chances(np.arange(len(holds)))[holds].sum()), float(holds[drawn].mean())


def _coverage(method: str, cells: list[tuple[float, float]]) -> Coverage:
    exact, simulated = np.array(cells).T
    return Coverage(method, exact, simulated)


def main() -> None:
    print(f"proportions: n in {SIZES}, p in {SHARES}")
    for proportion in (intervals.wilson, intervals.exact_proportion):
        print(of_proportion(proportion).line)
    print(f"counts: mean in {MEANS}")
    for count in (intervals.byar, intervals.exact_count):
        print(of_count(count).line)


if __name__ == "__main__":
    main()
