"""How long whole profiles and own groups take: `python bench/profile.py` after `observatory build`.

Milliseconds of this process alone, and the same as a ratio to a loop of a million additions in the same run.
"""

import time
from collections.abc import Callable
from statistics import median

from observatory import settings
from observatory.warehouse import read
from observatory.warehouse.compare import profile, table
from observatory.warehouse.groups import group_cells

TURNS = 30


def milliseconds(question: Callable[..., object], *asked: object) -> float:
    """The median processor time of a question over some turns."""
    times = []
    for _ in range(TURNS):
        started = time.process_time()
        question(*asked)
        times.append(1000 * (time.process_time() - started))
    return median(times)


def a_million_additions() -> None:
    total = 0
    for number in range(1_000_000):
        total += number


def main() -> None:
    unit = milliseconds(a_million_additions)
    warehouse = read.Warehouses(settings.load().home).current()
    for level in read.levels(warehouse)["level"]:
        codes = read.territories(warehouse, level)["code"].tolist()
        rows = len(profile(warehouse, level, codes[0]))
        one = milliseconds(profile, warehouse, level, codes[0])
        six = milliseconds(table, warehouse, level, codes[:6])
        print(f"{level:12} {rows:4} indicateurs : {told(one, unit)} ; six territoires : {told(six, unit)}")
    codes = read.territories(warehouse, "commune")["code"].tolist()
    for count in (2, 20, len(codes)):
        rows = len(group_cells(warehouse, codes[:count]))
        took = milliseconds(group_cells, warehouse, codes[:count])
        print(f"groupe de {count:3} communes, {rows} indicateurs : {told(took, unit)}")


def told(took: float, unit: float) -> str:
    return f"{took:6.1f} ms ({took / unit:.2f})"


if __name__ == "__main__":
    main()
