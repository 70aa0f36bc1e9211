"""Rules on what the catalogue says: words complete and well set, nothing dead, every theme served."""

import re
from collections import Counter
from fnmatch import fnmatch

import pytest

from observatory.catalogue import load_catalogue
from observatory.catalogue.indicator import NATURES, THEMES
from observatory.settings import ROOT
from observatory.statistics.french import typeset
from observatory.warehouse.hypotheses import FERTILITY, GIRLS, SURVIVAL

CATALOGUE = load_catalogue(ROOT / "indicators")
INDICATORS = list(CATALOGUE.indicators.values())
MEASURES = list(CATALOGUE.measures.values())
COMPUTED = [i for i in INDICATORS if not any(CATALOGUE.measures[name].awaits for name in i.measures)]
SOURCES = list(CATALOGUE.sources.values())
PUBLISHED_SOURCES = [source for source in SOURCES if not (source.awaited or source.demonstration)]
BANDS = [f"{age:02}_{age + 4:02}" for age in range(0, 95, 5)] + ["95_plus"]
PYRAMID = {f"ages.{sex}_{band}" for sex in "fh" for band in BANDS}
PUBLISHED = ROOT / "indicators" / "published"
PROJECTION = {GIRLS, *FERTILITY, *SURVIVAL[0], *SURVIVAL[1]}


def by_slug(declarations):
    return pytest.mark.parametrize("declared", declarations, ids=lambda declared: declared.slug)


def sentences(text):
    return len(re.findall(r"[.?!](?=\s|$)", text))


@by_slug(INDICATORS)
def test_an_indicator_is_documented(declared):
    assert sentences(declared.definition) in (1, 2), "une définition tient en une ou deux phrases"
    assert declared.caveats, "aucune précaution de lecture"
    assert all(caveat.endswith(".") for caveat in declared.caveats)
    for measure in declared.measures:
        assert CATALOGUE.sources_of(measure) or CATALOGUE.measures[measure].awaits, f"{measure} n'a pas de source"


@by_slug(INDICATORS)
def test_a_reading_opens_with_its_territory(declared):
    assert declared.reading.startswith("{territory}\u202f: ")
    assert declared.reading.endswith(".")


@by_slug(INDICATORS)
def test_the_title_of_a_ratio_says_its_denominator(declared):
    if declared.kind == "ratio":
        assert re.search(r"%| pour | par |\u202f: ", declared.title)


@by_slug(INDICATORS)
def test_the_scale_is_that_of_the_unit(declared):
    if declared.kind != "ratio":
        return
    window = max(declared.numerator.window, *(other.lag for other in declared.numerator.minus), 1)
    shown = re.match(r"(?:pour )?(%|‰|100\u202f000|10\u202f000|1\u202f000|100)", declared.unit)
    scale = {"%": 100, "‰": 1000, None: 1}.get(shown and shown[1]) or int(shown[1].replace("\u202f", ""))
    assert declared.scale == scale / window


@by_slug(INDICATORS)
def test_an_evolution_is_a_yearly_rate_of_one_measure(declared):
    if declared.kind == "evolution":
        assert declared.numerator.measure == declared.denominator.measure
        assert (declared.scale, declared.unit) == (100, "% par an")


@pytest.mark.parametrize("declared", [*INDICATORS, *SOURCES, *MEASURES], ids=lambda d: getattr(d, "slug", d.title))
def test_french_typography(declared):
    names = ("title", "definition", "reading", "unit", "secrecy", "vintage", "awaits")
    texts = [getattr(declared, name, "") for name in names]
    texts += [*getattr(declared, "caveats", ()), *getattr(declared, "notes", ())]
    for text in texts:
        assert text == typeset(text)
        assert not re.search(r"\d \d{3}\b|  ", text)


@by_slug(PUBLISHED_SOURCES)
def test_a_source_can_be_cited(declared):
    assert declared.licence == "Licence Ouverte 2.0"
    assert re.fullmatch(r"https://[a-z0-9.-]+", declared.page)
    assert declared.secrecy.endswith(".") and all(note.endswith(".") for note in declared.notes)


@by_slug(PUBLISHED_SOURCES)
def test_a_source_has_its_file_for_loir_et_cher(declared):
    files = declared.files.format(departement="41", collectivite="41")
    assert [*PUBLISHED.glob(files), *(ROOT / "geodata").glob(files)]


def test_nothing_is_dead():
    used = {measure for indicator in INDICATORS for measure in indicator.measures} | PYRAMID | PROJECTION
    used |= {take.measure for source in CATALOGUE.sources.values() if source.places for take in source.take}
    assert [name for name in CATALOGUE.measures if name not in used] == []
    assert [source.slug for source in SOURCES if not any(take.measure in used for take in source.take)] == []


def test_the_pyramid_has_every_band_of_both_sexes():
    assert set(CATALOGUE.measures) >= PYRAMID and len(PYRAMID) == 40


def test_every_theme_is_served():
    themes = Counter(indicator.theme for indicator in COMPUTED)
    assert set(themes) == set(THEMES) and min(themes.values()) >= 8
    for theme in THEMES:
        natures = {indicator.nature for indicator in COMPUTED if indicator.theme == theme}
        assert {"besoin", "offre"} <= natures <= set(NATURES)


def test_need_offer_and_activity_are_all_observed():
    assert {indicator.nature for indicator in COMPUTED} == set(NATURES)
    assert len(INDICATORS) >= 100


def test_equipment_densities_stay_few():
    densities = [i.slug for i in INDICATORS if i.kind == "ratio" and i.numerator.measure.startswith("bpe.")]
    assert len(densities) <= 15
    assert len(COMPUTED) - len(densities) >= 70


def test_every_published_file_is_told_in_the_readme():
    readme = (PUBLISHED / "README.md").read_text(encoding="utf-8")
    patterns = re.findall(r"`([\w.*-]+)`", readme)
    for file in PUBLISHED.rglob("*.csv"):
        assert any(fnmatch(file.name, pattern) for pattern in patterns), file.name
