"""Reading every official file into a warehouse's table, against pandas reading the same files and nothing more.

Run: python bench/ingest.py [--rounds 3]. Ours: text, declaration, validation, rejects, former codes, and the
observations of Loir-et-Cher in a DuckDB file. Theirs: `read_excel` with the same engine (calamine), `read_csv` of text,
`read_parquet`, and the plain load of JSON. Processor time of one process, best of the rounds, interleaved.
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

from observatory.catalogue.load import load_collectivite
from observatory.catalogue.form import Delimited
from observatory.catalogue.source import Source
from observatory.errors import DataError
from observatory.geography.read import territory
from observatory.ingest import read_source, recode
from observatory.settings import ROOT

sys.path.insert(0, str(ROOT / "tests" / "official"))
from official_files import declared, files

PLACE = territory(load_collectivite(ROOT / "geodata", "41"), ROOT / "geodata")
COMMUNES = frozenset(PLACE.memberships["commune"])
HISTORY = PLACE.history.assign(year=PLACE.history["last_cog"] + 1)


def ours(sources: list[Source]) -> int:
    """Observations of Loir-et-Cher, written to a DuckDB file."""
    frames = [_observations(source, path) for source in sources for path in files(source)]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "warehouse.duckdb")) as connection:
        connection.register("frame", pd.concat(frames, ignore_index=True))
        connection.execute("CREATE TABLE observations AS FROM frame")
        return int(connection.execute("SELECT count(*) FROM observations").fetchall()[0][0])


def _observations(source: Source, path: Path) -> pd.DataFrame:
    try:
        reading = read_source(source, path)
    except DataError:  # names without codes: refused, which has its cost too
        return pd.DataFrame()
    additive = frozenset(take.measure for take in source.take)
    return recode(reading.observations, COMMUNES, HISTORY, additive).observations


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
        return [pd.read_parquet(path)]
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
    print(f"read, validated, on today's communes, in DuckDB: {mine:.2f} s for {observations} observations")
    print(f"pandas alone: {other:.2f} s for {cells} cells")
    print(f"ratio: {mine / other:.2f}")


if __name__ == "__main__":
    main()
