"""The declarations that the guide shows, and those that no real file has met yet, can be used as they are."""

import re
import tomllib
from pathlib import Path

import pytest
from ingest_samples import told, write

from observatory.catalogue.source import Source
from observatory.ingest import read_source

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs/guide/sources.md").read_text()
UNVERIFIED = (ROOT / "indicators/sources/formats.toml").read_text()
SHOWN = {
    slug: {**declared, "slug": slug}
    for block in [*re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL), UNVERIFIED]
    for slug, declared in tomllib.loads(block).items()
}
SMALL = {
    "exemple-caf": ("code_commune,annee,foyers,foyers_rsa\n41018,2024,120,35\n", ("41018", 2024, 120.0, "valeur")),
    "exemple-demandeurs": (
        "Date;Code commune;Sexe;Nombre\n2024-T4;41018;Total;15\n2024-T4;41018;Femmes;10\n2024-T4;41018;Hommes;5\n",
        ("41018", 2024, 15.0, "valeur"),
    ),
    "exemple-accueils": (
        "identifiant,commune,nom,lon,lat,horaires,telephone\n7,41018,Maison,1.33,47.59,9 h-12 h,\n",
        ("41018", 2026, 1.0, "valeur"),
    ),
    "base-cc-logement": (
        "CODGEO;P21_LOG;P21_RP;P21_RSECOCC;P21_LOGVAC;P21_RP_PROP;P21_RP_LOCHLMV\n41018;9;7.5;1;0.5;4;2\n",
        ("41018", 2021, 9.0, "valeur"),
    ),
    "melodi-population": (
        "GEO;GEO_OBJECT;SEX;AGE;TIME_PERIOD;OBS_VALUE;CONF_STATUS\n41018;COM;_T;_T;2022;47092;F\n24;REG;_T;_T;2022;2;F\n",
        ("41018", 2022, 47092.0, "valeur"),
    ),
    "cnaf-communes": (
        "numcom;dtreffre;nbfoy\n41018;2024-11-30;1\n41018;2024-12-31;12\n",
        ("41018", 2024, 12.0, "valeur"),
    ),
    "finess-csv": ("finess;2023\nstructureet;410000001;EHPAD;41018;500\n", ("41018", 2023, 1.0, "valeur")),
}


@pytest.mark.parametrize("slug", SHOWN)
def test_a_shown_declaration_is_one(slug: str) -> None:
    assert Source.model_validate(SHOWN[slug]).slug == slug


@pytest.mark.parametrize("slug", SMALL)
def test_a_small_file_of_a_shown_declaration(tmp_path: Path, slug: str) -> None:
    text, first = SMALL[slug]
    source = Source.model_validate({**SHOWN[slug], "at_least": 0})
    name = "etalab-finess-2023.csv"
    reading = read_source(source.dated(name), write(tmp_path, text, name))
    assert told(reading.observations)[0] == first
    assert reading.rejects.empty


def test_what_was_never_read_says_so() -> None:
    declared = {slug: Source.model_validate(SHOWN[slug]) for slug in tomllib.loads(UNVERIFIED)}
    assert len(declared) == 4
    assert not any(source.verified for source in declared.values())
    assert all(source.awaited for source in declared.values())
