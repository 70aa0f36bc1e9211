"""EPCI that cross the border say what their figures are of."""

from observatory.figures.perimeter import communes_text, perimeter


def test_what_is_all_inside_has_nothing_to_say() -> None:
    assert (communes_text(25, 25), perimeter(25, 25, ["Crèches"])) == ("25", "")


def test_what_crosses_says_its_part_and_what_is_published_for_the_whole() -> None:
    assert communes_text(4, 25) == "4 dans le département, sur 25"
    assert perimeter(4, 25, []) == "Chiffres de ses 4 communes dans le département, sur 25."
    assert perimeter(1, 44, ["Crèches", "Écoles"]) == (
        "Chiffres de sa commune dans le département, sur 44. "
        "Ceux-ci sont de l’EPCI entier, tels que publiés\u202f: Crèches\u202f; Écoles."
    )
