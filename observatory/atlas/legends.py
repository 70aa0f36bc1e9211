"""Parts of a legend that only the server can draw: circles to scale, and what the thick lines are."""

from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from observatory.atlas.answers import WHOLE, Answers, Territory
from observatory.atlas.blocks import MapBlock
from observatory.figures.svg_legend import SHOWN, round_below
from observatory.figures.svg_map import radius
from observatory.figures.svg_parts import add
from observatory.maps.webfiles import LIMITS
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number, with_unit
from observatory.statistics.ranking import common

FEW = 4
LINE = 30.0


def limits_label(answers: Answers) -> str:
    """`limites : Nord, Centre, Sud`, from north to south."""
    limits = {limit["code"]: limit["name"] for limit in answers.geometry("commune")["limits"]}
    level = next((one for one in LIMITS if one in answers.levels.index), "commune")
    ordered = answers.territories(level).sort_values("lat", ascending=False)["code"]
    names = [limits[code] for code in ordered if code in limits]
    return typeset(f"limites : {', '.join(names)}") if len(names) <= FEW else "limites"


def territories_counted(answers: Answers) -> str:
    """`267 communes, 16 cantons et villes, 12 EPCI, 3 territoires`."""
    plurals = answers.levels["plural"].drop(WHOLE)
    counts = {level: len(answers.territories(str(level))) for level in plurals.index}
    return ", ".join(with_unit(counts[level], common(str(plural))) for level, plural in plurals.items())


def circles_legend(block: MapBlock) -> Markup:
    """Three circles, each beside its value, drawn to the scale of the map."""
    view, geometry = block.view, block.geometry
    values = list(dict.fromkeys(round_below(view["max"] * share) for share in SHOWN)) if view["max"] else []
    root = Element("svg", {"class": "legend-circles", "aria-hidden": "true"})
    y, widest = 0.0, 2 * radius(values[0], view, geometry) if values else 0.0
    for value in values:
        y = _circle(root, value, radius(value, view, geometry), y, widest)
    root.set("viewBox", f"-1 -1 {geometry['width'] + 2} {y:.0f}")
    return Markup(tostring(root, encoding="unicode"))


def _circle(root: Element, value: float, r: float, y: float, widest: float) -> float:
    height = max(2 * r, LINE)
    add(root, "circle", cx=widest / 2, cy=y + height / 2, r=r)
    add(root, "text", number(value), x=widest + 16, y=y + height / 2 + 7)
    return y + height + 6


def locator(territory: Territory, answers: Answers) -> Markup:
    """Where a territory is: its shape in the outline of the collectivité."""
    geometry = answers.geometry(territory.level)
    shape = geometry["paths"][geometry["codes"].index(territory.code)]
    root = Element("svg", {"class": "locator", "role": "img"})
    root.set("viewBox", f"0 0 {geometry['width']} {geometry['height']}")
    root.set("aria-label", f"{territory.plain} sur la carte {answers.facts['of']}")
    for look, path in (("ground", geometry["outline"]), ("here", shape), ("outline", geometry["outline"])):
        add(root, "path", d=path, **{"class": look})
    return Markup(tostring(root, encoding="unicode"))
