"""The values of the maps: tables of a chapter at its end, those of the communes side by side at the end of the book."""

from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import Any

from observatory.atlas.blocks import MapBlock
from observatory.atlas.printed.blocks import map_table, table
from observatory.atlas.printed.prose import Part
from observatory.figures.words import short
from observatory.statistics.french import typeset

ACROSS = 6
"""Indicators side by side in a table of communes, at most."""
MARKS = {"secret": "s", "absent": "–", "non_disponible": "n. d."}
KEY = (
    "Entre parenthèses : valeur fragile (petits effectifs ou arrondis). ≈ : estimation. s : secret statistique. "
    "– : donnée absente. n. d. : non disponible à ce niveau."
)
Key = tuple[str, str, int]


def table_label(block: MapBlock) -> str:
    return f"table:{'-'.join(map(str, block.key))}"


def chapter_tables(theme: str, maps: Sequence[MapBlock], others: Sequence[Part]) -> list[dict[str, Any]]:
    """A section with a table for each map of a few territories, then the others; none where the chapter has none."""
    few = list({block.key: block for block in maps if not block.folded}.values())
    tables = [*({**map_table(block), "label": table_label(block)} for block in few), *others]
    words = {"level": 2, "title": ["Les chiffres du chapitre"], "label": f"tables:{theme}", "note": ""}
    return [{"kind": "tables", **words, "tables": tables}] if tables else []


def moved(parts: Sequence[Part], page: str) -> tuple[list[Part], list[Part]]:
    """The parts of a page, each table replaced by the page where it is; and these tables."""
    stay: list[Part] = []
    tables: list[Part] = []
    for rank, part in enumerate(parts):
        if part["kind"] == "table":
            label = f"table:{page}:{rank}"
            tables.append({**part, "label": label})
            part = {"kind": "elsewhere", "title": "Tableau", "label": label}
        stay.append(part)
    return stay, tables


def commune_tables(
    maps: Sequence[MapBlock], whole: str, communes: Collection[str] | None
) -> tuple[list[dict[str, Any]], dict[Key, str]]:
    """Tables of many territories, a few indicators in columns; and the label of the table that holds each map.

    `whole` is the name of the collectivité, whose row is the last; `communes` are those shown, all by default.
    """
    many = list({block.key: block for block in maps if block.folded}.values())
    count = ceil(len(many) / ACROSS)
    groups = [many[len(many) * rank // count : len(many) * (rank + 1) // count] for rank in range(count)]
    tables, labels = [], {}
    for rank, group in enumerate(groups, 1):
        label = f"table:communes-{rank}"
        tables.append({**_side_by_side(group, whole, communes, f"{rank} sur {len(groups)}"), "label": label})
        labels.update({block.key: label for block in group})
    return tables, labels


def _side_by_side(group: Sequence[MapBlock], whole: str, communes: Collection[str] | None, rank: str) -> dict[str, Any]:
    headers = ["Commune", *(f"{block.view['title']} ({block.view['period']})" for block in group)]
    cells = [{cell["code"]: cell for cell in block.view["cells"]} for block in group]
    codes = dict(zip(group[0].geometry["names"], group[0].geometry["codes"], strict=True))
    names = [name for name, _ in group[0].rows if communes is None or codes[name] in communes]
    rows = [[name, *(marked(one[codes[name]]) for one in cells)] for name in names]
    references = [block.view["reference"] for block in group]
    rows.append([whole, *(short(one["text"]) if one else "–" for one in references)])
    return table(f"Tableau {rank}", headers, rows, whole=True)


def marked(cell: Mapping[str, Any]) -> str:
    """A value in few signs."""
    if cell["value"] is None:
        return MARKS[cell["status"]]
    text = short(cell["text"])
    return f"({text})" if cell["quality"] == "fragile" else text


def commune_section(tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    words = {"level": 1, "title": ["Les communes en chiffres"], "label": "page:communes", "note": typeset(KEY)}
    return {"kind": "tables", **words, "tables": list(tables)}
