"""The application over the real figures of Loir-et-Cher: the sums a director would check, and the weight of a map."""

import pytest
from starlette.testclient import TestClient

from observatory.api.http import to_json
from observatory.figures.choice import Choice
from observatory.publishing.views import view_of
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

POPULATION_2023 = 328_543
LARGEST_VIEW = 12_500
"""Bytes sent for a map of 267 communes."""


@pytest.fixture(scope="module")
def client(client_41: TestClient) -> TestClient:
    return client_41


def cells(client: TestClient, indicator: str, level: str, period: int) -> list[dict]:
    asked = {"indicator": indicator, "level": level, "period": period}
    return client.get("/api/v1/cells", params=asked).json()["cells"]


@pytest.mark.parametrize(("level", "count"), [("commune", 267), ("territoire", 3), ("departement", 1)])
def test_the_population_is_the_same_at_every_level(client: TestClient, level: str, count: int):
    found = cells(client, "population", level, 2023)
    assert len(found) == count
    assert sum(cell["value"] for cell in found) == POPULATION_2023


def test_blois_and_2019_on_today_s_communes(client: TestClient):
    blois = next(cell for cell in cells(client, "population", "commune", 2023) if cell["code"] == "41018")
    assert blois["value"] == 47_219
    before = cells(client, "population", "commune", 2019)
    assert (len(before), sum(cell["value"] for cell in before)) == (267, 329_470)


def test_rsa_is_a_sum_over_a_sum(client: TestClient):
    communes = [cell for cell in cells(client, "taux-foyers-rsa", "commune", 2024) if cell["value"] is not None]
    (whole,) = cells(client, "taux-foyers-rsa", "departement", 2024)
    foyers, menages = (sum(cell[name] for cell in communes) for name in ("numerator", "denominator"))
    assert whole["value"] == pytest.approx(100 * foyers / menages)
    assert round(whole["value"], 2) == 4.77


def test_every_map_of_communes_is_light(client: TestClient, loir_et_cher: Warehouse):
    slugs = [one.slug for one in read.indicators(loir_et_cher) if "commune" in read.levels_of(loir_et_cher, one.slug)]
    sizes = {}
    for slug in slugs:
        moved = client.get(f"/vues/x/{slug}/commune/latest.json", headers={"Accept-Encoding": "br"})
        sizes[slug] = int(moved.headers["content-length"])
    assert len(sizes) > 50
    assert {slug: size for slug, size in sizes.items() if size > LARGEST_VIEW} == {}


def test_every_indicator_is_drawn_as_a_gap_above_the_communes(loir_et_cher: Warehouse):
    for one in read.indicators(loir_et_cher):
        for level in read.levels_of(loir_et_cher, one.slug)[1:2]:
            view = view_of(loir_et_cher, one.slug, level, "latest", Choice(gap=True))
            assert to_json(view), (one.slug, level)
            assert view["palette"] == "sequential" or view["reference"] is not None
