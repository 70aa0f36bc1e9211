"""The years of one territory beside the collectivité's: two lines, each with its value where it ends."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from observatory.catalogue import Indicator
from observatory.catalogue.domain import DEMONSTRATION
from observatory.figures.palette import colours
from observatory.statistics.numbers import NARROW, is_share, with_unit
from observatory.statistics.ranking import RANKED_STATUSES

GRAPH_CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}
"""For every dcc.Graph: no toolbar, and no button that sends figures elsewhere."""

FEW_YEARS = 12
"""Up to that many years each gets its marker."""
STEPS = (3, 2, 4)
"""Between the years written under the chart: the first of these that divides the span."""
VEIL = "rgba(255, 255, 255, 0.75)"
"""Behind a name, so that a steep line does not cross it."""
ROOM = 0.22
"""Share of the values' span left free above and below, for the names at the ends."""

PLOT = 180
"""Height in pixels between the axes."""
LABEL, LINE_HEIGHT = 13, 16
"""Pixels between a line's end and the middle of its name, and between two names."""


@dataclass(frozen=True)
class Line:
    """One territory's cells over the years: frame[period, value, low, high, status]."""

    name: str
    frame: pd.DataFrame
    reference: bool = False
    rank: int = 0
    """Among several territories, from 1: each has its own hue, and no band of doubt; 0 for a territory alone."""

    @property
    def colour(self) -> str:
        return colours()[f"place-{self.rank}" if self.rank else "ink" if self.reference else "accent"]

    @property
    def known(self) -> pd.DataFrame:
        return self.frame[self.frame["status"].isin(RANKED_STATUSES) & self.frame["value"].notna()]

    def indexed(self, base: int) -> "Line":
        """The same line with 100 for its value of the base year."""
        there = self.frame.loc[self.frame["period"] == base, "value"].to_list()[0]
        columns = {name: 100 * self.frame[name] / there for name in ("value", "low", "high")}
        return replace(self, frame=self.frame.assign(**columns))


def evolution_figure(indicator: Indicator, lines: list[Line], demonstration: bool = False) -> go.Figure:
    """The lines in their order, the reference dotted; a band between `low` and `high`; no line over a missing year.

    A count of a part and a count of the whole share no scale: side by side, both are drawn from 100 in their first
    common year. Invented figures are said to be so across the chart.
    """
    shown = [line for line in lines if len(line.known)]
    base = _base_year(indicator, shown)
    drawn = [line if base is None else line.indexed(base) for line in shown]
    figure = go.Figure(layout=_layout(indicator, drawn, base))
    for line, original in zip(drawn, shown, strict=True):
        if not line.reference and not line.rank:
            figure.add_traces(_bands(line))
        figure.add_trace(_trace(line, _texts(original, indicator)))
    for line, original, shift in zip(drawn, shown, _shifts(drawn), strict=True):
        figure.add_annotation(_end_label(line, _texts(original, indicator)[-1], shift))
    if demonstration:
        middle = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
        figure.add_annotation(text=DEMONSTRATION, opacity=0.5, font={"size": 16}, **middle)
    return figure


def _base_year(indicator: Indicator, lines: list[Line]) -> int | None:
    """The first year that both counts have, and not as zero."""
    if indicator.kind != "count" or len(lines) < 2:
        return None
    common = set.intersection(*({*line.known.loc[line.known["value"] > 0, "period"]} for line in lines))
    return min(common, default=None)


def _texts(line: Line, indicator: Indicator) -> list[str]:
    """The values as people read them, up to the last known."""
    values = line.frame["value"].where(line.frame.index.isin(line.known.index))
    last = values.last_valid_index()
    unit = indicator.unit if is_share(indicator.unit) else ""
    return [with_unit(v, unit, indicator.decimals) if pd.notna(v) else "" for v in values.loc[:last]]


def _trace(line: Line, texts: list[str]) -> go.Scatter:
    frame = line.frame.head(len(texts))
    known = frame.index.isin(line.known.index)
    return go.Scatter(
        x=frame["period"].tolist(),
        y=[value if shown else None for value, shown in zip(frame["value"], known, strict=True)],
        text=texts,
        name=line.name,
        mode="lines+markers" if len(texts) <= FEW_YEARS else "lines",
        line={"color": line.colour, "width": 2, "dash": "dot" if line.reference else "solid"},
        marker={"size": 5},
        connectgaps=False,
        hovertemplate=f"{line.name}, %{{x}}{NARROW}: <b>%{{text}}</b><extra></extra>",
    )


def _bands(line: Line) -> list[go.Scatter]:
    """One closed band for each run of years whose rounding leaves a doubt."""
    frame = line.frame.reset_index(drop=True)
    doubtful = frame["value"].notna() & frame["low"].notna() & (frame["low"] < frame["high"])
    runs = (doubtful != doubtful.shift()).cumsum()
    return [_band(run, line) for _, run in frame[doubtful].groupby(runs[doubtful]) if len(run) > 1]


def _band(run: pd.DataFrame, line: Line) -> go.Scatter:
    there, back = run, run.iloc[::-1]
    return go.Scatter(
        x=[*there["period"], *back["period"]],
        y=[*there["high"], *back["low"]],
        fill="toself",
        fillcolor=line.colour,
        opacity=0.12,
        line={"width": 0},
        hoverinfo="skip",
        name=f"{line.name}, marge d’arrondi",
    )


def _end_label(line: Line, text: str, shift: float) -> dict[str, Any]:
    last = line.known.iloc[-1]
    return {
        "x": int(last["period"]),
        "y": float(last["value"]),
        "text": f"<b>{line.name}</b> {text}",
        "xanchor": "right",
        "yanchor": "middle",
        "xshift": 6,
        "yshift": shift,
        "showarrow": False,
        "bgcolor": VEIL,
        "font": {"color": line.colour, "size": 12},
    }


def _shifts(lines: list[Line]) -> list[float]:
    """Pixels from each line's end to the middle of its name: the highest over its line, each next one clear of it."""
    span = _range(lines) or [0.0, 1.0]
    ends = [PLOT * (float(line.known["value"].iloc[-1]) - span[0]) / (span[1] - span[0]) for line in lines]
    shifts, above = [0.0] * len(lines), float("inf")
    for place, rank in enumerate(sorted(range(len(lines)), key=lambda rank: -ends[rank])):
        middle = ends[rank] + LABEL if place == 0 else min(ends[rank] - LABEL, above - LINE_HEIGHT)
        shifts[rank], above = middle - ends[rank], middle
    return shifts


def _layout(indicator: Indicator, lines: list[Line], base: int | None) -> dict[str, Any]:
    suffix = f"{NARROW}{indicator.unit[0]}" if is_share(indicator.unit) else ""
    plain = {"zeroline": False, "fixedrange": True}
    title = {"text": f"indice 100 en {base}", "font": {"size": 12}, "x": 0, "xref": "container", "y": 0.98}
    numbers = {"tickformat": f",.{0 if base else indicator.decimals}~f", "ticksuffix": suffix, "nticks": 5}
    return {
        "title": title if base else None,
        "xaxis": {"tickvals": _years(lines), "tickformat": "d", "tickangle": 0, "showgrid": False, **plain},
        "yaxis": {"range": _range(lines), "gridcolor": colours()["line"], **numbers, **plain},
        "separators": f",{NARROW}",
        "font": {"family": "Atkinson Hyperlegible Next, sans-serif", "size": 12, "color": colours()["muted"]},
        "margin": {"l": 4, "r": 14, "t": 24 if base else 8, "b": 4},
        "height": 220,
        "showlegend": False,
        "hovermode": "closest",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "uirevision": "constant",
    }


def _years(lines: list[Line]) -> list[int]:
    """A few of the known years, evenly set in time where they can be: 2020 to 2024 -> 2020, 2022, 2024."""
    years = sorted({int(period) for line in lines for period in line.known["period"]})
    if len(years) < 2:
        return years
    span = years[-1] - years[0]
    steps = next((steps for steps in STEPS if span % steps == 0), STEPS[0])
    targets = [years[0] + span * step / steps for step in range(steps + 1)]
    return sorted({min(years, key=lambda year: abs(year - target)) for target in targets})


def _range(lines: list[Line]) -> list[float] | None:
    values = [float(value) for line in lines for value in line.known["value"]]
    if not values:
        return None
    span = max(values) - min(values) or abs(values[0]) or 1.0
    return [min(values) - ROOM * span, max(values) + ROOM * span]
