"""Processes killed on the way to a publication. Their server has loaded what they need: each starts at once."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

from observatory.warehouse import swap

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.warehouse.test_killed_builds", "tests.warehouse.test_release"])


def die_at(step: int) -> None:
    """From now on this process kills itself just before the `step`-th rename or sync of a publication."""
    calls = iter(range(step))

    def counted(original: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            if next(calls, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments)

        return call

    Path.replace = counted(Path.replace)  # type: ignore[assignment,method-assign]
    swap._sync = counted(swap._sync)  # type: ignore[assignment]
