"""The templates that a Département fills in: a CSV or XLSX with its header, and what every column means."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from observatory.activity.brought import GUIDE
from observatory.activity.rows import ELSEWHERE
from observatory.catalogue.domain import COMMUNE, YEAR, Domain, Shape
from observatory.errors import SettingError

Format = Literal["csv", "xlsx"]
DATA = "Données"
ROWS_READY = 5000
"""Rows of a workbook where words come from a list."""
GUIDE_WIDTHS = (28, 18, 70, 60, 20)
RULES = (
    "N’ajoutez pas de colonne : un fichier qui porte un nom, une date de naissance, un numéro de sécurité sociale, une "
    "adresse, un téléphone ou du texte libre est refusé en entier.",
    "Gardez les titres des colonnes ; leur ordre est libre.",
    f"Une commune inconnue ou d’un autre département s’écrit « {ELSEWHERE} » : ses lignes sont comptées à part.",
    "Plusieurs années peuvent tenir dans un fichier. Une année déjà importée est remplacée.",
)


@dataclass(frozen=True)
class Column:
    """One line of the guide."""

    name: str
    kind: str
    meaning: str
    allowed: str
    example: str


def write_template(domain: Domain, shape: Shape, form: Format, folder: Path, commune: str) -> list[Path]:
    """Write the template into `folder`; `commune` is the code of the examples. Raise SettingError over an old file."""
    stem = f"modele-{domain.slug}-{shape}"
    files = [folder / f"{stem}.{form}"] + ([folder / f"{stem}-LISEZMOI.md"] if form == "csv" else [])
    for file in files:
        if file.exists():
            raise SettingError(f"{file} existe déjà. Déplacez-le, ou choisissez un autre dossier avec --dossier.")
    folder.mkdir(parents=True, exist_ok=True)
    if form == "xlsx":
        _workbook(domain, shape, commune).save(files[0])
    else:
        files[0].write_text(";".join(domain.columns(shape)) + "\r\n", encoding="utf-8-sig", newline="")
        files[1].write_text(guide_text(domain, shape, commune), encoding="utf-8")
    return files


def guide(domain: Domain, shape: Shape, commune: str) -> list[Column]:
    """Every column of a template, in its order."""
    mark = f"code Insee à cinq caractères, ou « {ELSEWHERE} »"
    found = [
        Column(COMMUNE, "code", "Commune, d’aujourd’hui ou ancienne.", mark, commune),
        Column(YEAR, "année", "Année du compte.", "quatre chiffres", "2024"),
    ]
    if shape == "territoires":
        allowed = "nombre entier ; s : secret ; nd : non disponible ; vide : non renseigné"
        return found + [Column(c.column, "effectif", c.meaning, allowed, str(c.example)) for c in domain.counts]
    for modality in domain.modalities:
        words = " ; ".join(f"{word} : {meaning}" for word, meaning in modality.values.items())
        found.append(Column(modality.column, "mot", modality.meaning, words, modality.example))
    for quantity in domain.quantities:
        allowed = f"nombre entier, {quantity.maximum} au plus, ou vide"
        found.append(Column(quantity.column, "nombre", quantity.meaning, allowed, str(quantity.example)))
    return found


def sentences(domain: Domain, shape: Shape) -> list[str]:
    """What a row is, what is counted, and the rules."""
    rows = "une ligne par commune et par année" if shape == "territoires" else domain.rows
    zero = "Une commune sans décision compte zéro." if shape == "decisions" else ""
    absent = "Une commune sans ligne est tenue pour non renseignée : écrivez 0 quand il n’y a personne."
    return [f"Dans ce modèle : {rows}.", domain.about, zero or absent, domain.secrecy, *RULES]


def guide_text(domain: Domain, shape: Shape, commune: str) -> str:
    """The guide in Markdown, beside a CSV, which has no room for it."""
    columns = guide(domain, shape, commune)
    lines = [f"| `{c.name}` | {c.kind} | {c.meaning} | {c.allowed} | `{c.example}` |" for c in columns]
    head = ["| colonne | type | signification | valeurs admises | exemple |", "|---|---|---|---|---|"]
    told = [f"- {sentence}" for sentence in sentences(domain, shape)]
    example = f"{';'.join(column.name for column in columns)}\n{';'.join(_example(domain, columns))}"
    parts = [f"# {domain.title}", "\n".join(told), "\n".join([*head, *lines]), f"Exemple :\n\n```\n{example}\n```"]
    return "\n\n".join(parts) + "\n"


def _example(domain: Domain, columns: list[Column]) -> list[str]:
    """A row of examples, without the details that such a row need not have."""
    told = {column.name: column.example for column in columns}
    for detail in domain.details:
        if any(told.get(column) not in words for column, words in detail.when.items()):
            told[detail.column] = ""
    return [told[column.name] for column in columns]


def _workbook(domain: Domain, shape: Shape, commune: str) -> Workbook:
    book = Workbook()
    data = book.create_sheet(DATA, 0)
    del book["Sheet"]
    _data_sheet(data, domain, shape)
    _guide_sheet(book.create_sheet(GUIDE), domain, shape, commune)
    return book


def _data_sheet(sheet: Worksheet, domain: Domain, shape: Shape) -> None:
    """The header; codes as text, so that 01004 keeps its zero; declared words in a list."""
    lists = {modality.column: modality for modality in domain.modalities} if shape == "decisions" else {}
    for place, name in enumerate(domain.columns(shape), 1):
        letter = get_column_letter(place)
        cell = sheet.cell(1, place, name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8E8E8")
        sheet.column_dimensions[letter].width = max(14, len(name) + 4)
        sheet.column_dimensions[letter].number_format = "@" if name == COMMUNE or name in lists else "0"
        if name in lists:
            words = f'"{",".join(lists[name].values)}"'
            rule = DataValidation("list", formula1=words, allow_blank=bool(lists[name].when), showErrorMessage=True)
            rule.add(f"{letter}2:{letter}{ROWS_READY}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "A2"


def _guide_sheet(sheet: Worksheet, domain: Domain, shape: Shape, commune: str) -> None:
    sheet.append([domain.title])
    sheet["A1"].font = Font(bold=True, size=14)
    for sentence in sentences(domain, shape):
        sheet.append([sentence])
    sheet.append([])
    sheet.append(["Colonne", "Type", "Signification", "Valeurs admises", "Exemple"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for column in guide(domain, shape, commune):
        sheet.append([column.name, column.kind, column.meaning, column.allowed, column.example])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate(GUIDE_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
