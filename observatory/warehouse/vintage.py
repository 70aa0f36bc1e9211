"""The millésime of a source, told from the years that its files really hold."""

from dataclasses import replace

import pandas as pd

from observatory.catalogue import Catalogue

YEARS = "{years}"


def with_vintages(catalogue: Catalogue, observations: pd.DataFrame) -> Catalogue:
    """The catalogue with `{years}` replaced in each vintage; a source that was not read has `sans donnée`."""
    known = {str(source): set(rows) for source, rows in observations.groupby("source")["period"]}
    sources = {
        slug: source.model_copy(
            update={"vintage": source.vintage.replace(YEARS, years_in_words(known.get(slug, set())))}
        )
        for slug, source in catalogue.sources.items()
    }
    return replace(catalogue, sources=sources)


def years_in_words(years: set[int]) -> str:
    """`2016, 2017 et 2019 à 2023`: three consecutive years or more are told by their ends."""
    ordered = sorted(years)
    starts = [year for year in ordered if year - 1 not in years]
    ends = [year for year in ordered if year + 1 not in years]
    parts: list[str] = []
    for start, end in zip(starts, ends, strict=True):
        parts += [f"{start} à {end}"] if end - start > 1 else map(str, range(start, end + 1))
    return " et ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts) or "sans donnée"
