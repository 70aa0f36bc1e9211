"""The Département's activity once more, from the invented files that ship, in the columns of their templates."""

from collections.abc import Callable

import pandas as pd

from tests.warehouse.raw_figures import ROOT, Expected, ages, at, by_year, dwellings, raw

INVENTED = ROOT / "indicators" / "demonstration" / "41"


def activity() -> dict[str, Expected]:
    return {**autonomy(), **childhood(), **inclusion()}


def column(domain: str) -> Callable[[str], pd.Series]:
    """column("apa")("domicile"): by (code, year)."""
    frame = raw(f"activite-{domain}.csv", folder=INVENTED)
    return lambda name: by_year(frame, name)


def per(top: pd.Series, people: pd.Series, scale: float = 1000) -> Expected:
    """Over those known at the nearest year, or between two."""
    return Expected(top, at(top, people), scale)


def autonomy() -> dict[str, Expected]:
    age, apa, pch, ash = ages(), column("apa"), column("pch"), column("ash")
    return {
        "taux-apa": per(apa("beneficiaires"), age(75)),
        "taux-apa-domicile": per(apa("domicile"), age(75)),
        "taux-apa-etablissement": per(apa("etablissement"), age(75)),
        "part-gir-1-2": Expected(apa("gir_1_2"), apa("beneficiaires"), 100),
        "delai-apa": Expected(apa("jours_instruction"), apa("decisions")),
        "beneficiaires-pch": Expected(pch("beneficiaires")),
        "taux-pch-moins-20-ans": per(pch("moins_20_ans"), age(0, 20)),
        "taux-pch-20-59-ans": per(pch("de_20_a_59_ans"), age(20, 60)),
        "taux-pch-60-ans-plus": per(pch("plus_60_ans"), age(60)),
        "taux-ash": per(ash("personnes_agees"), age(75)),
        "taux-ash-handicap": per(ash("personnes_handicapees"), age(20, 65)),
    }


def childhood() -> dict[str, Expected]:
    young, ase, pmi = ages()(0, 20), column("ase"), column("pmi")
    births = by_year(raw("etat_civil_41_communes.csv"), "naissances")
    return {
        "taux-mesures-ase": per(ase("mesures_accueil") + ase("actions_educatives"), young),
        "taux-enfants-confies": per(ase("enfants_confies"), young),
        "taux-actions-educatives": per(ase("actions_educatives"), young),
        "part-mesures-judiciaires": Expected(ase("accueil_judiciaire"), ase("mesures_accueil"), 100),
        "part-accueil-familial": Expected(ase("accueil_familial"), ase("enfants_confies"), 100),
        "bilans-ecole-maternelle": Expected(pmi("bilans_maternelle"), pmi("enfants_scolarises_3_4_ans"), 100),
        "entretiens-prenatals": Expected(pmi("entretiens_prenatals"), pmi("grossesses"), 100),
        "visites-domicile-pmi": Expected(pmi("visites_domicile"), births, 100),
    }


def inclusion() -> dict[str, Expected]:
    households = dwellings()("residences_principales")
    rsa, fund, social = column("rsa"), column("fsl"), column("polyvalence")
    return {
        "part-rsa-quatre-ans": Expected(rsa("quatre_ans"), rsa("beneficiaires"), 100),
        "part-brsa-orientes": Expected(rsa("orientes"), rsa("droits_et_devoirs"), 100),
        "part-brsa-contrat": Expected(rsa("contrats"), rsa("orientes_hors_france_travail"), 100),
        "delai-orientation-rsa": Expected(rsa("jours_orientation"), rsa("entrants_orientes")),
        "menages-fsl": per(fund("menages"), households),
        "menages-polyvalence": per(social("menages"), households),
        "entretiens-par-menage": Expected(social("entretiens"), social("menages")),
    }
