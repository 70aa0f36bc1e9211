"""Sentences: expectations written by hand in names.csv and phrases.csv, then rules that thousands of them must keep.

In the two tables _ is U+202F and ~ is U+00A0; an expected phrase joins with " | " all the sentences of a figure.
"""

import csv
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from observatory.catalogue import Indicator, load_catalogue
from observatory.catalogue.collectivite import Grammar
from observatory.settings import ROOT
from observatory.statistics import french
from observatory.statistics.cell import Cell, CellKey, cell_of
from observatory.statistics.commentary import commentary
from observatory.statistics.numbers import number
from observatory.statistics.ranking import Standing
from observatory.statistics.sentences import Figure, evolution, rank, sentences, value_and_gap

HERE = Path(__file__).parent
LOIR_ET_CHER = french.name_of_collectivite(
    Grammar(subject="le Loir-et-Cher", of="du Loir-et-Cher", inside="en Loir-et-Cher")
)
PLURALS = {"commune": "communes", "canton": "cantons", "epci": "EPCI"}


def indicator(slug: str, kind: str, unit: str, decimals: int, reading: str, **more: Any) -> Indicator:
    words: dict[str, Any] = {"title": slug, "definition": slug, "theme": "socle", "nature": "contexte"}
    denominator = {"measure": f"{slug}.total", "lag": 5 * (kind == "evolution")} if kind != "count" else None
    arithmetic = {"numerator": f"{slug}.part", "denominator": denominator if kind in ("ratio", "evolution") else None}
    given = {"kind": kind, "unit": unit, "decimals": decimals, "reading": reading, "levels": ("commune",)}
    return Indicator(slug=slug, **{**words, **arithmetic, **given, **more})


INDICATORS = {
    i.slug: i
    for i in (
        indicator("rsa", "ratio", "%", 1, "{territory} : {value} % des ménages perçoivent le RSA fin {period}."),
        indicator("population", "count", "habitants", 0, "{territory} compte {value} habitants en {period}."),
        indicator(
            "places",
            "ratio",
            "places pour 1\u202f000",
            1,
            "{territory} : {value} places pour 1\u202f000 personnes de 75 ans ou plus en {period}.",
        ),
        indicator(
            "revenu",
            "published",
            "€",
            0,
            "{territory} : la moitié des habitants vit avec moins de {value} € par an.",
        ),
        indicator("croissance", "evolution", "% par an", 1, "{territory} : la population évolue de {value} % par an."),
        indicator(
            "vieillissement",
            "ratio",
            "",
            0,
            "{territory} : {value} personnes de 65 ans ou plus pour 100 jeunes de moins de 20 ans.",
        ),
        indicator(
            "chomeurs", "count", "demandeurs d'emploi", 0, "{territory} : {value} demandeurs d'emploi fin {period}."
        ),
    )
}


def typed(text: str) -> str:
    return text.replace("_", "\u202f").replace("~", "\u00a0")


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def cell(slug: str, code: str, value: float | None, period: int = 2024, **more: Any) -> Cell:
    return Cell(CellKey(slug, "commune", code, period), value, **more)


def figure(row: dict[str, str]) -> Figure:
    slug = row["indicator"]
    own = cell(
        slug,
        "41001",
        float(row["value"]) if row["value"] else None,
        margin=float(row["margin"]),
        status=row["status"].replace("fragile", "valeur"),
        quality=row["quality"] or None,
    )
    return Figure(
        INDICATORS[slug],
        french.name_of(row["level"], row["name"]),
        own,
        cell(slug, "41", float(row["reference"])) if row["reference"] else None,
        LOIR_ET_CHER,
        Standing(*map(int, row["rank"].split("/")), PLURALS[row["level"]]) if row["rank"] else None,
        cell(slug, "41001", float(row["earlier"]), 2020) if row["earlier"] else None,
    )


@pytest.mark.parametrize("row", table("names.csv"), ids=lambda row: row["name"])
@pytest.mark.parametrize("form", ["of", "to", "inside", "than"])
def test_names(row: dict[str, str], form: str) -> None:
    assert getattr(french.name_of(row["level"], row["name"]), form) == typed(row[form])


@pytest.mark.parametrize("row", table("phrases.csv"), ids=lambda row: row["expected"][:40])
def test_phrases(row: dict[str, str]) -> None:
    assert " | ".join(s.text for s in sentences(figure(row))) == typed(row["expected"])


def test_two_hundred_expectations_are_written_by_hand() -> None:
    assert 4 * len(table("names.csv")) + len(table("phrases.csv")) >= 200


@pytest.mark.parametrize(
    ("reading", "level", "name", "text"),
    [
        (
            "À {territory}, {value} % des ménages.",
            "commune",
            "Le Controis-en-Sologne",
            "Au Controis-en-Sologne, 9,2_% des ménages.",
        ),
        ("À {territory}, {value} % des ménages.", "canton", "Onzain", "Dans le canton d’Onzain, 9,2_% des ménages."),
        ("Les ménages de {territory} : {value} %.", "commune", "Les Montils", "Les ménages des Montils_: 9,2_%."),
        ("Le taux de {territory} est {value} %.", "commune", "Oisly", "Le taux d’Oisly est 9,2_%."),
        ("Aide {territory} à {value} %.", "commune", "Blois", "Aide Blois à 9,2_%."),
    ],
)
def test_readings_put_the_name_in_its_place(reading: str, level: str, name: str, text: str) -> None:
    made = INDICATORS["rsa"].model_copy(update={"reading": reading})
    told = Figure(made, french.name_of(level, name), cell("rsa", "41001", 9.21))
    assert value_and_gap(told).text == typed(text)


def test_names_of_departements_follow_their_grammar() -> None:
    allier = french.name_of_collectivite(Grammar(subject="l'Allier", of="de l'Allier", inside="dans l'Allier"))
    assert (allier.subject, allier.to, allier.than) == ("l’Allier", "à l’Allier", "que l’Allier")
    assert LOIR_ET_CHER.to == "au Loir-et-Cher"


def test_a_sentence_carries_the_cells_it_rests_on() -> None:
    told = Figure(
        INDICATORS["rsa"],
        french.name_of("commune", "Blois"),
        cell("rsa", "41018", 9.21),
        cell("rsa", "41", 4.77),
        LOIR_ET_CHER,
        Standing(9, 183, 0, "communes"),
        cell("rsa", "41018", 8.0, 2020),
    )
    own, whole, before = told.cell.key, CellKey("rsa", "commune", "41", 2024), CellKey("rsa", "commune", "41018", 2020)
    assert [s.cells for s in sentences(told)] == [(own, whole), (own,), (own, before)]


def test_a_figure_is_never_compared_with_itself_nor_with_a_fragile_one() -> None:
    name = french.name_of("commune", "Blois")
    fragile = cell("rsa", "41", 4.77, quality="fragile")
    alone = "Blois\u202f: 9,2\u202f% des ménages perçoivent le RSA fin 2024."
    own = cell("rsa", "41018", 9.21)
    assert value_and_gap(Figure(INDICATORS["rsa"], name, own, own, LOIR_ET_CHER)).text == alone
    assert value_and_gap(Figure(INDICATORS["rsa"], name, own, fragile, LOIR_ET_CHER)).text == alone
    assert evolution(Figure(INDICATORS["rsa"], name, own, earlier=fragile)) is None


def test_cells_are_read_from_rows_of_the_warehouse() -> None:
    row = {
        "level": "commune",
        "code": "41018",
        "period": 2024,
        "value": 9.2,
        "margin": float("nan"),
        "status": "valeur",
    }
    assert cell_of("rsa", {**row, "quality": "solide"}) == cell("rsa", "41018", 9.2)
    assert cell_of("rsa", {**row, "value": None, "quality": None}).sayable is False


# ---- Ten thousand sentences

VOWEL = "aeiouyàâéèêëîïôöûùœAEIOUYÀÂÉÈÊËÎÏÔÖÛÙŒ"
NAMES = [(row["level"], row["name"]) for row in table("names.csv")]
BROKEN = re.compile(
    rf"\b(?:de|que) [{VOWEL}]|\b(?:de|à) [Ll]es? |'|[ \u00a0]{{2}}|−0(?![\d,])|−0,0+\b"
    r"|[^\u202f][:;?!%](?!\d)| [.,]|nan|None|[{}]"
)
COUNTED = re.compile(r"(−?[\d\u202f]+(?:,\d+)?)\u00a0(habitants?|places?|demandeurs?|points?|autres?)\b")


def random_figure(chance: random.Random) -> Figure:
    slug = chance.choice(list(INDICATORS))
    level, name = chance.choice(NAMES)
    scale = chance.choice([0.5, 3, 100, 1e6])

    def drawn(code: str, period: int) -> Cell:
        signed = scale * chance.random() - (scale / 2 if slug == "croissance" else 0)
        status = chance.choice(["valeur", "valeur", "valeur", "estime", "secret", "absent", "non_disponible"])
        value = (
            None
            if status not in ("valeur", "estime")
            else chance.choice([signed, signed, round(signed), 0.0, 1.0, 2.0])
        )
        quality = chance.choice(["solide", "solide", "prudence", "fragile"]) if value is not None else None
        margin = chance.choice([0.0, 0.0, scale / 10])
        return cell(slug, code, value, period, margin=margin, status=status, quality=quality)

    count = chance.randint(1, 300)
    place = chance.randint(1, count)
    standing = chance.choice([None, Standing(place, count, chance.randint(0, count - place), "communes")])
    return Figure(
        INDICATORS[slug],
        french.name_of(level, name),
        drawn("41001", 2024),
        chance.choice([None, drawn("41", 2024)]),
        LOIR_ET_CHER,
        standing,
        chance.choice([None, drawn("41001", 2020)]),
        chance.choice([None, scale / 4]),
    )


def read(text: str) -> float:
    return float(text.replace("\u202f", "").replace(",", ".").replace("−", "-"))


def test_ten_thousand_sentences_keep_the_rules() -> None:
    chance = random.Random(41)
    told = 0
    while told < 10_000:
        drawn = random_figure(chance)
        for sentence in sentences(drawn):
            told += 1
            check(drawn, sentence.text)
            assert sentence.cells[0] == drawn.cell.key


def check(drawn: Figure, text: str) -> None:
    assert not BROKEN.search(text), (text, BROKEN.search(text))
    assert text.endswith(".") and text[0] == text[0].upper()
    for figures, word in COUNTED.findall(text):
        assert word.endswith("s") == (abs(read(figures)) >= 2), text
    if drawn.cell.sayable:
        shown = number(drawn.cell.known, drawn.indicator.decimals)
        assert text.startswith(("C’est", "La valeur est la même", "Depuis")) or f"{shown}" in text, text
    else:
        assert not re.search(r"\d", text), text


def test_gap_and_rank_and_evolution_never_contradict_each_other() -> None:
    chance = random.Random(18)
    for _ in range(3000):
        drawn = random_figure(chance)
        text, place = value_and_gap(drawn).text, rank(drawn)
        if place and "la même" not in place.text:
            assert not (" de plus que " in text and "la plus faible" in place.text)
            assert not (" de moins que " in text and "la plus élevée" in place.text)


@pytest.mark.parametrize("value", [0.0, 1.0, 1.96, 2.0, 1234.5])
@pytest.mark.parametrize("status", ["valeur", "estime"])
def test_every_declared_reading_makes_a_french_sentence(value: float, status: str) -> None:
    for declared in load_catalogue(ROOT / "indicators").indicators.values():
        for level, name in NAMES[::7]:
            own = cell(declared.slug, "41001", value, status=status)
            told = Figure(declared, french.name_of(level, name), own)
            check(told, value_and_gap(told).text)


# ---- Commentary


def remarkable_figure(slug: str, value: float, reference: float, spread: float = 1.0, **more: Any) -> Figure:
    made = INDICATORS["rsa"].model_copy(update={"slug": slug, **more})
    own, whole = cell(slug, "41158", value), cell(slug, "41", reference)
    return Figure(made, french.name_of("commune", "Les Montils"), own, whole, LOIR_ET_CHER, spread=spread)


def comment(figures: list[Figure]) -> list[str]:
    return [s.text for s in commentary(french.name_of("commune", "Les Montils"), LOIR_ET_CHER, figures)]


def operand(measure: str) -> dict[str, Any]:
    return {"numerator": INDICATORS["rsa"].numerator.model_copy(update={"measure": measure})}


def test_commentary_tells_the_widest_gaps_first() -> None:
    near = remarkable_figure("near", 5.0, 4.8, **operand("a.x"))
    wide = remarkable_figure("wide", 6.8, 4.8, **operand("b.x"))
    wider = remarkable_figure("wider", 1.3, 4.8, **operand("c.x"))
    assert comment([near, wide, wider]) == [
        "Ce qui distingue le plus Les Montils du Loir-et-Cher\u202f:",
        typed("1,3_% des ménages perçoivent le RSA fin 2024, soit 3,5~points de moins que le Loir-et-Cher (4,8_%)."),
        typed("6,8_% des ménages perçoivent le RSA fin 2024, soit 2,0~points de plus que le Loir-et-Cher (4,8_%)."),
    ]


def test_commentary_tells_one_indicator_of_a_numerator_and_two_of_a_theme() -> None:
    same = [remarkable_figure(f"same-{i}", 9.0 + i, 4.8) for i in range(3)]
    assert len(comment(same)) == 2
    theme = [remarkable_figure(f"theme-{i}", 9.0 + i, 4.8, **operand(f"a.x{i}")) for i in range(3)]
    assert len(comment(theme)) == 3


def test_commentary_keeps_small_gaps_and_common_ranks_to_itself() -> None:
    """4,8 and 5,0: two standard deviations where all are alike, but 4 % only. Third of three: no distinction."""
    assert comment([remarkable_figure("alike", 5.0, 4.81, spread=0.05)])[0].startswith("Rien ne distingue")
    wide = remarkable_figure("wide", 9.0, 4.8)
    ranked = [replace(wide, standing=Standing(1, count, tied, "cantons")) for count, tied in ((3, 0), (50, 7), (50, 0))]
    assert [len(comment([told])) for told in ranked] == [2, 2, 3]


def test_commentary_says_when_nothing_stands_out_and_what_it_leaves_out() -> None:
    near = remarkable_figure("near", 5.0, 4.8)
    secret = Figure(near.indicator, near.name, cell("secret", "41158", None, status="secret"))
    assert comment([near, secret]) == [
        "Rien ne distingue nettement Les Montils du Loir-et-Cher\u202f: le seul indicateur comparé en est proche.",
        "1\u00a0indicateur ne peut pas être commenté (secret statistique, donnée absente ou effectifs trop petits).",
    ]
    assert comment([secret, secret])[0] == "Aucune donnée ne permet de comparer Les Montils au Loir-et-Cher."
    assert comment([near, near])[0].endswith("les 2\u00a0indicateurs comparés en sont proches.")


def test_a_commune_that_stands_among_the_cantons_is_no_canton() -> None:
    assert french.name_of("canton", "Blois", code="4199").of == "de la commune de Blois"
    assert (
        french.name_of("canton", "Le Controis-en-Sologne", code="4189").subject == "la commune du Controis-en-Sologne"
    )
    assert french.name_of("canton", "Vendôme", code="4114").subject == "le canton de Vendôme"
