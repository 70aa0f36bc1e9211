"""A team's own territoires: a list commune -> territoire takes the place of the declared ones at the next build."""

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

NAME, GROUP = "commune", "territoire"
"""A file has the column `territoire`, and `code_commune` or `commune` (its name); any other column is not read."""
LISTED = 20


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
    by_code = _key(brought) == COMMUNE
    names = _column(brought, GROUP)
    codes = _codes(brought, ground, by_code)
    _shared_out(brought.file, codes, names, brought.lines, ground)
    territoires = _declared(brought.file, codes, names, words)
    write_whole(home / TERRITOIRES, _toml(territoires))
    needed = {_key(brought), GROUP}
    return Imported(
        territoires, tuple(t for t, name in zip(brought.titles, brought.header, strict=True) if name not in needed)
    )


def forget_territoires(home: Path) -> bool:
    """Go back to the declared territoires; False when there was no list."""
    file = home / TERRITOIRES
    there = file.exists()
    file.unlink(missing_ok=True)
    return there


def _key(brought: Brought) -> str:
    key = next((name for name in (COMMUNE, NAME) if name in brought.header), None)
    if key is None or GROUP not in brought.header:
        present = ", ".join(brought.titles)
        raise DataError(
            f"{brought.file} : les colonnes « {COMMUNE} » (ou « {NAME} », pour des noms) et « {GROUP} » sont "
            f"attendues ; colonnes présentes : {present}."
        )
    return key


def _column(brought: Brought, name: str) -> list[str]:
    place = brought.header.index(name)
    return [" ".join(row[place].split()) for row in brought.rows]


def _codes(brought: Brought, ground: Ground, by_code: bool) -> list[str]:
    """The code of each row's commune; raise DataError for those that are not one of the collectivité's."""
    told = _column(brought, COMMUNE if by_code else NAME)
    known = {code: [code] for code in ground.communes} if by_code else _by_name(ground)
    found = [known.get(text if by_code else plain(text), []) for text in told]
    unknown = [
        f"- ligne {line}, « {text} » : {_why(text, codes, ground)}"
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


def _why(text: str, codes: list[str], ground: Ground) -> str:
    if codes:
        return f"plusieurs communes portent ce nom ; donnez leur code ({', '.join(codes)})"
    if text in ground.former:
        today = ground.former[text]
        return f"ancienne commune, aujourd’hui {ground.communes.get(today, '')} ({today})"
    if f"0{text}" in ground.communes:
        return f"le zéro du début est perdu : écrivez 0{text} et mettez la colonne au format texte"
    return "ce n’est pas une commune d’ici"


def _shared_out(file: str, codes: list[str], names: list[str], lines: list[int], ground: Ground) -> None:
    """Every commune once, in a territoire that has a name."""
    problems = [f"- ligne {line} : le territoire est vide" for line, name in zip(lines, names, strict=True) if not name]
    first: dict[str, int] = {}
    for code, line in zip(codes, lines, strict=True):
        if code in first:
            told = f"{ground.communes[code]} ({code}) est déjà à la ligne {first[code]}"
            problems.append(f"- ligne {line} : {told}")
        first.setdefault(code, line)
    missing = [f"{name} ({code})" for code, name in ground.communes.items() if code not in first]
    if missing:
        more = f" et {len(missing) - LISTED} autres" if len(missing) > LISTED else ""
        count = "une commune manque" if len(missing) == 1 else f"{len(missing)} communes manquent"
        problems.append(f"- {count} : {', '.join(missing[:LISTED])}{more}")
    if problems:
        raise DataError(_problems(file, problems))


def _problems(file: str, problems: list[str]) -> str:
    more = f"\n… et {len(problems) - LISTED} autres." if len(problems) > LISTED else ""
    return f"{file} : la liste est refusée, rien n’a changé.\n" + "\n".join(problems[:LISTED]) + more


def _declared(file: str, codes: list[str], names: list[str], words: Words) -> Territoires:
    """The territoires in the order of the file; two names with one slug would be one place in addresses."""
    members: dict[str, list[str]] = defaultdict(list)
    for code, name in zip(codes, names, strict=True):
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
