"""A measure: one thing that is counted or published, whatever file it comes from."""

from typing import Annotated, Literal

from pydantic import Field

from observatory.catalogue.model import Declaration, MeasureName


class Measure(Declaration):
    name: MeasureName
    title: str
    unit: str
    additive: bool = True
    """False for a median, a rate, a standardised index: never summed."""
    weighted: bool = False
    """True for census estimates: fractional, rounded for people, never shown as exact counts in small communes."""
    counted: bool = True
    """False for an area or an amount: dividing by it says nothing of how many people stand behind a figure."""
    awaits: str = ""
    """The source that it waits for, while none feeds it: its indicators are ready and `en attente de données`."""


class Operand(Declaration):
    """A linear expression of measures, and how its year meets the indicator's.

    `measure` is one name or several joined by + and - : "etat-civil.naissances - etat-civil.deces".
    `window` sums the expression over that many consecutive years, ending with the indicator's.
    `lag` reads it that many years before.
    """

    measure: str
    period: Literal["same", "nearest", "interpolate"] = "same"
    window: Annotated[int, Field(ge=1)] = 1
    lag: Annotated[int, Field(ge=0)] = 0

    @property
    def terms(self) -> tuple[tuple[str, int], ...]:
        """(measure, +1 or -1) for each term."""
        words = self.measure.split()
        signs = [1] + [1 if sign == "+" else -1 for sign in words[1::2]]
        return tuple(zip(words[0::2], signs, strict=True))
