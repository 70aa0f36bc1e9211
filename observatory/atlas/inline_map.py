"""The map as SVG inside a page: the classes and textures of the map module, every region named."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, tostring

from observatory.atlas.labels import NARROW, WIDE, Label
from observatory.figures.palette import diverging_steps, sequential_steps
from observatory.figures.svg_map import radius, zeros
from observatory.figures.svg_parts import add
from observatory.statistics.numbers import NARROW as THIN


def inline_map(geometry: Mapping[str, Any], view: Mapping[str, Any], labels: Sequence[Label], name: str) -> str:
    """An `<svg>` whose title and description are said aloud; `name` makes its ids unique in the page."""
    root = Element("svg", {"role": "img", "aria-labelledby": f"{name}-titre {name}-desc"})
    root.set("viewBox", f"0 0 {geometry['width']} {geometry['height']}")
    root.set("data-moves", ";".join(",".join(map(str, moves)) for moves in geometry["moves"]))
    add(root, "title", f"Carte{THIN}: {view['title']}, {view['subtitle']}", id=f"{name}-titre")
    add(root, "desc", described(geometry, view), id=f"{name}-desc")
    _regions(root, geometry, view)
    _over(root, geometry, view)
    if view["drawing"] == "circles":
        root.set("class", "with-circles")
        _circles(root, geometry, view)
    _names(root, labels)
    return tostring(root, encoding="unicode")


def thumbnail(geometry: Mapping[str, Any], view: Mapping[str, Any]) -> str:
    """The map without names or words, one path for each look: a picture beside its title."""
    root = Element("svg", {"class": "thumbnail", "aria-hidden": "true"})
    root.set("viewBox", f"0 0 {geometry['width']} {geometry['height']}")
    of_class, zeros_apart = looks(view), zeros(view) > 0
    group = add(root, "g", **{"class": "regions"})
    paths: dict[str, str] = {}
    for cell, path in zip(view["cells"], geometry["paths"], strict=True):
        look = look_of(cell, view, of_class, zeros_apart)
        paths[look] = paths.get(look, "") + path
    for look, path in paths.items():
        add(group, "path", d=path, **{"class": look})
    if view["drawing"] == "circles":
        _circles(root, geometry, view, named=False)
    add(root, "path", d=geometry["outline"], **{"class": "outline"})
    return tostring(root, encoding="unicode")


def looks(view: Mapping[str, Any]) -> list[str]:
    """The class of each class of the view: `sequential-3`, `diverging-7`."""
    if view["palette"] == "diverging":
        steps = diverging_steps(view["classes"], view["reference"]["value"])
    else:
        steps = sequential_steps(len(view["classes"])) if view["classes"] else []
    return [f"{view['palette']}-{step}" for step in steps]


def look_of(cell: Mapping[str, Any], view: Mapping[str, Any], of_class: Sequence[str], zeros_apart: bool) -> str:
    """What a region wears: its status, zero, or its class."""
    if cell["value"] is None:
        return f"status-{cell['status']}"
    if view["drawing"] == "circles":
        return "ground"
    if cell["value"] == 0 and zeros_apart:
        return "zero"
    return of_class[int(cell["class"])]


def described(geometry: Mapping[str, Any], view: Mapping[str, Any]) -> str:
    """The highest and the lowest ranked, in words: what an eye would see first."""
    names: dict[str, str] = dict(zip(geometry["codes"], geometry["names"], strict=True))
    ranked = sorted((cell for cell in view["cells"] if cell["rank"]), key=lambda cell: cell["rank"])
    if len(ranked) < 2:
        return str(view["reference"]["sentence"] if view["reference"] else view["definition"])
    high, low = (f"{names[cell['code']]} ({cell['text']})" for cell in (ranked[0], ranked[-1]))
    return f"De {low} à {high}. Toutes les valeurs sont dans le tableau qui suit la carte."


def _regions(root: Element, geometry: Mapping[str, Any], view: Mapping[str, Any]) -> None:
    group, of_class, zeros_apart = add(root, "g", **{"class": "regions"}), looks(view), zeros(view) > 0
    for cell, path, name in zip(view["cells"], geometry["paths"], geometry["names"], strict=True):
        look = look_of(cell, view, of_class, zeros_apart)
        region = add(group, "path", d=path, **{"class": look, "data-code": cell["code"]})
        add(region, "title", f"{name}{THIN}: {cell['text']}")


def _over(root: Element, geometry: Mapping[str, Any], view: Mapping[str, Any]) -> None:
    """Veil of the fragile, dashes of the absent, limits and outline."""
    veil = [path for cell, path in _drawn(geometry, view) if cell["quality"] == "fragile"]
    absent = [path for cell, path in _drawn(geometry, view) if cell["status"] == "absent"]
    limits = "".join(limit["path"] for limit in geometry["limits"])
    layers = {"absent": "".join(absent), "limits-casing": limits, "limits": limits, "outline": geometry["outline"]}
    if view["drawing"] == "choropleth":
        layers = {"veil": "".join(veil), **layers}
    for look, path in layers.items():
        if path:
            add(root, "path", d=path, **{"class": look})


def _drawn(geometry: Mapping[str, Any], view: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str]]:
    return list(zip(view["cells"], geometry["paths"], strict=True))


def _circles(root: Element, geometry: Mapping[str, Any], view: Mapping[str, Any], named: bool = True) -> None:
    """Largest first, so that a small one is never hidden."""
    group = add(root, "g", **{"class": "circles"})
    centres = zip(view["cells"], geometry["centres"], geometry["names"], strict=True)
    for cell, (x, y), name in sorted(centres, key=lambda drawn: -(drawn[0]["value"] or 0)):
        if cell["value"] and cell["value"] > 0:
            look = {"class": "fragile"} if cell["quality"] == "fragile" else {}
            circle = add(group, "circle", cx=x, cy=y, r=radius(cell["value"], view, geometry), **look)
            if named:
                circle.set("data-code", cell["code"])
                add(circle, "title", f"{name}{THIN}: {cell['text']}")


def _names(root: Element, labels: Sequence[Label]) -> None:
    group = add(root, "g", **{"class": "names", "aria-hidden": "true"})
    for label in labels:
        if label.wide:
            _name(group, label, label.wide, WIDE, "wide")
        if label.narrow:
            _name(group, label, label.narrow, NARROW, "narrow")


def _name(group: Element, label: Label, at: tuple[float, float], size: float, width: str) -> None:
    part = add(group, "g", **{"class": width})
    add(part, "circle", cx=label.x, cy=label.y, r=size / 6, **{"class": "dot"})
    top = at[1] - size * (len(label.lines) - 1) / 2
    for rank, line in enumerate(label.lines):
        add(part, "text", line, x=at[0], y=top + rank * size)
