"""Defects in slices of real files: none makes a wrong figure in silence, none a traceback."""

from defects import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st
from inject import judge
from official_files import official
from slices import NUMBERS, SLICED

pytestmark = official


def test_there_are_more_than_forty_kinds() -> None:
    assert len(KINDS) > 40


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(sorted(KINDS)),
    slug=st.sampled_from(SLICED),
    number=st.integers(0, NUMBERS - 1),
    chance=st.integers(0, 10_000),
)
def test_a_defect_is_refused_told_or_harmless(kind: str, slug: str, number: int, chance: int) -> None:
    verdict = judge(kind, slug, number, chance)
    assert verdict.holds, verdict
