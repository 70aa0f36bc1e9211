"""Names of places in a French sentence: articles, contraction, elision, and the spaces of French typography."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from observatory.catalogue.collectivite import Grammar
from observatory.statistics.numbers import KNOWN, NARROW, SPACE

_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
_ASPIRATED = re.compile(r"hauts?\b|hautes?\b|havre\b|hameau|halle\b|hauteur")
"""The h that forbids elision; Insee counts most others as mute: Herbault, Houssay, Huisseau."""
_CARDINAL = frozenset({"Nord", "Sud", "Est", "Ouest", "Centre"})
_FEMININE = re.compile(r"(maison|zone|antenne|aire|commune|\w+(tion|té|ence))\b")
FIRST_WHOLE_COMMUNE = "80"
"""Insee numbers from 80 on the communes that stand whole among the cantons because a canton limit crosses them."""
"""First words of the divisions that Départements have: maison des solidarités, circonscription, unité, conférence..."""
_INTERCOMMUNAL = {
    "CC": "la communauté de communes",
    "CA": "la communauté d’agglomération",
    "CU": "la communauté urbaine",
}


@dataclass(frozen=True)
class Name:
    """A place in a sentence: `le canton de Blois`, `du canton`, `au canton`, `dans le canton`, `que le canton`."""

    subject: str
    of: str
    to: str
    inside: str
    than: str


@lru_cache(KNOWN)
def name_of(level: str, name: str, division: str = "territoire", code: str = "") -> Name:
    """A commune, canton, EPCI, arrondissement, territoire or own group; `division` is what a territoire is called.

    The `code` tells a commune that stands among the cantons from the canton that it shares its name with.
    """
    name = typeset(name)
    if level == "commune":
        return _named(name, contract("à", name))
    if level == "epci":
        subject = _intercommunal(name)
    elif level == "canton" and code[-2:] >= FIRST_WHOLE_COMMUNE:
        subject = f"la commune {contract('de', name)}"
    elif level == "territoire":
        subject = _of_division(division.lower(), name)
    elif level == "groupe":
        subject = (
            f"le {name[:1].lower()}{name[1:]}" if name.startswith("Groupe ") else f"le groupe «{SPACE}{name}{SPACE}»"
        )
    else:
        article = "l’" if elides(level) else "le "
        subject = f"{article}{level} {contract('de', name)}"
    return _named(subject, f"dans {subject}")


def name_of_collectivite(grammar: Grammar) -> Name:
    """The collectivité itself, by its declared grammar."""
    return Name(
        typeset(grammar.subject),
        typeset(grammar.of),
        contract("à", typeset(grammar.subject)),
        typeset(grammar.inside),
        than(typeset(grammar.subject)),
    )


def _named(subject: str, inside: str) -> Name:
    return Name(subject, contract("de", subject), contract("à", subject), inside, than(subject))


def _intercommunal(name: str) -> str:
    kind, _, rest = name.partition(" ")
    if kind in _INTERCOMMUNAL and rest:
        return f"{_INTERCOMMUNAL[kind]} {rest}"
    if kind in ("Communauté", "Métropole"):
        return f"la {kind.lower()} {rest}".strip()
    return f"l’intercommunalité {name}"


def _of_division(division: str, name: str) -> str:
    article = "l’" if elides(division) else "la " if _FEMININE.match(division) else "le "
    return f"{article}{division} {name if name in _CARDINAL else contract('de', name)}"


def contract(preposition: str, phrase: str) -> str:
    """With de: `du Controis`, `des Montils`, `de La Chaussée`, `d’Oisly`; with à: `au`, `aux`, `à La Chaussée`."""
    article, _, rest = phrase.partition(" ")
    contracted = _CONTRACTED.get((preposition, article.lower()))
    if contracted and rest:
        return f"{contracted} {rest}"
    return _elided(preposition, phrase) if preposition == "de" else f"{preposition} {phrase}"


def than(phrase: str) -> str:
    """`que Blois`, `qu’Oisly`, `que le Loir-et-Cher`."""
    return _elided("que", phrase)


def _elided(word: str, phrase: str) -> str:
    return f"{word[:-1]}’{phrase}" if elides(phrase) else f"{word} {phrase}"


def elides(phrase: str) -> bool:
    """True before a vowel or a mute h; y is a vowel at the head of a French place name (Yvoy, Yerres)."""
    plain = unicodedata.normalize("NFD", phrase.lower()).replace("œ", "oe")
    if plain.startswith("h"):
        return not _ASPIRATED.match(plain)
    return plain[:1] in set("aeiouy")


def capital(text: str) -> str:
    """The first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def typeset(text: str) -> str:
    """Curly apostrophes, guillemets, and no-break spaces inside numbers and where a sign follows a space."""
    text = re.sub(r"''(.+?)''|\"(.+?)\"", lambda found: f"«{found[1] or found[2]}»", text).replace("'", "’")
    text = re.sub(r"(?<=\d)[ \u00a0](?=\d{3}\b)", NARROW, text)
    text = re.sub(r"[ \u00a0]([;:!?])", NARROW + r"\1", text)
    text = re.sub(r"(?<=\d)[ \u00a0]([%‰])", NARROW + r"\1", text)
    return re.sub(r"[ \u00a0]?»", SPACE + "»", re.sub(r"«[ \u00a0]?", "«" + SPACE, text))
