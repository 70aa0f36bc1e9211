"""Which counts are protected together, and what communes that nobody can tell apart come down to."""

import numpy as np
import pandas as pd
import pytest
from small_tables import memberships

from observatory.catalogue import Catalogue, Indicator, Measure, Source, load_catalogue
from observatory.catalogue.rule import INTERNAL, Rule
from observatory.errors import SecrecyError
from observatory.secrecy.atoms import gathered
from observatory.secrecy.attack import attack
from observatory.secrecy.chosen import choose
from observatory.secrecy.guard import FIGURES, masked
from observatory.secrecy.needed import needs
from observatory.secrecy.protect import FREE, SILENT, Protection, Table, protect, released
from observatory.secrecy.relations import KEY, zonings
from observatory.secrecy.rules import apply
from observatory.settings import ROOT

RULE = Rule(text="règlement")
NOTHING_ELSE = dict.fromkeys(("denominator", "largest", "least", "most", "floor", "ceiling"), np.nan)
ORIGINS = pd.DataFrame([("a.un", "source"), ("a.deux", "source")], columns=["measure", "source"])


def source(**own: object) -> Source:
    told = {
        "slug": "source",
        "producer": "Essai",
        "title": "Essai",
        "licence": "Licence Ouverte 2.0",
        "page": "",
        "vintage": "2024",
        "files": "essai.csv",
        "key": {"column": "code"},
        "period": {"constant": 2024},
        "secrecy": "",
        "rule": RULE,
        "take": [{"measure": "a.un"}, {"measure": "a.deux"}],
    }
    return Source.model_validate({**told, **own})


def indicator(**own: object) -> Indicator:
    told = {
        "slug": "part",
        "title": "Part",
        "definition": "",
        "theme": "socle",
        "nature": "activite",
        "kind": "ratio",
        "numerator": "a.un",
        "denominator": "a.deux",
        "unit": "%",
        "decimals": 1,
        "levels": ["commune", "canton", "departement"],
        "reading": "{territory} {value}",
    }
    return Indicator.model_validate({**told, **own})


def catalogue(one: Source, *indicators: Indicator) -> Catalogue:
    measures = {name: Measure(name=name, title=name, unit="personnes") for name in ("a.un", "a.deux")}
    return Catalogue({one.slug: one}, measures, {each.slug: each for each in indicators})


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"licence": INTERNAL}, "aucune licence"),
        ({"licence": ""}, "aucune licence"),
        ({"rule": None}, "aucune règle"),
        ({"demonstration": True}, "données de démonstration"),
    ],
)
def test_a_source_that_may_not_go_out_keeps_its_indicators_in(own: dict[str, object], why: str) -> None:
    chosen = choose(catalogue(source(**own), indicator()), ORIGINS, rehearsal=False)
    assert chosen.catalogue.indicators == {} and chosen.catalogue.sources == {}
    assert why in chosen.indicators_out["part"] and why in chosen.sources_out["source"]


def test_a_rehearsal_takes_invented_figures_in() -> None:
    chosen = choose(catalogue(source(demonstration=True), indicator()), ORIGINS, rehearsal=True)
    assert list(chosen.catalogue.indicators) == ["part"]


def test_an_indicator_goes_out_at_the_levels_of_its_rule() -> None:
    rule = Rule(text="règlement", levels=("canton", "departement"))
    chosen = choose(catalogue(source(rule=rule), indicator()), ORIGINS, rehearsal=False)
    assert chosen.catalogue.indicators["part"].levels == ("canton", "departement")
    none = choose(catalogue(source(rule=rule), indicator(levels=["commune"])), ORIGINS, rehearsal=False)
    assert none.indicators_out == {"part": "aucun de ses niveaux ne peut sortir"}


def test_what_no_rule_can_protect_stays_in() -> None:
    far = indicator(slug="loin", kind="distance", denominator=None)
    chosen = choose(catalogue(source(), far), ORIGINS, rehearsal=False)
    assert "ne se compte pas" in chosen.indicators_out["loin"]


def test_a_warehouse_of_other_declarations_is_refused() -> None:
    gone = pd.DataFrame([("a.un", "ancienne")], columns=["measure", "source"])
    with pytest.raises(SecrecyError, match=r"ancienne.*observatory build"):
        choose(catalogue(source(), indicator()), gone, rehearsal=False)


def test_every_source_that_ships_says_what_may_go_out() -> None:
    shipped = load_catalogue(ROOT / "indicators")
    assert [slug for slug, one in shipped.sources.items() if one.rule is None] == []
    own = [domain.sources()[0] for domain in shipped.domains.values()]
    assert {one.licence for one in own} == {INTERNAL}, "only the Département lets its own figures out"
    assert not any("commune" in one.rule.levels or not one.rule.levels for one in own if isinstance(one.rule, Rule))


class Told:
    """Answers of a warehouse, by the first words of the question."""

    def __init__(self, **answers: pd.DataFrame) -> None:
        self.answers = answers

    def query(self, sql: str, _: object = ()) -> pd.DataFrame:
        return next(frame for name, frame in self.answers.items() if f"{name} " in sql)


def test_a_cell_that_lacks_a_commune_with_counts_is_not_complete() -> None:
    """Two communes have counts, one of them no denominator: the cell sums one, what others show sums two."""
    chosen = choose(catalogue(source(), indicator()), ORIGINS, rehearsal=False)
    cells = pd.DataFrame(
        [("part", "canton", "A", 2024, 50.0)], columns=["indicator", "level", "code", "period", "value"]
    )
    place = {"level": ["canton"], "code": ["A"]}
    told = Told(
        **{
            "FROM parts": pd.DataFrame({"indicator": ["part"], **place, "period": [2024], "parts": [1]}),
            "FROM observations": pd.DataFrame(
                {"measure": ["a.un", "a.deux"], "level": "canton", "code": "A", "year": 2024, "known": [2, 1]}
            ),
            "FROM cells": pd.DataFrame({"indicator": ["part"], "period": [2024]}),
            "FROM origins": pd.DataFrame({"measure": ["a.un", "a.deux"], "years": [[2024], [2024]]}),
        }
    )
    found = needs(told, chosen, cells)  # type: ignore[arg-type]
    assert found[["measure", "complete"]].values.tolist() == [["a.deux", False], ["a.un", False]]


def test_a_cell_that_is_not_complete_is_not_shown() -> None:
    """Its counts are known, but it lacks a commune: shown, it would tell that commune by subtraction."""
    place = {"indicator": ["part"], "level": ["canton"], "code": ["A"], "period": [2024]}
    cells = pd.DataFrame({**place, **{key: [40.0] for key in FIGURES}, "status": ["valeur"], "quality": ["solide"]})
    counts = pd.DataFrame({"measure": ["a.un"], "level": ["canton"], "code": ["A"], "period": [2024], "value": [40.0]})
    for complete, told in ((True, 40.0), (False, None)):
        needed = pd.DataFrame({**place, "measure": ["a.un"], "year": [2024], "complete": [complete]})
        (value,) = masked(cells, needed, counts)["value"]
        assert value == told or (told is None and value != value)


@pytest.mark.parametrize("seed", range(60))
def test_atoms_protect_every_commune_in_them(seed: int) -> None:
    """Protected by atoms, attacked commune by commune: no secret is closer than its width."""
    rng = np.random.default_rng(seed)
    places = memberships(rng, 9, 2)
    codes = sorted(places["commune"].unique())
    values = pd.DataFrame({"commune": codes, "value": rng.choice([0, 0, 1, 2, 3, 6, 9, 40], len(codes)).astype(float)})
    totals = values.merge(places, on="commune").groupby(["level", "code"], as_index=False)["value"].sum()
    communes = values.rename(columns={"commune": "code"}).assign(level="commune", state=SILENT)
    cells = pd.concat([communes, totals.assign(state=FREE)], ignore_index=True)
    cells = cells.assign(measure="m", part="", period="2024", missing=False, **NOTHING_ELSE)
    made, joined = gathered(cells, places, lambda own: apply(RULE, own), RULE.width)
    assert len(made) < len(cells)
    shown = protect(Table(made, zonings(made, joined)))
    hidden = dict(zip(pd.MultiIndex.from_frame(made[KEY]), shown.hidden, strict=True))
    whole = apply(RULE, cells)
    mask = np.array([hidden.get(tuple(row), True) for row in whole[KEY].itertuples(index=False)])
    known = Table(whole, zonings(whole, places))
    assert attack(released(known, Protection(mask, 0, 0, 0, 0).hidden)).safe
