"""The printed atlas: what its cover does to its title."""

import pytest

from observatory.atlas.printed.book import bound


@pytest.mark.parametrize(
    ("title", "held"),
    [
        ("Atlas des solidarités du Loir-et-Cher", "Atlas des\u00a0solidarités du\u00a0Loir-et-Cher"),
        ("Vieillir et vivre avec un handicap", "Vieillir et\u00a0vivre avec un\u00a0handicap"),
        ("Petite enfance", "Petite enfance"),
    ],
)
def test_a_short_word_is_held_to_the_next(title: str, held: str) -> None:
    assert bound(title) == held
