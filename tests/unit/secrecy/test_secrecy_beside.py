"""What others publish of the same people, exact or rounded, beside the counts of a département.

One commune per canton: A has 3 women and 40 men, B has 20 and 50. The women of A are secret; nothing else is.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from observatory.catalogue import Source, load_catalogue
from observatory.catalogue.rule import Rule
from observatory.errors import DeclarationError
from observatory.secrecy.attack import attack
from observatory.secrecy.linked import Ground, Linked, linked
from observatory.secrecy.protect import protect, released
from observatory.secrecy.relations import label, rounded_bounds
from observatory.settings import ROOT
from tests.warehouse import aided

WOMEN, MEN, PEOPLE = "aide.femmes", "aide.hommes", "cnaf.personnes"
COUNTS = {(WOMEN, "1"): 3.0, (MEN, "1"): 40.0, (WOMEN, "2"): 20.0, (MEN, "2"): 50.0}
PLACES = pd.DataFrame([("1", "canton", "A"), ("2", "canton", "B")], columns=["commune", "level", "code"])
RULE = Rule(text="règlement", levels=("canton",))
Figure = tuple[str, str, str, float, float]


class Told:
    """A warehouse that knows the counts of communes, and what is public: measure, level, code, least, most."""

    def __init__(self, counts: dict[tuple[str, str], float], public: Sequence[Figure]) -> None:
        self.counts = pd.DataFrame(
            [(measure, code, 2024, value) for (measure, code), value in counts.items()],
            columns=["measure", "code", "period", "value"],
        )
        self.public = pd.DataFrame(public, columns=["measure", "level", "code", "least", "most"])

    def query(self, sql: str, _: object) -> pd.DataFrame:
        return self.public if "AS least" in sql else self.counts


def source(tells: str, *counts: str) -> Source:
    return Source.model_validate(
        {
            "slug": "aide",
            "producer": "",
            "title": "Aide",
            "licence": "",
            "page": "",
            "vintage": "",
            "files": "aide.csv",
            "key": {"column": "code"},
            "period": {"constant": 2024},
            "secrecy": "",
            "rule": RULE,
            "published": [{"measure": PEOPLE, "counts": counts, "tells": tells}],
            "take": [{"measure": WOMEN}, {"measure": MEN}],
        }
    )


def table(
    declared: Source, *public: Figure, counts: dict[tuple[str, str], float] = COUNTS, places: pd.DataFrame = PLACES
) -> Linked:
    shown = places[["level", "code"]].drop_duplicates().merge(pd.DataFrame({"measure": [WOMEN, MEN]}), how="cross")
    ground = Ground(places, shown.assign(year=2024), [])
    (made,) = linked(Told(counts, public), declared, RULE, ground)  # type: ignore[arg-type]
    return made


def figure(level: str, code: str, value: float, base: int = 1) -> Figure:
    low, high = rounded_bounds(np.array([value]), base)
    return (PEOPLE, level, code, float(low[0]), float(high[0]))


def hidden(made: Linked) -> set[str]:
    """The cells hidden of those that would be shown; whatever is hidden withstands the attack."""
    found = protect(made.table).hidden
    assert attack(released(made.table, found)).safe
    return {label(made.table.cells, int(cell)) for cell in np.flatnonzero(found & made.offered)}


SECRET, BESIDE = "canton A, aide.femmes, 2024", "canton A, aide.hommes, 2024"


def test_nobody_else_publishes_anything() -> None:
    assert hidden(table(source("exactly", WOMEN, MEN))) == {SECRET}


def test_an_exact_total_published_by_others_tells_the_part_that_is_hidden() -> None:
    """43 people less 40 men: the men are hidden too."""
    assert hidden(table(source("exactly", WOMEN, MEN), figure("commune", "1", 43))) == {SECRET, BESIDE}


def test_a_total_rounded_to_ten_leaves_enough_doubt() -> None:
    """35 to 45 people less 40 men: 0 to 5 women. Nothing more is hidden."""
    made = table(source("exactly", WOMEN, MEN), figure("commune", "1", 40, base=10))
    assert hidden(made) == {SECRET}
    bounds = attack(released(made.table, made.table.cells["sensitive"].to_numpy())).hidden
    women = bounds[(bounds["measure"] == WOMEN) & (bounds["level"] == "canton")]
    assert women[["low", "high"]].values.tolist() == [[0, 5]]


def test_a_total_rounded_to_five_still_tells_too_much() -> None:
    """43 to 47 people less 40 men: 3 to 7 women, closer than five. The men are hidden too."""
    made = table(source("exactly", WOMEN, MEN), figure("commune", "1", 45, base=5))
    verdicts = attack(released(made.table, made.table.cells["sensitive"].to_numpy()))
    assert {label(verdicts.narrow, row) for row in range(len(verdicts.narrow))} >= {SECRET}
    assert hidden(made) == {SECRET, BESIDE}


def test_rounded_parts_need_not_make_their_rounded_total() -> None:
    """Two communes of canton A, of which others publish the rounded people: 20, 20, and 45 for the canton."""
    places = pd.DataFrame([(c, "canton", "A") for c in ("1", "2")], columns=["commune", "level", "code"])
    counts = {(WOMEN, "1"): 1.0, (MEN, "1"): 21.0, (WOMEN, "2"): 2.0, (MEN, "2"): 19.0}
    told = [figure("commune", code, 20, base=5) for code in ("1", "2")]
    declared = source("exactly", WOMEN, MEN)
    for public, beside in ((told, {SECRET, BESIDE}), ([*told, figure("canton", "A", 45, base=5)], {SECRET, BESIDE})):
        made = table(declared, *public, counts=counts, places=places)
        people = made.table.cells[(made.table.cells["measure"] == PEOPLE) & (made.table.cells["level"] == "canton")]
        assert people["value"].between(43 if len(public) == 3 else 36, 44).all()
        assert hidden(made) == beside


@pytest.mark.parametrize(("tells", "value", "left"), [("at most", 5.0, [0, 7]), ("at least", 5.0, [3, np.inf])])
def test_a_rounded_group_bounds_those_counted_in_it(tells: str, value: float, left: list[float]) -> None:
    made = table(source(tells, WOMEN), figure("commune", "1", value, base=5))
    assert hidden(made) == {SECRET}
    found = attack(released(made.table, made.table.cells["sensitive"].to_numpy())).hidden
    women = found[(found["measure"] == WOMEN) & (found["level"] == "canton")]
    assert women[["low", "high"]].values.tolist() == [left]


def test_what_two_producers_count_differently_teaches_nothing() -> None:
    """10 people are published where the département counts 43."""
    assert hidden(table(source("exactly", WOMEN, MEN), figure("commune", "1", 10, base=5))) == {SECRET}


def test_a_figure_that_nobody_publishes_is_refused(tmp_path: Path) -> None:
    made = aided.write_aided(tmp_path)
    file = made.indicators / "sources/aide.toml"
    declared = 'published = [{{ measure = "{}", counts = ["{}"], tells = "at most" }}]\ncontributors ='
    plain = file.read_text(encoding="utf-8")
    for measure, count, reason in (
        ("interne.dossiers", "aide.femmes", "interne.dossiers.*déjà public"),
        ("caisse.foyers", "interne.dossiers", "pas de cette source.*interne.dossiers"),
    ):
        file.write_text(plain.replace("contributors =", declared.format(measure, count)), encoding="utf-8")
        with pytest.raises(DeclarationError, match=reason):
            load_catalogue(made.indicators)


def test_the_rsa_of_the_caf_is_known_beside_the_departement_s() -> None:
    shipped = load_catalogue(ROOT / "indicators").sources["activite-rsa"]
    assert [(one.measure, one.tells) for one in shipped.published] == [("caf.foyers_rsa", "at least")]
