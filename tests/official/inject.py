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
from observatory.ingest.lists import refuse_lost
from observatory.ingest.observe import observe
from observatory.ingest.read import read_table
from observatory.warehouse.expected import completed
from observatory.warehouse.gather import SUMMED

NO_HISTORY = pd.DataFrame({"old_code": [], "code": [], "kind": [], "year": []}, dtype=object)
Cells = dict[tuple[object, ...], float]


@dataclass(frozen=True)
class Figures:
    """What a reading gives: numbers, the keys of secret ones, and what the rejects say."""

    cells: Cells
    secret: frozenset[tuple[object, ...]]
    told: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """What became of one defect.

    refusé      the whole file is refused, by name
    dit         rejects say it, and no figure is wrong
    comparé     a list lacks rows: the figures that fell, or are secret no more, beside the last good file say it
    sans effet  every figure is the true one
    faux        a figure is wrong, or gone, without a word
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
        if self.kind not in LOSSES and self.outcome == "comparé":
            return False
        return self.outcome not in ("faux", "panne")


def judge(kind: str, slug: str, number: int, chance: int) -> Verdict:
    """One defect of that kind in one slice of that source."""
    part = take_slice(slug, number)
    spoiled = KINDS[kind](part, Random(f"{kind} {slug} {number} {chance}"))
    if spoiled is None:
        return Verdict(kind, slug, number, "sans objet")
    places, truth = _truth(slug, number)
    try:
        found = _figures(part, spoiled, places)
    except DataError as refusal:
        return Verdict(kind, slug, number, "refusé" if part.name in str(refusal) else "faux", str(refusal))
    except Exception as error:
        return Verdict(kind, slug, number, "panne", repr(error))
    return Verdict(kind, slug, number, *_compared(truth, found, part.source.is_list))


def _compared(truth: Figures, found: Figures, is_list: bool) -> tuple[str, str]:
    wrong = [key for key, value in found.cells.items() if truth.cells.get(key) != value]
    lost = [key for key in truth.cells if key not in found.cells]
    fallen = {key for key, value in truth.cells.items() if found.cells.get(key, 0) < value}
    fallen |= truth.secret & found.cells.keys()
    told = found.told - truth.told
    if told and not wrong:
        return "dit", str(sorted(told))
    if is_list and fallen and set(wrong) <= fallen:
        return "comparé", f"{sorted(told)} {wrong[:3]}"
    return ("faux", str((wrong or lost)[:3])) if wrong or lost else ("sans effet", "")


@cache
def _truth(slug: str, number: int) -> tuple[pd.DataFrame, Figures]:
    """(level and code of the territories, figures) of the slice as it is."""
    part = take_slice(slug, number)
    level, aliases = SUMMED.get(part.source.key.system, part.source.key.system), part.source.key.aliases
    told = {row[part.key] for row in part.rows} if part.key is not None else set()
    codes = {aliases.get(code, code)[: 5 if level == "commune" else None] for code in told} - {""}
    places = pd.DataFrame({"level": level, "code": sorted(codes)})
    return places, _figures(part, part.content, places)


def _figures(part: Slice, content: bytes, places: pd.DataFrame) -> Figures:
    """Every figure of those territories, by the way of a build but for its database."""
    observed = observe(part.source, read_table(part.source, part.name, content))
    additive = frozenset(take.measure for take in part.source.take)
    communes = frozenset(places.loc[places["level"] == "commune", "code"])
    recoded = recode(observed.observations, communes, NO_HISTORY, additive)
    refuse_lost(part.source, part.name, recoded.rejects)
    about = {"source": part.source.slug, "file": part.name}
    read = recoded.observations.rename(columns={"system": "level"}).assign(**about)
    given = observed.given.assign(level=observed.given["system"].replace(SUMMED), **about)
    whole, missing = completed(read, given, {part.source.slug: part.source}, places)
    reasons = frozenset({*observed.rejects["reason"], *recoded.rejects["reason"], *missing["reason"]})
    cells, secret = _by_key(whole[whole["value"].notna()]), _by_key(whole[whole["status"] == "secret"])
    return Figures(cells, frozenset(secret), reasons)


def _by_key(rows: pd.DataFrame) -> Cells:
    keys = rows[["measure", "level", "code", "period"]].itertuples(index=False, name=None)
    return dict(zip(keys, rows["value"], strict=True))


def cases(count: int, seed: int) -> list[Verdict]:
    """Kinds, sources and slices at random, the same ones for a seed."""
    random = Random(seed)
    kinds = list(KINDS)
    return [judge(random.choice(kinds), random.choice(SLICED), random.randrange(NUMBERS), n) for n in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=41)
    asked = parser.parse_args()
    verdicts = cases(asked.cases, asked.seed)
    table: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for verdict in verdicts:
        table[verdict.kind][verdict.outcome] += 1
    for kind, outcomes in sorted(table.items()):
        print(f"{kind:42}", ", ".join(f"{outcome} {n}" for outcome, n in outcomes.most_common()))
    broken = [verdict for verdict in verdicts if not verdict.holds]
    for verdict in broken[:40]:
        print(verdict)
    outcomes = collections.Counter(verdict.outcome for verdict in verdicts)
    print(", ".join(f"{outcome} {number}" for outcome, number in outcomes.most_common()))
    applied = sum(verdict.outcome != "sans objet" for verdict in verdicts)
    print(f"{len(verdicts)} cas, {applied} défauts injectés, {len(table)} genres, {len(broken)} en faute.")


if __name__ == "__main__":
    main()
