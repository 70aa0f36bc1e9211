"""Index 100, z-scores and peers, by hand."""

import numpy as np
import pandas as pd
import pytest

from observatory.statistics.benchmarks import index_100, peer_groups, peers_in_words, z_scores

NAN = float("nan")


def test_index_100() -> None:
    assert index_100([9.6, 4.8, NAN], 4.8).tolist() == pytest.approx([200, 100, NAN], nan_ok=True)
    assert np.isnan(index_100([1.0], 0)).all()


def test_z_scores_leave_out_what_cannot_be_compared() -> None:
    """Mean 3, deviation 1; the fragile 99 counts for nothing."""
    frame = pd.DataFrame({"value": [2.0, 4.0, 99.0], "status": "valeur", "quality": ["solide", "solide", "fragile"]})
    assert z_scores(frame).tolist() == pytest.approx([-1, 1, NAN], nan_ok=True)
    assert z_scores(frame.assign(value=5.0)).isna().all()


def test_peers_are_of_like_size_and_density() -> None:
    population = pd.Series([600.0, 999.0, 600.0, 47_000.0, NAN, 150.0])
    groups = peer_groups(population, pd.Series([20.0, 25.0, 10.0, 37.0, 10.0, 0.0]))
    assert groups[0] == groups[1] != groups[2]
    assert groups.isna().tolist() == [False] * 4 + [True] * 2
    assert peers_in_words(int(groups[0])) == "500 à 1\u202f000\u00a0habitants, 25 à 50\u00a0habitants par km²"
    assert peers_in_words(int(groups[3])) == "20\u202f000\u00a0habitants et plus, 300\u00a0habitants par km² et plus"
    assert peers_in_words(0) == "moins de 200\u00a0habitants, moins de 25\u00a0habitants par km²"
