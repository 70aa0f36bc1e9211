"""The looks of a chart on paper: a line keeps its own dashes, so that it is told apart in grey too."""

from observatory.figures.palette import colours
from observatory.figures.svg_parts import TEXT_FONT

LINES = ("#b3541e", "#2d5fa8", "#8a2f6b", "#4c7a1e", "#6b5b00")
DASHES = ("none", "9 3", "2 3", "9 3 2 3", "14 4")


def _line(rank: int) -> str:
    colour, dashes = LINES[rank - 1], DASHES[rank - 1]
    return (
        f".line-{rank} path{{stroke:{colour};stroke-dasharray:{dashes}}}"
        f".line-{rank} circle{{fill:{colour}}}text.line-{rank}{{fill:{colour};font-weight:700}}"
    )


def _style() -> str:
    ink, muted, grid, edge = (colours()[name] for name in ("ink", "muted", "line", "edge"))
    return "".join(
        [
            f"text{{font-family:{TEXT_FONT};font-size:13px;fill:{muted}}}",
            ".end{text-anchor:end}.middle{text-anchor:middle}",
            f".grid path{{stroke:{grid};fill:none}}",
            ".line path{fill:none;stroke-width:2;stroke-linejoin:round}",
            *map(_line, range(1, len(LINES) + 1)),
            f".line-whole path{{stroke:{ink};stroke-width:2.5;stroke-dasharray:1 4;stroke-linecap:round}}",
            f".line-whole circle{{fill:{ink}}}text.line-whole{{fill:{ink};font-weight:700}}",
            f".leader{{fill:none;stroke:{edge};stroke-width:.75}}",
        ]
    )


CHART_STYLE = _style()
