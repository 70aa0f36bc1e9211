"""Evolutions, tables and key figures: a few territories or indicators side by side."""

from observatory.atlas.answers import WHOLE, Answers, Missing, Territory
from observatory.atlas.blocks import EvolutionBlock, KeyFigure, KeyFiguresBlock, SourcesBlock, TableBlock
from observatory.atlas.chart import Line
from observatory.atlas.drawn import levelled
from observatory.atlas.grammar import Directive
from observatory.atlas.selection import Asked, selected
from observatory.atlas.trends import cells_over_time, trend
from observatory.catalogue import Indicator
from observatory.statistics.french import capital, typeset
from observatory.warehouse import read

COMPARED = ("territoire", "arrondissement")
"""Whose lines an evolution draws: the first of these that the collectivité offers."""
MOST_LINES = 5


def evolution(directive: Directive, answers: Answers) -> EvolutionBlock:
    directive.allow(1, ("niveau", "territoires", "depuis"))
    slug = directive.words[0]
    level = answers.level(slug, directive.option("niveau") or _compared(slug, answers))
    question = Asked(answers.indicator(slug), level, answers.period(slug, level))
    wanted = directive.option("territoires")
    chosen = [selected(one, question, answers) for one in wanted.split(",")] if wanted else _every(level, answers)
    if len(chosen) > MOST_LINES:
        raise directive.error(
            f"{len(chosen)} lignes sur un graphique, c'est trop : territoires=… en choisit {MOST_LINES}"
        )
    first = int(directive.option("depuis", "0"))
    return evolution_block(question.indicator, chosen, answers, first)


def _compared(slug: str, answers: Answers) -> str:
    return next((level for level in COMPARED if (slug, level) in answers.available), WHOLE)


def _every(level: str, answers: Answers) -> list[Territory]:
    """From north to south."""
    ordered = answers.territories(level).sort_values("lat", ascending=False)
    return [answers.territory(level, str(code)) for code in ordered["code"]]


def evolution_block(indicator: Indicator, chosen: list[Territory], answers: Answers, first: int) -> EvolutionBlock:
    """The chosen territories, then the collectivité where it has values."""
    drawn = [one for one in chosen if one.level != WHOLE]
    if (indicator.slug, WHOLE) in answers.available:
        drawn.append(answers.whole)
    values = [_known(one, indicator.slug, first, answers) for one in drawn]
    years = sorted({year for known in values for year in known})
    if len(years) < 2:
        raise Missing(f"« {indicator.slug} » n'est connu que pour une année")
    base = years[0] if indicator.kind == "count" and len(drawn) > 1 else None
    pairs = zip(drawn, values, strict=True)
    lines = tuple(_line(rank, one, known, years, base) for rank, (one, known) in enumerate(pairs, 1))
    rows = tuple((one.plain, _texts(one, indicator, years, answers)) for one in drawn)
    names = [one.plain for one in drawn if one.level != WHOLE] or [answers.whole.plain]
    title = f"{', '.join(names)} depuis {years[0]}"
    unit = "" if base else indicator.unit
    return EvolutionBlock(f"evolution-{indicator.slug}", title, indicator, lines, unit, tuple(years), rows, base)


def _known(territory: Territory, slug: str, first: int, answers: Answers) -> dict[int, float]:
    """Year -> value, from the year `first` on."""
    cells = cells_over_time(slug, territory, answers)
    return {year: cell.value for year, cell in cells.items() if year >= first and cell.value is not None}


def _line(rank: int, territory: Territory, values: dict[int, float], years: list[int], base: int | None) -> Line:
    scale = 100 / values[base] if base is not None and values.get(base) else 1.0
    points = tuple((year, values[year] * scale if year in values else None) for year in years)
    return Line(territory.plain, "line-whole" if territory.level == WHOLE else f"line-{rank}", points)


def _texts(territory: Territory, one: Indicator, years: list[int], answers: Answers) -> tuple[str, ...]:
    level = territory.level
    return tuple(_cell_text(territory, Asked(one, level, year), answers) for year in years)


def table(directive: Directive, answers: Answers) -> TableBlock:
    """Territories of one level in rows, indicators in columns, the collectivité last."""
    directive.allow((1, 6), ("niveau",))
    questions = [levelled(directive, answers, word) for word in range(len(directive.words))]
    if len({question.level for question in questions}) > 1:
        raise directive.error("niveau=… : ces indicateurs ne s'ouvrent pas au même niveau")
    level = questions[0].level
    territories = _every(level, answers)
    rows = [(one, tuple(_cell_text(one, question, answers) for question in questions)) for one in territories]
    rows.sort(key=lambda row: row[0].plain)
    whole = (answers.whole, tuple(_cell_text(answers.whole, question, answers) for question in questions))
    headers = tuple(f"{typeset(question.indicator.title)} ({question.period})" for question in questions)
    return TableBlock(capital(str(answers.levels.at[level, "plural"])), headers, (*rows, whole))


def _cell_text(territory: Territory, question: Asked, answers: Answers) -> str:
    """The value as people read it, or a dash where the indicator is not known for that territory and year."""
    slug = question.indicator.slug
    row = answers.row(slug, territory, question.period) if (slug, territory.level) in answers.available else None
    return "–" if row is None else answers.text(slug, row)


def key_figures(directive: Directive, answers: Answers) -> KeyFiguresBlock:
    """Of the collectivité; an indicator without a value there is passed over."""
    directive.allow((1, 6), ())
    for slug in directive.words:
        if slug not in answers.indicators and slug not in answers.declared:
            answers.indicator(slug)
    known = [slug for slug in directive.words if (slug, WHOLE) in answers.available]
    return KeyFiguresBlock(tuple(key_figure(slug, answers.whole, answers) for slug in known))


def key_figure(slug: str, territory: Territory, answers: Answers) -> KeyFigure:
    """One figure, its title, and how it changed since the earliest comparable year."""
    one = answers.indicator(slug)
    years = answers.available[slug, territory.level]
    question = Asked(one, territory.level, years[-1])
    text = _cell_text(territory, question, answers)
    return KeyFigure(slug, one.theme, text, typeset(one.title), years[-1], trend(question, territory, answers))


def sources(directive: Directive, answers: Answers) -> SourcesBlock:
    """Every source of the figures that this atlas may show, by producer."""
    directive.allow(0, ())
    slugs = sorted({slug for slug, _ in answers.available})
    frames = [read.sources_of(answers.warehouse, slug) for slug in slugs]
    columns = ["producer", "title", "vintage", "licence", "page", "secrecy"]
    rows = {tuple(map(str, row)) for frame in frames for row in frame[columns].itertuples(index=False)}
    return SourcesBlock(tuple(sorted((a, b, c, d, e, f) for a, b, c, d, e, f in rows)))
