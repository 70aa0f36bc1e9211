"""HiGHS, one model at a time: built once, then asked again with another objective or other bounds (warm start).

Deterministic: one thread, a fixed seed, limits in nodes and never in seconds.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_array

from observatory.errors import ObservatoryError
from observatory.secrecy.relations import Floats, Ints
from observatory.statistics.numbers import NARROW

UNBOUNDED = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)
ALWAYS = (("output_flag", False), ("threads", 1), ("random_seed", 1))
LINEAR = (*ALWAYS, ("presolve", "off"), ("simplex_strategy", 4))
"""Primal simplex without presolve: the last basis stays good when only the objective changes."""
INTEGER = (*ALWAYS, ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.25))
"""Volumes are whole numbers: a gap below one half proves the best."""


class Infeasible(Exception):
    """No value of the cells satisfies every relation and bound."""


class Unbounded(Exception):
    """The objective has no limit."""


@dataclass(frozen=True)
class Solution:
    """`value` is the objective, `bound` what no solution can beat; `reduced` and `row_duals` are an LP's prices."""

    value: float
    bound: float
    x: Floats
    reduced: Floats
    row_duals: Floats
    nodes: int


class Program:
    """Minimise cost @ x with row_low <= matrix @ x <= row_high and low <= x <= high, x whole if `integer`."""

    def __init__(
        self,
        matrix: csr_array,
        row_low: Floats,
        row_high: Floats,
        low: Floats,
        high: Floats,
        cost: Floats | None = None,
        integer: bool = False,
    ) -> None:
        self.width = matrix.shape[1]
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, setting in INTEGER if integer else LINEAR:
            self.highs.setOptionValue(option, setting)
        self.highs.passModel(_model(matrix, row_low, row_high, low, high, cost, integer))
        self.aimed = 0

    def aim(self, column: int, cost: float) -> None:
        """Make `cost` times one column the whole objective."""
        self.highs.changeColCost(self.aimed, 0.0)
        self.highs.changeColCost(column, cost)
        self.aimed = column

    def set_bounds(self, low: Floats, high: Floats) -> None:
        self.highs.changeColsBounds(self.width, np.arange(self.width, dtype=np.int32), low, high)

    def add_row(self, columns: Ints, values: Floats, low: float) -> None:
        """Add `values @ x[columns] >= low`."""
        self.highs.addRow(low, highspy.kHighsInf, len(columns), columns.astype(np.int32), values)

    def limit_nodes(self, nodes: int) -> None:
        self.highs.setOptionValue("mip_max_nodes", nodes)

    def solve(self) -> Solution:
        """The best solution; once nodes ran out, the best found, x empty if none was. Raises Infeasible, Unbounded."""
        self.highs.run()
        status = self.highs.getModelStatus()
        if status in UNBOUNDED:
            raise Unbounded
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible
        info, solution = self.highs.getInfo(), self.highs.getSolution()
        if not solution.value_valid and status != highspy.HighsModelStatus.kSolutionLimit:
            raise ObservatoryError(
                f"HiGHS s’est arrêté sans réponse{NARROW}: {self.highs.modelStatusToString(status)}."
            )
        value = info.objective_function_value
        return Solution(
            value,
            info.mip_dual_bound,
            np.array(solution.col_value),
            np.array(solution.col_dual),
            np.array(solution.row_dual),
            info.mip_node_count,
        )


def _model(
    matrix: csr_array,
    row_low: Floats,
    row_high: Floats,
    low: Floats,
    high: Floats,
    cost: Floats | None,
    integer: bool,
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data.astype(float)
    model.row_lower_, model.row_upper_, model.col_lower_, model.col_upper_ = row_low, row_high, low, high
    model.col_cost_ = np.zeros(matrix.shape[1]) if cost is None else cost
    if integer:
        model.integrality_ = [highspy.HighsVarType.kInteger] * matrix.shape[1]
    return model
