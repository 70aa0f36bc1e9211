"""A team's own territoires: a list of communes, cantons or EPCI takes the place of the declared ones."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from observatory.activity.brought import Brought, plain, read_brought
from observatory.activity.deposit import write_whole
from observatory.activity.ground import Ground
from observatory.catalogue.collectivite import Territoire, Territoires
from observatory.catalogue.domain import COMMUNE
from observatory.catalogue.load import TERRITOIRES
from observatory.errors import DataError

GROUP = "territoire"
LISTED = 20


@dataclass(frozen=True)
class Key:
    """The column that says what is shared out: codes of a level, or names of communes."""

    column: str
    level: str
    one: str
    several: str
    by_code: bool = True


KEYS = (
    Key(COMMUNE, "commune", "une commune", "communes"),
    Key("commune", "commune", "une commune", "communes", by_code=False),
    Key("code_epci", "epci", "un EPCI", "EPCI"),
    Key("code_canton", "canton", "un canton", "cantons"),
)
"""A file has the column `territoire` and one of these, the first that it has; any other column is not read."""


@dataclass(frozen=True)
class Words:
    """How a territoire is called, one and several, and where the list comes from."""

    title: str
    plural: str
    origin: str


@dataclass(frozen=True)
class Imported:
    territoires: Territoires
    unread: tuple[str, ...]
    """Titles of the columns that the list does not need."""


def import_territoires(path: Path, words: Words, ground: Ground, home: Path) -> Imported:
    """Check a list and store it in `home`; raise DataError, with everything that is wrong, and keep nothing."""
    brought = read_brought(path)
    key = _key(brought)
    names = _column(brought, GROUP)
    codes = _codes(brought, ground, key)
    _shared_out(brought.file, key, codes, names, brought.lines, ground)
    communes = [
        (commune, name) for code, name in zip(codes, names, strict=True) for commune in _inside(code, key, ground)
    ]
    territoires = _declared(brought.file, communes, words)
    write_whole(home / TERRITOIRES, _toml(territoires))
    needed = {key.column, GROUP}
    return Imported(
        territoires, tuple(t for t, name in zip(brought.titles, brought.header, strict=True) if name not in needed)
    )


def forget_territoires(home: Path) -> bool:
    """Go back to the declared territoires; False when there was no list."""
    file = home / TERRITOIRES
    there = file.exists()
    file.unlink(missing_ok=True)
    return there


def _key(brought: Brought) -> Key:
    key = next((key for key in KEYS if key.column in brought.header), None)
    if key is None or GROUP not in brought.header:
        present = ", ".join(brought.titles)
        raise DataError(
            f"{brought.file} : la colonne « {GROUP} » est attendue, avec « {COMMUNE} » (ou « commune », pour des "
            f"noms), « code_epci » ou « code_canton » ; colonnes présentes : {present}."
        )
    return key


def _named(key: Key, ground: Ground) -> dict[str, str]:
    """code -> name of what the list shares out."""
    groups = ground.groups.get(key.level, {})
    return dict(ground.communes) if key.level == "commune" else {code: group.name for code, group in groups.items()}


def _inside(code: str, key: Key, ground: Ground) -> tuple[str, ...]:
    return (code,) if key.level == "commune" else ground.groups[key.level][code].communes


def _column(brought: Brought, name: str) -> list[str]:
    place = brought.header.index(name)
    return [" ".join(row[place].split()) for row in brought.rows]


def _codes(brought: Brought, ground: Ground, key: Key) -> list[str]:
    """The code of each row; raise DataError for those that are not one of the collectivité's."""
    told = _column(brought, key.column)
    known = {code: [code] for code in _named(key, ground)} if key.by_code else _by_name(ground)
    found = [known.get(text if key.by_code else plain(text), []) for text in told]
    unknown = [
        f"- ligne {line}, « {text} » : {_why(text, codes, key, ground)}"
        for line, text, codes in zip(brought.lines, told, found, strict=True)
        if len(codes) != 1
    ]
    if unknown:
        raise DataError(_problems(brought.file, unknown))
    return [codes[0] for codes in found]


def _by_name(ground: Ground) -> dict[str, list[str]]:
    """plain name -> codes: more than one where two communes bear the same name."""
    named: dict[str, list[str]] = defaultdict(list)
    for code, name in ground.communes.items():
        named[plain(name)].append(code)
    return named


def _why(text: str, codes: list[str], key: Key, ground: Ground) -> str:
    if codes:
        return f"plusieurs communes portent ce nom ; donnez leur code ({', '.join(codes)})"
    if key.level == "commune" and text in ground.former:
        today = ground.former[text]
        return f"ancienne commune, aujourd’hui {ground.communes.get(today, '')} ({today})"
    if f"0{text}" in _named(key, ground):
        return f"le zéro du début est perdu : écrivez 0{text} et mettez la colonne au format texte"
    return f"ce n’est pas {key.one} d’ici" if _named(key, ground) else f"il n’y a pas de {key.several} ici"


def _shared_out(file: str, key: Key, codes: list[str], names: list[str], lines: list[int], ground: Ground) -> None:
    """Everything once, in a territoire that has a name, and no commune left out."""
    problems = [f"- ligne {line} : le territoire est vide" for line, name in zip(lines, names, strict=True) if not name]
    known, first = _named(key, ground), dict[str, int]()
    for code, line in zip(codes, lines, strict=True):
        if code in first:
            problems.append(f"- ligne {line} : {known[code]} ({code}) est déjà à la ligne {first[code]}")
        first.setdefault(code, line)
    covered = {commune for code in known for commune in _inside(code, key, ground)}
    alone = [f"{name} ({code})" for code, name in ground.communes.items() if code not in covered]
    if alone:
        told = f"hors de tout {key.one.removeprefix('un ')} : {_listed(alone)}"
        problems.append(f"- {told} ; donnez une liste par commune, avec la colonne « {COMMUNE} »")
    missing = [f"{name} ({code})" for code, name in known.items() if code not in first]
    if missing:
        count = f"{key.one} manque" if len(missing) == 1 else f"{len(missing)} {key.several} manquent"
        problems.append(f"- {count} : {_listed(missing)}")
    if problems:
        raise DataError(_problems(file, problems))


def _listed(told: list[str]) -> str:
    more = f" et {len(told) - LISTED} autres" if len(told) > LISTED else ""
    return ", ".join(told[:LISTED]) + more


def _problems(file: str, problems: list[str]) -> str:
    more = f"\n… et {len(problems) - LISTED} autres." if len(problems) > LISTED else ""
    return f"{file} : la liste est refusée, rien n’a changé.\n" + "\n".join(problems[:LISTED]) + more


def _declared(file: str, communes: list[tuple[str, str]], words: Words) -> Territoires:
    """The territoires of (commune, name), in the order of the file; two names with one slug would be one address."""
    members: dict[str, list[str]] = defaultdict(list)
    for code, name in communes:
        members[name].append(code)
    slugs: dict[str, str] = {}
    for name in members:
        slug = plain(name).replace("_", "-")
        if not slug.isascii() or not slug or slug in slugs:
            other = f", trop proche de « {slugs[slug]} »" if slug in slugs else ""
            raise DataError(_problems(file, [f"- « {name} » : ce nom ne fait pas une adresse{other} ; changez-le"]))
        slugs[slug] = name
    told = tuple(
        Territoire(code=slug, name=name, communes=tuple(sorted(members[name]))) for slug, name in slugs.items()
    )
    return Territoires(title=words.title, plural=words.plural, origin=words.origin, members=told)


def _toml(territoires: Territoires) -> str:
    """A JSON text without escapes above ASCII is a TOML text."""
    lines = [f"{key} = {_text(getattr(territoires, key))}" for key in ("title", "plural", "origin")]
    for member in territoires.members:
        communes = ", ".join(_text(code) for code in member.communes)
        lines += ["", "[[members]]", f"code = {_text(member.code)}", f"name = {_text(member.name)}"]
        lines.append(f"communes = [{communes}]")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
