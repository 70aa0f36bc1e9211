"""The audit that ships with a release: what was hidden, what the attack is left with, and how both were done."""

import hashlib
from dataclasses import asdict, dataclass

import numpy as np

from observatory.catalogue.rule import Rule
from observatory.errors import SecrecyError
from observatory.secrecy.attack import Release, Verdicts, attack
from observatory.secrecy.protect import FREE, Protection, Table, released
from observatory.secrecy.relations import KEY, label
from observatory.statistics.numbers import NARROW, number

EXACT, CLOSE = "Retrouvées exactement", "Connues de trop près"
NAMED = 20
"""A refusal names this many cells at most."""


@dataclass(frozen=True)
class Audit:
    """Numbers that tell nothing of any one cell; `as_dict` is ready for JSON. Without limit, a width is None."""

    cells: int
    hidden: int
    narrowest: float | None
    widest: float | None
    exact: int
    narrow: int
    relations: int
    rule: dict[str, object]
    volume: float
    bound: float
    gap: float
    nodes: int
    rounds: int
    sha256: str

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def checked(table: Table, protection: Protection, rule: Rule) -> Audit:
    """The gate: attack what would be released; raise SecrecyError, naming the cells, if anything can be told."""
    release = released(table, protection.hidden)
    verdicts = attack(release)
    if not verdicts.safe:
        raise SecrecyError(f"La diffusion est refusée. {refusal(verdicts)}")
    ours = (table.cells["state"] == FREE).to_numpy()
    width = (verdicts.hidden["high"] - verdicts.hidden["low"])[verdicts.hidden["required"] > 0]
    return Audit(
        cells=int(ours.sum()),
        hidden=int((protection.hidden & ours).sum()),
        narrowest=_finite(width.min()),
        widest=_finite(width.max()),
        exact=len(verdicts.exact),
        narrow=len(verdicts.narrow),
        relations=len(table.relations.names),
        rule=rule.model_dump(mode="json"),
        volume=protection.volume,
        bound=protection.bound,
        gap=protection.gap,
        nodes=protection.nodes,
        rounds=protection.rounds,
        sha256=_digest(release),
    )


def refusal(verdicts: Verdicts) -> str:
    """The cells that the attack tells, the first of them, on one line; never what it tells of them."""
    told = ((EXACT, verdicts.exact), (CLOSE, verdicts.narrow))
    return " ".join(
        f"{title} ({number(len(cells))}){NARROW}: {_some([label(cells, row) for row in range(len(cells))])}."
        for title, cells in told
        if len(cells)
    )


def findings(verdicts: Verdicts) -> dict[str, list[str]]:
    """All the cells that the attack tells, with what it tells, for the people who made the file."""
    exact = [f"{label(verdicts.exact, row)} = {number(low)}" for row, low in enumerate(verdicts.exact["low"])]
    bounds = zip(verdicts.narrow["low"], verdicts.narrow["high"], strict=True)
    narrow = [
        f"{label(verdicts.narrow, row)}{NARROW}: {number(low)} à {number(high)}"
        for row, (low, high) in enumerate(bounds)
    ]
    told = ((EXACT, exact), (CLOSE, narrow))
    return {f"{title} ({number(len(names))})": names for title, names in told if names}


def _some(names: list[str]) -> str:
    return f"{NARROW}; ".join(names[:NAMED]) + (f"{NARROW}; …" if len(names) > NAMED else "")


def _finite(width: float) -> float | None:
    return float(width) if np.isfinite(width) else None


def _digest(release: Release) -> str:
    """The hash of what is shown, and of nothing that is hidden."""
    shown = release.cells[KEY].assign(value=release.cells["low"].where(~release.cells["hidden"]))
    return hashlib.sha256(shown.to_csv(index=False).encode()).hexdigest()
