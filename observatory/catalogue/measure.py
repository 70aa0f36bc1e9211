"""A measure: one thing that is counted or published, whatever file it comes from."""

import re
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

    `measure` is one name or several joined by + and - : "etat-civil.naissances - etat-civil.deces". A count may be
    multiplied by a rate published for the collectivité: "pch.taux_20_59 * ages.20_59", what it would be at that rate.
    `window` sums the expression over that many consecutive years, ending with the indicator's.
    `lag` reads it that many years before.
    `minus` takes away other operands, each with years of its own: apparent migration is the change of the population
    between two censuses, less the births and deaths of the years between.
    """

    measure: str
    period: Literal["same", "nearest", "interpolate"] = "same"
    window: Annotated[int, Field(ge=1)] = 1
    lag: Annotated[int, Field(ge=0)] = 0
    minus: tuple["Operand", ...] = ()

    @property
    def factors(self) -> tuple[tuple[int, str, str], ...]:
        """(+1 or -1, the rate or "", the count) for each term of `measure`."""
        first, *others = re.split(r" ([+-]) ", self.measure)
        signed = [("+", first), *zip(others[0::2], others[1::2], strict=True)]
        return tuple((1 if sign == "+" else -1, *_rate_and_count(term)) for sign, term in signed)

    @property
    def terms(self) -> tuple[tuple[str, int], ...]:
        """(count, +1 or -1) for each term, those of `minus` included."""
        taken = tuple((measure, -sign) for other in self.minus for measure, sign in other.terms)
        return tuple((measure, sign) for sign, _, measure in self.factors) + taken

    @property
    def rates(self) -> tuple[str, ...]:
        """The rates that counts are multiplied by."""
        own = tuple(rate for _, rate, _ in self.factors if rate)
        return own + tuple(rate for other in self.minus for rate in other.rates)


def _rate_and_count(term: str) -> tuple[str, str]:
    rate, _, count = term.rpartition(" * ")
    return rate, count
