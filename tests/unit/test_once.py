"""What several workers ask for at once is made by one of them, and by the next where that one failed."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import Once


def test_a_folder_asked_for_four_times_at_once_is_filled_once(once: Once) -> None:
    filled = []

    def fill(folder: Path) -> None:
        filled.append(folder)
        time.sleep(0.2)
        (folder / "file").touch()

    with ThreadPoolExecutor(4) as asking:
        folders = list(asking.map(lambda _: once("essai-des-quatre", fill), range(4)))
    assert len(filled) == 1 and len(set(folders)) == 1
    assert (folders[0] / "file").exists()


def test_a_folder_that_could_not_be_filled_is_filled_anew(once: Once) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError

    with pytest.raises(OSError):
        once("essai-manque", fail)
    made = once("essai-manque", lambda folder: (folder / "file").touch())
    assert [file.name for file in made.iterdir()] == ["file"]
