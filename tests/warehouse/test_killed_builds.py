"""Builds killed with SIGKILL, at random moments and between two steps of the publication: what was served stays served.

A dozen random kills in the suite; `KILLS=200 pytest tests/warehouse/test_killed_builds.py` takes about five minutes.
"""

import os
import random
import signal
import time

import pytest

from observatory.settings import Settings
from observatory.warehouse import read, swap
from observatory.warehouse.build import build
from tests import generated
from tests.conftest import quiet
from tests.warehouse.killing import context, die_at

KILLS = int(os.environ.get("KILLS", "12"))


def build_forever(settings: Settings, started) -> None:
    """Revise a figure and build, again and again: at any moment some step of a build is under way."""
    started.set()
    for turn in range(10_000):
        generated.revise_foyers(settings.root, 40 + 5 * (turn % 50))
        build(settings, quiet)


def build_and_die(settings: Settings, step: int) -> None:
    die_at(step)
    generated.revise_foyers(settings.root, 100)
    build(settings, quiet)


def assert_whole(settings: Settings) -> None:
    """The pointer names a file that opens and answers, and its own name is that of its content."""
    warehouse = read.Warehouses(settings.home).current()
    assert warehouse.file.name == f"warehouse-{warehouse.build}.duckdb"
    assert read.cells(warehouse, "population", "departement")["value"].tolist() == [7800]


def test_random_kills_leave_a_whole_warehouse(own):
    moments = random.Random(41)
    for _ in range(KILLS):
        started = context.Event()
        process = context.Process(target=build_forever, args=(own, started), daemon=True)
        process.start()
        assert started.wait(60), "the build never started"
        time.sleep(moments.uniform(0, 0.5))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert_whole(own)
    build(own, quiet)
    assert list(own.home.glob(".building*")) == []


@pytest.mark.parametrize("step", range(6))
def test_killed_between_the_write_and_the_move(own, step):
    before = swap.served(own.home)
    process = context.Process(target=build_and_die, args=(own, step), daemon=True)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert (swap.served(own.home) == before) == (step < 5)  # the sixth step follows the move of the pointer
    assert_whole(own)
