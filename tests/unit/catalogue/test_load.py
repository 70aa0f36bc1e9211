"""A small catalogue that loads; then each mistake in turn, refused by file, key and reason."""

import re
from pathlib import Path

import pytest

from observatory.catalogue import load_catalogue
from observatory.errors import DeclarationError

SOURCE = """
[caf]
producer = "Cnaf"
title = "Allocataires"
licence = "Licence Ouverte 2.0"
page = "https://data.caf.fr"
vintage = "2024"
files = "{departement}/caf.csv"
key = { column = "code" }
period = { column = "annee" }
secrecy = "Arrondi à 5."
take = [
    { measure = "caf.foyers", column = "foyers" },
    { measure = "caf.rsa", column = "rsa" },
    { measure = "caf.taux", column = "taux" },
]
"""
MEASURES = """
["caf.foyers"]
title = "Foyers"
unit = "foyers"

["caf.rsa"]
title = "Foyers percevant le RSA"
unit = "foyers"

["caf.taux"]
title = "Taux publié"
unit = "%"
additive = false
"""
INDICATOR = """
[part-rsa]
title = "Part du RSA"
definition = "Part des foyers qui perçoivent le RSA."
theme = "insertion-emploi"
nature = "besoin"
kind = "ratio"
numerator = "caf.rsa"
denominator = "caf.foyers"
scale = 100
unit = "%"
decimals = 1
levels = ["commune", "departement"]
reading = "{territory} : {value} % des foyers perçoivent le RSA fin {period}."
"""
FILES = {"sources/caf.toml": SOURCE, "measures/caf.toml": MEASURES, "insertion-emploi.toml": INDICATOR}


def written(folder: Path, changes: dict[str, str] | None = None) -> Path:
    for name, text in {**FILES, **(changes or {})}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_catalogue_is_read_into_models(tmp_path):
    catalogue = load_catalogue(written(tmp_path))
    indicator = catalogue.indicators["part-rsa"]
    assert (indicator.slug, indicator.measures, indicator.bounds) == ("part-rsa", ["caf.rsa", "caf.foyers"], (0, 100))
    assert [source.slug for source in catalogue.sources_of("caf.rsa")] == ["caf"]


def test_one_more_indicator_is_one_more_table(tmp_path):
    more = INDICATOR + INDICATOR.replace("[part-rsa]", "[foyers-par-rsa]").replace("scale = 100\n", "")
    assert list(load_catalogue(written(tmp_path, {"insertion-emploi.toml": more})).indicators) == [
        "part-rsa",
        "foyers-par-rsa",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "reason"),
    [
        ("insertion-emploi.toml", 'numerator = "caf.rsa"', 'numerator = "caf.rmi"', "part-rsa.numerator", "caf.rmi"),
        ("insertion-emploi.toml", 'unit = "%"', 'unite = "%"', "part-rsa", ""),
        ("insertion-emploi.toml", 'theme = "insertion-emploi"', 'theme = "emploi"', "part-rsa.theme", ""),
        ("insertion-emploi.toml", 'denominator = "caf.foyers"\n', "", "part-rsa", "en demande un"),
        ("insertion-emploi.toml", 'kind = "ratio"', 'kind = "count"', "part-rsa", "n’en a pas"),
        ("insertion-emploi.toml", "{value} %", "9 %", "part-rsa", "{value}"),
        ("insertion-emploi.toml", "[part-rsa]", "[Part_RSA]", "Part_RSA.slug", ""),
        ("insertion-emploi.toml", '"caf.rsa"', '"caf.taux"', "part-rsa.numerator", "ne s'additionne pas"),
        ("insertion-emploi.toml", "decimals = 1", "decimals = ", "TOML", ""),
        ("insertion-emploi.toml", "[part-rsa]", 'titre = "x"\n[part-rsa]', "titre", "table"),
        ("sources/caf.toml", '"caf.rsa"', '"caf.rmi"', "caf.take", "caf.rmi"),
        ("sources/caf.toml", 'licence = "Licence Ouverte 2.0"\n', "", "caf.licence", ""),
        ("measures/caf.toml", '["caf.rsa"]', '["rsa"]', "rsa.name", ""),
        ("measures/caf.toml", "", '["caf.ppa"]\ntitle = "t"\nunit = "u"\n', "caf.ppa", "aucune source"),
        ("measures/caf.toml", 'unit = "foyers"', 'unit = "foyers"\nawaits = "Cnaf"', "caf.foyers.awaits", "alimente"),
    ],
)
def test_a_mistake_is_refused_by_file_key_and_reason(tmp_path, file, old, new, key, reason):
    assert old in FILES[file]
    with pytest.raises(DeclarationError) as refusal:
        load_catalogue(written(tmp_path, {file: FILES[file].replace(old, new, 1)}))
    assert Path(str(refusal.value.file)).name == Path(file).name
    assert refusal.value.key.startswith(key)
    assert reason in refusal.value.reason and refusal.value.reason


def test_a_key_declared_in_two_files_is_refused(tmp_path):
    with pytest.raises(DeclarationError, match="déjà déclaré"):
        load_catalogue(written(tmp_path, {"socle.toml": INDICATOR}))


def test_a_measure_may_wait_for_its_source(tmp_path):
    waiting = MEASURES + '\n["apa.beneficiaires"]\ntitle = "t"\nunit = "u"\nawaits = "Département"\n'
    catalogue = load_catalogue(written(tmp_path, {"measures/caf.toml": waiting}))
    assert catalogue.measures["apa.beneficiaires"].awaits == "Département"
    assert catalogue.sources_of("apa.beneficiaires") == []


def test_a_theme_has_three_figures_on_the_home_page_at_most(tmp_path):
    tables = [INDICATOR.replace("[part-rsa]", f"[part-{n}]") + "highlight = true\n" for n in range(4)]
    assert len(load_catalogue(written(tmp_path, {"insertion-emploi.toml": "".join(tables[:3])})).indicators) == 3
    with pytest.raises(DeclarationError, match=r"part-3\.highlight : 3 chiffres au plus"):
        load_catalogue(written(tmp_path, {"insertion-emploi.toml": "".join(tables)}))


CROSSING = '[rsa-rsa]\ntitle = "t"\nquestion = "q"\nneed = "part-rsa"\noffer = "part-rsa"\ncaveats = ["c"]\n'


def test_a_crossing_is_one_table(tmp_path):
    catalogue = load_catalogue(written(tmp_path, {"crossings/besoin.toml": CROSSING}))
    assert catalogue.crossings["rsa-rsa"].offer == "part-rsa"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('need = "part-rsa"', 'need = "part-rmi"', "non déclaré : part-rmi"),
        ('need = "part-rsa"', 'need = "foyers-rsa"', "est un effectif"),
        ('need = "part-rsa"', 'need = "loin"', "aucun niveau"),
    ],
)
def test_a_crossing_of_what_cannot_meet_is_refused(tmp_path, old, new, reason):
    count = INDICATOR.replace("[part-rsa]", "[foyers-rsa]").replace('"ratio"', '"count"')
    count = count.replace('denominator = "caf.foyers"\n', "").replace("scale = 100\n", "")
    far = re.sub(r"levels = \[.*\]", 'levels = ["epci"]', INDICATOR.replace("[part-rsa]", "[loin]"))
    files = {"insertion-emploi.toml": INDICATOR + count + far, "crossings/besoin.toml": CROSSING.replace(old, new)}
    with pytest.raises(DeclarationError, match=reason):
        load_catalogue(written(tmp_path, files))


def test_a_count_is_multiplied_by_a_declared_rate_only(tmp_path):
    for rate, reason in (("caf.rmi", "non déclarée"), ("caf.foyers", "se multiplie par un taux")):
        files = {"insertion-emploi.toml": INDICATOR.replace('"caf.rsa"', f'"{rate} * caf.rsa"', 1)}
        with pytest.raises(DeclarationError, match=reason):
            load_catalogue(written(tmp_path, files))
