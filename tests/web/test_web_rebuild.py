"""A build under the feet of readers: the page that is open goes on, and shows the new figures."""

from pathlib import Path

from starlette.testclient import TestClient

from observatory.warehouse.build import build
from observatory.web import create_app
from tests import generated


def quiet(_: str) -> None:
    """Progress nobody reads."""


def test_an_open_page_goes_on_after_a_build(tmp_path: Path):
    generated.write_project(tmp_path)
    made = generated.settings_for(tmp_path)
    first = build(made, quiet).build
    with TestClient(create_app(made), follow_redirects=False) as client:
        address = "/vues/{}/taux-foyers/commune/2022.json"
        before = client.get(address.format(first)).json()
        generated.revise_foyers(tmp_path, 125)
        second = build(made, quiet).build
        assert second != first
        moved = client.get(address.format(first))
        assert (moved.status_code, moved.headers["location"]) == (302, address.format(second))
        after = client.get(moved.headers["location"]).json()
        assert before["cells"][3]["numerator"] != after["cells"][3]["numerator"] == "125\u00a0foyers"
        api = client.get("/api/v1/cells?indicator=taux-foyers&level=commune&territory=99004").json()
        assert api["cells"][0]["numerator"] == 125
