"""What is taken away, asked as a browser does: addresses, names of files, refusals; what the public may not ask."""

import io
import zipfile

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from observatory import api
from observatory.settings import Settings
from observatory.warehouse.read import Warehouses

HERE = "/telechargements"
TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("address", "media_type", "name"),
    [
        ("taux-foyers/commune/2022.xlsx", TABLE, "taux-foyers_commune_2022.xlsx"),
        ("taux-foyers/commune/2022.geojson", "application/geo+json", "taux-foyers_commune_2022.geojson"),
        ("taux-foyers/commune/latest.gpkg", "application/geopackage+sqlite3", "taux-foyers_commune_2022.gpkg"),
        ("indicateurs/population.csv", "text/csv; charset=utf-8", "population_toutes-les-annees.csv"),
        ("catalogue.tableur.csv", "text/csv; charset=utf-8", "catalogue.tableur.csv"),
        ("territoires.xlsx?territoires=territoire:nord,commune:99001", TABLE, "nord_aubray.xlsx"),
        (
            "territoires.csv?territoires=groupe:99001.002~Mes villes&theme=socle",
            "text/csv; charset=utf-8",
            "mes-villes_socle.csv",
        ),
        ("themes/socle.zip", "application/zip", "essai-socle.zip"),
    ],
)
def test_an_address_answers_a_file_with_its_name(client: TestClient, address: str, media_type: str, name: str):
    answer = client.get(f"{HERE}/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    again = client.get(f"{HERE}/{address}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_name_that_is_a_formula_stays_a_text(client: TestClient):
    answer = client.get(f"{HERE}/territoires.xlsx", params={"territoires": "groupe:99001.002~=1+1"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Valeurs"]
    names = {cell.value for cell in sheet["H"][1:]}
    assert names == {"=1+1"} and all(cell.data_type == "s" for cell in sheet["H"])
    assert b",'=1+1," in client.get(f"{HERE}/territoires.csv", params={"territoires": "groupe:99001.002~=1+1"}).content


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("catalogue.gpkg", 404, "tableur.csv"),
        ("indicateurs/inconnu.csv", 404, "population"),
        ("themes/inconnu.zip", 404, "autonomie"),
        ("territoires.xlsx", 400, "canton:4101"),
        ("territoires.xlsx?territoires=", 400, "territoire:nord"),
        ("territoires.xlsx?territoires=territoire:nord&theme=x", 400, "autonomie"),
        ("territoires.xlsx?territoires=territoire:est", 400, "nord"),
        ("territoires.xlsx?territoires=groupe:12", 400, "41018.269"),
        ("territoires.xlsx?territoires=groupe:75056", 400, "99001"),
        ("territoires.xlsx?territoires=nord&couleur=bleu", 400, "theme"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(client: TestClient, address: str, status: int, word: str):
    answer = client.get(f"{HERE}/{address}")
    assert answer.status_code == status
    assert word in str(answer.json()["error"])


def test_a_group_reads_as_a_territory_of_the_map(client: TestClient, build: str):
    view = client.get(f"/vues/{build}/population/groupe/2023.json", params={"communes": "99001.002.988~Deux"}).json()
    assert (view["name"], view["kind"], view["value"], view["lost"]) == (
        "Deux",
        "Groupe de 2\u00a0communes",
        300,
        ["99988"],
    )
    refused = client.get(f"/vues/{build}/revenu-median/groupe/2022.json", params={"communes": "99001.002"}).json()
    assert "ne se calcule pas en additionnant" in refused["refusal"]
    elsewhere = client.get("/vues/000000000000/population/groupe/2023.json", params={"communes": "99001"})
    assert elsewhere.status_code == 302
    assert client.get(f"/vues/{build}/population/groupe/2023.json", params={"communes": "x"}).status_code == 400


def test_the_public_process_computes_no_group(settings: Settings):
    public = TestClient(Starlette(routes=api.routes(Warehouses(settings.home))))
    assert public.get(f"{HERE}/territoires.csv?territoires=groupe:99001.002").status_code == 404
    assert public.get("/vues/x/population/groupe/2023.json?communes=99001").status_code == 400
    assert public.get(f"{HERE}/taux-foyers/commune/2022.xlsx").status_code == 200


def test_a_theme_holds_what_its_page_lists(client: TestClient):
    with zipfile.ZipFile(io.BytesIO(client.get(f"{HERE}/themes/socle.zip").content)) as archive:
        assert {"datapackage.json", "LISEZMOI.md", "valeurs.csv", "indicateurs.csv"} <= set(archive.namelist())
