"""Domains of two counts and files of three communes, for the tests of the room."""

from pathlib import Path

from openpyxl import Workbook

from observatory.activity import Ground
from observatory.catalogue import load_catalogue
from observatory.catalogue.domain import Domain
from observatory.settings import ROOT

DOMAINS = load_catalogue(ROOT / "indicators").domains
"""Those that ship."""
GROUND = Ground(
    {"01001": "L’Abergement", "01002": "Saint-Jean", "01004": "Ambérieu", "01005": "Saint-Jean"}, {"01003": "01002"}
)
AIDE = Domain.model_validate(
    {
        "slug": "aide",
        "title": "Aide",
        "about": "Au 31 décembre.",
        "rows": "une ligne par droit",
        "secrecy": "Moins de 5 bénéficiaires.",
        "counts": [
            {"column": "aides", "measure": "aide.tous", "meaning": "Aidés.", "example": 3, "where": {}},
            {
                "column": "domicile",
                "measure": "aide.domicile",
                "meaning": "Chez eux.",
                "example": 2,
                "where": {"lieu": ["domicile"]},
            },
            {
                "column": "ailleurs",
                "measure": "aide.ailleurs",
                "meaning": "Ailleurs.",
                "example": 1,
                "where": {"lieu": ["foyer"]},
            },
            {
                "column": "jours",
                "measure": "aide.jours",
                "meaning": "Jours.",
                "example": 10,
                "where": {"lieu": ["domicile"]},
                "sums": "delai",
            },
            {"column": "inscrits", "measure": "aide.inscrits", "meaning": "Inscrits.", "example": 9},
        ],
        "modalities": [
            {
                "column": "lieu",
                "meaning": "Où.",
                "values": {"domicile": "chez lui", "foyer": "en foyer"},
                "example": "domicile",
            }
        ],
        "quantities": [
            {"column": "delai", "meaning": "Jours.", "maximum": 400, "example": 5, "when": {"lieu": ["domicile"]}}
        ],
        "parts": {"aides": ["domicile", "ailleurs"]},
        "within": {"aides": "inscrits"},
    }
)
COUNTS = "code_commune;annee;aides;domicile;ailleurs;jours;inscrits"
DECISIONS = "code_commune;annee;lieu;delai"


def csv_file(folder: Path, *lines: str, name: str = "aide.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding=encoding)
    return file


def xlsx_file(folder: Path, rows: list[list[object]], name: str = "aide.xlsx", sheet: str = "Données") -> Path:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name
