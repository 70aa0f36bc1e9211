"""Cells read by eye in the real files, against what the reader makes of them."""

import math
from functools import cache

import pandas as pd
import pytest
from official_files import official, readings

pytestmark = official

CELLS = [
    # source, measure, code, period, value (None: the file gives none), status
    ("drees-aide", "tab5_pa", "41", 2020, 5394, "valeur"),  # APA à domicile
    ("drees-aide", "tab4_pa", "41", 2020, 10031, "valeur"),  # APA
    ("drees-aide", "tab1_ase", "41", 2020, 1045, "valeur"),  # enfants accueillis à l'ASE
    ("drees-aide", "tab7_ph", "41", 2020, 2231, "valeur"),  # droits ouverts à la PCH
    ("drees-aide", "tab6_pa", "41", 2020, 4637, "valeur"),
    ("drees-aide", "tab10_pa", "41", 2019, 584, "valeur"),
    ("drees-aide", "tab7_pa", "41", 2002, 433, "valeur"),
    ("drees-aide", "tab1_pa", "01", 2000, 2535, "valeur"),
    ("drees-depenses", "tot_tab1", "41", 2019, 195537.90861, "valeur"),
    ("drees-depenses", "tot_tab1", "41", 1999, 55560.89532393129, "valeur"),
    ("drees-depenses", "rsa_rmi_tab3", "41", 2019, 43369.448560000004, "valeur"),
    ("drees-depenses", "ase_tab8", "41", 2019, 17843.66884, "valeur"),
    ("drees-personnel", "eff_pers_medical", "41", 2020, 14, "valeur"),
    ("drees-personnel", "etp_pers_medico_tech", "41", 2019, 2.4, "valeur"),
    ("drees-personnel", "eff_pers_medical", "01", 2014, None, "non_disponible"),
    ("drees-personnel", "eff_total_general_y_c_af", "41", 2018, 743, "valeur"),
    ("drees-aide-france", "aides_a_domicile", "france", 1996, 85275, "valeur"),
    ("drees-aide-france", "aides_a_domicile", "france", 2020, 799648, "valeur"),
    ("drees-aide-france", "aides_menageres", "france", 1996, 85275, "valeur"),
    ("drees-aide-france", "aides_menageres", "france", 1997, 79651, "valeur"),
    ("drees-personnel-france", "administratifs", "france", 2019, 37399, "valeur"),
    ("drees-personnel-france", "administratifs_etp", "france", 2017, 34831.3, "valeur"),
    ("drees-mensuel", "rsa", "41", 2017, 6970, "valeur"),
    ("drees-mensuel", "rsa", "41", 2019, 7120, "valeur"),
    ("drees-mensuel-entrees", "garantie_jeunes_entrees", "41", 2018, 33, "valeur"),
    ("drees-mensuel-france", "rsa", "france", 2019, 1916100, "valeur"),
    ("filosofi-2019-com", "niveau_vie_median", "41018", 2019, 18790, "valeur"),
    ("filosofi-2019-com", "personnes", "41018", 2019, 44563, "valeur"),
    ("filosofi-2019-com", "gini", "41018", 2019, 0.296, "valeur"),
    ("filosofi-2019-com", "impots", "41047", 2019, -17.1, "valeur"),
    ("filosofi-2019-com", "d1", "01001", 2019, None, "secret"),
    ("filosofi-2016-com", "niveau_vie_median", "41018", 2016, 17973, "valeur"),
    ("filosofi-2016-com", "d9", "41018", 2016, 33950, "valeur"),
    ("filosofi-2019-epci", "niveau_vie_median", "200030385", 2019, 21920, "valeur"),
    ("caf-iris-2016", "percou", "410180101", 2016, 2716, "valeur"),  # written « 2 716 », with a narrow space
    ("caf-iris-2016", "a_etud", "410180101", 2016, None, "secret"),
    ("caf-iris-2020", "a", "410180101", 2020, 1030, "valeur"),
    ("caf-iris-2020", "a", "412690104", 2020, None, "secret"),
    ("rpls", "ls", "41018", 2024, 8426, "valeur"),
    ("rpls", "vacants", "41269", 2024, 105, "valeur"),
    ("rpls", "loues", "01012", 2024, None, "secret"),
    ("rpls", "ls", "01012", 2024, 10, "valeur"),
    ("france-services", "espaces", "41018", 2024, 1, "valeur"),
    ("france-services", "itinerants", "41136", 2024, 1, "valeur"),
    ("population-2024", "municipale", "41018", 2017, 46086, "valeur"),
    ("population-2024", "municipale", "41059", 2017, 6866, "valeur"),
    ("population-2024", "municipale", "41059", 2016, 3684, "valeur"),
    ("dares", "total", "91377", 2024, 4155, "valeur"),
    ("dares", "femmes", "91377", 2024, 2000, "valeur"),
    ("dares", "moins_de_25_ans", "91377", 2024, 450, "valeur"),
    ("dares", "total", "91001", 2015, 10, "valeur"),
    ("melodi-age-com", "mediane_de_40_a_49_ans", "91377", 2021, 22870, "valeur"),
    ("melodi-age-com", "pauvrete_total", "91377", 2021, 16, "valeur"),
    ("melodi-age-com", "pauvrete_75_ans_ou_plus", "91661", 2021, None, "secret"),
    ("finess", "etablissements_ouverts", "01053", 2026, 29, "valeur"),
    ("recensement-iris", "population", "410010000", 2022, 187, "valeur"),
    ("recensement-iris", "part_75_plus", "410180101", 2011, 1.69, "valeur"),
    ("recensement-iris", "indice_vieillissement", "410180101", 2022, 27.7, "valeur"),
]


@cache
def observations(slug: str) -> pd.DataFrame:
    every = pd.concat([reading.observations for reading in readings(slug).values()])
    return every.assign(name=every["measure"].str.split(".").str[1]).set_index(["name", "code", "period"]).sort_index()


@pytest.mark.parametrize(("slug", "name", "code", "period", "value", "status"), CELLS)
def test_a_cell_read_by_eye(slug: str, name: str, code: str, period: int, value: float | None, status: str) -> None:
    cell = observations(slug).loc[(name, code, period)].squeeze()
    assert cell["status"] == status
    assert math.isnan(cell["value"]) if value is None else cell["value"] == value
