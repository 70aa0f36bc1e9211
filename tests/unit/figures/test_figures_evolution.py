"""The evolution chart: gaps stay gaps, counts share a scale, nothing leaves the machine."""

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from observatory.catalogue import Indicator
from observatory.figures.evolution import GRAPH_CONFIG, Line, evolution_figure

RATE = Indicator.model_validate(
    {
        "slug": "taux",
        "title": "Taux",
        "definition": "Taux.",
        "theme": "socle",
        "nature": "contexte",
        "kind": "ratio",
        "numerator": "a.b",
        "denominator": "a.c",
        "unit": "%",
        "decimals": 1,
        "levels": ["commune"],
        "reading": "{territory} : {value} %",
    }
)
COUNT = RATE.model_copy(update={"kind": "count", "denominator": None, "unit": "habitants", "decimals": 0})


def line(name: str, values: list[float | None], reference: bool = False, width: float = 0) -> Line:
    frame = pd.DataFrame({"period": range(2020, 2020 + len(values)), "value": pd.Series(values, dtype=float)})
    frame = frame.assign(low=frame["value"] - width, high=frame["value"] + width)
    frame["status"] = ["valeur" if known else "absent" for known in frame["value"].notna()]
    return Line(name, frame, reference)


def test_a_missing_year_is_not_joined():
    figure = evolution_figure(RATE, [line("Blois", [9.0, None, 9.5])])
    (trace,) = figure.data
    assert list(trace.y) == [9.0, None, 9.5]
    assert trace.connectgaps is False


def test_the_reference_is_dotted_and_both_lines_are_named_at_their_end():
    figure = evolution_figure(RATE, [line("Blois", [9.0, 9.5]), line("Loir-et-Cher", [4.9, 4.8], reference=True)])
    assert [trace.line.dash for trace in figure.data] == ["solid", "dot"]
    texts = [note.text.replace("\u202f", " ") for note in figure.layout.annotations]
    assert texts == ["<b>Blois</b> 9,5 %", "<b>Loir-et-Cher</b> 4,8 %"]
    assert [note.yshift > 0 for note in figure.layout.annotations] == [True, False]
    assert figure.layout.showlegend is False


def test_a_rounded_source_shows_its_band():
    figure = evolution_figure(RATE, [line("Blois", [9.0, 9.5, 9.2], width=0.5)])
    band = figure.data[0]
    assert band.fill == "toself"
    assert list(band.y) == [9.5, 10.0, 9.7, 8.7, 9.0, 8.5]


def test_two_counts_start_from_100_in_their_first_common_year_and_keep_their_own_numbers():
    part, whole = line("Mer", [None, 50.0, 60.0]), line("Loir-et-Cher", [1000.0, 2000.0, 1000.0], reference=True)
    figure = evolution_figure(COUNT, [part, whole])
    assert list(figure.data[0].y) == [None, 100.0, 120.0]
    assert list(figure.data[1].y) == [50.0, 100.0, 50.0]
    assert figure.layout.title.text == "indice 100 en 2021"
    assert figure.layout.annotations[0].text == "<b>Mer</b> 60"


def test_one_count_alone_is_drawn_as_it_is():
    figure = evolution_figure(COUNT, [line("Loir-et-Cher", [1000.0, 2000.0], reference=True)])
    assert list(figure.data[0].y) == [1000.0, 2000.0]


@pytest.mark.parametrize("values", [[], [None, None], [5.0], [0.0, 0.0]])
def test_a_series_without_span_is_still_a_figure(values):
    assert evolution_figure(RATE, [line("Blois", values)]).to_json()


def test_no_picture_of_the_earth_and_no_button_to_a_cloud():
    figure = evolution_figure(RATE, [line("Blois", [9.0, 9.5])])
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert GRAPH_CONFIG["displayModeBar"] is False
    assert GRAPH_CONFIG["showSendToCloud"] is False
    assert GRAPH_CONFIG["plotlyServerURL"] == ""


def test_the_names_of_lines_that_end_together_stay_apart():
    lines = [replace(line(f"Canton {rank}", [9.0, 9.5 + rank / 100]), rank=rank) for rank in range(1, 5)]
    figure = evolution_figure(RATE, [*lines, line("Loir-et-Cher", [4.9, 9.5], reference=True)])
    low, high = figure.layout.yaxis.range
    middles = sorted(180 * (note.y - low) / (high - low) + note.yshift for note in figure.layout.annotations)
    assert len({note.font.color for note in figure.layout.annotations}) == 5
    assert all(b - a >= 15.9 for a, b in pairwise(middles))
