"""Put defects into slices of the official files, and judge what the reader makes of them.

python tests/official/inject.py --cases 10000
"""

import argparse
import collections
from dataclasses import dataclass
from functools import cache
from random import Random

import pandas as pd
from defects import HARMLESS, KINDS, LOSSES
from slices import NUMBERS, SLICED, Slice, take_slice

from observatory.errors import DataError
from observatory.ingest import recode
from observatory.ingest.observe import observe
from observatory.ingest.read import read_table

NO_HISTORY = pd.DataFrame({"old_code": [], "code": [], "kind": [], "year": []}, dtype=object)
Cells = dict[tuple[object, ...], float]


@dataclass(frozen=True)
class Verdict:
    """What became of one defect.

    refusé      the whole file is refused, by name
    dit         rejects say it, and no figure is wrong
    dit, court  rejects say it; a sum lacks the row that they name
    sans effet  every figure is the true one
    perdu       figures are gone without a word
    faux        a figure is wrong without a word
    panne       a traceback
    sans objet  the kind does not apply to the source
    """

    kind: str
    slug: str
    number: int
    outcome: str
    detail: str = ""

    @property
    def holds(self) -> bool:
        if self.kind in HARMLESS:
            return self.outcome in ("sans effet", "sans objet")
        return self.outcome not in ("faux", "panne") and (self.outcome != "perdu" or self.kind in LOSSES)


def judge(kind: str, slug: str, number: int, chance: int) -> Verdict:
    """One defect of that kind in one slice of that source."""
    part = take_slice(slug, number)
    spoiled = KINDS[kind](part, Random(f"{kind} {slug} {number} {chance}"))
    if spoiled is None:
        return Verdict(kind, slug, number, "sans objet")
    communes, truth, usual = _truth(slug, number)
    try:
        found, told = _figures(part, spoiled, communes)
    except DataError as refusal:
        return Verdict(kind, slug, number, "refusé" if part.name in str(refusal) else "faux", str(refusal))
    except Exception as error:
        return Verdict(kind, slug, number, "panne", repr(error))
    return Verdict(kind, slug, number, *_compared(truth, found, told - usual, _sums_rows(part)))


def _compared(truth: Cells, found: Cells, told: set[str], summed: bool) -> tuple[str, str]:
    wrong = [key for key, value in found.items() if truth.get(key) != value]
    lost = [key for key in truth if key not in found]
    if told:
        short = summed and all(found[key] < truth.get(key, 0) for key in wrong)
        return ("dit" if not wrong else "dit, court" if short else "faux"), f"{sorted(told)} {wrong[:3]}"
    if wrong or (lost and summed):
        return "faux", str((wrong or lost)[:3])
    return ("perdu", str(lost[:3])) if lost else ("sans effet", "")


def _sums_rows(part: Slice) -> bool:
    """Whether rows in any number make one figure, so that one row less is another figure."""
    return part.source.key.system == "iris" or any(take.absent_rows == "zero" for take in part.source.take)


@cache
def _truth(slug: str, number: int) -> tuple[frozenset[str], Cells, set[str]]:
    """(communes, figures, what the rejects say) of the slice as it is."""
    part = take_slice(slug, number)
    codes = {row[part.key] for row in part.rows} if part.key is not None else set()
    communes = frozenset(part.source.key.aliases.get(code, code)[:5] for code in codes)
    return communes, *_figures(part, part.content, communes)


def _figures(part: Slice, content: bytes, communes: frozenset[str]) -> tuple[Cells, set[str]]:
    """(every figure on today's communes, what the rejects say)."""
    observed = observe(part.source, read_table(part.source, part.name, content))
    additive = frozenset(take.measure for take in part.source.take)
    recoded = recode(observed.observations, communes, NO_HISTORY, additive)
    rows = recoded.observations[recoded.observations["status"].isin(["valeur", "estime"])]
    keys = rows[["measure", "system", "code", "period"]].itertuples(index=False, name=None)
    return dict(zip(keys, rows["value"], strict=True)), {*observed.rejects["reason"], *recoded.rejects["reason"]}


def cases(count: int) -> list[Verdict]:
    """Kinds, sources and slices at random, always the same ones."""
    random = Random(41)
    kinds = list(KINDS)
    return [judge(random.choice(kinds), random.choice(SLICED), random.randrange(NUMBERS), n) for n in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    verdicts = cases(parser.parse_args().cases)
    table: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for verdict in verdicts:
        table[verdict.kind][verdict.outcome] += 1
    for kind, outcomes in sorted(table.items()):
        print(f"{kind:42}", ", ".join(f"{outcome} {n}" for outcome, n in outcomes.most_common()))
    broken = [verdict for verdict in verdicts if not verdict.holds]
    for verdict in broken[:40]:
        print(verdict)
    applied = sum(verdict.outcome != "sans objet" for verdict in verdicts)
    print(f"{len(verdicts)} cas, {applied} défauts injectés, {len(table)} genres, {len(broken)} en faute.")


if __name__ == "__main__":
    main()
