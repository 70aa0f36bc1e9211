"""The generated collectivité with a département's own file, secret below the canton, and figures that must stay in.

By canton, women are 20, 30 and 3, each of whom waited ten days; men are 400 in each commune, but 314159 in the first.
The 3 women of the third canton, which is the territoire Sud, must not be found: neither as people less men, nor as the
whole less the North.
"""

from pathlib import Path

from observatory.settings import Settings
from tests import generated

PRIVATE = (314_159, 48_151_623)
"""The men of one commune; and what a source without a licence tells."""
WORDS = ("CANARI", "ZZ999", "revenu-median", "dossiers-internes")
"""In the name of a file, in a column nobody asked for, in a refused row; and indicators that stay in."""
WOMEN = {**dict.fromkeys(generated.CODES, 0), "99001": 8, "99002": 12, "99005": 15, "99007": 15, "99010": 2, "99012": 1}
MEN = {**dict.fromkeys(generated.CODES, 400), "99001": PRIVATE[0]}

SOURCES = """
[aide]
producer = "Département d’essai"
title = "Personnes aidées"
licence = "Licence Ouverte 2.0"
page = ""
vintage = "{years}"
files = "{departement}/aide*.csv"
key = { column = "code_commune" }
period = { column = "annee" }
secrecy = "Rien sous 5."
rule = { text = "Règlement d’essai : rien sous 5.", minimum = 5, levels = ["canton", "territoire", "departement"] }
totals = [{ total = "aide.personnes", parts = ["aide.femmes", "aide.hommes"] }]
take = [
    { measure = "aide.personnes", column = "personnes" },
    { measure = "aide.femmes", column = "femmes" },
    { measure = "aide.hommes", column = "hommes" },
    { measure = "aide.jours", column = "jours" },
]
contributors = { "aide.jours" = "aide.femmes" }

[interne]
producer = "Département d’essai"
title = "Dossiers"
licence = "Usage interne"
page = ""
vintage = "{years}"
files = "{departement}/interne.csv"
key = { column = "code_commune" }
period = { column = "annee" }
secrecy = "Rien ne sort."
rule = { text = "Règlement d’essai : rien sous 5." }
take = [{ measure = "interne.dossiers", column = "dossiers" }]
places = { longitude = "lon", latitude = "lat", name = "accueil", told = { famille = "" } }
"""
MEASURES = """
["aide.personnes"]
title = "Personnes aidées"
unit = "personnes"

["aide.femmes"]
title = "Femmes aidées"
unit = "femmes"

["aide.hommes"]
title = "Hommes aidés"
unit = "hommes"

["aide.jours"]
title = "Jours d’attente des femmes"
unit = "jours"

["interne.dossiers"]
title = "Dossiers"
unit = "dossiers"
"""
SHARED = """
theme = "insertion-emploi"
nature = "activite"
decimals = 1
levels = ["commune", "canton", "epci", "territoire", "departement"]
reading = "{territory} : {value} en {period}."
definition = "Chiffres d’essai."
"""
INDICATORS = f"""
[personnes-aidees]
title = "Personnes aidées"
kind = "count"
numerator = "aide.personnes"
unit = "personnes"
{SHARED}
[part-femmes]
title = "Femmes, en % des personnes aidées"
kind = "ratio"
numerator = "aide.femmes"
denominator = "aide.personnes"
scale = 100
unit = "%"
{SHARED}
[hommes-aides]
title = "Hommes aidés"
kind = "count"
numerator = "aide.hommes"
unit = "hommes"
{SHARED}
[attente-femmes]
title = "Attente des femmes, en jours"
kind = "ratio"
numerator = "aide.jours"
denominator = "aide.femmes"
unit = "jours"
{SHARED}
[dossiers-internes]
title = "Dossiers internes"
kind = "count"
numerator = "interne.dossiers"
unit = "dossiers"
{SHARED}
"""


def write_aided(root: Path) -> Settings:
    """The project below `root`, and its settings."""
    generated.write_project(root)
    declared = root / "indicators/sources/essai.toml"
    text = declared.read_text(encoding="utf-8").replace('secrecy = "Aucun', 'rule = "déjà public"\nsecrecy = "Aucun')
    declared.write_text(
        text.replace('secrecy = "Arrondi', 'rule = "déjà public"\nsecrecy = "Arrondi'), encoding="utf-8"
    )
    for name, content in (("sources/aide", SOURCES), ("measures/aide", MEASURES), ("insertion-emploi", INDICATORS)):
        (root / f"indicators/{name}.toml").write_text(content, encoding="utf-8")
    write_women(root, WOMEN)
    rows = "".join(f"{code},2023,{PRIVATE[1]},1.05,47.95,Accueil,CANARI\n" for code in generated.CODES)
    file = root / "indicators/published/99/interne.csv"
    file.write_text("code_commune,annee,dossiers,lon,lat,accueil,famille\n" + rows, encoding="utf-8")
    return generated.settings_for(root)


def write_women(root: Path, women: dict[str, int]) -> None:
    """The file of the source `aide`, with these women."""
    lines = ["code_commune,annee,personnes,femmes,hommes,jours,note"]
    for code in generated.CODES:
        lines.append(f"{code},2023,{women[code] + MEN[code]},{women[code]},{MEN[code]},{10 * women[code]},CANARI")
    file = root / "indicators/published/99/aide_CANARI.csv"
    file.write_text("\n".join([*lines, "ZZ999,2023,1,1,0,9,CANARI"]) + "\n", encoding="utf-8")


def change_rule(root: Path, old: str, new: str) -> None:
    file = root / "indicators/sources/aide.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
