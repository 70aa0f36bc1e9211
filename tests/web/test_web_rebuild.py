"""A build under the feet of readers: the page that is open goes on, and shows the new figures."""

from starlette.testclient import TestClient

from observatory.settings import Settings
from observatory.warehouse.build import build
from observatory.warehouse.read import Warehouses
from observatory.web import create_app
from tests import generated
from tests.conftest import quiet


def test_an_open_page_goes_on_after_a_build(own: Settings):
    first = Warehouses(own.home).current().build
    with TestClient(create_app(own, ahead=False), follow_redirects=False) as client:
        address = "/vues/{}/taux-foyers/commune/2022.json"
        before = client.get(address.format(first)).json()
        generated.revise_foyers(own.root, 125)
        second = build(own, quiet).build
        assert second != first
        moved = client.get(address.format(first))
        assert (moved.status_code, moved.headers["location"]) == (302, address.format(second))
        after = client.get(moved.headers["location"]).json()
        assert before["cells"][3]["numerator"] != after["cells"][3]["numerator"] == "125\u00a0foyers"
        api = client.get("/api/v1/cells?indicator=taux-foyers&level=commune&territory=99004").json()
        assert api["cells"][0]["numerator"] == 125
