"""How a reader wants a map drawn: the method and number of classes, the value or its gap to the collectivité's."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from observatory.errors import UnknownValue
from observatory.figures.palette import PALETTES, STANDARD
from observatory.statistics.classes import METHODS

COUNTS = tuple(range(2, 10))
SWITCH = {"0": False, "1": True}


@dataclass(frozen=True)
class Choice:
    method: str = "quantiles"
    classes: int = 5
    gap: bool = False
    breaks: tuple[float, ...] = ()
    """Inner breaks typed by the reader, for the method `manuelles`."""
    same: bool = False
    """The same classes, and the same circles, whatever the year."""
    palette: str = STANDARD
    """The colours of a picture; a page has its own."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Choice":
        """From the address, by the names of PARAMETERS; raise UnknownValue with the values that exist."""
        method = _one_of("methode", query.get("methode", cls.method), list(METHODS))
        classes = _one_of("classes", query.get("classes", str(cls.classes)), [str(count) for count in COUNTS])
        gap = _one_of("ecart", query.get("ecart", "0"), list(SWITCH))
        same = _one_of("annees", query.get("annees", "0"), list(SWITCH))
        palette = _one_of("palette", query.get("palette", STANDARD), list(PALETTES))
        return cls(method, int(classes), SWITCH[gap], _breaks(query.get("seuils", "")), SWITCH[same], palette)

    def query(self) -> dict[str, str]:
        """What the address must say, in a fixed order, the defaults left out: one view has one address."""
        full = {
            "methode": self.method,
            "classes": str(self.classes),
            "ecart": str(int(self.gap)),
            "seuils": ";".join(f"{value:g}" for value in self.breaks),
            "annees": str(int(self.same)),
            "palette": self.palette,
        }
        return {name: value for name, value in full.items() if value != USUAL[name]}


USUAL = {
    "methode": Choice.method,
    "classes": str(Choice.classes),
    "ecart": "0",
    "seuils": "",
    "annees": "0",
    "palette": STANDARD,
}
"""What an address need not say."""
PARAMETERS = tuple(USUAL)


def _one_of(what: str, value: str, known: list[str]) -> str:
    if value not in known:
        raise UnknownValue(what, value, known)
    return value


def _breaks(text: str) -> tuple[float, ...]:
    """`2;3,5;5` -> (2.0, 3.5, 5.0): sorted, without repeats."""
    try:
        values = sorted({float(word.replace(",", ".")) for word in text.split(";") if word.strip()})
    except ValueError:
        values = [math.nan]
    if len(values) >= COUNTS[-1] or not all(math.isfinite(value) for value in values):
        raise UnknownValue("seuils", text, [f"de un à {COUNTS[-1] - 1} nombres séparés par « ; », par exemple 2;3,5;5"])
    return tuple(values)
