"""The API over the generated collectivité: what it answers, and what it refuses."""

import csv
import io

import pytest
from starlette.testclient import TestClient

from observatory.api.openapi import openapi
from observatory.api.table import CELL, DETAIL_FIELDS, ENDPOINTS, INDICATOR_FIELDS, TERRITORY_FIELDS
from observatory.errors import UnknownTerritory
from observatory.publishing.table import COLUMNS

CELLS = "/api/v1/cells?indicator=population&level=commune&period=2023"


def names(fields: tuple) -> set[str]:
    return {field.name for field in fields}


def test_indicators_hold_the_fields_of_the_table(client: TestClient):
    answer = client.get("/api/v1/indicators").json()
    assert [closed["level"] for closed in answer["closed_levels"]] == ["canton-electoral"]
    found = answer["indicators"]
    assert [one["slug"] for one in found] == ["population", "evolution-population", "taux-foyers", "revenu-median"]
    assert all(set(one) == names(INDICATOR_FIELDS) for one in found)
    rate = next(one for one in found if one["slug"] == "taux-foyers")
    assert rate["periods"] == [2020, 2021, 2022]
    assert rate["levels"] == ["commune", "canton", "epci", "territoire", "departement"]
    assert rate["demonstration"] is False


def test_an_indicator_in_full(client: TestClient):
    found = client.get("/api/v1/indicators/taux-foyers").json()
    assert set(found) == names(DETAIL_FIELDS)
    assert [source["producer"] for source in found["sources"]] == ["Caisse d’essai", "Essai"]
    assert found["available"]["canton"] == [2020, 2021, 2022]
    assert found["formula"].startswith("Foyers ÷ ménages")


def test_territories_of_a_level(client: TestClient):
    found = client.get("/api/v1/territories?level=epci").json()
    assert found["level"] == "epci"
    assert [place["code"] for place in found["territories"]] == ["200099001", "200099002"]
    assert all(set(place) == names(TERRITORY_FIELDS) for place in found["territories"])


def test_cells_add_up_at_every_level(client: TestClient):
    for level, count in (("commune", 12), ("canton", 3), ("epci", 2), ("territoire", 2), ("departement", 1)):
        answer = client.get("/api/v1/cells", params={"indicator": "population", "level": level, "period": 2023}).json()
        assert answer["indicator"] == "population"
        assert len(answer["cells"]) == count, level
        assert sum(cell["value"] for cell in answer["cells"]) == 7800, level
        assert all(set(cell) == names(CELL) for cell in answer["cells"])


def test_the_part_of_an_epci_that_goes_on_elsewhere_says_so(client: TestClient):
    answer = client.get("/api/v1/cells", params={"indicator": "population", "level": "epci", "period": 2023}).json()
    assert [cell["perimeter"] for cell in answer["cells"]] == ["entier", "partie"]


def test_a_ratio_is_a_sum_over_a_sum(client: TestClient):
    asked = {"indicator": "taux-foyers", "level": "departement", "period": 2022}
    (cell,) = client.get("/api/v1/cells", params=asked).json()["cells"]
    # 99001 is secret in the numerator, hence in neither: 770 foyers for 0.4 x 7700 + 11 x 4 households
    assert cell["numerator"] == 770
    assert cell["denominator"] == pytest.approx(3124)
    assert cell["value"] == pytest.approx(100 * 770 / 3124)
    assert cell["low"] < cell["value"] < cell["high"]


def test_a_hidden_value_is_null_and_says_why(client: TestClient):
    asked = {"indicator": "taux-foyers", "level": "commune", "period": "latest", "territory": "99001"}
    (cell,) = client.get("/api/v1/cells", params=asked).json()["cells"]
    assert (cell["value"], cell["numerator"], cell["quality"], cell["status"]) == (None, None, None, "secret")


def test_csv_holds_the_same_cells(client: TestClient):
    answer = client.get(f"{CELLS}&format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(rows[0]) == [field.name for field in CELL]
    cells = client.get(CELLS).json()["cells"]
    assert [(row["code"], float(row["value"])) for row in rows] == [(cell["code"], cell["value"]) for cell in cells]


@pytest.mark.parametrize("question", ["cells?indicator=population&", "territories?"])
def test_a_closed_level_says_why(client: TestClient, question: str):
    answer = client.get(f"/api/v1/{question}level=canton-electoral")
    error = answer.json()["error"]
    assert answer.status_code == 400
    assert "répartir ses chiffres serait deviner" in error["message"] and "canton" in error["known"]


@pytest.mark.parametrize(
    ("address", "status", "known"),
    [
        ("/api/v1/indicators/inconnu", 404, "taux-foyers"),
        ("/api/v1/territories?level=quartier", 400, "epci"),
        ("/api/v1/territories", 400, "par exemple commune"),
        ("/api/v1/cells?indicator=x&level=commune", 400, "population"),
        ("/api/v1/cells?indicator=population&level=quartier", 400, "canton"),
        ("/api/v1/cells?indicator=population&level=commune&period=1066", 400, "latest"),
        ("/api/v1/cells?indicator=population&level=commune&period=tout", 400, "2023"),
        ("/api/v1/cells?indicator=population&level=commune&territory=00000", 400, "99001"),
        ("/api/v1/cells?indicator=population&level=commune&format=xml", 400, "csv"),
        ("/api/v1/cells?indicator=population&level=commune&annee=2023", 400, "period"),
        ("/api/v1/cells?indicator=population&level=commune&level=epci", 400, "level"),
        ("/api/v1/cells?indicator=revenu-median&level=canton", 400, "commune"),
        ("/api/v1/cells?level=commune", 400, "par exemple population"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(client: TestClient, address: str, status: int, known: str):
    answer = client.get(address)
    error = answer.json()["error"]
    assert answer.status_code == status
    assert known in error["known"]
    assert error["message"]


def test_a_territory_that_is_not_of_its_level_is_told_with_those_that_look_like_it():
    few, many = {"nord": "Nord", "sud": "Sud"}, {f"410{rank}": f"Commune {rank}" for rank in range(30, 60)}
    assert str(UnknownTerritory("territoire", "est", few)) == (
        "Le territoire « est » n’existe pas au niveau « territoire ». Il y a nord (Nord), sud (Sud)."
    )
    assert "les plus proches : 41041 (Commune 41), " in str(UnknownTerritory("commune", "comune 41", many))
    assert "Il y en a 30. Cherchez-le" in str(UnknownTerritory("commune", "zz", many))


def test_only_reading_is_allowed(client: TestClient):
    assert client.post("/api/v1/indicators").status_code == 405
    assert client.post("/api/v1/indicators").json()["error"]["message"]
    assert client.head("/api/v1/indicators").status_code == 200
    assert client.get("/api/v1/nulle-part").status_code == 404
    assert "/api/docs" in client.get("/api/v2").json()["error"]["message"]


def test_an_answer_is_sent_once(client: TestClient):
    first = client.get(CELLS)
    again = client.get(CELLS, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_every_encoding_gives_the_same_body(client: TestClient, encoding: str):
    answer = client.get(CELLS, headers={"Accept-Encoding": encoding})
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert len(answer.json()["cells"]) == 12


def test_pages_of_other_sites_may_read(client: TestClient):
    for address in (CELLS, "/api/v1/indicators/inconnu"):
        answer = client.get(address, headers={"Origin": "https://exemple.fr"})
        assert answer.headers["access-control-allow-origin"] == "*"


def references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if "$ref" in value else set()
        return own.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()


def test_the_description_is_whole(client: TestClient):
    document = client.get("/api/openapi.json").json()
    assert document == openapi()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {endpoint.path for endpoint in ENDPOINTS}
    schemas = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document["paths"]) | references(document["components"]) <= schemas


def test_the_answers_hold_what_the_description_requires(client: TestClient):
    schemas = openapi()["components"]["schemas"]
    answer = client.get(CELLS).json()
    assert set(answer) == set(schemas["Cells"]["required"])
    assert set(answer["cells"][0]) == set(schemas["Cell"]["required"])


def test_the_page_documents_every_parameter_and_column_and_loads_nothing_from_elsewhere(client: TestClient):
    page = client.get("/api/docs").text
    for endpoint in ENDPOINTS:
        assert all(f"<code>{parameter.name}</code>" in page for parameter in endpoint.parameters)
    assert all(f"<code>{column}</code>" in page for column in COLUMNS)
    assert "//" not in page.replace("<!DOCTYPE html>", "")
    assert "<script" not in page
