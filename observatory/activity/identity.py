"""Nothing that names a person may enter: a file with an identity in it is refused, by its titles and by its cells.

The templates ask for codes, years, counts and declared words only. So any complete date, any 13 to 15 figures built
like a social security number, any telephone number or address of mail, any two words side by side is refused.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from observatory.activity.brought import Brought, plain
from observatory.errors import DataError

TITLES = {
    "nom": {"nom", "noms", "prenom", "prenoms", "patronyme", "name", "firstname", "lastname", "surname", "civilite"},
    "date de naissance": {"naissance", "ddn", "dn", "birth", "birthdate", "birthday", "dob", "datenaissance"},
    "numéro de sécurité sociale": {"nir", "nirpp", "nss", "numsecu", "insee_individu", "secu", "securite", "ssn"},
    "adresse électronique": {"mail", "email", "mel", "courriel", "e_mail"},
    "téléphone": {"tel", "telephone", "telephones", "portable", "mobile", "phone"},
    "adresse": {"adresse", "adresses", "rue", "voie", "address", "iban", "rib"},
    "identifiant de personne": {"matricule", "identifiant", "usager", "usagers", "individu", "numero_dossier", "id"},
    "texte libre": {"commentaire", "commentaires", "observation", "observations", "remarque", "remarques", "motif"},
}
"""Words of a column's title, in plain form, by what they give away."""
PLACES = {"commune", "communes", "territoire", "canton", "epci", "departement", "ville", "localite"}
"""`nom_commune` names a place: the column is one too many, but no identity."""
NIR = re.compile(
    r"(?<!\d)[1-478] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-3]\d|4[0-2]|[5-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?(?:\d{2})?(?!\d)",
    re.I,
)
LOST_FIGURES = re.compile(r"\d[.,]\d+E\+1[2-4]", re.I)
"""A long number that a spreadsheet has shortened: 1,85057E+14."""
MAIL = re.compile(r"\S@\S+\.\w")
PHONE = re.compile(r"(?<!\d)(?:(?:\+|00) ?33 ?(?:\(0\))? ?|0)[1-9](?: ?\d{2}){4}(?!\d)")
MONTHS = r"janv|f[ée]vr|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c"
DATE = re.compile(
    rf"""(?<!\d)(?<!\d[.\-/])(?:
        \d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:\d{{4}}|\d{{2}})       # 12/03/1948, 12-3-48
      | \d{{4}}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}                   # 1948-03-12
      | (?:1[89]|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])   # 19480312
      | (?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:1[89]|20)\d{{2}}   # 12031948
      | \d{{1,2}}(?:er)?\ (?:{MONTHS})\w*\.?\ \d{{2,4}}         # 12 mars 1948
    )(?![.\-/]?\d)""",
    re.X | re.I,
)
WORDS = re.compile(r"[^\W\d_]{2,}['’.\-\s,/]+[^\W\d_]{2,}")
"""Two words side by side: a first name and a name, or a sentence."""
LOOSE = "nom ou texte libre"
LONGEST = 40
"""No code, count or declared word is longer."""


@dataclass(frozen=True)
class Finding:
    """What a column gives away, where it is first seen, and its first characters."""

    column: str
    kind: str
    line: int | None
    seen: str

    def __str__(self) -> str:
        place = f"ligne {self.line} (« {self.seen[:2]}… »)" if self.line else "d’après son titre"
        return f"- colonne {self.column}, {place} : {self.kind}"


def refuse_identity(brought: Brought, known: Collection[str]) -> None:
    """Raise DataError when a title or a cell gives a person away; `known` are the titles that a template has."""
    findings = [*_titles(brought, known), *_cells(brought)]
    if findings:
        listed = "\n".join(map(str, findings))
        raise DataError(
            f"{brought.file} : le fichier est refusé, rien n’en a été gardé. Il porte de quoi reconnaître une "
            f"personne, ou du texte libre :\n{listed}\nRetirez ces colonnes, puis importez le fichier de nouveau."
        )


def of_title(title: str) -> str | None:
    """What a column's title gives away: `Nom de l’usager` -> nom."""
    words = set(plain(title).split("_"))
    if words & PLACES:
        return None
    told = words | {plain(title)}
    return next((kind for kind, tokens in TITLES.items() if told & tokens), None)


def of_cell(text: str) -> str | None:
    """What a cell gives away, None for a code, a count or a declared word."""
    if re.fullmatch(r"\w{0,8}", text) and not DATE.search(text):
        return None
    bare = re.sub(r"[\s./_\-]+", " ", text)
    if NIR.search(bare) or NIR.search(bare.replace(" ", "")) or LOST_FIGURES.fullmatch(text):
        return "numéro de sécurité sociale"
    if DATE.search(text):
        return "date complète, qui peut être une date de naissance"
    if MAIL.search(text):
        return "adresse électronique"
    if PHONE.search(bare):
        return "numéro de téléphone"
    return LOOSE if WORDS.search(text) or len(text) > LONGEST else None


def _titles(brought: Brought, known: Collection[str]) -> Iterator[Finding]:
    for place, title in enumerate(brought.titles):
        if plain(title) in known:
            continue
        told = of_cell(title)
        if kind := of_title(title) or (told if told != LOOSE else None):
            yield Finding(_named(title, place), kind, None, "")


def _cells(brought: Brought) -> Iterator[Finding]:
    """The first cell of each column that gives something away, whatever its title says."""
    for place, title in enumerate(brought.titles):
        found = (
            Finding(_named(title, place), kind, line, row[place])
            for line, row in zip(brought.lines, brought.rows, strict=True)
            if (kind := of_cell(row[place]))
        )
        if first := next(found, None):
            yield first


def _named(title: str, place: int) -> str:
    """A column by its title; by its rank where the title is empty, or itself a first row of data without a header."""
    return f"« {title} »" if title and of_cell(title) in (None, LOOSE) else f"nᵒ {place + 1}"
