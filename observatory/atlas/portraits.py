"""One page per canton, EPCI, territoire, and for the collectivité: identity, key figures by theme, commentary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pandas as pd

from observatory.atlas.answers import WHOLE, Answers, Territory
from observatory.atlas.compose import Composed
from observatory.atlas.pages import HOME, PORTRAITS, Page, Step, text_page
from observatory.atlas.words import bare
from observatory.catalogue import THEMES, Indicator
from observatory.figures.perimeter import communes_text, perimeter
from observatory.figures.words import rank_text
from observatory.publishing.portrait import published
from observatory.publishing.profiles import figure, known
from observatory.statistics.commentary import commentary
from observatory.statistics.french import capital, typeset
from observatory.statistics.numbers import NARROW, number, with_unit
from observatory.statistics.sentences import Figure, Sentence
from observatory.warehouse.compare import table

LEVELS = (WHOLE, "territoire", "arrondissement", "epci", "canton")
INDEX = f"{PORTRAITS}/index.html"
STEP = Step(f"/{INDEX}", "Portraits", PORTRAITS)


@dataclass(frozen=True)
class Row:
    """One indicator of a portrait, in words."""

    indicator: Indicator
    title: str
    period: int
    text: str
    whole: str
    rank: str
    quality: str | None


def portrait_path(level: str, code: str) -> str:
    return f"{PORTRAITS}/{level}/{code}.html"


def portrait_pages(answers: Answers, composed: list[Composed]) -> list[Page]:
    """The list of portraits, then each, the largest territories first; nothing where the texts have no list."""
    listing = [one for one in composed if one.text.slug == PORTRAITS]
    if not listing:
        return []
    about = _profiles(answers)
    pages = [portrait_page(one, about[one.level, one.code], answers) for one in _territories(answers)]
    groups = [
        (capital(str(answers.levels.at[level, "plural"])), [page for page in pages if page.context["level"] == level])
        for level in LEVELS
        if level in answers.levels.index
    ]
    front = text_page(listing[0], "portraits.html", groups=groups)
    return [replace(front, path=INDEX, section=PORTRAITS), *pages]


def _territories(answers: Answers) -> Iterator[Territory]:
    """Level by level, in the order of names."""
    for level in LEVELS:
        if level in answers.levels.index:
            codes = answers.territories(level)["code"]
            yield from sorted((answers.territory(level, str(code)) for code in codes), key=lambda one: bare(one.plain))


def _profiles(answers: Answers) -> dict[tuple[str, str], pd.DataFrame]:
    """(level, code) -> the profile of the territory."""
    return {
        (level, str(code)): own
        for level in LEVELS
        if level in answers.levels.index
        for code, own in table(answers.warehouse, level, [*answers.names(level)]).groupby("code")
    }


def portrait_page(territory: Territory, frame: pd.DataFrame, answers: Answers) -> Page:
    """Everything known of a territory (its profile), each figure beside the collectivité's."""
    about = known(answers.warehouse)
    figures = [figure(row, about) for row in frame.to_dict("records")]
    said = commentary(territory.name, answers.whole.name, figures) if territory.level != WHOLE else ()
    context: dict[str, Any] = {
        "level": territory.level,
        "territory": territory,
        "kind": str(answers.levels.at[territory.level, "title"]),
        "identity": identity(territory, answers),
        "perimeter": _perimeter(territory, answers, figures),
        "said": _paragraphs(said),
        "themes": _themes(frame, territory, answers),
        "members": _members(territory, answers),
    }
    return Page(
        path=portrait_path(territory.level, territory.code),
        section=PORTRAITS,
        title=capital(territory.name.subject),
        court=territory.plain,
        description=f"Portrait social {territory.name.of}{NARROW}: population, âges, emploi, logement, santé.",
        template="portrait.html",
        context=context,
        keywords=" ".join(name for name, _ in context["members"]),
        trail=(HOME, STEP),
    )


def _communes(row: "pd.Series[Any]") -> tuple[int, int]:
    """How many communes are inside, and in all."""
    inside, total = int(row["communes"]), row["communes_total"]
    return inside, inside if pd.isna(total) else int(total)


def identity(territory: Territory, answers: Answers) -> list[tuple[str, str]]:
    """Population, area, density, communes."""
    rows = answers.territories(territory.level)
    row = rows[rows["code"] == territory.code].iloc[0]
    population, area = float(row["population"]), float(row["area_km2"])
    return [
        ("Habitants", number(population)),
        ("Surface", with_unit(area, "km²")),
        ("Densité", with_unit(population / area, "habitants par km²")),
        ("Communes", communes_text(*_communes(row))),
    ]


def _perimeter(territory: Territory, answers: Answers, figures: Sequence[Figure]) -> str:
    rows = answers.territories(territory.level)
    row = rows[rows["code"] == territory.code].iloc[0]
    return perimeter(*_communes(row), published(figures))


def _themes(frame: pd.DataFrame, territory: Territory, answers: Answers) -> list[tuple[str, list[Row]]]:
    """Theme titles and their rows, in order of display."""
    rows = [_row(row, territory, answers) for row in frame.to_dict("records")]
    groups = [(title, [row for row in rows if row.indicator.theme == theme]) for theme, title in THEMES.items()]
    return [(title, mine) for title, mine in groups if mine]


def _row(row: Mapping[Any, Any], territory: Territory, answers: Answers) -> Row:
    one = answers.indicators[row["indicator"]]
    whole = {"value": row["whole_value"], "status": row["whole_status"]}
    return Row(
        indicator=one,
        title=typeset(one.title),
        period=int(row["period"]),
        text=answers.text(one.slug, row),
        whole="–" if pd.isna(row["whole_value"]) or one.kind == "count" else answers.text(one.slug, whole),
        rank="" if pd.isna(row["rank"]) else rank_text(row["rank"], int(row["comparable"]), territory.level),
        quality=None if pd.isna(row["quality"]) else str(row["quality"]),
    )


def _paragraphs(said: tuple[Sentence, ...]) -> list[str]:
    """The sentences about one figure together."""
    groups = groupby(said, key=lambda sentence: (len(sentence.cells) > 2, sentence.cells[:1]))
    return [" ".join(sentence.text for sentence in group) for _, group in groups]


def _members(territory: Territory, answers: Answers) -> list[tuple[str, str]]:
    """(name, code) of the communes, in the order of names; nothing for the collectivité itself."""
    if territory.level == WHOLE:
        return []
    frame = answers.members(territory.level)
    names = answers.territories("commune").set_index("code")["name"]
    codes = frame.loc[frame["code"] == territory.code, "commune"]
    return sorted(((str(names[code]), str(code)) for code in codes), key=lambda pair: bare(pair[0]))
