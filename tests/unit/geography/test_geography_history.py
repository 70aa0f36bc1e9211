"""Codes of former years, followed to the communes of today."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from observatory.geography.cog import Cog
from observatory.geography.history import code_history, to_today
from observatory.geography.packages import Package

NOTHING = pd.DataFrame()


def cog(year: int, communes: dict[str, str], former: list[tuple[str, str | None, str, str]]) -> Cog:
    package = Package(registry="npm", name="codes", version="1", sha256="0" * 64, cog=year, population=year - 3)
    return Cog(
        package=package,
        communes=pd.DataFrame({"code": list(communes), "name": list(communes.values())}),
        populations=NOTHING,
        former=pd.DataFrame(former, columns=["old_code", "old_name", "code", "kind"]),
        epci=NOTHING,
        members=NOTHING,
        arrondissements=NOTHING,
    )


def told(*cogs: Cog) -> list[tuple[object, ...]]:
    frame = code_history(list(cogs))
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False)]


def test_a_commune_that_merged_is_followed_and_its_last_year_known() -> None:
    before = cog(2023, {"01": "Un", "02": "Deux"}, [])
    after = cog(2024, {"01": "Un-Deux"}, [("02", "Deux", "01", "commune-deleguee")])
    assert told(before, after) == [("02", "Deux", "01", "commune-deleguee", 2023)]


def test_a_chain_of_mergers_ends_at_the_commune_of_today() -> None:
    old = cog(2019, {"02": "Deux", "03": "Trois"}, [("01", "Un", "02", "commune-absorbee")])
    new = cog(2026, {"03": "Trois"}, [("02", "Deux", "03", "commune-deleguee")])
    assert told(old, new) == [
        ("01", "Un", "03", "commune-absorbee", None),
        ("02", "Deux", "03", "commune-deleguee", 2019),
    ]


def test_the_newest_word_holds_and_a_named_kind_beats_a_bare_code() -> None:
    old = cog(2019, {"01": "Un"}, [("02", "Deux", "01", "commune-absorbee")])
    new = cog(2026, {"01": "Un"}, [("02", None, "01", "ancien-code")])
    assert told(old, new) == [("02", "Deux", "01", "commune-absorbee", None)]


def test_a_code_of_today_and_a_trail_that_turns_in_a_circle_are_not_told() -> None:
    now = cog(
        2026, {"01": "Un"}, [("01", "Un", "01", "commune-deleguee"), ("02", "B", "03", "x"), ("03", "C", "02", "x")]
    )
    assert told(now) == []


@given(st.dictionaries(st.sampled_from(["01", "02", "03", "04"]), st.integers(0, 10**6), min_size=1))
def test_moving_populations_to_today_keeps_their_sum(counts: dict[str, int]) -> None:
    history = pd.DataFrame({"old_code": ["02", "04"], "code": ["01", "03"]})
    moved = to_today(pd.DataFrame({"code": list(counts), "population": list(counts.values())}), history)
    assert moved["population"].sum() == sum(counts.values())
    assert set(moved["code"]) <= {"01", "03"}
    assert moved["code"].is_unique
