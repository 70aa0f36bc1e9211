"""The producers' real files, kept beside the checkout, and the declarations that read them."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from observatory.catalogue.source import Source
from observatory.ingest import Reading, read_source

FOLDER = Path(__file__).parents[2].parent / "shared/data/fichiers-officiels"
DECLARATIONS = Path(__file__).parent / "declarations"

official = [
    pytest.mark.official,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"les fichiers officiels manquent ({FOLDER.name} à côté du dépôt)"),
]


def declared() -> dict[str, Source]:
    """Every declaration of the folder, by slug."""
    tables = [
        table for file in sorted(DECLARATIONS.glob("*.toml")) for table in tomllib.loads(file.read_text()).items()
    ]
    return {slug: Source.model_validate({**told, "slug": slug}) for slug, told in tables}


def files(source: Source) -> list[Path]:
    return sorted(FOLDER.glob(source.files))


@cache
def readings(slug: str) -> dict[str, Reading]:
    """What each file of a declared source says, by file name; read once for all the tests."""
    source = declared()[slug]
    found = {path.name: read_source(source, path) for path in files(source)}
    assert found, f"aucun fichier pour {source.files}"
    return found
