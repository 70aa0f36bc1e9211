"""The picture of a map that is shown where the page's address is shared: 1 200 by 630 pixels, words on the right."""

from functools import cache
from xml.etree.ElementTree import Element, tostring

from observatory.atlas.blocks import MapBlock
from observatory.figures.palette import class_colours, colours
from observatory.figures.svg_map import draw_map
from observatory.figures.svg_parts import TEXT_FONT, TITLE_FONT, add, add_paragraph, add_text, add_textures
from observatory.publishing import images

WIDTH, HEIGHT, MARGIN = 1200, 630, 40
MAP_WIDTH = 640
PPI = WIDTH / (images.PRINT_WIDTH_MM / 25.4)
ROW = 34


@cache
def png(svg: str) -> bytes:
    return images.png(svg, PPI)


def card(block: MapBlock, signed: str) -> str:
    """An SVG; `signed` is the name of the atlas."""
    view, geometry = block.view, block.geometry
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}"})
    root.set("width", str(WIDTH))
    root.set("height", str(HEIGHT))
    root.set("font-family", TEXT_FONT)
    add_textures(root)
    add(root, "rect", width=WIDTH, height=HEIGHT, fill=colours()["paper"])
    scale = min(MAP_WIDTH / geometry["width"], (HEIGHT - 2 * MARGIN) / geometry["height"])
    top = (HEIGHT - geometry["height"] * scale) / 2
    drawing = add(root, "g", transform=f"translate({MARGIN} {top:.1f})")
    draw_map(drawing, geometry, view, scale, [])
    _words(root, block, signed)
    return tostring(root, encoding="unicode")


def _words(root: Element, block: MapBlock, signed: str) -> None:
    left, room = MARGIN + MAP_WIDTH + 40, WIDTH - MAP_WIDTH - 3 * MARGIN
    title = {"font_family": TITLE_FONT, "font_weight": "600"}
    y = add_paragraph(root, (left, MARGIN), room, block.title, 34, **title) + 30
    for band, colour in zip(block.view["classes"], class_colours(block.view), strict=True):
        add(root, "rect", x=left, y=y, width=40, height=22, fill=colour, stroke=colours()["edge"], stroke_width=0.5)
        add_text(root, left + 54, y + 18, band["label"], 22)
        y += ROW
    producers = str(block.view["subtitle"]).rpartition(" · ")[2]
    add_text(root, left, HEIGHT - MARGIN - 28, producers, 20, fill=colours()["muted"])
    add_text(root, left, HEIGHT - MARGIN, signed, 20, fill=colours()["muted"])
