"""Sharing a whole between its parts by weights that may be wrong, with bounds that say by how much."""

from collections.abc import Sequence
from typing import NamedTuple


class Share(NamedTuple):
    """A part's share of the whole, and the bounds of the true one."""

    share: float
    low: float
    high: float


def shares(weights: Sequence[float], error: float) -> list[Share]:
    """Each part's share, of which the sum is 1; `error` is how wrong a weight may be, in proportion (0.1 is 10 %).

    The true share is least where its own weight is too high by `error` and all the others too low, and conversely.
    """
    whole = sum(weights)
    return [
        Share(weight / whole, _share(weight, whole - weight, error), _share(weight, whole - weight, -error))
        for weight in weights
    ]


def _share(own: float, others: float, error: float) -> float:
    least, most = own * (1 - error), others * (1 + error)
    return least / (least + most)
