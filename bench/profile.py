"""How long whole profiles and own groups take: `python bench/profile.py` after `observatory build`.

Each turn asks something else, since answers are kept. What is told is the median of 20 turns after a first one: in
milliseconds of processor, and as a ratio to a loop of a million additions in the same run. Of groups, the first turn is
told too, and the time on the clock, which other work on the machine lengthens.
"""

import random
import time
from collections.abc import Callable, Iterable
from functools import partial
from statistics import median

from observatory import settings
from observatory.warehouse import read
from observatory.warehouse.compare import profile, table
from observatory.warehouse.groups import group_cells

TURNS = 20


def milliseconds(questions: Iterable[Callable[[], object]], clock: Callable[[], float] = time.process_time) -> float:
    """The median time of one question, of processor unless said otherwise."""
    times = []
    for question in questions:
        started = clock()
        question()
        times.append(1000 * (clock() - started))
    return median(times)


def a_million_additions() -> None:
    total = 0
    for number in range(1_000_000):
        total += number


def main() -> None:
    warehouse = read.Warehouses(settings.load().home).current()
    draw = random.Random(41)
    unit = milliseconds([a_million_additions] * TURNS)
    for level in read.levels(warehouse)["level"]:
        codes = read.territories(warehouse, level)["code"].tolist()
        rows = len(profile(warehouse, level, codes[0]))
        one = milliseconds(partial(profile, warehouse, level, code) for code in codes[1:TURNS] or codes)
        six = milliseconds(
            partial(table, warehouse, level, draw.sample(codes, min(6, len(codes)))) for _ in range(TURNS)
        )
        print(f"{level:12} {rows:4} indicateurs : {told(one, unit)} ; six territoires : {told(six, unit)}")
    codes = read.territories(warehouse, "commune")["code"].tolist()
    for count in (2, 20, len(codes) - 1, len(codes)):
        print(
            f"groupe de {count:3} communes, {of_groups(warehouse, [draw.sample(codes, count) for _ in range(TURNS)])}"
        )


def of_groups(warehouse: read.Warehouse, groups: list[list[str]]) -> str:
    """The first question of a warehouse just opened, then the median of the others."""
    fresh, unit = read.Warehouse(warehouse.file), milliseconds([a_million_additions] * TURNS)
    questions = [partial(group_cells, fresh, group) for group in groups]
    first, then = milliseconds(questions[:1]), milliseconds(questions[1:])
    clock = milliseconds(questions[1:], time.perf_counter)
    rows = len(group_cells(fresh, groups[0]))
    return f"{rows} indicateurs : {told(then, unit)}, {clock:.1f} ms à l'horloge ; la première fois {told(first, unit)}"


def told(took: float, unit: float) -> str:
    return f"{took:6.1f} ms ({took / unit:.2f})"


if __name__ == "__main__":
    main()
