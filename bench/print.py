"""The export and the PDF of Loir-et-Cher's release, from its opening: seconds, and times composing its pages.

OBSERVATORY_VAR=... python bench/print.py, after `observatory build` and `observatory release`; the aims: 10 s and 15 s
"""

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from observatory import settings
from observatory.atlas.export import export
from observatory.atlas.opening import open_site
from observatory.atlas.printed.book import book
from observatory.printing.document import pdf


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock, and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    known = settings.load()
    with TemporaryDirectory() as folder:
        exported = timed(lambda: export(open_site(known), Path(folder) / "atlas"))
    printed = timed(lambda: pdf(book(open_site(known))))
    composed = timed(lambda: open_site(known).pages)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cœurs, charge {os.getloadavg()[0]:.1f}")
    for name, (clock, processor) in (("pages composées", composed), ("export", exported), ("PDF", printed)):
        print(f"{name:16} {clock:6.1f} s, processeur {processor:5.1f} s, rapport {processor / composed[1]:.2f}")


if __name__ == "__main__":
    main()
