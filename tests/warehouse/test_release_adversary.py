"""What somebody makes of the public API alone, with another solver and relations of their own.

They know who is in which territory, and that women and men are people. Nothing here comes from `observatory.secrecy`
but the release itself.
"""

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import LinearConstraint, milp
from starlette.testclient import TestClient

from observatory.publishing.release_page import release_page
from observatory.secrecy.release import release
from observatory.secrecy.versions import PUBLIC
from observatory.settings import Settings
from observatory.warehouse import read
from observatory.warehouse.build import build
from observatory.web.public import create_public_app
from tests.conftest import quiet
from tests.warehouse import aided

SHOWN = {
    ("personnes-aidees", "numerator"): "personnes",
    ("part-femmes", "numerator"): "femmes",
    ("part-femmes", "denominator"): "personnes",
    ("hommes-aides", "numerator"): "hommes",
}
"""What each figure of the API counts."""
WHO = ("personnes", "femmes", "hommes")
LEVELS = ("canton", "territoire", "departement")
Count = tuple[str, str, str]
"""Who, and the level and code of where."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = aided.write_aided(tmp_path_factory.mktemp("adversaire"))
    write_cover(made.root / "atlas")
    build(made, quiet)
    release(made, PUBLIC, release_page, quiet)
    return made


def write_cover(folder: Path) -> None:
    folder.mkdir()
    (folder / "couverture.md").write_text('+++\ncourt = "Essai"\ntitre = "Essai"\n+++\nLes aides.\n', encoding="utf-8")


def answers(settings: Settings, places: pd.DataFrame) -> dict[Count, float | None]:
    """Every count that the API may tell; none where it does not."""
    zones = places[["level", "code"]].drop_duplicates().itertuples(index=False, name=None)
    told: dict[Count, float | None] = {(who, *zone): None for zone in zones for who in WHO if zone[0] in LEVELS}
    with TestClient(create_public_app(settings)) as visitor:
        for ((slug, operand), who), level in product(SHOWN.items(), LEVELS):
            answer: dict[str, Any] = visitor.get(f"/api/v1/cells?indicator={slug}&level={level}").json()
            shown = [cell for cell in answer.get("cells", []) if cell[operand] is not None]
            told |= {(who, level, cell["code"]): cell[operand] for cell in shown}
    return told


def test_nothing_hidden_is_solved_from_what_is_shown(settings: Settings) -> None:
    places = read.Warehouses(settings.home).current().query("FROM memberships")
    told = answers(settings, places)
    communes = sorted(places["commune"].unique())
    column = {one: rank for rank, one in enumerate(product(WHO, communes))}

    def row(count: Count) -> np.ndarray:
        who, level, code = count
        members = places[(places["level"] == level) & (places["code"] == code)]["commune"]
        made = np.zeros(len(column))
        made[[column[who, commune] for commune in members]] = 1
        return made

    rows = [row(count) for count, value in told.items() if value is not None]
    values = [value for value in told.values() if value is not None]
    for commune in communes:
        rows.append(np.zeros(len(column)))
        rows[-1][[column[who, commune] for who in WHO]] = 1, -1, -1
    constraint = LinearConstraint(np.array(rows), *[[*values, *np.zeros(len(communes))]] * 2)
    hidden = [count for count, value in told.items() if value is None]
    assert len(values) > 6 and ("femmes", "canton", "9903") in hidden
    for count in hidden:
        least, most = (milp(sign * row(count), constraints=constraint, integrality=1) for sign in (1, -1))
        width = np.inf if most.status == 3 else -most.fun - least.fun
        assert width >= 5, count
