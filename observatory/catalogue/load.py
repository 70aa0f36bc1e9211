"""Declarations off the disk: TOML tables in, frozen models out, every mistake named by file, key and reason."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from observatory.catalogue.collectivite import Collectivite, Territoires
from observatory.catalogue.domain import Domain
from observatory.catalogue.indicator import THEMES, Indicator
from observatory.catalogue.measure import Measure, Operand
from observatory.catalogue.model import Declaration
from observatory.catalogue.rule import ALREADY_PUBLIC
from observatory.catalogue.source import Source
from observatory.catalogue.study import Crossing, Typology
from observatory.errors import DeclarationError, UnknownValue

Model = TypeVar("Model", bound=Declaration)
HIGHLIGHTS = 3
"""Figures of a theme on the home page, at most."""
TERRITOIRES = "territoires.toml"
"""A team's own list, in the folder of the collectivité's warehouses."""


@dataclass(frozen=True)
class Catalogue:
    """What is observed. Keys are slugs and measure names; indicators keep their order of display."""

    sources: dict[str, Source]
    measures: dict[str, Measure]
    indicators: dict[str, Indicator]
    domains: dict[str, Domain] = field(default_factory=dict)
    crossings: dict[str, Crossing] = field(default_factory=dict)
    typologies: dict[str, Typology] = field(default_factory=dict)

    def sources_of(self, measure: str) -> list[Source]:
        """The sources that feed a measure, in the order of their declaration."""
        return [source for source in self.sources.values() if any(take.measure == measure for take in source.take)]

    def breaks_of(self, slug: str) -> tuple[int, ...]:
        """The years from which an indicator cannot be compared with those before: the breaks of all its sources."""
        sources = [source for measure in self.indicators[slug].measures for source in self.sources_of(measure)]
        return tuple(sorted({year for source in sources for year in source.breaks}))


def load_catalogue(folder: Path) -> Catalogue:
    """Read every declaration below `folder`: sources, activity, measures, indicators, crossings and typologies.

    Raise DeclarationError for the first mistake.
    """
    sources, source_files = _tables(folder / "sources", Source, "slug")
    domains, domain_files = _tables(folder / "activity", Domain, "slug")
    for slug, domain in domains.items():
        for source in domain.sources():
            sources[source.slug], source_files[source.slug] = source, domain_files[slug]
    measures, measure_files = _tables(folder / "measures", Measure, "name")
    indicators, indicator_files = _tables(folder, Indicator, "slug")
    in_order = sorted(indicators.items(), key=lambda item: list(THEMES).index(item[1].theme))
    crossings, crossing_files = _tables(folder / "crossings", Crossing, "slug")
    typologies, typology_files = _tables(folder / "typologies", Typology, "slug")
    catalogue = Catalogue(sources, measures, dict(in_order), domains, crossings, typologies)
    _check_takes(catalogue, source_files)
    _check_published(catalogue, source_files)
    _check_measures(catalogue, measure_files)
    _check_indicators(catalogue, indicator_files)
    _check_highlights(catalogue, indicator_files)
    for slug, crossing in crossings.items():
        _check_together(catalogue, (crossing.need, crossing.offer), crossing_files[slug], slug)
    for slug, typology in typologies.items():
        _check_together(catalogue, typology.indicators, typology_files[slug], slug)
    return catalogue


def load_collectivite(folder: Path, code: str, home: Path | None = None) -> Collectivite:
    """Read collectivites/<code>.toml of the geodata folder; an unknown code lists the known ones.

    A list of territoires brought by a team, in `home`, takes the place of the declared ones.
    """
    known = collectivite_codes(folder)
    if code not in known:
        raise UnknownValue("OBSERVATORY_COLLECTIVITE", code, known)
    file = folder / "collectivites" / f"{code}.toml"
    declared = _validated(Collectivite, _read(file), file, "")
    own = home / TERRITOIRES if home else None
    return declared.with_territoires(_validated(Territoires, _read(own), own, "")) if own and own.exists() else declared


def collectivite_codes(folder: Path) -> list[str]:
    """The declared collectivités, sorted."""
    return sorted(file.stem for file in (folder / "collectivites").glob("*.toml"))


def _tables(folder: Path, model: type[Model], name: str) -> tuple[dict[str, Model], dict[str, Path]]:
    """Every table of every file of a folder: the models by key, and the file each came from."""
    models: dict[str, Model] = {}
    files: dict[str, Path] = {}
    for file, key, table in _entries(folder):
        if key in models:
            raise DeclarationError(file, key, f"déjà déclaré dans {files[key]}")
        models[key] = _validated(model, {**table, name: key}, file, key)
        files[key] = file
    return models, files


def _entries(folder: Path) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    for file in sorted(folder.glob("*.toml")):
        for key, table in _read(file).items():
            if not isinstance(table, dict):
                raise DeclarationError(file, key, "une table était attendue, par exemple [taux-foyers-rsa]")
            yield file, key, table


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(file, "TOML", str(error)) from error


def _validated(model: type[Model], table: dict[str, Any], file: Path, key: str) -> Model:
    try:
        return model.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in (key, *first["loc"]) if part != "")
        raise DeclarationError(file, place, first["msg"].removeprefix("Value error, ")) from error


def _check_takes(catalogue: Catalogue, files: dict[str, Path]) -> None:
    for slug, source in catalogue.sources.items():
        for take in source.take:
            if take.measure not in catalogue.measures:
                raise DeclarationError(files[slug], f"{slug}.take", f"mesure non déclarée : {take.measure}")


def _check_published(catalogue: Catalogue, files: dict[str, Path]) -> None:
    """What others publish of the same people comes from sources that say so; the counts are the source's own."""
    closed = {t.measure for s in catalogue.sources.values() if s.rule != ALREADY_PUBLIC for t in s.take}
    known = {take.measure for source in catalogue.sources.values() for take in source.take} - closed
    for slug, source in catalogue.sources.items():
        own = {take.measure for take in source.take}
        for one in source.published:
            if one.measure not in known:
                reason = f"{one.measure} : aucune source ne dit cette mesure « {ALREADY_PUBLIC} »"
                raise DeclarationError(files[slug], f"{slug}.published", reason)
            if strange := sorted(set(one.counts) - own):
                raise DeclarationError(files[slug], f"{slug}.published", f"pas de cette source : {', '.join(strange)}")


def _check_measures(catalogue: Catalogue, files: dict[str, Path]) -> None:
    sure = (source for source in catalogue.sources.values() if not (source.awaited or source.demonstration))
    fed = {take.measure for source in sure for take in source.take}
    for name, measure in catalogue.measures.items():
        if name not in fed and not measure.awaits:
            raise DeclarationError(
                files[name], name, "aucune source n'alimente cette mesure ; awaits dit ce qu'elle attend"
            )
        if name in fed and measure.awaits:
            raise DeclarationError(
                files[name], f"{name}.awaits", "une source alimente cette mesure : elle n'attend plus"
            )


def _check_indicators(catalogue: Catalogue, files: dict[str, Path]) -> None:
    for slug, indicator in catalogue.indicators.items():
        for key in ("numerator", "denominator"):
            operand: Operand | None = getattr(indicator, key)
            for measure, _ in operand.terms if operand else ():
                _check_operand(catalogue, indicator, measure, files[slug], f"{slug}.{key}")
            for rate in operand.rates if operand else ():
                _check_rate(catalogue, rate, files[slug], f"{slug}.{key}")


def _check_rate(catalogue: Catalogue, name: str, file: Path, key: str) -> None:
    if name not in catalogue.measures:
        raise DeclarationError(file, key, f"mesure non déclarée : {name}")
    if catalogue.measures[name].additive:
        raise DeclarationError(file, key, f"{name} est additive : un effectif se multiplie par un taux publié")


def _check_highlights(catalogue: Catalogue, files: dict[str, Path]) -> None:
    for theme in THEMES:
        chosen = [one.slug for one in catalogue.indicators.values() if one.theme == theme and one.highlight]
        if len(chosen) > HIGHLIGHTS:
            beyond = chosen[HIGHLIGHTS]
            reason = (
                f"{HIGHLIGHTS} chiffres au plus par thème sur l’accueil, déjà pris : {', '.join(chosen[:HIGHLIGHTS])}"
            )
            raise DeclarationError(files[beyond], f"{beyond}.highlight", reason)


def _check_operand(catalogue: Catalogue, indicator: Indicator, name: str, file: Path, key: str) -> None:
    if name not in catalogue.measures:
        raise DeclarationError(file, key, f"mesure non déclarée : {name}")
    additive = catalogue.measures[name].additive
    if indicator.kind == "published" and additive:
        raise DeclarationError(file, key, f"{name} est additive : un indicateur publié lit une mesure non additive")
    if indicator.kind != "published" and not additive:
        raise DeclarationError(file, key, f'{name} ne s\'additionne pas : seul kind = "published" peut la lire')


def _check_together(catalogue: Catalogue, slugs: tuple[str, ...], file: Path, key: str) -> None:
    """Indicators that are read together exist, do not depend on size, and meet at a level."""
    for slug in slugs:
        if slug not in catalogue.indicators:
            raise DeclarationError(file, key, f"indicateur non déclaré : {slug}")
        if catalogue.indicators[slug].kind == "count":
            raise DeclarationError(file, key, f"{slug} est un effectif : la taille du territoire déciderait de tout")
    if not set.intersection(*(set(catalogue.indicators[slug].levels) for slug in slugs)):
        raise DeclarationError(file, key, f"aucun niveau ne porte à la fois {' et '.join(slugs)}")
