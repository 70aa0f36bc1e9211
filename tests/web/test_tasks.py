"""Long work over HTTP: followed, cancelled, refused, and never in the way of other answers."""

import time
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from starlette.testclient import TestClient

from observatory.settings import Settings
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse
from observatory.web.tasks import MOST_WAITING, Full, State, Tasks

PATIENCE = 60.0
"""Seconds: the first piece of work starts a process."""


def ask(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.post("/taches", json={"adresse": address})
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


def followed(client: TestClient, task: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that a task tells until it is over."""
    told = [task]
    start = time.monotonic()
    while told[-1]["etat"] in ("attente", "cours"):
        assert time.monotonic() - start < PATIENCE, told[-1]
        time.sleep(0.02)
        told.append(client.get(f"/taches/{task['nom']}").json())
    return told


@pytest.fixture(scope="module")
def address(warehouse: Warehouse) -> str:
    """The portrait of some commune of the generated warehouse."""
    return f"/documents/portrait/commune/{read.territories(warehouse, 'commune')['code'].iat[0]}.pdf"


def test_a_document_is_followed_to_its_file(client: TestClient, address: str) -> None:
    task = ask(client, address)
    other = client.get("/api/docs")
    assert other.status_code == 200, "another answer did not wait for the document"
    told = followed(client, task)
    assert told[-1]["etat"] == "fait", told[-1]
    shares = [one["part"] for one in told]
    assert shares == sorted(shares) and shares[-1] == 1
    file = client.get(told[-1]["fichier"])
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"].startswith('attachment; filename="portrait-')
    assert len(PdfReader(BytesIO(file.content)).pages) >= 1


def test_a_plain_link_waits_for_its_file(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")


def test_what_does_not_exist_is_said(client: TestClient) -> None:
    told = followed(client, ask(client, "/documents/portrait/commune/nulle-part.pdf"))
    assert told[-1]["etat"] == "echec"
    assert "nulle-part" in told[-1]["mots"]
    assert client.get("/documents/portrait/commune/nulle-part.pdf").status_code == 404
    assert client.get("/documents/autre.pdf").status_code == 404


@pytest.mark.parametrize("body", ['{"adresse": "/etc/passwd"}', '{"adresse": 3}', "[]", "{", '{"adresse": null}'])
def test_a_forged_demand_is_refused(client: TestClient, body: str) -> None:
    assert client.post("/taches", content=body, headers={"Content-Type": "application/json"}).status_code == 400


def test_a_form_of_another_site_is_refused(client: TestClient, address: str) -> None:
    sent = client.post("/taches", content=f'{{"adresse": "{address}"}}', headers={"Content-Type": "text/plain"})
    assert sent.status_code == 415
    assert client.get("/taches/inconnue").status_code == 404
    assert client.delete("/taches/inconnue").status_code == 404


def test_what_runs_is_stopped_and_the_next_is_made(client: TestClient, address: str) -> None:
    first, second = ask(client, address), ask(client, address)
    while client.get(f"/taches/{first['nom']}").json()["etat"] == "attente":
        time.sleep(0.01)
    assert client.delete(f"/taches/{first['nom']}").status_code == 204
    assert followed(client, first)[-1]["etat"] in ("annule", "fait")
    assert followed(client, second)[-1]["etat"] == "fait"


def test_too_much_at_once_is_refused(settings: Settings) -> None:
    tasks = Tasks(settings)
    asked = [tasks.submit("/documents/atlas.pdf")]
    with pytest.raises(Full):
        asked.extend(tasks.submit("/documents/atlas.pdf") for _ in range(MOST_WAITING + 2))
    for task in reversed(asked):
        tasks.cancel(task)
    assert {task.state for task in asked} <= {State.CANCELLED, State.FAILED}
