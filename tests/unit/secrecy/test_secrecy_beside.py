"""What others publish of the same people, exact or rounded, beside the counts of a département.

One commune per canton: A has 3 women and 40 men, B has 20 and 50. The women of A are secret; nothing else is.
"""

from pathlib import Path

import numpy as np
import pytest
from small_linked import Figure, hidden, left, places, table

from observatory.catalogue import load_catalogue
from observatory.errors import DeclarationError
from observatory.secrecy.linked import Linked
from observatory.secrecy.relations import rounded_bounds
from observatory.settings import ROOT
from tests.warehouse import aided

WOMEN, MEN, PEOPLE = "aide.femmes", "aide.hommes", "cnaf.personnes"
COUNTS = {WOMEN: {"1": 3.0, "2": 20.0}, MEN: {"1": 40.0, "2": 50.0}}
PLACES = places(canton={"1": "A", "2": "B"})
PLACES = PLACES[PLACES["level"] == "canton"]
SECRET, BESIDE = "canton A, aide.femmes, 2024", "canton A, aide.hommes, 2024"


def figure(code: str, value: float, base: int = 1, level: str = "commune") -> Figure:
    low, high = rounded_bounds(np.array([value]), base)
    return (PEOPLE, level, code, float(low[0]), float(high[0]))


def beside(*public: Figure, tells: str = "exactly", counts: tuple[str, ...] = (WOMEN, MEN)) -> Linked:
    return table(COUNTS, PLACES, public, published=[{"measure": PEOPLE, "counts": counts, "tells": tells}])


def test_nobody_else_publishes_anything() -> None:
    assert hidden(beside()) == {SECRET}


def test_an_exact_total_published_by_others_tells_the_part_that_is_hidden() -> None:
    """43 people less 40 men: the men are hidden too."""
    made = beside(figure("1", 43))
    assert left(made, WOMEN, "canton", "A") == [3, 3]
    assert hidden(made) == {SECRET, BESIDE}


def test_a_total_rounded_to_ten_leaves_enough_doubt() -> None:
    """35 to 45 people less 40 men: 0 to 5 women. Nothing more is hidden."""
    made = beside(figure("1", 40, base=10))
    assert left(made, WOMEN, "canton", "A") == [0, 5]
    assert hidden(made) == {SECRET}


def test_a_total_rounded_to_five_still_tells_too_much() -> None:
    """43 to 47 people less 40 men: 3 to 7 women, closer than five. The men are hidden too."""
    made = beside(figure("1", 45, base=5))
    assert left(made, WOMEN, "canton", "A") == [3, 7]
    assert hidden(made) == {SECRET, BESIDE}


def test_rounded_parts_and_their_rounded_total_narrow_one_another() -> None:
    """Two communes of canton A, 40 men: 18 to 22 people each, so 0 to 4 women; and 43 to 47 in all, so 3 or 4."""
    zones = places(canton={"1": "A", "2": "A"})
    counts = {WOMEN: {"1": 1.0, "2": 2.0}, MEN: {"1": 21.0, "2": 19.0}}
    published = [{"measure": PEOPLE, "counts": [WOMEN, MEN], "tells": "exactly"}]
    communes = [figure("1", 20, base=5), figure("2", 20, base=5)]
    made = table(counts, zones, communes, published=published)
    assert left(made, WOMEN, "canton", "A") == [0, 4]
    made = table(counts, zones, [*communes, figure("A", 45, base=5, level="canton")], published=published)
    assert left(made, WOMEN, "canton", "A") == [3, 4]
    assert BESIDE in hidden(made)


@pytest.mark.parametrize(("tells", "bounds"), [("at most", [0, 7]), ("at least", [3, np.inf])])
def test_a_rounded_group_bounds_those_counted_in_it(tells: str, bounds: list[float]) -> None:
    made = beside(figure("1", 5, base=5), tells=tells, counts=(WOMEN,))
    assert left(made, WOMEN, "canton", "A") == bounds
    assert hidden(made) == {SECRET}


def test_what_two_producers_count_differently_teaches_nothing() -> None:
    """10 people are published where the département counts 43."""
    made = beside(figure("1", 10, base=5))
    assert left(made, WOMEN, "canton", "A") == [0, np.inf]
    assert hidden(made) == {SECRET}


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
