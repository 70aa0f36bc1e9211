"""What is taken away: each format opens in what reads it, holds the same cells, and carries what must travel along."""

import io
import json
import sqlite3
import struct
import zipfile
import zlib
from xml.etree import ElementTree

import frictionless
import openpyxl
import pandas as pd
import pyogrio
import pytest

from observatory.catalogue.domain import DEMONSTRATION
from observatory.errors import UnknownValue
from observatory.publishing.compared import comparison_publication, slugged
from observatory.publishing.datapackage import theme_package
from observatory.publishing.formats import FORMATS, TABLES, offered, written
from observatory.publishing.mapped import map_publication
from observatory.publishing.publication import Publication
from observatory.publishing.series import catalogue_publication, series_publication
from observatory.publishing.table import COLUMNS
from observatory.warehouse import read

NEEDED = ("Définition", "Source", "Licence", "Millésime", "Statut «\u00a0secret\u00a0»")


@pytest.fixture(scope="module")
def rates(warehouse):
    return map_publication(warehouse, "taux-foyers", "commune")


def test_the_workbook_holds_the_cells_and_a_notice(warehouse, rates):
    book = openpyxl.load_workbook(io.BytesIO(written(rates, "xlsx")))
    assert book.sheetnames == ["Valeurs", "Notice", "Colonnes"]
    head, *rows = book["Valeurs"].iter_rows(values_only=True)
    assert list(head) == list(COLUMNS)
    found = pd.DataFrame(rows, columns=head).set_index("code")
    cells = read.cells(warehouse, "taux-foyers", "commune").set_index("code")
    assert found["valeur"].dropna().to_dict() == pytest.approx(cells["value"].dropna().to_dict(), rel=1e-12)
    assert found.at["99001", "statut"] == "secret" and pd.isna(found.at["99001", "valeur"])
    notice = dict(book["Notice"].iter_rows(values_only=True))
    assert set(NEEDED) <= set(notice)


def test_the_geopackage_is_in_the_projection_of_the_place(rates):
    content = io.BytesIO(written(rates, "gpkg"))
    layer = pyogrio.read_dataframe(content)
    assert (layer.crs.to_epsg(), len(layer), list(layer.columns)) == (2154, 12, [*COLUMNS, "geometry"])
    assert layer.geometry.is_valid.all() and layer.set_index("code").at["99001", "statut"] == "secret"
    assert set(NEEDED) <= set(pyogrio.read_info(content)["layer_metadata"])


def test_the_geopackage_is_one(tmp_path, rates):
    file = tmp_path / "essai.gpkg"
    file.write_bytes(written(rates, "gpkg"))
    with sqlite3.connect(file) as base:
        assert base.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"GPKG", "big")
        assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert base.execute("SELECT identifier FROM gpkg_contents").fetchone()[0] == rates.title


def test_the_geojson_is_in_degrees_and_says_what_it_is(rates):
    whole = json.loads(written(rates, "geojson"))
    assert set(NEEDED) <= set(whole["metadata"])
    first = whole["features"][0]
    assert (first["id"], first["properties"]["valeur"], first["geometry"]["type"][-7:]) == ("99001", None, "Polygon")
    longitude, latitude = _first_point(first["geometry"]["coordinates"])
    assert abs(longitude) < 20 and 30 < abs(latitude) < 60


def _first_point(nested):
    return nested if isinstance(nested[0], float) else _first_point(nested[0])


def test_pictures_say_what_they_show_where_it_is_not_drawn(rates):
    root = ElementTree.fromstring(written(rates, "svg"))
    description = root.find("{http://www.w3.org/2000/svg}desc")
    assert description is not None and description.text is not None
    assert all(word in description.text for word in NEEDED)
    chunks = _chunks(written(rates, "png"))
    assert chunks["pHYs"] == [struct.pack(">IIB", 11811, 11811, 1)]
    told = b"".join(chunks["iTXt"])
    assert all(word.encode() in told for word in ("Caisse d’essai", "Licence Ouverte 2.0"))


def _chunks(png: bytes) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(name + content),)
        found.setdefault(name.decode(), []).append(content)
        at += 12 + length
    return found


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_runs_as_a_formula(start):
    name = f"{start}SUM(A1)"
    rows = pd.DataFrame({"nom": [name], "valeur": [-1.5]})
    publication = Publication("essai", "Essai", rows, {"nom": "Nom.", "valeur": "Valeur."}, ())
    for kind, separator in (("csv", ","), ("tableur.csv", ";")):
        first = written(publication, kind).decode("utf-8-sig").split("\n", 1)[1]
        assert first.lstrip('"').startswith(f"'{start}")
        assert first.rstrip().endswith("-1.5" if separator == "," else "-1,5")
    cell = openpyxl.load_workbook(io.BytesIO(written(publication, "xlsx")))["Valeurs"]["A2"]
    assert cell.data_type == "s" and str(cell.value).strip() == name.strip()


@pytest.mark.parametrize("kind", list(FORMATS))
def test_invented_figures_wear_their_name_in_every_format(loir_et_cher, kind):
    invented = next(one.slug for one in read.indicators(loir_et_cher) if read.is_demonstration(loir_et_cher, one.slug))
    publication = map_publication(loir_et_cher, invented, "canton")
    assert publication.file.startswith("demonstration_")
    assert DEMONSTRATION in _text_of(written(publication, kind), kind)


def _text_of(content: bytes, kind: str) -> str:
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(map(archive.read, archive.namelist()))
    return content.decode("utf-8", "replace")


def test_what_is_no_map_has_no_outlines(warehouse):
    publication = catalogue_publication(warehouse)
    assert offered(publication) == TABLES
    with pytest.raises(UnknownValue, match="format"):
        written(publication, "gpkg")


def test_a_series_holds_every_level_and_year(warehouse):
    rows = series_publication(warehouse, "population").rows
    assert set(rows["niveau"]) == {"commune", "canton", "epci", "territoire", "departement"}
    assert rows.groupby("niveau")["annee"].nunique().nunique() == 1
    with pytest.raises(UnknownValue):
        series_publication(warehouse, "inconnu")


def test_territories_and_groups_side_by_side_hold_the_cells(loir_et_cher):
    places = (("territoire", "nord"), ("territoire", "sud"), ("groupe", "41018.269~Blois et Vendôme"))
    publication = comparison_publication(loir_et_cher, places, "autonomie")
    book = openpyxl.load_workbook(io.BytesIO(written(publication, "xlsx")))
    head, *lines = book["Comparaison"].iter_rows(values_only=True)
    table = pd.DataFrame(lines, columns=head).set_index("Indicateur")
    cell = read.cells(loir_et_cher, "part-75-ans-plus", "territoire", "latest", "nord").iloc[0]
    shown = table.at["Habitants de 75 ans ou plus, en\u202f% de la population", "Nord"]
    assert shown == pytest.approx(cell["value"], rel=1e-12)
    assert set(publication.rows["theme"]) == {"Autonomie"}
    people = publication.rows[publication.rows["indicateur"] == "personnes-75-ans-plus"].set_index("nom")["numerateur"]
    assert people["Blois et Vendôme"] > 0
    assert publication.rows["indicateur"].iat[0] == publication.rows["indicateur"].iat[2]


def test_a_theme_is_a_data_package(loir_et_cher, tmp_path):
    content = theme_package(loir_et_cher, "autonomie")
    assert content == theme_package(loir_et_cher, "autonomie")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.to_summary()
    invented = pd.read_csv(tmp_path / "demonstration_valeurs.csv", usecols=["avertissement"])["avertissement"]
    assert set(invented) == {DEMONSTRATION}
    assert pd.read_csv(tmp_path / "valeurs.csv", usecols=["avertissement"])["avertissement"].isna().all()
    assert DEMONSTRATION in (tmp_path / "LISEZMOI.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"), [("Val de Cisse", "val-de-cisse"), ("Œuf & Été", "oeuf-ete"), ("!", "territoire")]
)
def test_the_name_of_a_file_is_plain(text, expected):
    assert slugged(text) == expected
