"""A small generated collectivité of twelve square communes, for every test that needs a warehouse.

Nothing in it is real. Commune 99001 has 100 inhabitants in 2023, 99002 has 200, and so on; cantons are the three
rows of the grid, EPCI its two halves, territoires Nord (arrondissement 991) and Sud (992).
"""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from observatory.geography.tables import Tables, write_tables
from observatory.settings import Settings

CODES = [f"990{number:02}" for number in range(1, 13)]
PLACE = {code: (index % 4, index // 4) for index, code in enumerate(CODES)}
NAMES = dict(
    zip(
        CODES,
        [
            "Aubray",
            "Belleau",
            "Le Charme",
            "La Doue",
            "L'Escale",
            "Les Fonts",
            "Gy",
            "Huisne",
            "Izé",
            "Joux",
            "Kerlan",
            "Lay",
        ],
        strict=True,
    )
)
POPULATION = {code: 100 * (index + 1) for index, code in enumerate(CODES)}
CANTON = {code: f"990{row + 1}" for code, (_, row) in PLACE.items()}
EPCI = {code: "200099001" if column < 2 else "200099002" for code, (column, _) in PLACE.items()}
ARRONDISSEMENT = {code: "991" if row < 2 else "992" for code, (_, row) in PLACE.items()}

COLLECTIVITE = """
code = "99"
name = "Essai"
kind = "departement"
crs = "EPSG:2154"
levels = ["commune", "canton", "epci", "territoire", "departement"]

[grammar]
subject = "l’Essai"
of = "de l’Essai"
inside = "dans l’Essai"

[region]
code = "24"
name = "Région d’essai"

[communes]
departement = "99"

[territoires]
title = "Territoire"
plural = "territoires"
origin = "découpage inventé"
stand_in = "arrondissements, en attendant la liste du Département"
members = [
    { code = "nord", name = "Nord", arrondissements = ["991"] },
    { code = "sud", name = "Sud", arrondissements = ["992"] },
]
"""

SOURCES = """
[population]
producer = "Essai"
title = "Populations inventées"
licence = "Licence Ouverte 2.0"
page = "https://exemple.fr"
vintage = "2019 et 2023"
files = "{collectivite}/populations.csv"
key = { column = "code" }
period = { column = "period" }
secrecy = "Aucun secret."
take = [{ measure = "population.municipale", column = "population" }]

[foyers]
producer = "Caisse d’essai"
title = "Foyers inventés"
licence = "Licence Ouverte 2.0"
page = "https://exemple.fr"
vintage = "2020 à 2022"
files = "{departement}/foyers*.csv"
key = { column = "code_commune" }
period = { column = "annee" }
rounding = 5
marks = { "" = "absent", "s" = "secret" }
secrecy = "Arrondi à 5."
take = [{ measure = "caisse.foyers", column = "foyers" }]

[menages]
producer = "Essai"
title = "Ménages inventés"
licence = "Licence Ouverte 2.0"
page = "https://exemple.fr"
vintage = "2018 et 2022"
files = "{departement}/menages.csv"
key = { column = "code_commune" }
period = { column = "annee" }
secrecy = "Aucun secret."
take = [{ measure = "recensement.menages", column = "menages" }]

[revenus]
producer = "Essai"
title = "Revenus inventés"
licence = "Licence Ouverte 2.0"
page = "https://exemple.fr"
vintage = "{years}"
files = "{departement}/revenus*.csv"
key = { column = "code_commune" }
period = { file = "^revenus(\\\\d{4})" }
marks = { "" = "absent", "s" = "secret" }
secrecy = "Secret sous 50 ménages."
take = [{ measure = "revenus.mediane", column = "mediane" }]
"""

MEASURES = """
["population.municipale"]
title = "Population municipale"
unit = "habitants"

["caisse.foyers"]
title = "Foyers"
unit = "foyers"

["recensement.menages"]
title = "Ménages"
unit = "ménages"
weighted = true

["revenus.mediane"]
title = "Revenu médian"
unit = "€ par an"
additive = false
"""

INDICATORS = """
[population]
title = "Population municipale"
definition = "Habitants qui ont leur résidence habituelle dans la commune."
theme = "socle"
nature = "contexte"
kind = "count"
numerator = "population.municipale"
unit = "habitants"
decimals = 0
levels = ["commune", "canton", "epci", "territoire", "departement"]
reading = "{territory} : {value} en {period}."

[evolution-population]
title = "Évolution annuelle de la population, en %"
definition = "Taux annuel moyen entre 2019 et 2023."
theme = "socle"
nature = "contexte"
kind = "evolution"
numerator = "population.municipale"
denominator = { measure = "population.municipale", lag = 4 }
scale = 100
unit = "% par an"
decimals = 2
levels = ["commune", "canton", "epci", "territoire", "departement"]
reading = "{territory} : {value} de 2019 à {period}."

[taux-foyers]
title = "Foyers aidés, en % des ménages"
definition = "Foyers inventés, rapportés aux ménages inventés."
theme = "insertion-emploi"
nature = "besoin"
kind = "ratio"
numerator = "caisse.foyers"
denominator = { measure = "recensement.menages", period = "interpolate" }
scale = 100
unit = "%"
decimals = 1
levels = ["commune", "canton", "epci", "territoire", "departement"]
reading = "{territory} : {value} des ménages en {period}."
caveats = ["Effectifs arrondis à 5."]

[revenu-median]
title = "Revenu médian"
definition = "La moitié des habitants a plus, l’autre moins."
theme = "insertion-emploi"
nature = "contexte"
kind = "published"
numerator = "revenus.mediane"
unit = "€ par an"
decimals = 0
levels = ["commune"]
reading = "{territory} : {value} en {period}."
"""


def write_project(root: Path) -> None:
    """Declarations, geodata and figures of the generated collectivité below `root`."""
    _write(root / "geodata/collectivites/99.toml", COLLECTIVITE)
    _write(root / "indicators/sources/essai.toml", SOURCES)
    _write(root / "indicators/measures/essai.toml", MEASURES)
    _write(root / "indicators/socle.toml", INDICATORS)
    write_tables(_tables(), root / "geodata/99")
    for name, header, rows in _files():
        lines = [header, *(",".join(map(str, row)) for row in rows)]
        _write(root / f"indicators/published/99/{name}.csv", "\n".join(lines) + "\n")


def revise_foyers(root: Path, foyers: int) -> None:
    """Give another figure to one commune and year, so that the next build differs."""
    file = root / "indicators/published/99/foyers.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    revised = [f"99004,2022,{foyers}" if line.startswith("99004,2022") else line for line in lines]
    _write(file, "\n".join(revised) + "\n")


def settings_for(root: Path) -> Settings:
    return Settings(collectivite="99", root=root, var=root / "var", host="127.0.0.1", port=8050)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _files() -> list[tuple[str, str, list[tuple[object, ...]]]]:
    """Foyers are a tenth of the inhabitants, to the nearest 5; households 40 % of them, growing; two secrets."""
    foyers = [(c, y, "s" if c == "99001" else 5 * round(POPULATION[c] / 50)) for c in CODES for y in (2020, 2021, 2022)]
    menages = [(c, y, 0.4 * POPULATION[c] + (4 if y == 2022 else 0)) for c in CODES for y in (2018, 2022)]
    revenus = [(c, {"99001": "s", "99002": ""}.get(c, 20000 + POPULATION[c])) for c in CODES]
    return [
        ("foyers", "code_commune,annee,foyers", foyers),
        ("menages", "code_commune,annee,menages", menages),
        ("revenus2021", "code_commune,mediane", revenus),
    ]


def _tables() -> Tables:
    communes = pd.DataFrame(
        {"code": CODES, "name": NAMES.values(), "canton": CANTON.values(), "epci": EPCI.values(),
         "arrondissement": ARRONDISSEMENT.values(), "area_km2": 60.0,
         "lon": [1.05 + 0.1 * x for x, _ in PLACE.values()], "lat": [47.95 - 0.1 * y for _, y in PLACE.values()]}
    )  # fmt: skip
    squares = [shapely.box(1 + 0.1 * x, 47.9 - 0.1 * y, 1.1 + 0.1 * x, 48 - 0.1 * y) for x, y in PLACE.values()]
    populations = [(c, y, POPULATION[c] - (10 if y == 2019 else 0)) for c in CODES for y in (2019, 2023)]
    return Tables(
        communes=communes,
        cantons=_groups(CANTON, "Canton"),
        epci=_groups(EPCI, "CC d’essai").assign(communes_total=[6, 9]),
        arrondissements=_groups(ARRONDISSEMENT, "Arrondissement"),
        populations=pd.DataFrame(populations, columns=["code", "period", "population"]),
        town_halls=pd.DataFrame(
            {
                "code": CODES,
                "lon": communes["lon"],
                "lat": communes["lat"],
                "address": "1 place du Test",
                "hours": "lundi-vendredi 9 h-12 h",
                "accessibility": "",
                "phone": "",
                "website": "",
            }
        ),
        history=pd.DataFrame(
            [("99050", "Ancienne", "99001", "commune déléguée", 2018)],
            columns=["old_code", "old_name", "code", "kind", "last_cog"],
        ),
        boundaries=gpd.GeoDataFrame(communes[["code", "name"]], geometry=squares, crs="EPSG:4326"),
    )


def _groups(of: dict[str, str], word: str) -> pd.DataFrame:
    sizes = pd.Series(of).value_counts().sort_index()
    return pd.DataFrame(
        {"code": sizes.index, "name": [f"{word} {code[-1]}" for code in sizes.index], "communes": sizes.to_numpy(),
         "communes_total": sizes.to_numpy()}
    )  # fmt: skip
