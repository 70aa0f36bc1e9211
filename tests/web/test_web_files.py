"""Views, geometries and downloads: their shapes, how they are kept, and what an open page meets after a build."""

import io
import struct
from xml.etree import ElementTree

import pandas as pd
import pytest
from starlette.testclient import TestClient

from observatory.figures.choice import Choice
from observatory.publishing.table import COLUMNS
from observatory.publishing.views import view_of
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

VIEW = "taux-foyers/commune/2022.json"
CLASSES = "taux-foyers/commune/2022/classes.json"
KEYS = (
    "indicator level level_plural period periods title subtitle unit drawing palette max classes statuses fragile "
    "cells reference definition formula source licence notes words demonstration distribution"
)
CELL_KEYS = "code value text numerator denominator class rank rank_text gap status quality sentence range"


def test_a_view_has_the_shape_of_the_contract(client: TestClient, build: str):
    answer = client.get(f"/vues/{build}/{VIEW}")
    view = answer.json()
    assert set(view) == set(KEYS.split())
    assert set(view["cells"][0]) == set(CELL_KEYS.split())
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] in ("br", "gzip")


def test_cells_are_in_the_order_of_the_geometry(client: TestClient, build: str, warehouse: Warehouse):
    names = read.web_file_names(warehouse)
    geometries = names[names["role"] == "geometry"]
    assert len(geometries) == 5
    for level, name in geometries[["level", "name"]].itertuples(index=False):
        geometry = client.get(f"/geo/{name}").json()
        view = client.get(f"/vues/{build}/population/{level}/2023.json").json()
        assert [cell["code"] for cell in view["cells"]] == geometry["codes"]


def test_statuses_and_secrets_reach_the_view(client: TestClient, build: str):
    view = client.get(f"/vues/{build}/{VIEW}").json()
    secret = view["cells"][0]
    assert (secret["code"], secret["value"], secret["text"]) == ("99001", None, "secret statistique")
    assert view["statuses"] == [{"status": "secret", "label": "secret statistique", "count": 1}]
    assert "secret" in secret["sentence"]


@pytest.mark.parametrize(
    "asked",
    [
        VIEW,
        *(f"{CLASSES}?{query}" for query in ("methode=jenks&classes=3", "ecart=1", "methode=manuelles&seuils=10;20")),
    ],
)
def test_a_page_open_across_a_build_is_led_to_the_same_view(client: TestClient, build: str, asked: str):
    moved = client.get(f"/vues/000000000000/{asked}")
    assert moved.status_code == 302
    assert moved.headers["cache-control"] == "no-store"
    assert moved.headers["location"].startswith(f"/vues/{build}/{asked.partition('?')[0]}")
    followed = client.get(moved.headers["location"])
    assert followed.json() == client.get(f"/vues/{build}/{asked}").json()


def test_the_latest_year_has_one_address(client: TestClient, build: str):
    assert client.get(f"/vues/{build}/taux-foyers/commune/latest.json").headers["location"] == f"/vues/{build}/{VIEW}"


def test_a_choice_changes_the_view(client: TestClient, build: str):
    gap = client.get(f"/vues/{build}/{CLASSES}?ecart=1&classes=4").json()
    assert gap["palette"] == "diverging"
    typed = client.get(f"/vues/{build}/{CLASSES}?methode=manuelles&seuils=20;24,5").json()
    assert [band["to"] for band in typed["classes"]] == [20, 24.5, None]


@pytest.mark.parametrize(
    "choice", [Choice(), Choice(gap=True), Choice("jenks", 3, same=True)], ids=["usual", "gap", "same"]
)
def test_classes_laid_on_the_usual_view_make_the_view_chosen(
    client: TestClient, build: str, warehouse: Warehouse, choice: Choice
):
    view = client.get(f"/vues/{build}/{VIEW}").json()
    drawn = client.get(f"/vues/{build}/{CLASSES}", params=choice.query()).json()
    of_cell = drawn.pop("of_cell")
    cells = [{**cell, "class": index} for cell, index in zip(view["cells"], of_cell, strict=True)]
    assert {**view, **drawn, "cells": cells} == view_of(warehouse, "taux-foyers", "commune", 2022, choice)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("inconnu/commune/2022.json", 404),
        ("taux-foyers/quartier/2022.json", 404),
        ("taux-foyers/commune/1066.json", 404),
        ("taux-foyers/commune/1066/classes.json", 404),
        ("taux-foyers/commune/2022.json?classes=6", 400),
        ("taux-foyers/commune/2022/classes.json?methode=hasard", 400),
        ("taux-foyers/commune/2022/classes.json?couleur=rouge", 400),
        ("taux-foyers/commune/2022/classes.json?seuils=a", 400),
        ("taux-foyers/commune/2022.xml", 404),
    ],
)
def test_a_view_that_does_not_exist_is_refused(client: TestClient, build: str, path: str, status: int):
    answer = client.get(f"/vues/{build}/{path}")
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_an_older_geometry_leads_to_today_s(client: TestClient, warehouse: Warehouse):
    moved = client.get("/geo/commune.000000000000.json")
    assert moved.status_code == 302
    assert client.get(moved.headers["location"]).json()["level"] == "commune"
    assert client.get("/geo/nulle-part.json").status_code == 404
    assert client.get("/geo/..%2f..%2fetc%2fpasswd").status_code == 404


def test_csv_stands_alone(client: TestClient):
    answer = client.get("/telechargements/taux-foyers/commune/2022.csv")
    frame = pd.read_csv(io.BytesIO(answer.content), dtype={"code": str})
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 12
    assert frame["source"].nunique() == 1
    assert frame["licence"].iat[0] == "Licence Ouverte 2.0"
    assert frame.set_index("code").at["99001", "statut"] == "secret"
    assert answer.headers["content-disposition"] == 'attachment; filename="taux-foyers_commune_2022.csv"'


def test_the_spreadsheet_csv_holds_the_same_figures(client: TestClient):
    answer = client.get("/telechargements/taux-foyers/commune/latest.tableur.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    french = pd.read_csv(io.BytesIO(answer.content), sep=";", decimal=",", dtype={"code": str}, encoding="utf-8-sig")
    plain = client.get("/telechargements/taux-foyers/commune/2022.csv")
    pd.testing.assert_frame_equal(french, pd.read_csv(io.BytesIO(plain.content), dtype={"code": str}))


def test_the_picture_carries_what_it_needs(client: TestClient):
    answer = client.get("/telechargements/taux-foyers/commune/2022.svg?classes=3")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = ElementTree.fromstring(answer.content)
    text = " ".join(filter(None, (element.text for element in root.iter()))).replace("\u202f", " ")
    for needed in ("Foyers aidés", "12\u00a0communes", "Lecture", "Caisse d’essai", "Licence Ouverte 2.0", "secret"):
        assert needed in text, needed
    assert b"href" not in answer.content


def test_the_png_is_made_for_print(client: TestClient):
    answer = client.get("/telechargements/population/commune/2023.png")
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"
    width, _ = struct.unpack(">II", answer.content[16:24])
    assert width == round(180 / 25.4 * 300)


def test_an_unknown_format_is_refused_with_those_that_exist(client: TestClient):
    answer = client.get("/telechargements/population/commune/2023.docx")
    assert answer.status_code == 404
    assert "2023.svg" in answer.json()["error"]["known"]
