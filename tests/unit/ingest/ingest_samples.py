"""Sources declared by the tests, and the files they write."""

from pathlib import Path
from typing import Any

import pandas as pd

from observatory.catalogue.source import Source
from observatory.ingest import Reading, read_source

WORDS = {
    "producer": "P",
    "title": "T",
    "licence": "L",
    "page": "https://example.org",
    "vintage": "2024",
    "secrecy": "S",
}
COUNTS = {
    "key": {"column": "code"},
    "period": {"column": "annee"},
    "take": [{"measure": "test.foyers", "column": "foyers"}],
}


def source(**told: Any) -> Source:
    """A source of households by commune and year, changed by what the test tells."""
    return Source.model_validate({"slug": "essai", "files": "*.csv", **WORDS, **COUNTS, **told})


def write(folder: Path, text: str | bytes, name: str = "essai.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, text: str | bytes, **told: Any) -> Reading:
    return read_source(source(**told), write(folder, text))


def told(observations: pd.DataFrame) -> list[tuple[object, ...]]:
    """(code, period, value or None, status) of each observation."""
    values = observations["value"].astype(object).where(observations["value"].notna(), None)
    return list(zip(observations["code"], observations["period"], values, observations["status"], strict=True))
