"""A need crossed with an offer, ready to be shown: map view, scatter, ranked deficits, sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.figures.scatter import MARGINS, Axis, Dot, scatter_svg
from observatory.figures.studied import UNKNOWN, amount, nine_words, pair_text, study_view
from observatory.figures.words import plural_text
from observatory.statistics.crossing import QUADRANTS, SIDE
from observatory.statistics.french import capital, typeset
from observatory.statistics.numbers import number, with_unit
from observatory.statistics.ranking import common
from observatory.warehouse import read
from observatory.warehouse.crossings import Crossed
from observatory.warehouse.read import Warehouse

NAMED = 6
"""Names written beside the dots: the widest deficits."""


def crossed_view(crossed: Crossed, plural: str) -> dict[str, Any]:
    """The view of the map's module, cells in the order of codes."""
    units = _unit(crossed.need), _unit(crossed.offer)
    cells = [
        {
            "code": row["code"],
            "class": None if row["class"] < 0 else int(row["class"]),
            **_value(row, units),
            "gap": typeset(capital(nine_words(int(row["class"]))) if row["class"] >= 0 else capital(UNKNOWN)),
        }
        for row in crossed.cells.to_dict("records")
    ]
    words = [capital(nine_words(index)) for index in range(SIDE * SIDE)]
    return study_view(typeset(crossed.crossing.title), _subtitle(crossed, plural), "bivariate", words, cells)


def _value(row: Any, units: tuple[tuple[str, int], tuple[str, int]]) -> dict[str, Any]:
    if pd.isna(row["need"]) or pd.isna(row["offer"]):
        return {"value": None, "status": "absent", "text": "donnée absente"}
    return {"text": pair_text((row["need"], row["offer"]), units)}


def _unit(indicator: Indicator) -> tuple[str, int]:
    return indicator.unit, indicator.decimals


def _subtitle(crossed: Crossed, plural: str) -> str:
    years = " et ".join(map(str, dict.fromkeys(crossed.periods)))
    return f"{plural_text(len(crossed.cells), plural, plural)} · {years}"


def crossed_scatter(crossed: Crossed, chosen: str | None) -> str:
    """The cloud, with the widest deficits and the chosen territory named."""
    known = crossed.cells[crossed.cells["class"] >= 0]
    dots = [
        Dot(row["code"], typeset(row["name"]), row["need"], row["offer"], f"bivariate-{row['class'] + 1}")
        for row in known.sort_values("rank").to_dict("records")
    ]
    named = [dot.code for dot in dots[:NAMED]] + ([chosen] if chosen else [])
    axes = [
        Axis(known[name].tolist(), reference, sign, one.unit, one.decimals, margin)
        for one, name, reference, sign, margin in zip(
            (crossed.need, crossed.offer), ("need", "offer"), crossed.references, crossed.signs, MARGINS, strict=True
        )
    ]
    return scatter_svg(axes[0], axes[1], dots, named, scatter_words(crossed))


def scatter_words(crossed: Crossed) -> str:
    """`Nuage de 16 territoires : plus de besoin, moins d’offre, 4 ; ...`"""
    told = [f"{title.lower()}, {crossed.quadrants[slug]}" for slug, title in QUADRANTS.items()]
    return typeset(f"Nuage de {sum(crossed.quadrants.values())} territoires : {' ; '.join(told)}.")


def deficits(crossed: Crossed) -> list[dict[str, Any]]:
    """Those in need and without offer, the widest deficit first: code, name, need and offer in words."""
    short = crossed.cells[crossed.cells["quadrant"] == "deficit"].sort_values("rank")
    return [
        {
            "code": row["code"],
            "name": typeset(row["name"]),
            "need": amount(row["need"], *_unit(crossed.need)),
            "offer": amount(row["offer"], *_unit(crossed.offer)),
        }
        for row in short.to_dict("records")
    ]


def deficit_sentence(crossed: Crossed, plural: str, facts: Mapping[str, str]) -> str:
    """`Parmi les 16 cantons et villes du Loir-et-Cher, 4 ont à la fois plus de besoin et moins d’offre que ...`"""
    count, total = crossed.quadrants["deficit"], sum(crossed.quadrants.values())
    need, offer = (
        amount(value, *_unit(one)) for value, one in zip(crossed.references, (crossed.need, crossed.offer), strict=True)
    )
    all_of_them = "" if total == len(crossed.cells) else " que l’on peut comparer"
    among = f"Parmi les {with_unit(total, plural)} {facts['of']}{all_of_them}"
    some = f"{number(count)} {'ont' if count > 1 else 'a'}" if count else "aucun territoire n’a"
    told = f"{among}, {some} à la fois plus de besoin et moins d’offre que l’ensemble"
    return typeset(f"{told} (besoin : {need} ; offre : {offer}).")


def source_line(warehouse: Warehouse, crossed: Crossed, plural: str) -> str:
    """`16 cantons et villes · besoin : Insee, 2023 · offre : DREES, 2025`."""
    producers = read.overview(warehouse).set_index("slug")["producers"]
    told = [
        f"{axis} : {producers[one.slug]}, {year}"
        for axis, one, year in zip(("besoin", "offre"), (crossed.need, crossed.offer), crossed.periods, strict=True)
    ]
    return typeset(" · ".join([plural_text(len(crossed.cells), plural, plural), *told]))


def firmness(crossed: Crossed) -> str:
    """`Déplacer un seuil d'un dixième fait changer de classe 7 territoires sur 16 au plus.`"""
    total, most = sum(crossed.quadrants.values()), int(crossed.moved["changed"].max())
    return typeset(f"Déplacer un seuil d'un dixième fait changer de classe {most} territoires sur {total} au plus.")


def moved_rows(crossed: Crossed) -> list[tuple[str, str, str]]:
    """(which threshold, where it goes, how many change class)."""
    names = {"need": ("Besoin", crossed.need), "offer": ("Offre", crossed.offer)}
    rows = []
    for row in crossed.moved.to_dict("records"):
        title, one = names[row["axis"]]
        decimals = one.decimals + 1
        here, there = (amount(row[part], one.unit, decimals) for part in ("threshold", "moved_to"))
        rows.append((f"{title} : {here}", f"→ {there}", number(row["changed"])))
    return rows


def plural_of(warehouse: Warehouse, level: str) -> str:
    """`cantons et villes`, as inside a sentence."""
    return common(str(read.levels(warehouse).set_index("level").at[level, "plural"]))


def listed(crossed: Crossed) -> Sequence[tuple[str, str, str, str, str]]:
    """(code, name, need, offer, class in words), by name: the table under the map."""
    rows = []
    for row in crossed.cells.sort_values("name").to_dict("records"):
        need, offer = (
            "–" if pd.isna(row[part]) else amount(row[part], *_unit(one))
            for part, one in (("need", crossed.need), ("offer", crossed.offer))
        )
        words = nine_words(int(row["class"])) if row["class"] >= 0 else UNKNOWN
        rows.append((str(row["code"]), typeset(str(row["name"])), need, offer, typeset(words)))
    return rows
