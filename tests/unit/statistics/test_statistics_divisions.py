"""How the divisions that Départements have are named in a sentence."""

import pytest

from observatory.statistics.french import name_of


@pytest.mark.parametrize(
    ("division", "name", "subject", "of"),
    [
        ("Territoire", "Nord", "le territoire Nord", "du territoire Nord"),
        ("Bassin", "Moulins", "le bassin de Moulins", "du bassin de Moulins"),
        (
            "Maison des solidarités",
            "Vendôme",
            "la maison des solidarités de Vendôme",
            "de la maison des solidarités de Vendôme",
        ),
        ("Conférence", "Lyon", "la conférence de Lyon", "de la conférence de Lyon"),
        ("Unité", "Blois", "l’unité de Blois", "de l’unité de Blois"),
        ("Pôle", "Le Controis", "le pôle du Controis", "du pôle du Controis"),
    ],
)
def test_a_division_has_its_article(division, name, subject, of):
    told = name_of("territoire", name, division)
    assert (told.subject, told.of) == (subject, of)
