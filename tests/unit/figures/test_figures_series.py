"""Classes that last from year to year, and the small maps that share them: checked by hand on five communes."""

from dataclasses import replace

import pandas as pd
import pytest
from test_figures_view import CELLS, COUNT, DATA, REFERENCE

from observatory.figures.choice import Choice
from observatory.figures.palette import PALETTES, class_colours, sequential
from observatory.figures.series import MOST, series_view, spread_years
from observatory.figures.view import map_view

LASTING = Choice("egales", 4, same=True)
BEFORE = CELLS.assign(value=[2.0, 20.0, 8.0, 12.0, 16.0], status="valeur", quality="solide", period=2020)
EVER = pd.concat([BEFORE, CELLS])[["period", "value"]].assign(
    reference=lambda f: f["period"].map({2020: 8.0, 2024: 4.77})
)
NOW = replace(DATA, ever=EVER)
THEN = replace(DATA, cells=BEFORE, period=2020, reference={**REFERENCE, "value": 8.0, "period": 2020}, ever=EVER)


def test_the_classes_of_all_years_are_the_same_and_counts_are_of_each() -> None:
    now, then = map_view(NOW, LASTING), map_view(THEN, LASTING)
    assert [band["to"] for band in now["classes"]] == [band["to"] for band in then["classes"]] == [5, 10, 15, None]
    assert [band["count"] for band in now["classes"]] == [2, 2, 0, 0]
    assert [band["count"] for band in then["classes"]] == [1, 1, 1, 2]
    alone = map_view(DATA, replace(LASTING, same=False))
    assert [band["to"] for band in alone["classes"]] != [5, 10, 15, None]


def test_circles_of_all_years_share_a_scale() -> None:
    ever = pd.DataFrame({"period": [2020, 2024], "value": [50_000.0, 23_083.3], "reference": [1.0, 1.0]})
    assert map_view(replace(COUNT, ever=ever), Choice(same=True))["max"] == 50_000
    assert map_view(COUNT, Choice())["max"] == 23_083.3


def test_gaps_of_all_years_are_each_to_its_own_year() -> None:
    now, then = map_view(NOW, Choice(gap=True, same=True)), map_view(THEN, Choice(gap=True, same=True))
    assert [band["label"] for band in now["classes"]] == [band["label"] for band in then["classes"]]
    steps = [
        [round(band["to"] - shown, 1) for band in view["classes"][:-1]] for view, shown in ((now, 4.8), (then, 8.0))
    ]
    assert steps[0] == steps[1]


def test_the_small_maps_hold_every_year_in_the_order_of_codes() -> None:
    series = series_view([THEN, NOW], LASTING)
    assert [year["period"] for year in series["years"]] == [2020, 2024]
    assert [cell["value"] for cell in series["years"][0]["cells"]] == BEFORE["value"].tolist()
    assert series["years"][1]["cells"][4] == {
        "value": None, "text": "donnée absente", "status": "absent", "quality": None, "class": None
    }  # fmt: skip
    assert [band["count"] for band in series["classes"]] == [2, 2, 0, 0]
    assert [one["status"] for one in series["statuses"]] == ["absent"]
    assert "2020 à 2024" in series["subtitle"]


@pytest.mark.parametrize(
    "years", [[2024], list(range(2015, 2025)), list(range(1876, 2024, 5)), [1876, *range(2000, 2024)]]
)
def test_years_are_spread_from_the_first_to_the_last(years: list[int]) -> None:
    shown = spread_years(years)
    assert shown == sorted(set(shown)) and set(shown) <= set(years) and len(shown) <= MOST
    assert (shown[0], shown[-1]) == (years[0], years[-1])


def test_every_palette_goes_from_pale_to_deep() -> None:
    for name in PALETTES:
        lights = [_light(sequential(name)[f"sequential-{step}"]) for step in range(1, 10)]
        assert lights == sorted(lights, reverse=True) and lights[0] - lights[-1] > 0.5, name
    view = {**map_view(DATA, Choice(palette="ocre")), "colours": "ocre"}
    assert set(class_colours(view)) <= set(sequential("ocre").values())


def _light(colour: str) -> float:
    """Relative luminance's square root, near enough to what the eye sees."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return float((0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2) ** 0.5)
