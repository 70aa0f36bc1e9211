"""A search without a script: whole or begun words, accents and capitals aside, titles first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.atlas.lookup import Entry, search

ENTRIES = [
    Entry("Le RSA se concentre à Blois", "Insertion", (("/a.html", "A"),), "revenu de solidarite active menages"),
    Entry("Blois", "Commune", (("/b.html", "B"),), "41018"),
    Entry("Épuisay", "Commune", (("/c.html", "C"),), "41078"),
]


def titles(question: str) -> list[str]:
    return [entry.title for entry in search(question, ENTRIES)]


def test_a_place_comes_before_a_page_that_names_it() -> None:
    assert titles("BLOIS") == ["Blois", "Le RSA se concentre à Blois"]


def test_accents_and_beginnings_are_enough() -> None:
    assert titles("epui") == ["Épuisay"]
    assert titles("solidarité ménage") == ["Le RSA se concentre à Blois"]
    assert titles("41078") == ["Épuisay"]


def test_every_word_must_be_found() -> None:
    assert titles("blois solidarite") == ["Le RSA se concentre à Blois"]
    assert titles("blois inconnu") == []
    assert titles("") == []


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_question_has_an_answer(question: str) -> None:
    assert set(titles(question)) <= {entry.title for entry in ENTRIES}
