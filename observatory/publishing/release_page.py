"""The audit of a release, for the house: what went out, what did not and why, what was hidden and its cost."""

from collections.abc import Mapping
from typing import Any

from observatory.publishing.sections_page import Row, Section, sections_page
from observatory.statistics.numbers import NARROW, SPACE, number, with_unit

HOUSE = (
    f"Cette page reste dans la maison{NARROW}: elle distingue ce que les règles masquent de ce qui le protège, "
    "et les lecteurs ne doivent pas savoir lequel est lequel."
)


def release_page(audit: Mapping[str, Any]) -> str:
    title = f"Audit de la diffusion {audit['version']} ({audit['edition']})"
    return sections_page(title, [*summary(audit), HOUSE], sections(audit))


def summary(audit: Mapping[str, Any]) -> list[str]:
    """What happened, in a few sentences."""
    totals = audit["totals"]
    lines = [f"{with_unit(len(audit['indicators']), 'indicateurs')}, {with_unit(len(audit['sources']), 'sources')}."]
    if not totals["cells"]:
        return [*lines, f"Tout y est déjà public{NARROW}: aucun effectif n’était à protéger."]
    return [
        *lines,
        f"{with_unit(totals['cells'], 'effectifs')} sous une règle de secret, dont {number(totals['hidden'])} "
        f"masqués{NARROW}: {number(totals['primary'])} par la règle, {number(totals['secondary'])} pour que les "
        f"premiers ne se retrouvent pas ({number(totals['points'], 1)} points de plus que la seule règle).",
        f"L’attaque du fichier retrouve {number(totals['exact'])} effectif exactement, et {number(totals['narrow'])} "
        "de trop près.",
    ]


def sections(audit: Mapping[str, Any]) -> list[Section]:
    made = [_tables(audit), _sources_in(audit), _out("sources", audit["sources_out"])]
    return [section for section in [*made, _out("indicateurs", audit["indicators_out"])] if section.rows]


def _tables(audit: Mapping[str, Any]) -> Section:
    words = ("Effectifs",)
    figures = ("Offerts", "Masqués", "Par la règle", "En complément", "Doute le plus étroit", "Relations", "Écart")
    return Section(
        "Effectifs protégés ensemble",
        "Une ligne par source et par année. Le doute est l’intervalle, en unités, que l’attaque laisse à un secret. "
        "L’écart est ce qui sépare, au plus, le masquage du moindre possible.",
        (*words, *figures),
        tuple(_table(table) for table in audit["tables"]),
        numeric=len(figures),
    )


def _table(table: Mapping[str, Any]) -> Row:
    counts = [number(table[key]) for key in ("cells", "hidden", "primary", "secondary")]
    doubt = "–" if table["narrowest"] is None else number(table["narrowest"])
    gap = f"{number(100 * table['gap'], 1)}{NARROW}%"
    return (
        f"{table['title']}{NARROW}: {', '.join(table['measures'])}",
        *counts,
        doubt,
        number(table["relations"]),
        gap,
    )


def _sources_in(audit: Mapping[str, Any]) -> Section:
    rows = tuple((slug, _rule(rule)) for slug, rule in audit["sources"].items())
    return Section("Sources diffusées", "Chacune avec la règle de sa déclaration.", ("Source", "Règle"), rows, 0)


def _rule(rule: str | Mapping[str, Any]) -> str:
    if isinstance(rule, str):
        return f"{rule}, tel que publié"
    levels = ", ".join(rule["levels"]) or "tous"
    return (
        f"{rule['text']} Seuil{NARROW}: {rule['minimum']}{NARROW}; groupe{NARROW}: {rule['group']}{NARROW}; "
        f"zéro{NARROW}: «{SPACE}{rule['zero']}{SPACE}»{NARROW}; tout le groupe{NARROW}: «{SPACE}{rule['whole']}{SPACE}»"
        f"{NARROW}; doute laissé{NARROW}: {rule['width']}{NARROW}; niveaux{NARROW}: {levels}."
    )


def _out(what: str, reasons: Mapping[str, str]) -> Section:
    intro = "Aucun de leurs chiffres n’est dans le fichier public."
    return Section(f"Hors diffusion{NARROW}: {what}", intro, ("Identifiant", "Raison"), tuple(reasons.items()), 0)
