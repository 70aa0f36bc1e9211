"""French numbers: each expected text was written by hand. In the tables below _ is U+202F and ~ is U+00A0."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.statistics import numbers


def typed(text: str) -> str:
    return text.replace("_", "\u202f").replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (1234.5, 1, "1_234,5"),
        (1234567, 0, "1_234_567"),
        (999.5, 0, "1_000"),
        (0.5, 0, "1"),
        (2.675, 2, "2,68"),
        (-0.04, 1, "0,0"),
        (-0.05, 1, "−0,1"),
        (-12345.6, 1, "−12_345,6"),
        (1e6, 0, "1_000_000"),
        (1e-9, 1, "0,0"),
    ],
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert numbers.number(value, decimals) == typed(text)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (9.21, "%", 1, "9,2_%"),
        (47219, "habitants", 0, "47_219~habitants"),
        (1, "habitants", 0, "1~habitant"),
        (0, "places", 0, "0~place"),
        (1.94, "personnes par ménage", 1, "1,9~personne par ménage"),
        (1.96, "personnes par ménage", 1, "2,0~personnes par ménage"),
        (1, "foyers allocataires", 0, "1~foyer allocataire"),
        (1, "demandeurs d'emploi", 0, "1~demandeur d’emploi"),
        (1, "décès", 0, "1~décès"),
        (1, "lieux d'accueil", 0, "1~lieu d’accueil"),
        (1, "logements sociaux", 0, "1~logement social"),
        (1, "ans", 0, "1~an"),
        (1, "sages-femmes libérales", 0, "1~sage-femme libérale"),
        (1, "crèches ou micro-crèches pour 100 enfants", 0, "1~crèche ou micro-crèche pour 100 enfants"),
        (1, "espaces France services", 0, "1~espace France services"),
        (1, "relais petite enfance", 0, "1~relais petite enfance"),
        (1, "rendez-vous", 0, "1~rendez-vous"),
        (1, "bureaux", 0, "1~bureau"),
        (1.2, "pour 100", 1, "1,2~pour 100"),
        (1.2, "km", 1, "1,2~km"),
        (21530, "€", 0, "21_530~€"),
        (-0.25, "% par an", 2, "−0,25_% par an"),
        (3.2, "", 1, "3,2"),
    ],
)
def test_with_unit(value: float, unit: str, decimals: int, text: str) -> None:
    assert numbers.with_unit(value, unit, decimals) == typed(text)


def test_ordinals() -> None:
    assert [numbers.ordinal(r) for r in (1, 2, 9, 267)] == ["1ᵉʳ", "2ᵉ", "9ᵉ", "267ᵉ"]
    assert numbers.ordinal(1, feminine=True) == "1ʳᵉ"
    assert numbers.ordinal(1234) == typed("1_234ᵉ")


@pytest.mark.parametrize(
    ("value", "reference", "unit", "decimals", "text"),
    [
        (9.21, 4.77, "%", 1, "4,4~points de plus"),
        (4.5, 4.8, "%", 1, "0,3~point de moins"),
        (4.84, 4.76, "%", 1, "autant"),
        (30, 25, "‰", 0, "5~points de plus"),
        (88, 100, "places", 0, "12_% de moins"),
        (199, 100, "places", 0, "99_% de plus"),
        (200, 100, "places", 0, "2,0~fois plus"),
        (1253.5, 51.2, "habitants par km²", 1, "24~fois plus"),
        (40, 10, "%", 0, "30~points de plus"),
        (201, 200, "€", 0, "0,5_% de plus"),
        (21001, 21000, "€", 0, "moins de 0,1_% de plus"),
        (3, 0, "places", 0, "3~places de plus"),
        (1, 0, "places", 0, "1~place de plus"),
        (0, 4, "places", 0, "100_% de moins"),
        (-0.3, 0.2, "% par an", 1, "0,5~point de moins"),
        (-5, 10, "habitants", 0, "15~habitants de moins"),
    ],
)
def test_gap(value: float, reference: float, unit: str, decimals: int, text: str) -> None:
    assert numbers.gap(value, reference, unit, decimals) == typed(text)


def test_a_missing_value_is_refused() -> None:
    with pytest.raises(ValueError, match="statut"):
        numbers.number(float("nan"))


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_what_is_written_reads_back_as_the_rounded_value(value: float, decimals: int) -> None:
    text = numbers.number(value, decimals)
    read = float(text.replace("\u202f", "").replace(",", ".").replace("\u2212", "-"))
    assert abs(read - value) <= 0.5000001 * 10**-decimals + abs(value) * 1e-15
    assert not (read == 0 and text.startswith("\u2212"))
