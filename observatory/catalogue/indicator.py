"""An indicator: words and arithmetic together, so that one cannot change without the other."""

from typing import Literal

from pydantic import field_validator, model_validator

from observatory.catalogue.collectivite import Level
from observatory.catalogue.measure import Operand
from observatory.catalogue.model import Declaration, Slug

Theme = Literal["socle", "enfance-famille", "autonomie", "insertion-emploi", "habitat-logement", "sante"]
THEMES: dict[str, str] = {
    "socle": "Socle",
    "enfance-famille": "Enfance et famille",
    "autonomie": "Autonomie",
    "insertion-emploi": "Insertion et emploi",
    "habitat-logement": "Habitat et logement",
    "sante": "Santé",
}
NATURES: dict[str, str] = {"contexte": "Contexte", "besoin": "Besoin", "offre": "Offre", "activite": "Activité"}


class Indicator(Declaration):
    """`kind` decides the arithmetic.

    count       numerator
    ratio       scale x numerator / denominator
    evolution   ((numerator / denominator) ^ (1 / years) - 1) x scale, a yearly rate; years is the denominator's lag
    distance    kilometres as the crow flies from town hall to town hall, to the nearest commune where the numerator is
                not zero; beyond a commune, that of its mean inhabitant
    published   the producer's own figure, at the levels where it is published
    """

    slug: Slug
    title: str
    """With the denominator in it: it stands over the map."""
    definition: str
    theme: Theme
    nature: Literal["contexte", "besoin", "offre", "activite"]
    kind: Literal["count", "ratio", "evolution", "distance", "published"]
    numerator: Operand
    denominator: Operand | None = None
    scale: float = 1
    unit: str
    decimals: int
    direction: Literal["neutral", "higher-is-worse", "higher-is-better"] = "neutral"
    levels: tuple[Level, ...]
    range: tuple[float, float] | None = None
    """Values outside it stop the build; by default 0 to 100 for a share in %."""
    chance: Literal["proportion", "events", "none"] | None = None
    """What chance could have made otherwise, hence its interval and the test of its gap to the whole: a proportion,
    events (births, deaths) counted alone or over those exposed to them, or none. Undeclared, a share of counts is a
    proportion, unless it is an offer or a census estimate; the rest has none."""
    min_coverage: float = 0.9
    """Share of a territory's population whose communes are known, below which its cell is `absent`."""
    reading: str
    """A sentence with {territory}, {value} and {period}."""
    caveats: tuple[str, ...] = ()
    highlight: bool = False
    """One of the two or three figures of its theme that stand on the home page."""

    @field_validator("numerator", "denominator", mode="before")
    @classmethod
    def short_form(cls, value: object) -> object:
        """A bare text is the operand's measure."""
        return {"measure": value} if isinstance(value, str) else value

    @property
    def operands(self) -> tuple[Operand, ...]:
        return tuple(operand for operand in (self.numerator, self.denominator) if operand)

    @property
    def measures(self) -> list[str]:
        """The measures it is made of, numerator first, each once."""
        counts = [measure for operand in self.operands for measure, _ in operand.terms]
        rates = [rate for operand in self.operands for rate in operand.rates]
        return list(dict.fromkeys(counts + rates))

    @property
    def is_share(self) -> bool:
        """A ratio in % or ‰: of those below, some are above."""
        return self.kind == "ratio" and self.unit in ("%", "‰")

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The range that its values must keep."""
        if self.range is None and self.kind == "ratio" and self.unit == "%":
            return (0, 100)
        return self.range

    @model_validator(mode="after")
    def arithmetic_holds(self) -> "Indicator":
        needs = self.kind in ("ratio", "evolution")
        if needs != (self.denominator is not None):
            raise ValueError(
                f"denominator : un indicateur « {self.kind} » {'en demande un' if needs else 'n’en a pas'}"
            )
        if self.kind == "evolution" and self.denominator and self.denominator.lag == 0:
            raise ValueError("denominator.lag : une évolution dit sur combien d'années elle se mesure")
        missing = [mark for mark in ("{territory}", "{value}") if mark not in self.reading]
        if missing:
            raise ValueError(f"reading : la phrase de lecture ne contient pas {' ni '.join(missing)}")
        return self
