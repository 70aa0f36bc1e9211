"""The words of the glossary, found in the texts that use them."""

import pytest

from observatory.publishing.glossary import PLACE, glossary


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Foyers percevant le RSA", "Foyer, ou foyer allocataire"),
        ("Foyers percevant le RSA", "RSA, revenu de solidarité active"),
        ("rapportés aux ménages du recensement", "Ménage"),
        ("Demandeurs d’emploi tenus d’en chercher un", "Demandeurs d’emploi, catégories A, B, C"),
        ("comptés par la MSA", "Caf et MSA"),
        ("Actifs occupés de 15 à 64 ans", "Actif occupé"),
        ("Logements vacants", "Logement vacant"),
    ],
)
def test_a_word_is_known_by_each_of_its_names_and_in_the_plural(text, title):
    assert title in {word.title for word in glossary() if word.spellings.search(text)}


@pytest.mark.parametrize("text", ["Aménagement du territoire", "Logements de la catégorie B", "Versailles", "le point"])
def test_a_word_is_not_found_inside_another(text):
    assert {word.title for word in glossary() if word.spellings.search(text)} <= {"Point"}


def test_every_entry_is_plain_text():
    assert len(glossary()) > 25
    for word in glossary():
        assert not set("[]{}*_`") & set(word.text.replace(PLACE, ""))
        assert word.text.endswith(".")
