"""Defects that producers, spreadsheets and downloads really make, put into slices of real files.

Each kind takes a slice and a source of chance, and gives the bytes of a spoiled file, or None where it cannot apply.
Kinds of HARMLESS leave every figure readable; those of LOSSES cut whole rows away, which no reader can see where the
source does not say how many rows there are.
"""

import gzip
import io
import re
from collections.abc import Callable
from random import Random

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from slices import Slice

from observatory.catalogue.form import Delimited, Workbook

Defect = Callable[[Slice, Random], bytes | None]
KINDS: dict[str, Defect] = {}
HARMLESS: set[str] = set()
LOSSES: set[str] = set()


def kind(name: str, *groups: set[str]) -> Callable[[Defect], Defect]:
    def record(defect: Defect) -> Defect:
        KINDS[name] = defect
        for group in groups:
            group.add(name)
        return defect

    return record


def _is_text(part: Slice) -> bool:
    return isinstance(part.source.format, Delimited)


def _is_named(part: Slice) -> bool:
    """Formats whose columns have names, one header row."""
    return not isinstance(part.source.format, Workbook)


# The whole file

for name, content in {
    "fichier vide": b"",
    "fichier blanc": b" \r\n \r\n",
    "page d'erreur": b"<!DOCTYPE html>\n<html><body><h1>503</h1></body></html>\n",
    "page d'erreur après une marque d'ordre": b"\xef\xbb\xbf<html></html>",
    "erreur XML": b'<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>\n',
    "erreur JSON": b'{"error": {"code": 404, "message": "not found"}}\n',
}.items():
    KINDS[name] = lambda part, random, content=content: content


@kind("fichier comprimé")
def gzipped(part: Slice, random: Random) -> bytes | None:
    return gzip.compress(part.content) if _is_text(part) else None


@kind("classeur sous un nom de texte")
def other_kind(part: Slice, random: Random) -> bytes | None:
    return b"PK\x03\x04" + part.content if _is_text(part) else part.content[:4] + b"\x00" + part.content[5:]


@kind("UTF-16")
def utf16(part: Slice, random: Random) -> bytes | None:
    return part.content.decode("utf-8-sig").encode("utf-16") if _is_text(part) else None


@kind("latin-1")
def latin1(part: Slice, random: Random) -> bytes | None:
    return part.content.decode("utf-8-sig").encode("cp1252", "replace") if _is_text(part) else None


@kind("deux fois encodé")
def twice_encoded(part: Slice, random: Random) -> bytes | None:
    return part.content.decode("latin-1").encode() if _is_text(part) else None


@kind("caractères perdus")
def lost_characters(part: Slice, random: Random) -> bytes | None:
    text = part.content.decode("utf-8-sig") if _is_text(part) else ""
    return re.sub("[é-û]", "\ufffd", text).encode() if re.search("[é-û]", text) else None


@kind("octet nul")
def nul_byte(part: Slice, random: Random) -> bytes | None:
    content = part.content
    place = random.randrange(len(content))
    return content[:place] + b"\0" + content[place:] if _is_text(part) else None


@kind("coupé n'importe où")
def cut(part: Slice, random: Random) -> bytes:
    """Never just after a line: that is another kind."""
    content = part.content
    return content[: random.randrange(1, len(content) - 2)].rstrip(b"\r\n") or b"?"


@kind("coupé en fin de ligne", LOSSES)
def cut_after_a_line(part: Slice, random: Random) -> bytes | None:
    keep = random.randrange(1, len(part.rows)) if len(part.rows) > 1 else 1
    return part.having(rows=part.rows[:keep]).content if _is_named(part) else None


@kind("ligne perdue", LOSSES)
def lost_row(part: Slice, random: Random) -> bytes | None:
    rows = list(part.rows)
    rows.pop(random.randrange(len(rows)))
    return part.having(rows=rows).content if rows else None


@kind("fins de ligne CR", HARMLESS)
def carriage_returns(part: Slice, random: Random) -> bytes | None:
    return part.content.replace(b"\r\n", b"\r") if _is_text(part) else None


@kind("fins de ligne LF", HARMLESS)
def line_feeds(part: Slice, random: Random) -> bytes | None:
    return part.content.replace(b"\r\n", b"\n") if _is_text(part) else None


@kind("ligne blanche", HARMLESS)
def blank_line(part: Slice, random: Random) -> bytes | None:
    if not _is_text(part) or b'"' in part.content:
        return None
    lines = part.content.split(b"\r\n")
    lines.insert(random.randrange(1, len(lines)), b"")
    return b"\r\n".join(lines)


@kind("dernière ligne ouverte")
def open_end(part: Slice, random: Random) -> bytes | None:
    return part.content.rstrip(b"\r\n") if _is_text(part) else None


@kind("guillemet non fermé")
def open_quote(part: Slice, random: Random) -> bytes | None:
    separator = part.source.format.separator if isinstance(part.source.format, Delimited) else ""
    text = part.content.decode("utf-8") if separator else ""
    places = [match.end() for match in re.finditer(re.escape(separator), text)] if separator else []
    place = random.choice(places) if places else 0
    return (text[:place] + '"' + text[place:]).encode() if places else None


@kind("autre séparateur")
def other_separator(part: Slice, random: Random) -> bytes | None:
    if not isinstance(part.source.format, Delimited):
        return None
    other = random.choice([mark for mark in ",;\t|" if mark != part.source.format.separator])
    return part.content.replace(part.source.format.separator.encode(), other.encode())


@kind("séparateur en trop")
def extra_field(part: Slice, random: Random) -> bytes | None:
    row = random.randrange(len(part.rows))
    rows = [[*cells, ""] if index == row else cells for index, cells in enumerate(part.rows)]
    return part.having(rows=rows).content if _is_text(part) else None


@kind("champ manquant")
def missing_field(part: Slice, random: Random) -> bytes | None:
    row, place = random.randrange(len(part.rows)), random.randrange(len(part.rows[0]))
    rows = [[*cells[:place], *cells[place + 1 :]] if index == row else cells for index, cells in enumerate(part.rows)]
    return part.having(rows=rows).content if _is_text(part) else None


@kind("deux exports à la suite")
def doubled(part: Slice, random: Random) -> bytes | None:
    return part.content + part.content.removeprefix(b"\xef\xbb\xbf") if _is_text(part) else None


@kind("titre au-dessus")
def title_above(part: Slice, random: Random) -> bytes | None:
    return b"Extraction du 3 mars\r\n" + part.content if _is_text(part) else None


@kind("note en pied")
def note_below(part: Slice, random: Random) -> bytes | None:
    return part.content + b"Source : le producteur\r\n" if _is_text(part) else None


# Workbooks


def _edited(part: Slice, edit: Callable[[Worksheet], None]) -> bytes | None:
    """The workbook, its first sheet changed by hand."""
    if not isinstance(part.source.format, Workbook):
        return None
    book = load_workbook(io.BytesIO(part.content))
    edit(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@kind("classeur : feuille renommée")
def renamed_sheet(part: Slice, random: Random) -> bytes | None:
    return _edited(part, lambda sheet: setattr(sheet, "title", "Feuil1"))


@kind("classeur : tableau coupé")
def cut_sheet(part: Slice, random: Random) -> bytes | None:
    return _edited(part, lambda sheet: sheet.delete_rows(len(part.head) + random.randrange(1, len(part.rows)), 500))


@kind("classeur : en-tête changé")
def changed_head(part: Slice, random: Random) -> bytes | None:
    def edit(sheet: Worksheet) -> None:
        for cell in [cell for row in sheet.iter_rows(max_row=len(part.head)) for cell in row]:
            cell.value = str(cell.value).replace("Code département", "Dép.").replace("Num", "N°")

    return _edited(part, edit)


@kind("classeur : année de la colonne effacée")
def no_year(part: Slice, random: Random) -> bytes | None:
    place = random.choice([*part.values, 0]) + 1
    return _edited(part, lambda sheet: sheet.cell(len(part.head), place, "total"))


# Columns


def _used(part: Slice) -> list[int]:
    return [place for place in (part.key, part.year, *part.values) if place is not None]


def _renamed(part: Slice, place: int, name: str) -> bytes:
    header = [name if index == place else text for index, text in enumerate(part.head[-1])]
    return part.having(head=[*part.head[:-1], header]).content


@kind("colonne renommée")
def renamed_column(part: Slice, random: Random) -> bytes | None:
    place = random.choice(_used(part))
    return _renamed(part, place, part.head[-1][place] + "_2") if _is_named(part) else None


@kind("colonne en majuscules")
def upper_column(part: Slice, random: Random) -> bytes | None:
    place = random.choice(_used(part))
    name = part.head[-1][place].swapcase()
    return _renamed(part, place, name) if _is_named(part) else None


@kind("colonne en double")
def twice_a_column(part: Slice, random: Random) -> bytes | None:
    place, other = random.choice(_used(part)), random.randrange(len(part.head[-1]))
    return _renamed(part, other, part.head[-1][place]) if _is_text(part) and other != place else None


@kind("colonne retirée")
def removed_column(part: Slice, random: Random) -> bytes | None:
    place = random.choice(_used(part))
    rows = [[*cells[:place], *cells[place + 1 :]] for cells in [*part.head, *part.rows]]
    return part.having(head=rows[:1], rows=rows[1:]).content if _is_named(part) else None


@kind("colonnes dans un autre ordre", HARMLESS)
def other_order(part: Slice, random: Random) -> bytes | None:
    order = random.sample(range(len(part.head[-1])), len(part.head[-1]))
    rows = [[cells[place] for place in order] for cells in [*part.head, *part.rows]]
    return part.having(head=rows[:1], rows=rows[1:]).content if _is_named(part) else None


@kind("en-tête retiré")
def no_header(part: Slice, random: Random) -> bytes | None:
    if isinstance(part.source.format, Workbook):
        return part.having(head=part.head[: -part.source.format.header_rows]).content
    return part.having(head=part.rows[:1], rows=part.rows[1:]).content if _is_text(part) and part.rows[1:] else None


@kind("en-tête répété au milieu")
def repeated_header(part: Slice, random: Random) -> bytes | None:
    place = random.randrange(1, len(part.rows) + 1)
    return (
        part.having(rows=[*part.rows[:place], part.head[-1], *part.rows[place:]]).content if _is_named(part) else None
    )


# Rows


@kind("lignes dans un autre ordre", HARMLESS)
def shuffled(part: Slice, random: Random) -> bytes:
    return part.having(rows=random.sample(part.rows, len(part.rows))).content


@kind("ligne répétée")
def repeated_row(part: Slice, random: Random) -> bytes:
    return part.having(rows=[*part.rows, random.choice(part.rows)]).content


@kind("ligne contredite")
def contradicted_row(part: Slice, random: Random) -> bytes | None:
    if not part.values:
        return None
    row, place = list(random.choice(part.rows)), random.choice(part.values)
    row[place] = str(random.randrange(1000))
    return part.having(rows=[*part.rows, row]).content


@kind("ligne de total")
def total_row(part: Slice, random: Random) -> bytes | None:
    if part.key is None:
        return None
    row = ["Ensemble" if index == part.key else text for index, text in enumerate(random.choice(part.rows))]
    return part.having(rows=[*part.rows, row]).content


@kind("ligne de séparateurs")
def empty_row(part: Slice, random: Random) -> bytes | None:
    return part.having(rows=[*part.rows, [""] * len(part.rows[0])]).content if _is_text(part) else None


@kind("ligne décalée d'une case")
def shifted_row(part: Slice, random: Random) -> bytes:
    chosen = random.randrange(len(part.rows))
    rows = [["", *cells[:-1]] if index == chosen else cells for index, cells in enumerate(part.rows)]
    return part.having(rows=rows).content


# Cells


def _spoiled(part: Slice, random: Random, places: list[int], change: Callable[[str], str]) -> bytes | None:
    """One cell of the columns `places`, changed."""
    if not places:
        return None
    chosen, place = random.randrange(len(part.rows)), random.choice(places)
    rows = [list(cells) for cells in part.rows]
    rows[chosen][place] = change(rows[chosen][place])
    return part.having(rows=rows).content


def _decimal(part: Slice) -> str:
    return part.source.format.decimal


for name, change in {
    "lettre O": lambda text: text + "O",
    "erreur de tableur": lambda text: "#REF!",
    "division par zéro": lambda text: "#DIV/0!",
    "sans objet": lambda text: "s.o.",
    "NaN": lambda text: "NaN",
    "infini": lambda text: "inf",
    "exposant": lambda text: "1E+05",
    "date au lieu d'un nombre": lambda text: "12-janv",
    "pourcentage": lambda text: (text or "5") + " %",
    "monnaie": lambda text: (text or "5") + " €",
    "appel de note": lambda text: (text or "5") + "(1)",
    "astérisque": lambda text: (text or "5") + "*",
    "provisoire": lambda text: (text or "5") + "p",
    "parenthèses": lambda text: f"({text or 5})",
    "négatif": lambda text: "-123456",
    "signe moins": lambda text: "\u22125",
    "inférieur à": lambda text: "<5",
    "intervalle": lambda text: "5 à 9",
    "apostrophe de milliers": lambda text: "1'234",
    "groupes de milliers irréguliers": lambda text: "12 34",
    "tiret long": lambda text: "\u2014",
    "vrai": lambda text: "VRAI",
    "chiffres d'ailleurs": lambda text: "\u0661\u0662",
    "deux nombres": lambda text: "12;13",
    "formule": lambda text: "=A1+B1",
}.items():
    KINDS[f"cellule : {name}"] = lambda part, random, change=change: _spoiled(part, random, list(part.values), change)


@kind("cellule : autre décimale")
def other_decimal(part: Slice, random: Random) -> bytes | None:
    other = "," if _decimal(part) == "." else "."
    return _spoiled(part, random, list(part.values), lambda text: "12" + other + "5")


@kind("cellule : espaces autour", HARMLESS)
def padded_cell(part: Slice, random: Random) -> bytes | None:
    return _spoiled(part, random, list(part.values), lambda text: f"\u00a0 {text} ")


@kind("cellule : espaces de milliers", HARMLESS)
def spaced_cell(part: Slice, random: Random) -> bytes | None:
    space = random.choice(" \u00a0\u202f")

    def change(text: str) -> str:
        return f"{int(text):,}".replace(",", space) if text.isdecimal() else text

    return _spoiled(part, random, list(part.values), change)


@kind("cellule : part au-delà du maximum")
def over_the_maximum(part: Slice, random: Random) -> bytes | None:
    shares = [take.column for take in part.source.take if take.column and take.maximum <= 100]
    places = [place for place, name in enumerate(part.head[-1]) if name in shares]
    return _spoiled(part, random, places, lambda text: "101") if _is_named(part) else None


@kind("cellule : total qui ne tombe pas juste")
def wrong_total(part: Slice, random: Random) -> bytes | None:
    """In a row without a hidden part: no total can be checked against what is not told."""
    whole = [row for row in part.rows if all(row[place].isdecimal() for place in part.values)]
    if not part.source.totals or not whole:
        return None
    row, place = random.choice(whole), random.choice(part.values)
    changed = [str(int(text) + 1000) if index == place else text for index, text in enumerate(row)]
    return part.having(rows=[changed if cells is row else cells for cells in part.rows]).content


@kind("décimales changées partout")
def switched_decimals(part: Slice, random: Random) -> bytes | None:
    here, other = (",", ".") if _decimal(part) == "," else (".", ",")
    rows = [
        [text.replace(here, other) if place in part.values else text for place, text in enumerate(cells)]
        for cells in part.rows
    ]
    return part.having(rows=rows).content if rows != part.rows and _is_named(part) else None


# Codes, years, modalities

for name, change in {
    "zéro initial perdu": lambda text: text[1:],
    "code en nombre": lambda text: text + ".0",
    "code en exposant": lambda text: "4,1018E+04",
    "code coupé": lambda text: text[:-1],
    "code vide": lambda text: "",
    "lettre O dans un code": lambda text: text[:2] + "O" + text[3:],
    "nom au lieu d'un code": lambda text: "Saint-Ouen",
    "chiffres d'ailleurs dans un code": lambda text: "\u0664\u0661\u0660\u0661\u0668",
    "code entre apostrophes": lambda text: f"'{text}",
    "total au lieu d'un code": lambda text: "TOTAL",
}.items():
    KINDS[f"code : {name}"] = lambda part, random, change=change: _spoiled(
        part, random, [] if part.key is None else [part.key], change
    )


@kind("code : espaces autour", HARMLESS)
def padded_code(part: Slice, random: Random) -> bytes | None:
    return _spoiled(part, random, [] if part.key is None else [part.key], lambda text: f" {text}\u00a0")


for name, text in {"à deux chiffres": "20", "vide": "", "en lettres": "an 2020", "à cinq chiffres": "20204"}.items():
    KINDS[f"année : {name}"] = lambda part, random, text=text: _spoiled(
        part, random, [] if part.year is None else [part.year], lambda _: text
    )


def _closed(part: Slice) -> list[int]:
    """The columns whose modalities are all declared, or that say what a value is worth."""
    status = [part.source.status.column] if part.source.status else []
    return [place for place, name in enumerate(part.head[-1]) if name in [*part.source.modalities, *status]]


@kind("modalité : faute de frappe")
def misspelt(part: Slice, random: Random) -> bytes | None:
    return _spoiled(part, random, _closed(part), lambda text: text[:-1] + "z")


@kind("modalité : casse")
def other_case(part: Slice, random: Random) -> bytes | None:
    return _spoiled(part, random, _closed(part), lambda text: text.swapcase() + "_")


@kind("modalité : libellé changé partout")
def changed_label(part: Slice, random: Random) -> bytes | None:
    places = _closed(part)
    if not places:
        return None
    place = random.choice(places)
    old = random.choice(part.rows)[place]
    rows = [
        [f"{text} (nouveau)" if i == place and text == old else text for i, text in enumerate(c)] for c in part.rows
    ]
    return part.having(rows=rows).content
