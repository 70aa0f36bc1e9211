"""The years of one territory beside the collectivité's: two lines, named where they end."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from observatory.catalogue import Indicator
from observatory.figures.palette import colours
from observatory.statistics.numbers import NARROW, SPACE, is_share, with_unit
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

FEW_YEARS = 8
"""Up to that many years each gets its tick and its marker."""
LABEL_HEIGHT = 0.09
"""Share of the height that a label takes: two closer ones are moved apart."""


@dataclass(frozen=True)
class Line:
    """One territory's cells over the years: frame[period, value, low, high, status]."""

    name: str
    frame: pd.DataFrame
    reference: bool = False

    @property
    def colour(self) -> str:
        return colours()["ink" if self.reference else "accent"]

    @property
    def known(self) -> pd.DataFrame:
        return self.frame[self.frame["status"].isin(RANKED_STATUSES) & self.frame["value"].notna()]


def evolution_figure(indicator: Indicator, lines: list[Line]) -> go.Figure:
    """The lines in their order, the reference dotted; a band between `low` and `high`; no line over a missing year."""
    shown = [line for line in lines if len(line.known)]
    figure = go.Figure(layout=_layout(indicator, shown))
    for line in shown:
        if not line.reference:
            figure.add_traces(_bands(line))
        figure.add_trace(_trace(line, indicator))
    for line, shift in zip(shown, _shifts(shown), strict=True):
        figure.add_annotation(_end_label(line, indicator, shift))
    return figure


def _trace(line: Line, indicator: Indicator) -> go.Scatter:
    values = line.frame["value"].where(line.frame.index.isin(line.known.index))
    texts = [with_unit(v, indicator.unit, indicator.decimals) if pd.notna(v) else "" for v in values]
    return go.Scatter(
        x=line.frame["period"].tolist(),
        y=[None if pd.isna(value) else value for value in values],
        text=texts,
        name=line.name,
        mode="lines+markers" if len(values) <= FEW_YEARS else "lines",
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


def _end_label(line: Line, indicator: Indicator, shift: float) -> dict[str, Any]:
    last = line.known.iloc[-1]
    value = with_unit(last["value"], indicator.unit if is_share(indicator.unit) else "", indicator.decimals)
    return {
        "x": int(last["period"]),
        "y": float(last["value"]),
        "text": f"<b>{line.name}</b> {value.replace(' ', SPACE)}",
        "xanchor": "left",
        "xshift": 8,
        "yshift": shift,
        "showarrow": False,
        "align": "left",
        "font": {"color": line.colour, "size": 12},
    }


def _shifts(lines: list[Line]) -> list[float]:
    """Pixels by which each end label moves so that two close ones do not touch: the higher up, the lower down."""
    ends = [float(line.known["value"].iloc[-1]) for line in lines]
    values = [value for line in lines for value in line.known["value"]]
    if len(ends) != 2 or abs(ends[0] - ends[1]) > LABEL_HEIGHT * (max(values) - min(values) or 1):
        return [0.0] * len(ends)
    return [8.0, -8.0] if ends[0] >= ends[1] else [-8.0, 8.0]


def _layout(indicator: Indicator, lines: list[Line]) -> dict[str, Any]:
    years = sorted({int(period) for line in lines for period in line.known["period"]})
    few = {"tickmode": "array", "tickvals": years} if len(years) <= FEW_YEARS else {"nticks": 6}
    suffix = f"{NARROW}{indicator.unit[0]}" if is_share(indicator.unit) else ""
    plain = {"zeroline": False, "fixedrange": True}
    return {
        "xaxis": {"tickformat": "d", "showgrid": False, **plain, **few},
        "yaxis": {"ticksuffix": suffix, "gridcolor": colours()["line"], "nticks": 5, **plain},
        "separators": f",{NARROW}",
        "font": {"family": "Atkinson Hyperlegible Next, sans-serif", "size": 12, "color": colours()["muted"]},
        "margin": {"l": 48, "r": 132, "t": 8, "b": 28},
        "height": 220,
        "showlegend": False,
        "hovermode": "closest",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "uirevision": "constant",
    }
