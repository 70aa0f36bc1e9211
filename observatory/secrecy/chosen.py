"""What a release holds: the indicators whose sources all declare a licence and a rule; why the others stay out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from observatory.catalogue import Catalogue, Indicator, Source
from observatory.catalogue.collectivite import Level
from observatory.catalogue.rule import INTERNAL, Rule
from observatory.errors import SecrecyError
from observatory.statistics.numbers import NARROW, SPACE

AWAITED = "en attente de données"


@dataclass(frozen=True)
class Chosen:
    """`catalogue` is what goes out, at the levels where it may; the rest with its reason, by slug."""

    catalogue: Catalogue
    sources_out: dict[str, str]
    indicators_out: dict[str, str]

    @cached_property
    def secret(self) -> dict[str, Source]:
        """The measures that a rule protects, and their source."""
        ruled = [source for source in self.catalogue.sources.values() if isinstance(source.rule, Rule)]
        return {take.measure: source for source in ruled for take in source.take}

    @cached_property
    def protected(self) -> frozenset[str]:
        """The indicators that are made of secret counts."""
        indicators = self.catalogue.indicators.items()
        return frozenset(slug for slug, one in indicators if not set(one.measures).isdisjoint(self.secret))


def choose(catalogue: Catalogue, origins: pd.DataFrame, rehearsal: bool) -> Chosen:
    """origins: measure, source, as the warehouse knows them. Raises SecrecyError for a source declared no more."""
    fed = {str(measure): set(rows) for measure, rows in origins.groupby("measure")["source"]}
    gone = {source for sources in fed.values() for source in sources} - set(catalogue.sources)
    if gone:
        raise SecrecyError(
            f"L’entrepôt tient ses chiffres de sources qui ne sont plus déclarées ({', '.join(sorted(gone))})"
            f"{NARROW}: refaites-le avec «{SPACE}observatory build{SPACE}»."
        )
    used = {slug: source for slug, source in catalogue.sources.items() if any(slug in names for names in fed.values())}
    sources_out = {slug: why for slug, source in used.items() if (why := closed(source, rehearsal))}
    inside = _Inside(catalogue, fed, sources_out)
    reasons = {slug: inside.refusal(one) for slug, one in catalogue.indicators.items()}
    kept = {slug: inside.limited(one) for slug, one in catalogue.indicators.items() if not reasons[slug]}
    out = {slug: why for slug, why in reasons.items() if why}
    return Chosen(_restricted(catalogue, kept, set(used) - set(sources_out)), sources_out, out)


def closed(source: Source, rehearsal: bool) -> str:
    """Why a source stays out of a release, or nothing."""
    if source.demonstration and not rehearsal:
        return "données de démonstration"
    if source.licence in ("", INTERNAL):
        return "aucune licence de diffusion n’est déclarée (licence)"
    if source.rule is None:
        return "aucune règle de secret n’est déclarée (rule)"
    return ""


@dataclass(frozen=True)
class _Inside:
    """What the sources of an indicator let out of it."""

    catalogue: Catalogue
    fed: dict[str, set[str]]
    sources_out: dict[str, str]

    def refusal(self, one: Indicator) -> str:
        missing = [measure for measure in one.measures if measure not in self.fed]
        if missing:
            return AWAITED
        for source in self._sources(one):
            if why := self.sources_out.get(source.slug):
                return f"source «{SPACE}{source.slug}{SPACE}»{NARROW}: {why}"
        if any(self._rules(one)) and not self._countable(one):
            return "aucune règle ne protège ce qui ne se compte pas à la commune"
        return "" if self._levels(one) else "aucun de ses niveaux ne peut sortir"

    def limited(self, one: Indicator) -> Indicator:
        return one.model_copy(update={"levels": self._levels(one)})

    def _sources(self, one: Indicator) -> Iterator[Source]:
        for measure in one.measures:
            for slug in sorted(self.fed[measure]):
                yield self.catalogue.sources[slug]

    def _rules(self, one: Indicator) -> Iterator[Rule]:
        return (source.rule for source in self._sources(one) if isinstance(source.rule, Rule))

    def _countable(self, one: Indicator) -> bool:
        """Sums of communes' counts: neither a producer's own figure, nor a distance, which tells where none lives."""
        ruled = [source for source in self._sources(one) if isinstance(source.rule, Rule)]
        return one.kind in ("count", "ratio", "evolution") and all(s.key.system == "commune" for s in ruled)

    def _levels(self, one: Indicator) -> tuple[Level, ...]:
        rules = list(self._rules(one))
        return tuple(level for level in one.levels if all(level in rule.levels or not rule.levels for rule in rules))


def _restricted(catalogue: Catalogue, kept: dict[str, Indicator], sources: Collection[str]) -> Catalogue:
    """The catalogue of these indicators, with the studies that need no other."""
    measures = {measure for one in kept.values() for measure in one.measures}
    crossings = {slug: one for slug, one in catalogue.crossings.items() if {one.need, one.offer} <= set(kept)}
    typologies = {slug: one for slug, one in catalogue.typologies.items() if set(one.indicators) <= set(kept)}
    return Catalogue(
        sources={slug: source for slug, source in catalogue.sources.items() if slug in sources},
        measures={name: measure for name, measure in catalogue.measures.items() if name in measures},
        indicators=kept,
        crossings=crossings,
        typologies=typologies,
    )
