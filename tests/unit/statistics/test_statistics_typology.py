"""Families of territories: found where they are, declared weak where they are not."""

import numpy as np
import pandas as pd
import pytest

from observatory.statistics.typology import Method, in_words, traits, typology


def three_groups() -> pd.DataFrame:
    """12, 8 and 5 territories around three centres."""
    chance = np.random.default_rng(41)
    centres = np.repeat([[0, 0], [10, 0], [10, 100]], [12, 8, 5], axis=0)
    points = centres + chance.normal(0, [0.5, 5], (25, 2))
    return pd.DataFrame(points, columns=["age", "revenu"], index=[f"t{i:02}" for i in range(25)])


@pytest.mark.parametrize("method", ["k-means", "ward"])
def test_the_groups_are_found_and_hold_under_resampling(method: Method) -> None:
    found = typology(three_groups(), method=method, resamples=20)
    assert max(found.silhouettes, key=lambda count: found.silhouettes[count]) == 3
    assert found.families.tolist() == [0] * 12 + [1] * 8 + [2] * 5
    assert found.rand_index > 0.95


def test_a_family_is_told_by_its_traits_and_its_most_typical_member() -> None:
    found = typology(three_groups(), resamples=5)
    assert traits(found, 2)[0] == ["revenu", "age"] and traits(found, 0)[1][:1] == ["age"]
    titles = {"age": "Âge moyen", "revenu": "Revenu médian"}
    words = in_words(found, 2, "le canton de Vineuil", "cantons", titles)
    assert words.startswith("5\u00a0cantons, dont le plus typique est le canton de Vineuil.")
    assert "Au-dessus de la moyenne\u202f: Revenu médian\u202f; Âge moyen." in words


def test_the_medoid_is_the_least_far_from_the_others() -> None:
    line = pd.DataFrame({"x": [0.0, 1.0, 2.0, 100.0, 101.0]}, index=list("abcde"))
    found = typology(line, counts=(2,), resamples=5)
    assert found.families.to_dict() == {"a": 0, "b": 0, "c": 0, "d": 1, "e": 1}
    assert found.medoids[0] == "b" and found.medoids[1] in ("d", "e")


def test_noise_gives_families_that_do_not_hold() -> None:
    noise = pd.DataFrame(np.random.default_rng(1).normal(size=(40, 6)))
    found = typology(noise, resamples=10)
    assert found.rand_index < 0.6 and max(found.silhouettes.values()) < 0.3


def test_territories_with_a_gap_are_left_out_and_too_few_are_refused() -> None:
    holed = three_groups()
    holed.iloc[3, 1] = np.nan
    assert "t03" not in typology(holed, resamples=2).families.index
    with pytest.raises(ValueError, match="au moins quatre territoires"):
        typology(holed.iloc[:4])
