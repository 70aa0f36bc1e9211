"""The errors a person can act on.

ObservatoryError
├── DeclarationError     a file of geodata/ or indicators/ says something that cannot be
├── DataError            a data file cannot be read under its declaration
├── FetchError           a file could not be downloaded whole; nothing was placed in the depot
├── CheckError           a build does not hold together and is not published
├── SecrecyError         a release could be undone, or cannot be protected; it is not written
├── UnknownValue         a question names an indicator, level, period... that does not exist
│   ├── UnknownTerritory ... or a territory that is not one of its level
│   └── ClosedLevel      ... or a level that has no figures, for a reason
└── SettingError         a setting or a command's argument cannot be used
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

SHORT_LIST = 20
"""Up to this many, every known value is listed; beyond, those that look most like the one asked for."""


class ObservatoryError(Exception):
    """A mistake that its message explains: what, where, what to do. Shown without a traceback; exit code 2."""


class DeclarationError(ObservatoryError):
    """A declaration is refused: the message names the file, the key and the reason."""

    def __init__(self, file: object, key: str, reason: str) -> None:
        super().__init__(f"{file} : {key} : {reason}")
        self.file, self.key, self.reason = file, key, reason


class DataError(ObservatoryError):
    """A data file cannot be read: the message names the file and, where known, the line and column."""


class FetchError(ObservatoryError):
    """A download fails for good; the message names the address."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address} : {reason}.")


class CheckError(ObservatoryError):
    """A built warehouse breaks an identity of the field; it is not published."""


class SecrecyError(ObservatoryError):
    """A release could be undone, or cannot be protected: the message names the cells; nothing is written."""


class UnknownValue(ObservatoryError):
    """A question names something that does not exist; `known` lists what does."""

    def __init__(self, what: str, value: object, known: Sequence[str]) -> None:
        super().__init__(f"{what} introuvable : « {value} ». {self._advice(str(value), known)}")
        self.what, self.value, self.known = what, value, list(known)

    @staticmethod
    def _advice(value: str, known: Sequence[str]) -> str:
        if len(known) <= SHORT_LIST:
            return f"Valeurs possibles : {', '.join(known)}."
        close = get_close_matches(value, known, n=5, cutoff=0.4) or known[:5]
        return f"Parmi les {len(known)} valeurs possibles : {', '.join(close)}..."


class UnknownTerritory(UnknownValue):
    """A territory that a level does not have; `names` gives those that it has, by code."""

    def __init__(self, level: str, code: str, names: Mapping[str, str]) -> None:
        super().__init__("territoire", code, list(names))
        self.args = (f"Le territoire « {code} » n’existe pas au niveau « {level} ». {self._existing(code, names)}",)

    @staticmethod
    def _existing(code: str, names: Mapping[str, str]) -> str:
        named = {f"{known} ({name})": (known, name) for known, name in names.items()}
        if len(named) <= SHORT_LIST:
            return f"Il y a {', '.join(named)}."
        close = [*get_close_matches(code, names, n=3), *get_close_matches(code, names.values(), n=3)]
        alike = [shown for shown, either in named.items() if set(either) & set(close)]
        nearest = f", les plus proches : {', '.join(alike)}" if alike else ""
        return f"Il y en a {len(named)}{nearest}. Cherchez-le par son nom ou par son code."


class ClosedLevel(UnknownValue):
    """A level that exists and has no figures: the message says why, and which levels have some."""

    def __init__(self, level: str, reason: str, known: Sequence[str]) -> None:
        super().__init__("niveau", level, known)
        self.args = (f"Le niveau « {level} » n’a pas de chiffres. {reason} Niveaux possibles : {', '.join(known)}.",)


class SettingError(ObservatoryError):
    """A setting or an argument cannot be used; the message says which values can."""
