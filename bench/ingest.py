"""Reading every official file into a warehouse, against pandas reading the same files and nothing more.

Run: python bench/ingest.py [--rounds 3]. Ours: the build's own way with the files in the depot (text, declaration,
validation, rejects, former codes, points, expected territories, bounds), then the place, the observations of
Loir-et-Cher, the files and the rejects in a DuckDB file; no indicator is declared on them, hence no cell. Theirs:
`read_excel` and Parquet with the same engines (calamine, DuckDB), `read_csv` of text, the plain load of JSON. Processor
time of one process, best of the rounds, interleaved.
"""

import argparse
import gzip
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd

from observatory.catalogue import Catalogue, Measure, Source, load_collectivite
from observatory.catalogue.form import Delimited
from observatory.geography.read import territory
from observatory.settings import ROOT, Settings
from observatory.warehouse import schema, write
from observatory.warehouse.gather import Ground, gather

sys.path.insert(0, str(ROOT / "tests" / "official"))
from official_files import FOLDER, declared, files

COLLECTIVITE = load_collectivite(ROOT / "geodata", "41")
GROUND = Ground(COLLECTIVITE, territory(COLLECTIVITE, ROOT / "geodata"), frozenset())
REFUSED = "melodi-recensement"
"""Names without codes: a build would stop there."""


def ours(sources: list[Source]) -> int:
    """Observations of Loir-et-Cher, in a warehouse."""
    names = {take.measure for source in sources for take in source.take}
    measures = {name: Measure(name=name, title=name, unit="") for name in names}
    catalogue = Catalogue({source.slug: source for source in sources if source.slug != REFUSED}, measures, {})
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "warehouse.duckdb")) as connection:
        settings = Settings("41", ROOT, Path(folder), "127.0.0.1", 8050, demonstration=False, dropped=FOLDER)
        gathered = gather(catalogue, GROUND, settings, lambda _: None)
        schema.create(connection)
        write.write_place(connection, COLLECTIVITE, GROUND.territory)
        write.write_gathered(connection, gathered)
        return len(gathered.observations)


def theirs(sources: list[Source]) -> int:
    """Cells that pandas reads."""
    cells = 0
    formats = {path: source for source in sources for path in files(source)}
    for path, source in formats.items():
        frames = _pandas(path, source)
        cells += sum(frame.size for frame in frames)
    return cells


def _pandas(path: Path, source: Source) -> list[pd.DataFrame]:
    if path.suffix == ".xlsx":
        return list(pd.read_excel(path, sheet_name=None, header=None, engine="calamine").values())
    if path.suffix == ".parquet":
        return [duckdb.read_parquet(str(path)).df()]
    if isinstance(source.format, Delimited):
        return [pd.read_csv(path, sep=source.format.separator, dtype=str, keep_default_na=False, encoding="utf-8-sig")]
    return [pd.json_normalize(json.loads(gzip.decompress(path.read_bytes())), ["pmej", "ege"])]


def timed(work: Callable[[list[Source]], int], sources: list[Source]) -> tuple[float, int]:
    start = time.process_time()
    found = work(sources)
    return time.process_time() - start, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    sources = list(declared().values())
    rounds = [(timed(ours, sources), timed(theirs, sources)) for _ in range(parser.parse_args().rounds)]
    (mine, observations), (other, cells) = min(our for our, _ in rounds), min(their for _, their in rounds)
    read = {path for source in sources for path in files(source)}
    size = sum(path.stat().st_size for path in read) / 1e6
    print(f"Python {platform.python_version()}, pandas {pd.__version__}, {len(read)} files, {size:.0f} MB")
    print(f"read, validated, on today's communes, in a warehouse: {mine:.2f} s for {observations} local observations")
    print(f"pandas alone: {other:.2f} s for {cells} cells")
    print(f"ratio: {mine / other:.2f}")


if __name__ == "__main__":
    main()
