"""What axe-core says of a page at three widths, by day and by night; the script comes with a development dependency."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ASKED = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
WIDTHS = (1440, 1024, 390)
ALL = "(exclude) => violations(exclude, {})"
COLOURS = "() => violations([], {runOnly: ['color-contrast', 'link-in-text-block']})"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth ? [['wider than the screen', []]] : []"
SPILT = """() => {
  const low = (node) => node.getBoundingClientRect().bottom;
  const spilt = (row) => [...row.cells].some((cell) => cell.rowSpan === 1 && low(cell) > low(row) + 1);
  const rows = [...document.querySelectorAll("tbody tr")].filter(spilt);
  return rows.length ? [["rows written over one another", rows.slice(0, 3).map((row) => row.textContent)]] : [];
}"""
ALIKE = (".cells tbody tr:nth-child(n+9)", "main li:nth-child(n+25)", ".cloud circle:nth-of-type(n+9)", ".regions")
"""Rows, items, dots and regions made as those before them are heard at one width: all at every width takes minutes."""


def violations(page: Page, widths: Sequence[int] = WIDTHS) -> dict[tuple[int, str], list[list[object]]]:
    """(width, scheme) -> [rule, first elements], for the states of which axe complains; {} is what one hopes for.

    The first width is heard whole, the others without what is alike; of contrasts, three texts of each appearance. The
    night changes colours and nothing else, so only the rules on colours are heard again. The page asks to be opened
    with `bypass_csp`, to bring axe in.
    """
    page.evaluate(f"() => {{ {AXE}\n{ASKED} }}")
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        alike = [] if width == widths[0] else list(ALIKE)
        found[width, "light"] = page.evaluate(ALL, alike) + page.evaluate(TOO_WIDE) + page.evaluate(SPILT)
        page.emulate_media(color_scheme="dark")
        found[width, "dark"] = page.evaluate(COLOURS)
    return {state: said for state, said in found.items() if said}
