"""Families of territories that look alike: a map, each in words with its most typical member, how firm they are."""

from typing import Any

from dash import html

from observatory.catalogue import Indicator
from observatory.dashboard.parts import prose, table, tabs
from observatory.dashboard.registry import link
from observatory.dashboard.study import BASE, Study, level_tabs, map_plate, patch, pick
from observatory.dashboard.takeaway import takeaway
from observatory.figures.studied import study_view
from observatory.figures.words import plural_text
from observatory.publishing.crossed import plural_of
from observatory.publishing.formats import TABLES
from observatory.publishing.profiles import known
from observatory.publishing.study_files import LETTERS
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number
from observatory.statistics.typology import NOTABLE, firmness_words, separation_words
from observatory.warehouse.families import Families, families, typologies, typology_levels

VIEW = "familles"


def family_parts(study: Study) -> list[Any]:
    """Everything under the choice of a typology, in reading order."""
    declared = {one.slug: one for one in typologies(study.warehouse)}
    levels = {slug: typology_levels(study.warehouse, slug) for slug in declared}
    offered = [slug for slug in declared if levels[slug]]
    if not offered:
        return [html.H1("Familles de territoires"), html.P("Les territoires sont trop peu pour former des familles.")]
    slug = study.one_of("typologie", offered, offered[0])
    level = study.level(levels[slug])
    one = families(study.warehouse, slug, level)
    items = [
        (typeset(declared[each].title), link(BASE, vue=VIEW, typologie=each, niveau=level), each == slug)
        for each in offered
    ]
    return [
        html.H1(typeset(one.typology.title)),
        html.P(typeset(one.typology.definition), className="lead"),
        tabs(items, "Typologies"),
        level_tabs(study, levels[slug], level, vue=VIEW, typologie=slug),
        html.Div([_map(study, one), _told(one)], className="study-plate"),
        _firm(study, one),
        _profiles(study, one),
        _table(study, one),
        html.Section([html.H2("Comprendre"), prose(one.typology.caveats), _takeaway(one)], className="ruled"),
    ]


def _takeaway(one: Families) -> html.Div:
    base = f"/telechargements/typologies/{one.typology.slug}/{one.level}"
    return takeaway((*TABLES, "gpkg", "geojson"), lambda kind: f"{base}.{kind}", table="#tableau table")


def _title(family: int) -> str:
    return f"Famille {LETTERS[family]}"


def _map(study: Study, one: Families) -> html.Div:
    plural = plural_of(study.warehouse, one.level)
    inside = dict(zip(one.members["code"], one.members["family"], strict=True))
    codes = study.codes(one.level)
    cells = [
        {
            "code": code,
            "class": int(inside[code]) if code in inside else None,
            "text": _title(int(inside[code])) if code in inside else "sans famille",
            "gap": "" if code in inside else "une valeur manque à son profil",
        }
        for code in codes
    ]
    subtitle = plural_text(len(codes), plural, plural)
    titles = [_title(int(family)) for family in one.families["family"]]
    view = study_view(typeset(one.typology.title), subtitle, "family", titles, cells)
    return html.Div(map_plate(study, one.level, view, study.territory(codes)), className="study-map")


def _told(one: Families) -> html.Div:
    """Each family in words, its most typical member a link to its portrait."""
    told = [_family(row, one.level) for row in one.families.to_dict("records")]
    return html.Div([html.H2("Les familles"), *told], className="families-list")


def _family(row: Any, level: str) -> html.Article:
    family = int(row["family"])
    typical = html.A(typeset(f"Portrait : {row['medoid_name']}"), href=f"/portrait/{level}/{row['medoid']}")
    return html.Article(
        [html.H3([patch(f"family-{family + 1}"), _title(family)]), html.P(row["words"]), html.P(typical)],
        className="family",
    )


def _firm(study: Study, one: Families) -> html.Section:
    """Silhouette and adjusted Rand index, told plainly."""
    count = len(one.families)
    rows = [
        (f"{tried} familles", number(score, 2), "retenu" if tried == count else "")
        for tried, score in one.silhouettes.items()
    ]
    words = [separation_words(one.silhouettes[count]), firmness_words(one.rand_index)]
    return html.Section(
        [
            html.H2(typeset("Est-ce solide ?")),
            *(html.P(text, className="sentence") for text in words),
            table(("Nombre de familles", "Silhouette", "Choix"), rows, "Nombres de familles essayés"),
        ],
        className="ruled",
    )


def _profiles(study: Study, one: Families) -> html.Section:
    """Each indicator of the profile, each family: how far from the mean, in standard deviations."""
    indicators = known(study.warehouse).indicators
    rows = [
        (_indicator(indicators[slug], one.level), *(_deviation(float(score)) for score in one.profiles[slug]))
        for slug in one.profiles.columns
    ]
    headers = ("Indicateur", *(_title(int(family)) for family in one.families["family"]))
    note = "Écart de la famille à la moyenne des territoires, en écarts types ; en couleur à partir d'un demi."
    shown = table(headers, rows, "Profils des familles", "deviations")
    return html.Section([html.H2("Ce qui les fait"), html.P(typeset(note), className="note"), shown], className="ruled")


def _indicator(indicator: Indicator, level: str) -> html.A:
    return html.A(typeset(indicator.title), href=link("/cartes", indicateur=indicator.slug, niveau=level))


def _deviation(score: float) -> html.Span:
    look = "above" if score >= NOTABLE else "below" if score <= -NOTABLE else ""
    return html.Span(("+" if score > 0 else "") + number(score, 1), className=look)


def _table(study: Study, one: Families) -> html.Section:
    rows = [
        (pick(str(code), typeset(str(name))), [patch(f"family-{family + 1}"), _title(int(family))])
        for code, name, family in one.members.sort_values(["family", "name"])[["code", "name", "family"]].itertuples(
            index=False
        )
    ]
    return html.Section(
        [html.H2("Tableau"), table(("Territoire", "Famille"), rows, typeset(one.typology.title))],
        className="ruled",
        id="tableau",
    )
