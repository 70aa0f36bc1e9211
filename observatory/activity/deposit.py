"""From a brought file to the one that the domain's source reads: checked, counted, put beside the other years."""

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from observatory.activity.brought import Brought, read_brought
from observatory.activity.ground import Ground
from observatory.activity.identity import refuse_identity
from observatory.activity.rows import ELSEWHERE, holds, understand
from observatory.catalogue.domain import COMMUNE, SHAPES, YEAR, Domain, Shape
from observatory.errors import DataError, UnknownValue

FOLDER = "activite"


@dataclass(frozen=True)
class Deposit:
    """What an import did. `elsewhere`: rows of communes unknown or outside; `silent`: communes without a row."""

    domain: Domain
    shape: Shape
    rows: int
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    same: tuple[str, ...]
    elsewhere: int
    silent: tuple[str, ...]
    file: Path


def import_file(
    path: Path, domains: Mapping[str, Domain], ground: Ground, home: Path, slug: str | None = None
) -> Deposit:
    """Check a file under its template and store it below `home`; raise DataError and keep nothing otherwise."""
    brought = read_brought(path)
    known = {name for domain in domains.values() for shape in SHAPES for name in domain.columns(shape)}
    refuse_identity(brought, known)
    domain, shape = recognise(brought, domains, slug)
    frame = understand(brought, domain, shape, ground)
    inside = frame[frame[COMMUNE] != ELSEWHERE]
    if inside.empty:
        raise DataError(f"{brought.file} : aucune ligne n’est d’une commune connue ; rien n’a été gardé.")
    fresh = inside if shape == "territoires" else counted(inside, domain, ground)
    return _stored(fresh, domain, shape, home / FOLDER / domain.file, len(frame), len(frame) - len(inside), ground)


def recognise(brought: Brought, domains: Mapping[str, Domain], slug: str | None) -> tuple[Domain, Shape]:
    """The template whose columns are those of the file, in any order; raise DataError when there is none."""
    if slug is not None and slug not in domains:
        raise UnknownValue("domaine", slug, list(domains))
    asked = [domains[slug]] if slug else list(domains.values())
    header = brought.header
    for domain in asked:
        for shape in SHAPES:
            if sorted(header) == sorted(domain.columns(shape)):
                return domain, shape
    raise DataError(_unlike(brought, asked))


def _unlike(brought: Brought, asked: list[Domain]) -> str:
    """Which columns are too many or missing, beside the template that is nearest."""
    header = set(brought.header)
    if not any(header & set(domain.columns(shape)) for domain in asked for shape in SHAPES):
        return (
            f"{brought.file} : la première ligne n’est l’en-tête d’aucun modèle (« observatory template » les écrit)."
        )
    choices = [(len(header ^ set(domain.columns(shape))), domain, shape) for domain in asked for shape in SHAPES]
    _, domain, shape = min(choices, key=lambda choice: choice[0])
    wanted = set(domain.columns(shape))
    missing = f" manque : {', '.join(sorted(wanted - header))} ;" if wanted - header else ""
    extra = f" en trop : {', '.join(sorted(filter(None, header - wanted)))} ;" if header - wanted else ""
    twice = " une colonne est en double ;" if len(header) < len(brought.header) else ""
    nameless = " une colonne n’a pas de titre ;" if "" in header else ""
    return (
        f"{brought.file} : ces colonnes ne sont celles d’aucun modèle. Le plus proche est {domain.slug}, forme {shape} "
        f":{missing}{extra}{twice}{nameless} « observatory template {domain.slug} --forme {shape} » l’écrit."
    )


def counted(decisions: pd.DataFrame, domain: Domain, ground: Ground) -> pd.DataFrame:
    """Decisions as one row per commune and year; a commune without a decision has a true zero."""
    years = sorted(decisions[YEAR].unique())
    codes = sorted({*ground.communes, *decisions[COMMUNE]})
    grid = pd.MultiIndex.from_product([codes, years], names=[COMMUNE, YEAR])
    columns: dict[str, pd.Series] = {}
    for count in domain.counts:
        if count.where is None:
            columns[count.column] = pd.Series("", index=grid)
            continue
        rows = decisions[holds(decisions, count.where)]
        amounts = pd.to_numeric(rows[count.sums]) if count.sums else pd.Series(1, index=rows.index)
        sums = amounts.fillna(0).astype(int).groupby([rows[COMMUNE], rows[YEAR]]).sum()
        columns[count.column] = sums.reindex(grid, fill_value=0).astype(str)
    return pd.DataFrame(columns).reset_index()


def _stored(
    fresh: pd.DataFrame, domain: Domain, shape: Shape, file: Path, rows: int, elsewhere: int, ground: Ground
) -> Deposit:
    """The years of `fresh` take the place of theirs; the others stay."""
    columns = domain.columns("territoires")
    before = _read(file, columns)
    years = tuple(sorted(fresh[YEAR].unique()))
    kept = before[~before[YEAR].isin(years)]
    after = pd.concat([kept, fresh[columns]]).sort_values([YEAR, COMMUNE], ignore_index=True)
    old, new = _by_year(before), _by_year(after)
    if old != new:
        write_whole(file, after.to_csv(index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n"))
    return Deposit(
        domain=domain,
        shape=shape,
        rows=rows,
        added=tuple(year for year in years if year not in old),
        replaced=tuple(year for year in years if year in old and old[year] != new[year]),
        same=tuple(year for year in years if year in old and old[year] == new[year]),
        elsewhere=elsewhere,
        silent=tuple(sorted(set(ground.communes) - {ground.former.get(code, code) for code in fresh[COMMUNE]})),
        file=file,
    )


def _read(file: Path, columns: list[str]) -> pd.DataFrame:
    """What is stored so far, in the columns of today's template."""
    if not file.exists():
        return pd.DataFrame(columns=columns)
    return pd.read_csv(file, dtype=str, keep_default_na=False).reindex(columns=columns, fill_value="")


def _by_year(frame: pd.DataFrame) -> dict[str, str]:
    ordered = frame.sort_values([YEAR, COMMUNE])
    return {str(year): part.to_csv(index=False) for year, part in ordered.groupby(YEAR)}


def write_whole(file: Path, text: str) -> None:
    """Write a file that is there whole or not at all, after a cut as well."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}-{os.getpid()}")
    with draft.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(file)
