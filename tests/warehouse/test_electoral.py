"""Electoral cantons and scissions: what is shared out is estimated, bounded, and makes the whole."""

from itertools import product

import pytest

from observatory.errors import ClosedLevel
from observatory.settings import Settings
from observatory.warehouse import read
from observatory.warehouse.build import build
from observatory.warehouse.electoral import closed_levels, electoral_cantons, electoral_cells
from tests import generated
from tests.conftest import quiet

ERROR = 0.2
WEIGHTS = (300.0, 100.0)
DECLARED = f"""
[electoral]
source = "Recensement inventé, population des bureaux de vote"
error = {ERROR}
cantons = [
    {{ code = "9901", name = "Aubray", communes = {generated.CODES[:4]}, parts = {{ 99012 = {WEIGHTS[0]} }} }},
    {{ code = "9902", name = "Lay", communes = {generated.CODES[4:7]}, parts = {{ 99012 = {WEIGHTS[1]} }} }},
    {{ code = "9903", name = "Izé", communes = {generated.CODES[7:11]} }},
]

[[scissions]]
old_code = "99090"
year = 2024
parts = {{ 99011 = 2, 99012 = 1 }}
source = "Populations inventées"
error = 0.1
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("cantons")
    generated.write_project(root)
    with (root / "geodata/collectivites/99.toml").open("a", encoding="utf-8") as file:
        file.write(DECLARED)
    made = generated.settings_for(root)
    made.depot.mkdir(parents=True)
    rows = [f"{code},2023,15" for code in generated.CODES[:10]]
    lines = ["code_commune,annee,foyers", *rows, "99090,2023,30"]
    (made.depot / "foyers_2023.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build(made, quiet)
    return made


@pytest.fixture(scope="module")
def opened(shared: Settings) -> read.Warehouse:
    return read.Warehouses(shared.home).current()


def test_by_hand(opened: read.Warehouse) -> None:
    cells = electoral_cells(opened, "population", 2023).set_index("code")
    # 99012 has 1 200 inhabitants: three quarters and a quarter
    assert cells["value"].tolist() == [1000 + 900, 1800 + 300, 3800]
    assert cells["status"].tolist() == ["estime", "estime", "valeur"]
    low, high = 300 * 0.8 / (300 * 0.8 + 100 * 1.2), 300 * 1.2 / (300 * 1.2 + 100 * 0.8)
    assert cells.loc["9901", ["low", "high"]].tolist() == pytest.approx([1000 + 1200 * low, 1000 + 1200 * high])
    assert cells.loc["9903", ["low", "high"]].tolist() == [3800, 3800]
    assert electoral_cantons(opened)["communes"].tolist() == [5, 4, 4]


@pytest.mark.parametrize("slug", ["population", "taux-foyers"])
def test_the_cantons_make_the_whole(opened: read.Warehouse, slug: str) -> None:
    cells = electoral_cells(opened, slug, 2022 if slug == "taux-foyers" else 2023)
    whole = read.cells(opened, slug, "departement", cells["period"].iloc[0]).iloc[0]
    assert cells["numerator"].sum() == pytest.approx(whole["numerator"])


@pytest.mark.parametrize(("first", "second"), list(product((-ERROR, 0, ERROR), repeat=2)))
def test_the_bounds_hold_the_truth_of_weights_as_wrong_as_stated(
    opened: read.Warehouse, first: float, second: float
) -> None:
    true = [WEIGHTS[0] * (1 + first), WEIGHTS[1] * (1 + second)]
    population = 1000 + 1200 * true[0] / sum(true)
    cell = electoral_cells(opened, "population", 2023, "9901").iloc[0]
    assert cell["low"] - 1e-9 <= population <= cell["high"] + 1e-9
    # its foyers: 20 + 30 + 40 of known communes (99001 is secret), and a part of 120; households likewise
    share = true[0] / sum(true)
    rate = 100 * (90 + 120 * share) / (0.4 * 900 + 3 * 4 + (0.4 * 1200 + 4) * share)
    cell = electoral_cells(opened, "taux-foyers", 2022, "9901").iloc[0]
    assert cell["low"] <= rate <= cell["high"]


def test_a_commune_before_its_scission_is_shared(opened: read.Warehouse) -> None:
    foyers = opened.query(
        """SELECT value, status, low, high FROM observations
           WHERE measure = 'caisse.foyers' AND period = 2023 AND code IN ('99011', '99012') ORDER BY code"""
    )
    assert foyers["value"].tolist() == [20, 10]
    assert set(foyers["status"]) == {"estime"}
    assert foyers["low"][0] == pytest.approx(30 * 1.8 / 2.9 - 2)  # 2 parts less a tenth, and the rounding to 5
    cell = read.cells(opened, "taux-foyers", "departement", 2023).iloc[0]
    assert cell["status"] in ("estime", "absent")


def test_without_weights_the_level_is_closed_and_says_why(warehouse: read.Warehouse) -> None:
    (closed,) = closed_levels(warehouse)
    assert closed["level"] == "canton-electoral"
    with pytest.raises(ClosedLevel, match=r"serait deviner.*Niveaux possibles : commune, canton"):
        electoral_cells(warehouse, "population", 2023)
