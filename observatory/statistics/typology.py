"""Families of territories by profile: standardised, their number chosen by silhouette, their firmness measured."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from observatory.statistics.french import typeset
from observatory.statistics.numbers import number, with_unit

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Method = Literal["k-means", "ward"]
SEED = 41
NOTABLE = 0.5
"""A family stands out on an indicator from half a standard deviation."""
SEPARATIONS = (
    (0.7, "Les familles sont très distinctes."),
    (0.5, "Les familles sont assez distinctes."),
    (0.25, "Les familles se chevauchent : un territoire près d'une limite pourrait être dans l'autre."),
    (-1.0, "Les familles se distinguent mal : à lire comme un repère, pas comme une frontière."),
)
FIRMNESS = (
    (0.8, "En tirant d'autres territoires au sort, on retrouve presque toujours les mêmes familles."),
    (0.6, "En tirant d'autres territoires au sort, on retrouve le plus souvent des familles proches."),
    (-1.0, "En tirant d'autres territoires au sort, les familles changent souvent : elles sont peu stables."),
)


@dataclass(frozen=True)
class Typology:
    """Families numbered from 0, the largest first.

    `silhouettes` holds the mean silhouette of each number of families tried (-1 to 1; the highest was kept),
    `rand_index` the mean adjusted Rand index against the families of resampled territories (1: the same, 0: chance).
    """

    families: pd.Series
    profiles: pd.DataFrame
    """Mean of each family (row) on each indicator (column), in standard deviations from the mean of all."""
    medoids: tuple[str, ...]
    """The most typical member of each family: the least far in all from the others."""
    silhouettes: dict[int, float]
    rand_index: float


def typology(
    profiles: pd.DataFrame,
    counts: Sequence[int] = (2, 3, 4, 5, 6, 7),
    method: Method = "k-means",
    resamples: int = 100,
) -> Typology:
    """Families of the rows (territories) of `profiles` by its columns (indicators); rows with a gap are left out.

    Methods: k-means (S. Lloyd, 1982) or the hierarchy of J. H. Ward (1963); silhouette of P. J. Rousseeuw (1987);
    adjusted Rand index of L. Hubert and P. Arabie (1985). ValueError under four complete territories.
    """
    complete = profiles.dropna()
    if len(complete) < 4:
        raise ValueError(f"Une typologie demande au moins quatre territoires complets : il y en a {len(complete)}.")
    points: Floats = StandardScaler().fit_transform(complete)
    with threadpool_limits(1):  # on tables this small, threads cost five times what they give
        return _best(points, complete, counts, method, resamples)


def _best(points: Floats, complete: pd.DataFrame, counts: Sequence[int], method: Method, resamples: int) -> Typology:
    """The families of the number with the highest silhouette."""
    tried = {count: _families(points, count, method) for count in counts if count < len(points)}
    silhouettes = {count: float(silhouette_score(points, labels)) for count, labels in tried.items()}
    best = max(silhouettes, key=lambda count: silhouettes[count])
    labels = _largest_first(tried[best])
    return Typology(
        pd.Series(labels, index=complete.index),
        pd.DataFrame(points, columns=complete.columns).groupby(labels).mean(),
        tuple(str(complete.index[i]) for i in _medoids(points, labels)),
        silhouettes,
        _firmness(points, labels, best, method, resamples),
    )


def _families(points: Floats, count: int, method: Method) -> Labels:
    if method == "ward":
        return np.asarray(AgglomerativeClustering(count).fit_predict(points))
    return np.asarray(KMeans(count, n_init=10, random_state=SEED).fit_predict(points))


def _largest_first(labels: Labels) -> Labels:
    order = np.argsort(-np.bincount(labels), kind="stable")
    return np.argsort(order)[labels]


def _medoids(points: Floats, labels: Labels) -> list[int]:
    return [_medoid(points, np.flatnonzero(labels == family)) for family in range(labels.max() + 1)]


def _medoid(points: Floats, members: Labels) -> int:
    apart = np.linalg.norm(points[members, None] - points[None, members], axis=2)
    return int(members[apart.sum(axis=1).argmin()])


def _firmness(points: Floats, labels: Labels, count: int, method: Method, resamples: int) -> float:
    """Territories are drawn with replacement and grouped anew; their new families are compared with these."""
    chance = np.random.default_rng(SEED)
    scores = []
    for _ in range(resamples):
        drawn = chance.integers(0, len(points), len(points))
        if len(np.unique(points[drawn], axis=0)) >= count:
            scores.append(adjusted_rand_score(labels[drawn], _families(points[drawn], count, method)))
    return float(np.mean(scores)) if scores else float("nan")


def traits(found: Typology, family: int, most: int = 3) -> tuple[list[str], list[str]]:
    """The indicators on which a family stands highest, then lowest, from half a standard deviation; widest first."""
    profile = sorted(found.profiles.loc[[family]].iloc[0].items(), key=lambda item: item[1])
    high = [str(name) for name, score in profile[::-1] if score >= NOTABLE]
    low = [str(name) for name, score in profile if score <= -NOTABLE]
    return high[:most], low[:most]


def in_words(found: Typology, family: int, typical: str, plural: str, titles: Mapping[str, str]) -> str:
    """`8 cantons, dont le plus typique est le canton de Vineuil. Au-dessus de la moyenne : … Au-dessous : …`

    `typical` names the medoid in a sentence, `plural` the level; `titles` maps indicators to their titles.
    """
    high, low = (" ; ".join(titles[slug] for slug in slugs) for slugs in traits(found, family))
    told = [f"{with_unit(int((found.families == family).sum()), plural)}, dont le plus typique est {typical}."]
    told += [f"Au-dessus de la moyenne : {high}."] if high else []
    told += [f"Au-dessous de la moyenne : {low}."] if low else []
    return typeset(" ".join(told if high or low else [*told, "Proche de la moyenne en tout."]))


def separation_words(silhouette: float) -> str:
    """A mean silhouette in plain words; bounds of L. Kaufman and P. J. Rousseeuw (Finding Groups in Data, 1990)."""
    told = next(words for bound, words in SEPARATIONS if silhouette >= bound)
    return typeset(f"Silhouette de {number(silhouette, 2)} (0 : aucune séparation ; 1 : parfaite). {told}")


def firmness_words(rand_index: float) -> str:
    """An adjusted Rand index against resampled territories, in plain words."""
    if math.isnan(rand_index):
        return "La stabilité des familles ne peut pas être mesurée."
    told = next(words for bound, words in FIRMNESS if rand_index >= bound)
    return typeset(f"Indice de Rand ajusté de {number(rand_index, 2)} (0 : le hasard ; 1 : les mêmes familles). {told}")
