"""The keyboard walk: which region each arrow key reaches, every region within reach of every other."""

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from observatory.maps.coverage import Shapes

LEFT, RIGHT, UP, DOWN = range(4)
OPPOSITE = (RIGHT, LEFT, DOWN, UP)
APART = 2.0
"""A region that does not touch counts as this many times farther: an arrow goes to a neighbour where there is one."""

Points = npt.NDArray[np.float64]
Moves = npt.NDArray[np.intp]


def moves(shapes: Shapes, centres: Points) -> Moves:
    """(regions, 4): the index reached by left, right, up and down; -1 where nothing lies that way.

    An arrow goes to the nearest region in its quarter of the compass, preferring one that touches and one straight
    ahead. Regions that nobody would reach this way are then linked (see `_connect`).
    """
    direction, cost = _bearings(centres, _touching(shapes))
    found = np.full((len(shapes), 4), -1)
    for arrow in range(4):
        costs = np.where(direction == arrow, cost, np.inf)
        best = costs.argmin(axis=1)
        found[:, arrow] = np.where(np.isfinite(costs.min(axis=1)), best, -1)
    return _connect(found, direction, cost)


def main_group(found: Moves) -> npt.NDArray[np.bool_]:
    """The largest set of regions in which each can be reached from each (all of them, once `moves` is done)."""
    start, arrow = np.nonzero(found >= 0)
    graph = csr_matrix((np.ones(len(start)), (start, found[start, arrow])), shape=(len(found), len(found)))
    _, group = connected_components(graph, directed=True, connection="strong")
    return np.asarray(group == np.bincount(group).argmax())


def _connect(found: Moves, direction: npt.NDArray[np.intp], cost: Points) -> Moves:
    """Bring every region into the main group, one at a time.

    The cheapest step from a region of the group to one outside is put in place of that arrow; the newcomer steps
    back by the opposite arrow, and on to where the arrow went before. What passed there passes still, through the
    newcomer: the group keeps its regions and gains one each time, so the loop ends.
    """
    while not (inside := main_group(found)).all():
        crossing = np.where(np.outer(inside, ~inside), cost, np.inf)
        member, newcomer = np.unravel_index(crossing.argmin(), crossing.shape)
        arrow = direction[member, newcomer]
        if found[member, arrow] >= 0:
            found[newcomer, arrow] = found[member, arrow]
        found[member, arrow] = newcomer
        found[newcomer, OPPOSITE[arrow]] = member
    return found


def _bearings(centres: Points, touching: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.intp], Points]:
    """For each pair, the arrow from the first to the second, and the cost of that step (infinite to itself)."""
    across, down = np.moveaxis(centres[None] - centres[:, None], 2, 0)
    level = np.abs(across) >= np.abs(down)
    direction = np.where(level, np.where(across > 0, RIGHT, LEFT), np.where(down > 0, DOWN, UP))
    ahead, aside = np.maximum(np.abs(across), np.abs(down)), np.minimum(np.abs(across), np.abs(down))
    slant = np.divide(aside, ahead, out=np.zeros_like(aside), where=ahead > 0)
    cost = np.hypot(across, down) * (1 + slant) * np.where(touching, 1, APART)
    np.fill_diagonal(cost, np.inf)
    return direction, cost


def _touching(shapes: Shapes) -> npt.NDArray[np.bool_]:
    first, second = shapely.STRtree(shapes).query(shapes, predicate="touches")
    touching = np.zeros((len(shapes), len(shapes)), dtype=bool)
    touching[first, second] = True
    return touching
