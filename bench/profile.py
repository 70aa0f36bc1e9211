"""How long a territory's whole profile takes, cold then warm: `python bench/profile.py` after `observatory build`."""

import time
from collections.abc import Callable
from statistics import median

from observatory import settings
from observatory.warehouse import read
from observatory.warehouse.compare import profile, table

TURNS = 30


def milliseconds(question: Callable[..., object], *asked: object) -> float:
    """The median time of a question over some turns."""
    times = []
    for _ in range(TURNS):
        started = time.perf_counter()
        question(*asked)
        times.append(1000 * (time.perf_counter() - started))
    return median(times)


def main() -> None:
    warehouse = read.Warehouses(settings.load().home).current()
    for level in read.levels(warehouse)["level"]:
        codes = read.territories(warehouse, level)["code"].tolist()
        rows = len(profile(warehouse, level, codes[0]))
        one = milliseconds(profile, warehouse, level, codes[0])
        six = milliseconds(table, warehouse, level, codes[:6])
        print(f"{level:12} {rows:4} indicateurs : {one:6.1f} ms, six territoires : {six:6.1f} ms")


if __name__ == "__main__":
    main()
