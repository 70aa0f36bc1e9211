"""Each real file enters whole: every row is kept, passed over by the declaration, or rejected with its reason."""

from typing import NamedTuple

import pytest
from official_files import declared, files, official, readings

from observatory.errors import DataError
from observatory.ingest import read_source

pytestmark = official


class Whole(NamedTuple):
    """What a file holds: rows, rows kept, observations with a value, observations under secrecy, rejected lines."""

    rows: int
    kept: int
    values: int
    secrets: int
    rejected: int


EXPECTED = {
    "caf-iris-2016": [Whole(13148, 13148, 266072, 36332, 0)],
    "caf-iris-2020": [Whole(13444, 13444, 252343, 29981, 0)],
    "dares": [Whole(11640, 11640, 11640, 0, 0)],
    "drees-aide": [Whole(79413, 78642, 77394, 0, 0)],
    "drees-aide-france": [Whole(1200, 75, 75, 0, 0)],
    "drees-depenses": [Whole(61079, 60486, 60484, 0, 0)],
    "drees-mensuel": [Whole(54944, 1818, 1818, 0, 0)],
    "drees-mensuel-entrees": [Whole(4343, 303, 303, 0, 0)],
    "drees-mensuel-france": [Whole(644, 12, 12, 0, 0)],
    "drees-personnel": [Whole(11648, 11648, 10327, 0, 0)],
    "drees-personnel-france": [Whole(256, 8, 8, 0, 0)],
    "filosofi-2016-com": [Whole(31789, 31789, 222063, 636240, 0)],
    "filosofi-2019-com": [Whole(31361, 31361, 222147, 624600, 0)],
    "filosofi-2019-epci": [Whole(1240, 1240, 33480, 0, 0)],
    "finess": [Whole(1753, 841, 433, 0, 0)],
    "france-services": [Whole(2845, 2845, 5289, 0, 0)],
    "melodi-age-com": [Whole(392, 378, 232, 146, 0)],
    "melodi-age-epci": [Whole(392, 14, 14, 0, 0)],
    "population-2024": [Whole(34995, 34883, 313890, 0, 112)],
    "recensement-iris": [
        Whole(369, 369, 3321, 0, 0),
        Whole(728, 728, 6516, 0, 0),
        Whole(305, 305, 2745, 0, 0),
        Whole(751, 751, 6653, 0, 0),
    ],
    "rpls": [Whole(16859, 16859, 85307, 32706, 0)],
}


@pytest.mark.parametrize("slug", EXPECTED)
def test_a_real_file_enters_whole(slug: str) -> None:
    found = []
    for reading in readings(slug).values():
        statuses = reading.observations["status"].value_counts()
        counts = [int(statuses.get(status, 0)) for status in ("valeur", "secret")]
        found.append(Whole(reading.rows, reading.kept, *counts, reading.rejects["line"].nunique()))
    assert found == EXPECTED[slug]


def test_every_declaration_is_tested() -> None:
    assert set(declared()) - set(EXPECTED) == {"melodi-recensement"}


def test_names_without_codes_are_refused() -> None:
    source = declared()["melodi-recensement"]
    with pytest.raises(DataError, match=r"POP_RECENSEMENT\.csv, ligne 40.*aucun code commune.*un nom ne suffit pas"):
        read_source(source, files(source)[0])


def test_the_only_rejects_are_the_six_figure_codes_of_guyane() -> None:
    rejects = next(iter(readings("population-2024").values())).rejects
    assert set(rejects["reason"]) == {"code commune illisible"}
    assert set(rejects["raw"].str[:3]) <= {"971", "972", "973", "974"}
    assert set(rejects["raw"].str.len()) == {6}
