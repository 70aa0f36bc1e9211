"""An independent referee, the τ-Argus engine that `pytauargus` carries, on what its table format (JJ) can express."""

from pathlib import Path

import numpy as np
import pytest
from small_tables import random_table, relations

from observatory.secrecy.attack import attack
from observatory.secrecy.protect import FREE, Table, protect, released

tauargus = pytest.importorskip("pytauargus._tauargus", reason="pytauargus, dépendance de développement, est absent")
CEILING = 60
"""More than any total of a small table."""
SECONDS = 20


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine leaves its logs in the current folder."""
    monkeypatch.chdir(tmp_path)


def secret_table(seed: int, least: bool) -> Table:
    """Counts of 1 and 2 are sensitive; `least`: known to be no smaller, and in need of 3 units of doubt above.

    The referee knows levels of protection above and below, not widths: with no doubt below, they are the same.
    """
    cells, places = random_table(np.random.default_rng(seed))
    value, sensitive = cells["value"], cells["value"].between(1, 2)
    low = np.where(sensitive & least, value, 0.0)
    width = np.where(sensitive, 3.0, 0.0)
    cells = cells.assign(low=low, high=float(CEILING), sensitive=sensitive, width=width, state=FREE)
    return Table(cells, relations(cells, places))


def write_jj(file: Path, table: Table, secret: np.ndarray) -> None:
    """Cells: number, value, weight, mark, bounds, levels of protection below, above, sliding; then the equations."""
    cells = table.cells
    lines = [
        f"{row} {value} {max(value, 1)} {'u' if hidden else 's'} {low:g} {CEILING} 0 {width:g} 0"
        for row, (value, hidden, low, width) in enumerate(
            zip(cells["value"], secret, cells["low"], cells["width"], strict=True)
        )
    ]
    rows = [_equation(row) for row in table.relations.matrix.toarray()]
    file.write_text("\n".join(["0", str(len(lines)), *lines, str(len(rows)), *rows, ""]))


def _equation(row: np.ndarray) -> str:
    terms = " ".join(f"{cell} ({int(row[cell])})" for cell in np.flatnonzero(row))
    return f"0 {np.count_nonzero(row)} : {terms} "


@pytest.mark.parametrize("seed", range(20))
def test_the_attack_finds_the_intervals_of_the_referee(seed: int, tmp_path: Path) -> None:
    table, rng = secret_table(seed, least=False), np.random.default_rng(seed)
    hidden = table.cells["sensitive"].to_numpy() | (rng.random(len(table.cells)) < 0.4)
    write_jj(tmp_path / "table.jj", table, hidden)
    judged = {row["cell"]: (row["min"], row["max"]) for row in tauargus.audit_jj(str(tmp_path / "table.jj"))}
    found = attack(released(table, hidden)).hidden
    assert sorted(judged) == found.index.tolist()
    for cell, low, high in zip(found.index, found["low"], found["high"], strict=True):
        assert judged[cell] == pytest.approx((low, high))


@pytest.mark.parametrize(
    "seed", [seed for seed in range(20) if secret_table(seed, least=True).cells["sensitive"].any()]
)
def test_the_protection_hides_the_same_volume_as_the_referee(seed: int, tmp_path: Path) -> None:
    table = secret_table(seed, least=True)
    sensitive = table.cells["sensitive"].to_numpy()
    write_jj(tmp_path / "in.jj", table, sensitive)
    answer = tmp_path / "out.jj"
    tauargus.HiTaSCtrl().full_jj(in_file_jj=str(tmp_path / "in.jj"), out_file=str(answer), max_time=SECONDS)
    theirs = [int(cell) for cell in answer.read_text().split()]
    assert protect(table).volume == table.cells["value"].clip(lower=1)[theirs].sum()
