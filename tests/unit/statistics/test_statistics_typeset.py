"""French typography of prose."""

import pytest

from observatory.statistics.french import typeset


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("4,8 % des ménages", "4,8\u202f% des ménages"),
        ("Foyers, en % des ménages", "Foyers, en % des ménages"),
        ("47 219 habitants", "47\u202f219 habitants"),
        ("l'ensemble ; d'abord", "l’ensemble\u202f; d’abord"),
        ('"Agglopolys"', "«\u00a0Agglopolys\u00a0»"),
    ],
)
def test_signs_keep_to_the_word_before_them(typed, set_):
    assert typeset(typed) == set_
