"""The pieces an SVG picture is made of: elements, wrapped text, textures."""

from textwrap import wrap
from xml.etree.ElementTree import Element, SubElement

from observatory.figures.palette import colours

TEXT_FONT = "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', Verdana, sans-serif"
TITLE_FONT = "'Source Serif 4', Georgia, serif"
GLYPH = 0.5
"""Mean width of a letter, in ems, a little above both typefaces' so that a line never runs over."""
LEADING = 1.35


def add(parent: Element, tag: str, text: str = "", /, **attributes: object) -> Element:
    """A child element; `stroke_width=2` is written `stroke-width="2"`."""
    child = SubElement(parent, tag, {name.replace("_", "-"): _written(value) for name, value in attributes.items()})
    child.text = text or None
    return child


def add_text(parent: Element, x: float, y: float, text: str, size: float, /, **attributes: object) -> Element:
    style: dict[str, object] = {"font_size": size, "fill": colours()["ink"], **attributes}
    return add(parent, "text", text, x=x, y=y, **style)


def add_paragraph(
    parent: Element, at: tuple[float, float], width: float, text: str, size: float, /, **attributes: object
) -> float:
    """Text wrapped into `width`, its first baseline one line below `at`; the ordinate below the last line."""
    x, y = at
    for line in wrapped(text, width, size):
        y += size * LEADING
        add_text(parent, x, y, line, size, **attributes)
    return y


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines that fit; broken at plain spaces only, so that a no-break space holds."""
    letters = max(8, int(width / (size * GLYPH)))
    held = text.replace("\u00a0", "\ue000").replace("\u202f", "\ue001")
    lines = wrap(held, letters, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\ue000", "\u00a0").replace("\ue001", "\u202f") for line in lines]


def add_textures(parent: Element) -> None:
    """Patterns for secret (dots), non disponible (hatching) and fragile (a light veil over the colour)."""
    ink, paper = colours()["muted"], colours()["paper"]
    definitions = add(parent, "defs")
    secret = _texture(definitions, "secret", 6, paper)
    for x, y in ((1.5, 1.5), (4.5, 4.5)):
        add(secret, "circle", cx=x, cy=y, r=0.9, fill=ink)
    hatched = _texture(definitions, "non_disponible", 7, paper)
    add(hatched, "path", d="M-1 8L8 -1M-1 1L1 -1M6 8L8 6", stroke=ink, stroke_width=0.8)
    veil = _texture(definitions, "fragile", 5, None)
    add(veil, "path", d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4", stroke=paper, stroke_width=1.1, stroke_opacity=0.55)


def _texture(definitions: Element, name: str, size: float, ground: str | None) -> Element:
    box = {"width": size, "height": size}
    pattern = add(definitions, "pattern", id=f"texture-{name}", patternUnits="userSpaceOnUse", **box)
    if ground:
        add(pattern, "rect", fill=ground, **box)
    return pattern


def look_of_status(status: str) -> dict[str, object]:
    """Fill and stroke of a territory without a value: each status has its own."""
    if status in ("secret", "non_disponible"):
        return {"fill": f"url(#texture-{status})", "stroke": colours()["edge"], "stroke_width": 0.5}
    return {
        "fill": colours()["paper"],
        "stroke": colours()["edge"],
        "stroke_width": 0.8,
        "stroke_dasharray": "3 2",
    }


def _written(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
