"""The declarations that the guide shows can be used as they are."""

import re
import tomllib
from pathlib import Path

import pytest
from ingest_samples import told, write

from observatory.catalogue.source import Source
from observatory.ingest import read_source

GUIDE = (Path(__file__).parents[3] / "docs/guide/sources.md").read_text()
SHOWN = {
    slug: {**declared, "slug": slug}
    for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    for slug, declared in tomllib.loads(block).items()
}
SMALL = {
    "exemple-caf": ("code_commune,annee,foyers,foyers_rsa\n41018,2024,120,35\n", ("41018", 2024, 120.0, "valeur")),
    "exemple-demandeurs": (
        "Date;Code commune;Sexe;Nombre\n2024-T4;41018;Total;15\n2024-T4;41018;Femmes;10\n2024-T4;41018;Hommes;5\n",
        ("41018", 2024, 15.0, "valeur"),
    ),
    "base-cc": ("CODGEO;P21_POP;P15_POP\n41018;46813;45710\n", ("41018", 2021, 46813.0, "valeur")),
    "melodi-codes": (
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
    reading = read_source(Source.model_validate(SHOWN[slug]), write(tmp_path, text))
    assert told(reading.observations)[0] == first
    assert reading.rejects.empty


def test_what_was_never_read_says_so() -> None:
    below = GUIDE.partition("non vérifiés sur fichier réel")[2]
    for slug in ("base-cc", "melodi-codes", "cnaf-communes", "finess-csv"):
        assert f"[{slug}]" in below
        assert "Non vérifié sur fichier réel." in SHOWN[slug]["notes"]
