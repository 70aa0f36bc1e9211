"""An invented activity, drawn at random over the real inhabitants: for demonstration, and said to be so everywhere.

A recipe (indicators/demonstration/<code>.toml) gives a département's totals; each beneficiary is drawn into a commune
in proportion to those who could be one, and most of a year's stay the year after. The same recipe gives the same bytes.
"""

import tomllib
from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from random import Random

import pandas as pd
from pydantic import ValidationError

from observatory.catalogue.domain import COMMUNE, YEAR, Domain
from observatory.catalogue.model import Declaration
from observatory.errors import DeclarationError

SPREAD = 0.35
"""A commune's habit of asking for help: its weight is multiplied by 1 - SPREAD to 1 + SPREAD."""

Counts = dict[str, int]


class Weight(Declaration):
    """Who could be a beneficiary, by commune: a column of a published file, summed over some rows."""

    file: str
    column: str
    where: dict[str, tuple[str, ...]]
    floor: float = 0
    """Added to each commune, where a rounded source gives many zeros."""


class Drawn(Declaration):
    """`total` in the first year, multiplied by `growth` every year; `stay`: share of a year's still there the next."""

    total: int
    growth: float
    weight: str
    stay: float


class Sum(Declaration):
    sum: tuple[str, ...]


class Part(Declaration):
    """Each one of `of` is in with the chance `share`."""

    of: str
    share: float


class Days(Declaration):
    """For each one of `over`, a number of days around `mean`."""

    over: str
    mean: int


Recipe = Drawn | Sum | Part | Days


class Plan(Declaration):
    seed: int
    years: tuple[int, ...]
    weights: dict[str, Weight]
    domains: dict[str, dict[str, Recipe]]
    """By domain and column; a name that is no column of the domain only serves the others."""


def read_plan(file: Path) -> Plan:
    """Raise DeclarationError for a recipe that cannot be followed."""
    try:
        return Plan.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise DeclarationError(file, "recette", str(error)) from error


def generate(plan: Plan, domains: Mapping[str, Domain], published: Path, communes: list[str]) -> dict[str, str]:
    """File name -> CSV, one file per domain, in the shape `territoires`; `published` holds the weights' files."""
    weights = {name: _weights(weight, published, communes) for name, weight in plan.weights.items()}
    files = {}
    for slug, recipes in plan.domains.items():
        frames = [_year(domains[slug], counts, year) for year, counts in _years(plan, slug, recipes, weights)]
        files[domains[slug].file] = pd.concat(frames).to_csv(index=False, lineterminator="\n")
    return files


def _weights(weight: Weight, published: Path, communes: list[str]) -> dict[str, float]:
    table = pd.read_csv(published / weight.file, dtype=str, keep_default_na=False)
    for column, texts in weight.where.items():
        table = table[table[column].isin(texts)]
    amounts = pd.to_numeric(table[weight.column]).groupby(table[COMMUNE]).sum()
    return {code: float(amounts.get(code, 0)) + weight.floor for code in communes}


def _years(
    plan: Plan, slug: str, recipes: Mapping[str, Recipe], weights: Mapping[str, dict[str, float]]
) -> list[tuple[int, dict[str, Counts]]]:
    """Every count of a domain, by column and commune, year after year."""
    seed = f"{plan.seed}/{slug}"
    inclined = {name: _inclined(weight, seed) for name, weight in weights.items()}
    before: dict[str, Counts] = {}
    found = []
    for rank, year in enumerate(plan.years):
        counts: dict[str, Counts] = {}
        for column, recipe in recipes.items():
            chance = Random(f"{seed}/{column}/{year}")
            if isinstance(recipe, Drawn):
                total = round(recipe.total * recipe.growth**rank)
                counts[column] = _drawn(total, before.get(column, {}), recipe.stay, inclined[recipe.weight], chance)
            else:
                counts[column] = _derived(recipe, counts, chance)
        found.append((year, counts))
        before = counts
    return found


def _derived(recipe: Sum | Part | Days, counts: Mapping[str, Counts], chance: Random) -> Counts:
    """A count made of others of the same year."""
    if isinstance(recipe, Sum):
        parts = [counts[part] for part in recipe.sum]
        return {code: sum(part[code] for part in parts) for code in parts[0]}
    if isinstance(recipe, Part):
        return _some(counts[recipe.of], recipe.share, chance)
    return _days(counts[recipe.over], recipe.mean, chance)


def _inclined(weights: Mapping[str, float], seed: str) -> dict[str, float]:
    """The weights, each with its commune's habit, the same every year."""
    chance = Random(seed)
    return {code: weight * (1 + SPREAD * (2 * chance.random() - 1)) for code, weight in weights.items()}


def _drawn(total: int, before: Counts, stay: float, weights: Mapping[str, float], chance: Random) -> Counts:
    """`total` beneficiaries: those of the year before who stay, then newcomers drawn by weight."""
    counts = dict.fromkeys(weights, 0) | _some(before, stay, chance)
    codes, edges = list(weights), list(accumulate(weights.values()))
    for _ in range(max(0, total - sum(counts.values()))):
        counts[codes[min(bisect(edges, chance.random() * edges[-1]), len(codes) - 1)]] += 1
    return counts


def _some(counts: Counts, share: float, chance: Random) -> Counts:
    return {code: sum(chance.random() < share for _ in range(count)) for code, count in counts.items()}


def _days(counts: Counts, mean: int, chance: Random) -> Counts:
    """From half the mean to half as much again, for each."""
    return {code: sum(round(mean * (0.5 + chance.random())) for _ in range(count)) for code, count in counts.items()}


def _year(domain: Domain, counts: Mapping[str, Counts], year: int) -> pd.DataFrame:
    told = {column: counts[column] for column in domain.columns("territoires")[2:]}
    frame = pd.DataFrame(told).rename_axis(COMMUNE).reset_index()
    frame.insert(1, YEAR, year)
    return frame
