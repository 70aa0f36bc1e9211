"""Blocks of a page as blocks.typ draws them; a picture is added to those of the document."""

from collections.abc import Mapping, Sequence
from typing import Any

from observatory.atlas.blocks import (
    Block,
    EvolutionBlock,
    KeyFiguresBlock,
    MapBlock,
    RankingBlock,
    SourcesBlock,
    TableBlock,
    band_label,
    headline,
)
from observatory.atlas.chart import line_chart
from observatory.atlas.inline_map import described, looks
from observatory.atlas.printed.chart_style import CHART_STYLE
from observatory.atlas.site import Site
from observatory.figures.svg_map import zeros
from observatory.figures.words import short
from observatory.printing.pictures import WIDTH, below, circles_picture, hatched_swatch, map_picture
from observatory.statistics.french import typeset
from observatory.statistics.numbers import NARROW, number

MAP_MM = 108
"""Width of the map that opens a page; the circles of its legend are to the same scale."""
SOURCES = ("Producteur", "Fichier", "Millésime", "Licence", "Secret")


class Blocks:
    """Turns blocks into data; `pictures` gathers what they need. `table_of` tells where a map's values are printed."""

    def __init__(self, site: Site, table_labels: Mapping[tuple[str, str, int], str]) -> None:
        self.site, self.table_labels = site, table_labels
        self.pictures: dict[str, str] = {}

    def printed(self, block: Block) -> Mapping[str, Any]:
        """Every kind of block but the maps of a plate has one form, wherever it stands."""
        match block:
            case MapBlock():
                return self.map(block)
            case RankingBlock():
                return ranking(block)
            case EvolutionBlock():
                return self.chart(block)
            case TableBlock():
                rows = [[territory.plain, *texts] for territory, texts in block.rows]
                return table(block.title, ("Territoire", *block.headers), rows, whole=True)
            case KeyFiguresBlock():
                return key_figures(block)
            case SourcesBlock():
                return {"kind": "sources", "headers": SOURCES, "rows": [list(map(typeset, row)) for row in block.rows]}

    def map(self, block: MapBlock) -> dict[str, Any]:
        name = f"map-{'-'.join(map(str, block.key))}.svg"
        if name not in self.pictures:
            towns = [(one.x, one.y, one.lines, one.wide) for one in self.site.labels if one.wide]
            self.pictures[name] = map_picture(block.geometry, block.view, towns)
        return {
            "kind": "map",
            "title": block.title,
            "picture": name,
            "alt": f"Carte{NARROW}: {block.view['title']}, {block.view['subtitle']}. {self._described(block)}",
            "legend": self._legend(block),
            "understand": understand(block),
            "table": self.table_labels.get(block.key),
            "foot": f"{block.reading} Source{NARROW}: {block.view['source']}.",
        }

    def bare_map(self, block: MapBlock) -> str:
        """The map without names, for where it is small."""
        name = f"small-{'-'.join(map(str, block.key))}.svg"
        self.pictures[name] = map_picture(block.geometry, block.view)
        return name

    def _described(self, block: MapBlock) -> str:
        return described(block.geometry, block.view).replace(
            "dans le tableau qui suit la carte", "dans un tableau de ce document"
        )

    def chart(self, block: EvolutionBlock) -> dict[str, Any]:
        name = f"chart-{len(self.pictures)}.svg"
        decimals = 0 if block.base else block.indicator.decimals
        drawn = line_chart(block.lines, block.unit, decimals, block.title, block.name)
        self.pictures[name] = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
            ">", f"><style>{CHART_STYLE}</style>", 1
        )
        said = "; ".join(_said(territory, texts, block.years) for territory, texts in block.rows)
        return {
            "kind": "chart",
            "title": block.title,
            "base": f"Indice 100 en {block.base}" if block.base else "",
            "picture": name,
            "alt": typeset(f"Courbes : {block.indicator.title}, {block.title}. {said}."),
        }

    def _legend(self, block: MapBlock) -> dict[str, Any]:
        view = block.view
        bands = [
            {
                "look": look,
                "swatch": self._swatch(look, low),
                "label": band_label(band["label"]),
                "count": band["count"],
            }
            for band, look, low in zip(view["classes"], looks(view), below(view), strict=True)
        ]
        if zeros(view):
            bands.append({"look": "zero", "swatch": "zero", "label": "dont zéro", "count": zeros(view)})
        reference = view["reference"]
        return {
            "classes": bands,
            "others": self._others(block),
            "circles": self._circles(block) if view["drawing"] == "circles" else None,
            "map-width": MAP_MM,
            "whole": f"{reference['name']}{NARROW}: {reference['text']}" if reference else None,
        }

    def _swatch(self, look: str, low: bool) -> str:
        if not low:
            return look
        name = f"swatch-{look}.svg"
        self.pictures[name] = hatched_swatch(look)
        return name

    def _others(self, block: MapBlock) -> list[dict[str, str]]:
        view = block.view
        found = [(f"swatch-{one['status']}.svg", one["label"], number(one["count"])) for one in view["statuses"]]
        if view["fragile"]:
            found.append(("swatch-fragile.svg", view["fragile"]["label"], number(view["fragile"]["count"])))
        if block.geometry["limits"]:
            found.append(("swatch-limit.svg", self.site.words["limits_label"], ""))
        return [{"look": look, "label": label, "count": count} for look, label, count in found]

    def _circles(self, block: MapBlock) -> dict[str, Any]:
        """`width`: of the picture beside a map MAP_MM wide."""
        name = f"circles-{'-'.join(map(str, block.key))}.svg"
        self.pictures[name], width = circles_picture(block.view, block.geometry)
        return {"picture": name, "width": width * MAP_MM / WIDTH}


def understand(block: MapBlock) -> dict[str, Any]:
    """How to read the map, what is counted, by whom."""
    view = block.view
    parts = [
        ("Lecture", block.reading),
        ("Définition", view["definition"]),
        ("Source", f"{view['source']}. {view['licence']}."),
    ]
    return {"parts": parts, "notes": list(view["notes"])}


def ranking(block: RankingBlock) -> dict[str, Any]:
    bars = [
        {"name": bar.name, "text": bar.text, "look": bar.look, "start": bar.start, "length": bar.length}
        for bar in block.bars
    ]
    return {"kind": "ranking", "title": block.title, "of": "", "bars": bars, "note": block.note}


def key_figures(block: KeyFiguresBlock) -> dict[str, Any]:
    figures = [
        {
            "text": headline(one.text),
            "title": one.title,
            "note": f"{one.period}, {one.trend}" if one.trend else str(one.period),
        }
        for one in block.figures
    ]
    return {"kind": "figures", "figures": figures}


def table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], whole: bool = False) -> dict[str, Any]:
    """`whole`: the last row is the collectivité's."""
    return {"kind": "table", "title": title, "headers": list(headers), "rows": [list(r) for r in rows], "whole": whole}


def map_table(block: MapBlock) -> dict[str, Any]:
    """The values of a map, one row for each territory, the collectivité last."""
    headers = ["Territoire", "Valeur", "Rang", *(block.counts or ()), "Fiabilité"]
    rows = [_row(name, cell, bool(block.counts)) for name, cell in block.rows]
    reference = block.view["reference"]
    if reference:
        rows.append([reference["name"], headline(reference["text"]), *[""] * (len(headers) - 2)])
    return table(block.title, headers, rows, whole=bool(reference))


def _row(name: str, cell: Mapping[str, Any], counted: bool) -> list[str]:
    counts = [short(cell["numerator"] or "–"), short(cell["denominator"] or "–")] if counted else []
    return [name, headline(cell["text"]), (cell["rank_text"] or "–").split(" ")[0], *counts, cell["quality"] or "–"]


def _said(name: str, texts: Sequence[str], years: Sequence[int]) -> str:
    return f"{name} {texts[0]} en {years[0]}, {texts[-1]} en {years[-1]}"
