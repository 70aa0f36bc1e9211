"""The counts of a small source, linked as a release links them, without a warehouse's file."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from observatory.catalogue import Source
from observatory.catalogue.rule import Rule
from observatory.secrecy.attack import attack
from observatory.secrecy.earlier import Earlier
from observatory.secrecy.linked import Ground, Linked, linked
from observatory.secrecy.protect import protect, released
from observatory.secrecy.relations import label

YEAR = 2024
Counts = dict[str, dict[str, float]]
"""Measure -> commune -> count."""
Figure = tuple[str, str, str, float, float]
"""measure, level, code, least, most."""


class Told:
    """A warehouse that knows the counts of communes, and public figures."""

    def __init__(self, counts: Counts, public: Sequence[Figure]) -> None:
        rows = [(measure, code, YEAR, value) for measure, own in counts.items() for code, value in own.items()]
        self.counts = pd.DataFrame(rows, columns=["measure", "code", "period", "value"])
        self.public = pd.DataFrame(public, columns=["measure", "level", "code", "least", "most"])

    def query(self, sql: str, _: object) -> pd.DataFrame:
        return self.public if "AS least" in sql else self.counts


def source(measures: Sequence[str], **own: object) -> Source:
    told = {
        **dict.fromkeys(("producer", "page", "vintage", "secrecy"), ""),
        "slug": "aide",
        "licence": "Licence Ouverte 2.0",
        "title": "Aide",
        "files": "aide.csv",
        "key": {"column": "code"},
        "period": {"constant": YEAR},
        "rule": Rule(text="règlement"),
        "take": [{"measure": measure} for measure in measures],
    }
    return Source.model_validate({**told, **own})


def places(**levels: dict[str, str]) -> pd.DataFrame:
    """places(canton={"1": "A"}): commune 1 is in canton A; every commune is in the département."""
    levels["departement"] = {commune: "41" for zones in levels.values() for commune in zones}
    rows = [(commune, level, code) for level, zones in levels.items() for commune, code in zones.items()]
    return pd.DataFrame(rows, columns=["commune", "level", "code"])


def table(
    counts: Counts, zones: pd.DataFrame, public: Sequence[Figure] = (), releases: Sequence[Earlier] = (), **own: object
) -> Linked:
    """Every territory of these levels is offered, and no commune."""
    declared = source(list(counts), **own)
    offered = zones[["level", "code"]].drop_duplicates().merge(pd.DataFrame({"measure": list(counts)}), how="cross")
    ground = Ground(zones, offered.assign(year=YEAR), releases)
    assert isinstance(declared.rule, Rule)
    (made,) = linked(Told(counts, public), declared, declared.rule, ground)  # type: ignore[arg-type]
    return made


def hidden(made: Linked) -> set[str]:
    """The cells hidden of those that would be shown; whatever is hidden withstands the attack."""
    found = protect(made.table).hidden
    assert attack(released(made.table, found)).safe
    return {label(made.table.cells, int(cell)) for cell in np.flatnonzero(found & made.offered)}


def left(made: Linked, measure: str, level: str, code: str) -> list[float]:
    """What the attack leaves of one cell where only the rule hides."""
    verdicts = attack(released(made.table, made.table.cells["sensitive"].to_numpy()))
    found = verdicts.hidden.set_index(["measure", "level", "code"]).loc[(measure, level, code)]
    return [float(found["low"]), float(found["high"])]
