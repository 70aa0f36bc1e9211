"""Which columns of a file a declaration speaks of."""

from observatory.catalogue.source import Source


def declared_columns(source: Source) -> list[str]:
    """Every column that the declaration names, once."""
    named = [source.key.column, source.key.latitude, source.period.column, *source.dimensions, *source.parts]
    named += [*source.modalities, source.status.column if source.status else None]
    if places := source.places:
        named += [places.longitude, places.latitude, places.name, *places.told]
    for take in source.take:
        named += [take.column, *take.where]
    return list(dict.fromkeys(name for name in named if name is not None))


def modality_columns(source: Source) -> list[str]:
    """The columns whose modalities every territory and year should have: dimensions and filters."""
    filters = [column for take in source.take for column in take.where]
    place = (source.key.column, source.period.column)
    return [column for column in dict.fromkeys([*source.dimensions, *filters]) if column not in place]


def whole_rows(source: Source) -> bool:
    """Whether only the whole row tells one row from another: rows are counted, and no part of a territory is named."""
    return not source.parts and any(take.column is None for take in source.take)
