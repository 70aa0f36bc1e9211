"""The protection: which more cells to hide so that no hidden cell can be told, at the least volume.

Exact secondary suppression after Fischetti and Salazar, "Solving the cell suppression problem on tabular data with
linear constraints" (Management Science 47, 2001): a master programme chooses the hidden cells, the attack tests them,
and each cell that is known too closely gives a cut, drawn from the prices (LP duals) of the programmes that bound it.
Every hidden cell, sensitive or complementary, is left an interval of its required width, wherever its truth lies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from observatory.errors import SecrecyError
from observatory.secrecy.attack import Release, too_narrow
from observatory.secrecy.relations import Floats, Ints, Mask, Relations, label
from observatory.secrecy.solver import Infeasible, Program
from observatory.statistics.numbers import NARROW

FREE, OUT, SILENT = "libre", "publié", "tu"
"""The states of a cell: this release shows or hides it; it is already out with its value; it is never shown."""
REACH = 50
"""In a cut, a cell moves at most this many widths from its truth: a limit where there is none, on the safe side."""
NEARLY = 1e-7


@dataclass(frozen=True)
class Table:
    """Every cell that readers can reason about, with its truth.

    cells: KEY; value; low and high (what anyone knows without the releases); sensitive; width (of the interval that its
    secret needs; where low and high are closer, they are all that can be kept); state.
    """

    cells: pd.DataFrame
    relations: Relations


@dataclass(frozen=True)
class Protection:
    """The hidden cells (a mask), the volume of those that are not sensitive, and the bound that none can beat."""

    hidden: Mask
    volume: float
    bound: float
    nodes: int
    rounds: int

    @property
    def gap(self) -> float:
        """How far, at most, the volume is above the least possible; 0 when proved."""
        return (self.volume - self.bound) / self.volume if self.volume else 0.0


def protect(table: Table, nodes: int = 20_000) -> Protection:
    """The least hiding that withstands the attack; past `nodes` nodes of search, a safe one with its gap.

    Raises SecrecyError if what is already out makes protection impossible; it names what would have to be withdrawn.
    """
    try:
        return _search(_Problem(table), nodes)
    except Infeasible:
        raise SecrecyError(_withdrawals(table, nodes)) from None


def released(table: Table, hidden: Mask) -> Release:
    """What the attacker holds once the release is out, with those before it."""
    cells = table.cells
    secret = hidden | (cells["state"] == SILENT).to_numpy()
    problem = _Problem(table)
    known = cells.assign(
        low=np.where(secret, cells["low"], cells["value"]),
        high=np.where(secret, cells["high"], cells["value"]),
        hidden=secret,
        required=np.where(secret, problem.required, 0.0),
    )
    return Release(known.drop(columns=["value", "sensitive", "width", "state"]), table.relations)


class _Problem:
    """The table as arrays: what must be hidden, what never can, what each hidden cell requires and costs."""

    def __init__(self, table: Table, withdrawing: bool = False) -> None:
        cells = table.cells
        self.relations = table.relations
        self.value, self.low, self.high = (cells[name].to_numpy(float) for name in ("value", "low", "high"))
        self.sensitive = cells["sensitive"].to_numpy(bool)
        out, silent = (cells["state"] == OUT).to_numpy(), (cells["state"] == SILENT).to_numpy()
        told = (self.value < self.low) | (self.value > self.high)
        self.never = told if withdrawing else told | out
        self.must = self.sensitive | silent
        width = np.minimum(cells["width"].to_numpy(float), self.high - self.low)
        self.required = np.where(silent & ~self.sensitive, 0.0, width)
        self.reach = REACH * float(cells["width"].max())
        self.weight = np.where(self.must, 0.0, np.maximum(self.value, 1.0))
        if withdrawing:
            self.weight = self.weight + np.where(out, self.weight.sum(), 0.0)

    def narrow(self, hidden: Mask, suspects: Mask | None = None) -> Mask:
        """The hidden cells, or those of them that are suspect, that the attack knows too closely."""
        low, high = np.where(hidden, self.low, self.value), np.where(hidden, self.high, self.value)
        asked = hidden if suspects is None else hidden & suspects
        return too_narrow(self.relations, low, high, np.where(asked, self.required, 0.0))


def _search(problem: _Problem, nodes: int) -> Protection:
    master, cutter = _master(problem), _Cutter(problem)
    hidden, bound, spent, rounds = problem.must, 0.0, 0, 0
    suspects = problem.narrow(hidden)
    while (narrow := problem.narrow(hidden, suspects)).any() or (narrow := problem.narrow(hidden)).any():
        suspects |= narrow
        for cut in cutter.cuts(hidden, narrow):
            master.add_row(cut.cells, cut.values, cut.least)
        master.limit_nodes(nodes - spent)
        solution = master.solve()
        spent, rounds = spent + max(1, solution.nodes), rounds + 1
        bound = max(bound, float(np.ceil(solution.bound - NEARLY)))
        if len(solution.x):
            hidden = solution.x > 0.5
        if spent >= nodes:
            hidden = _trimmed(problem, _repaired(problem, cutter, hidden))
            break
    return Protection(hidden, float(problem.weight @ hidden), bound, spent, rounds)


def _master(problem: _Problem) -> Program:
    """One yes-or-no column per cell, hidden or not, and no row yet; Infeasible if what must be hidden cannot be."""
    if (problem.sensitive & problem.never).any():
        raise Infeasible
    none, must, may = np.zeros(0), problem.must.astype(float), (~problem.never).astype(float)
    return Program(csr_array((0, len(may))), none, none, must, may, cost=problem.weight, integer=True)


@dataclass(frozen=True)
class _Cut:
    """`values @ hidden[cells] >= least`, which every safe choice satisfies."""

    cells: Ints
    values: Floats
    least: float


class _Cutter:
    """Draws cuts from the programmes that bound a cell's distance to its truth, where only hidden cells may move."""

    def __init__(self, problem: _Problem) -> None:
        self.problem = problem
        self.down = np.minimum(problem.value - problem.low, problem.reach)
        self.up = np.minimum(problem.high - problem.value, problem.reach)
        truth = problem.relations.matrix @ problem.value
        self.row_down, self.row_up = problem.relations.low - truth, problem.relations.high - truth
        still = np.zeros(len(self.down))
        self.moves = Program(problem.relations.matrix, self.row_down, self.row_up, still, still)

    def cuts(self, hidden: Mask, narrow: Mask) -> Iterator[_Cut]:
        """One cut for each cell that is too narrow, all violated by this choice."""
        self.moves.set_bounds(np.where(hidden, -self.down, 0.0), np.where(hidden, self.up, 0.0))
        for cell in np.flatnonzero(narrow):
            yield self._cut(int(cell), hidden)

    def _cut(self, cell: int, hidden: Mask) -> _Cut:
        """The width of a cell is at most the sum of what each hidden cell's price lends it: that must be enough."""
        down, up = self._priced(cell, 1.0), self._priced(cell, -1.0)
        lent, lacking = down[0] + up[0], self.problem.required[cell] - down[1] - up[1]
        if lent @ hidden >= lacking - NEARLY:
            lent, lacking = np.where(hidden, 0.0, 1.0), 1.0
        return self._conditional(cell, lent, lacking)

    def _priced(self, cell: int, sense: float) -> tuple[Floats, float]:
        """How far the cell can move, down (1) or up (-1): at most a share per hidden cell, plus a constant."""
        self.moves.aim(cell, sense)
        solution = self.moves.solve()
        price, row = (np.where(np.abs(p) < NEARLY, 0.0, p) for p in (solution.reduced, solution.row_duals))
        lent = np.where(price > 0, price * self.down, -price * self.up)
        limit = np.where(row > 0, self.row_down, np.where(row < 0, self.row_up, 0.0))
        return lent, -float(row @ limit)

    def _conditional(self, cell: int, lent: Floats, lacking: float) -> _Cut:
        """What is hidden anyway counts at once; no cell counts for more than what lacks; only if the cell is hidden."""
        given = self.problem.must.copy()
        given[cell] = True
        lacking -= float(lent @ given)
        lent = np.where(given | self.problem.never, 0.0, np.minimum(lent, lacking))
        if not self.problem.must[cell]:
            lent[cell], lacking = -lacking, 0.0
        cells = np.flatnonzero(np.abs(lent) > NEARLY)
        return _Cut(cells, lent[cells], lacking)


def _repaired(problem: _Problem, cutter: _Cutter, hidden: Mask) -> Mask:
    """Hide more, the cheapest that each cut asks for, until the choice is safe; Infeasible if it cannot be."""
    while (narrow := problem.narrow(hidden)).any():
        more = hidden.copy()
        for cut in cutter.cuts(hidden, narrow):
            price = problem.weight[cut.cells] / np.maximum(cut.values, NEARLY)
            for cell in cut.cells[np.argsort(price, kind="stable")]:
                more[cell] |= cut.values @ more[cut.cells] < cut.least - NEARLY
        if (more == hidden).all():
            raise Infeasible
        hidden = more
    return hidden


def _trimmed(problem: _Problem, hidden: Mask) -> Mask:
    """Show again what need not be hidden, the largest first."""
    spare = np.flatnonzero(hidden & ~problem.must)
    for cell in spare[np.argsort(-problem.weight[spare], kind="stable")]:
        shown = hidden.copy()
        shown[cell] = False
        if not problem.narrow(shown).any():
            hidden = shown
    return hidden


def _withdrawals(table: Table, nodes: int) -> str:
    """Say which cells that are already out would have to be withdrawn, the fewest possible."""
    try:
        hidden = _search(_Problem(table, withdrawing=True), nodes).hidden
    except Infeasible:
        return f"Aucun masquage ne protège ces cases{NARROW}: ce que chacun sait déjà suffit à les retrouver."
    back = np.flatnonzero(hidden & (table.cells["state"] == OUT).to_numpy())
    names = f"{NARROW}; ".join(label(table.cells, int(cell)) for cell in back)
    return (
        f"Ce qui est déjà publié empêche de protéger cette diffusion. Il faudrait d’abord en retirer{NARROW}: {names}."
    )
