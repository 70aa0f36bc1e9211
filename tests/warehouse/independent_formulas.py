"""Every indicator's formula once more, written by hand in the producers' own column names.

A second entry of the books: a wrong column, sign, year or scale in a declaration shows against it.
"""

import pandas as pd

from tests.warehouse.independent_activity import activity
from tests.warehouse.raw_figures import (
    GEODATA,
    Expected,
    ages,
    at,
    by_year,
    dwellings,
    earlier,
    equipment,
    fact,
    family_fund,
    population,
    raw,
    travelled,
    window,
)


def socle() -> dict[str, Expected]:
    people, age, vital, homes, caf = population(), ages(), raw("etat_civil_41_communes.csv"), dwellings(), family_fund()
    area = by_year(raw("communes.csv", "code", GEODATA), "area_km2", 2023)
    born_less_died = by_year(vital, "naissances") - by_year(vital, "deces")
    natural = window(born_less_died, 5)
    moved = (people - earlier(people, 6) - earlier(window(born_less_died, 6), 1)).dropna()
    fibre = raw("fibre_41_communes.csv")
    income = raw("filosofi2023_41_communes.csv")
    everyone, households = age(0), homes("residences_principales")
    counters = equipment()("france services")
    accounts = raw("ccas_41_comptes.csv")
    spent = by_year(accounts[accounts["type"] == "CCAS"], "depenses_fonctionnement")
    return {
        "population": Expected(people),
        "densite": Expected(people, at(people, area)),
        "evolution-population": Expected(people, earlier(people, 6), 100, years=6),
        "evolution-population-generation": Expected(people, earlier(people, 33), 100, years=33),
        "solde-naturel": Expected(natural, earlier(at(earlier(natural, -2), people), 2), 100 / 5),
        "solde-migratoire-apparent": Expected(moved, earlier(at(earlier(moved, -3), people), 3), 100 / 6),
        "part-moins-20-ans": Expected(age(0, 20), everyone, 100),
        "part-20-64-ans": Expected(age(20, 65), everyone, 100),
        "part-65-ans-plus": Expected(age(65), everyone, 100),
        "indice-vieillissement": Expected(age(65), age(0, 20), 100),
        "indice-jeunesse": Expected(age(0, 20), age(60), 100),
        "rapport-dependance": Expected(everyone - age(20, 65), age(20, 65), 100),
        "menages": Expected(households),
        "evolution-menages": Expected(households, earlier(households, 11), 100, years=11),
        "taille-menages": Expected(everyone, households[households.index.get_level_values("year") == 2023]),
        "niveau-vie-median": Expected(by_year(income, "niveau_vie_median", "millesime"), published=True),
        "taux-pauvrete": Expected(by_year(income, "taux_pauvrete60", "millesime"), published=True),
        "part-population-couverte-caf": Expected(caf("personnes_couvertes"), at(caf("foyers"), people), 100),
        "taux-foyers-allocataires-caf": Expected(caf("foyers"), at(caf("foyers"), households), 100),
        "france-services": Expected(counters, at(counters, people), 10_000),
        "distance-france-services": Expected(travelled(counters), at(counters, people)),
        "taux-fibre": Expected(by_year(fibre, "locaux_raccordables_fibre", 2026), by_year(fibre, "locaux", 2026), 100),
        "part-menages-une-personne": fact("Part : Ménages d'une personne"),
        "depenses-ccas": Expected(spent, at(spent, people)),
    }


def childhood() -> dict[str, Expected]:
    people, age, caf, count = population(), ages(), family_fund(), equipment()
    births = by_year(raw("etat_civil_41_communes.csv"), "naissances")
    five = window(births, 5)
    households = at(caf("foyers"), dwellings()("residences_principales"))
    cover = raw("petite_enfance_41_epci.csv", "code_epci")
    nurseries = count("établissement d’accueil du jeune enfant", "micro-creche")
    schools = count("école maternelle", "école primaire", "école élémentaire")
    return {
        "part-moins-5-ans": Expected(age(0, 5), age(0), 100),
        "enfants-moins-5-ans": Expected(age(0, 5)),
        "part-5-14-ans": Expected(age(5, 15), age(0), 100),
        "part-10-19-ans": Expected(age(10, 20), age(0), 100),
        "naissances": Expected(births),
        "evolution-naissances": Expected(five, earlier(five, 10), 100, years=10),
        "taux-natalite": Expected(five, earlier(at(earlier(five, -2), people), 2), 1000 / 5),
        "taux-fecondite-general": Expected(five, age(15, 50, "F"), 1000 / 5),
        "taux-foyers-allocations-familiales": Expected(caf("foyers_af"), households, 100),
        "taux-foyers-paje": Expected(caf("foyers_paje"), households, 100),
        "personnes-par-foyer-allocataire": Expected(caf("personnes_couvertes"), caf("foyers")),
        "taux-couverture-accueil-jeune-enfant": Expected(by_year(cover, "taux_couverture"), published=True),
        "taux-couverture-eaje": Expected(by_year(cover, "taux_eaje"), published=True),
        "taux-couverture-assistantes-maternelles": Expected(
            by_year(cover, "taux_assistantes_maternelles"), published=True
        ),
        "taux-prescolarisation": Expected(by_year(cover, "taux_prescolarisation_avant_3_ans"), published=True),
        "taux-couverture-garde-domicile": Expected(by_year(cover, "taux_garde_a_domicile"), published=True),
        "creches-densite": Expected(nurseries, at(nurseries, age(0, 5)), 1000),
        "distance-creche": Expected(travelled(nurseries), at(nurseries, people)),
        "relais-petite-enfance-densite": Expected(count("relais petite enfance"), at(nurseries, age(0, 5)), 1000),
        "accueils-loisirs-densite": Expected(
            count("accueil de loisir sans hébergement"), at(nurseries, age(5, 15)), 1000
        ),
        "ecoles-densite": Expected(schools, at(schools, age(0, 10)), 1000),
        "part-menages-monoparentaux": fact("Part : Familles monoparentales"),
        "part-couples-avec-enfants": fact("Part : Couples avec enfant(s)"),
    }


def autonomy() -> dict[str, Expected]:
    age, count = ages(), equipment()
    homes = count("personnes âgées : hébergement")
    return {
        "part-75-ans-plus": Expected(age(75), age(0), 100),
        "personnes-75-ans-plus": Expected(age(75)),
        "plafond-75-ans-plus-dix-ans": Expected(age(65)),
        "hausse-plafond-75-ans-plus-dix-ans": Expected(age(65), age(75), 100),
        "part-85-ans-plus": Expected(age(85), age(0), 100),
        "personnes-85-ans-plus": Expected(age(85)),
        "part-80-ans-plus": Expected(age(80), age(0), 100),
        "intensite-vieillissement": Expected(age(80), age(65, 80), 100),
        "arrivee-grand-age": Expected(age(65, 75), age(75), 100),
        "aidants-potentiels": Expected(age(55, 65), age(85)),
        "part-femmes-75-ans-plus": Expected(age(75, sex="F"), age(75), 100),
        "personnes-90-ans-plus": Expected(age(90)),
        "hebergement-ages-densite": Expected(homes, at(homes, age(75)), 1000),
        "services-ages-densite": Expected(count("personnes âgées : services d’aide"), at(homes, age(75)), 1000),
        "services-handicap-densite": Expected(
            count("adultes handicapés : services d’aide"), at(homes, age(20, 65)), 10_000
        ),
        "beneficiaires-pch-attendus": Expected(age(20, 60) * 10.7 / 1000 + age(60) * 7 / 1000),
        "taux-aah": fact("Taux d'allocataires de l'AAH"),
        "beneficiaires-pch-actp": fact("Bénéficiaires de la PCH ou de l'ACTP (total)"),
        "taux-pch-actp-20-59-ans": fact("Taux de bénéficiaires de la PCH ou de l'ACTP, 20 à 59 ans"),
        "taux-pch-actp-60-ans-plus": fact("Taux de bénéficiaires de la PCH ou de l'ACTP, 60 ans et plus"),
    }


def work() -> dict[str, Expected]:
    age, caf = ages(), family_fund()
    rsa = caf("foyers_rsa")
    seekers = by_year(raw("defm_abc_41_communes_T4_2015_2024.csv"), "defm_abc_T4")
    jobs = by_year(raw("emploi_salarie_prive_41_2015_2025.csv"), "salaries_prives")
    households = at(rsa, dwellings()("residences_principales"))
    commuting, diplomas = raw("navettes_rp2023_41_communes.csv"), raw("diplomes_41_communes.csv")
    levels = [column for column in diplomas.columns if column not in ("code", "millesime")]
    graduates = by_year(diplomas.assign(all=diplomas[levels].sum(axis=1)), "all", "millesime")

    def workers(*columns: str) -> pd.Series:
        return by_year(commuting.assign(some=commuting[list(columns)].sum(axis=1)), "some", 2023)

    def holding(*columns: str) -> pd.Series:
        return by_year(diplomas.assign(some=diplomas[list(columns)].sum(axis=1)), "some", "millesime")

    away = workers("travail_autre_dep_region", "travail_autre_region", "travail_hors_metropole_ou_etranger")
    employed = workers("actifs_occupes")
    return {
        "taux-foyers-rsa": Expected(rsa, households, 100),
        "foyers-rsa": Expected(rsa),
        "evolution-foyers-rsa": Expected(rsa, earlier(rsa, 4), 100, years=4),
        "part-rsa-allocataires": Expected(rsa, caf("foyers"), 100),
        "taux-foyers-prime-activite": Expected(caf("foyers_ppa"), households, 100),
        "demandeurs-emploi": Expected(seekers),
        "taux-demandeurs-emploi": Expected(seekers, at(seekers, age(15, 65)), 100),
        "evolution-demandeurs-emploi": Expected(seekers, earlier(seekers, 5), 100, years=5),
        "emplois-salaries-prives": Expected(jobs),
        "emplois-prives-densite": Expected(jobs, at(jobs, age(15, 65)), 100),
        "evolution-emploi-prive": Expected(jobs, earlier(jobs, 5), 100, years=5),
        "demandeurs-par-emploi-prive": Expected(seekers, jobs, 100),
        "part-15-29-ans": Expected(age(15, 30), age(0), 100),
        "part-sans-diplome": Expected(holding("sans_diplome_ou_cep"), graduates, 100),
        "part-cap-bep": Expected(holding("cap_bep"), graduates, 100),
        "part-diplomes-superieur": Expected(holding("bac_2", "bac_3_ou_4", "bac_5_ou_plus"), graduates, 100),
        "actifs-occupes": Expected(employed, age(15, 65), 100),
        "part-travail-dans-commune": Expected(workers("travail_dans_commune"), employed, 100),
        "part-travail-hors-departement": Expected(away, employed, 100),
        "part-voiture-travail": Expected(workers("voiture_camion_fourgonnette"), employed, 100),
        "part-marche-velo-travail": Expected(workers("a_pied", "a_velo"), employed, 100),
        "part-transports-en-commun-travail": Expected(workers("transports_en_commun"), employed, 100),
    }


def housing() -> dict[str, Expected]:
    homes, caf = dwellings(), family_fund()
    every, main, vacant = homes("logements"), homes("residences_principales"), homes("logements_vacants")
    aid = caf("foyers_aide_logement")
    labels = raw("dpe_41_communes.csv", "code_commune_actuelle")
    rents = raw("loyers_annonce_2025_41_communes.csv")

    def labelled(*columns: str) -> pd.Series:
        return by_year(labels.assign(some=labels[list(columns)].sum(axis=1)), "some", 2026)

    return {
        "logements": Expected(every),
        "evolution-logements": Expected(every, earlier(every, 11), 100, years=11),
        "part-logements-vacants": Expected(vacant, every, 100),
        "evolution-logements-vacants": Expected(vacant, earlier(vacant, 11), 100, years=11),
        "part-residences-secondaires": Expected(homes("residences_secondaires_occasionnels"), every, 100),
        "part-proprietaires": Expected(homes("rp_proprietaires"), main, 100),
        "part-locataires-prive": Expected(homes("rp_locataires_prive_vide"), main, 100),
        "part-locataires-meuble": Expected(homes("rp_locataires_meuble"), main, 100),
        "part-locataires-hlm": Expected(homes("rp_locataires_hlm_vide"), main, 100),
        "taux-foyers-aide-logement": Expected(aid, at(aid, main), 100),
        "part-aide-logement-allocataires": Expected(aid, caf("foyers"), 100),
        "part-dpe-f-g": Expected(labelled("dpe_f", "dpe_g"), labelled("dpe_total"), 100),
        "part-dpe-a-b-c": Expected(labelled("dpe_a", "dpe_b", "dpe_c"), labelled("dpe_total"), 100),
        "loyer-maison": Expected(by_year(rents, "loyer_maison_eur_m2", 2025), published=True),
        "loyer-appartement": Expected(by_year(rents, "loyer_appartement_eur_m2", 2025), published=True),
        "logements-sociaux": fact("Logements sociaux (organismes HLM)"),
        "taux-vacance-parc-social": fact("Taux de vacance du parc social"),
    }


def health() -> dict[str, Expected]:
    people, age, count, access = population(), ages(), equipment(), raw("apl_generalistes_41_2022_2024.csv")
    deaths = by_year(raw("etat_civil_41_communes.csv"), "deces")
    five, doctors = window(deaths, 5), count("médecin généraliste")
    inhabitants = at(doctors, people)
    return {
        "apl-generalistes": Expected(by_year(access, "apl"), published=True),
        "apl-generalistes-65-ans-ou-moins": Expected(by_year(access, "apl_65ans_moins"), published=True),
        "generalistes": Expected(doctors),
        "generalistes-densite": Expected(doctors, inhabitants, 100_000),
        "infirmiers-densite": Expected(count("infirmier"), inhabitants, 100_000),
        "kinesitherapeutes-densite": Expected(count("masseur kinésithérapeute"), inhabitants, 100_000),
        "dentistes-densite": Expected(count("chirurgien dentiste"), inhabitants, 100_000),
        "sages-femmes-densite": Expected(count("sage-femme"), at(doctors, age(15, 50, "F")), 100_000),
        "orthophonistes-densite": Expected(count("orthophoniste"), inhabitants, 100_000),
        "pharmacies-densite": Expected(count("pharmacie"), inhabitants, 10_000),
        "distance-pharmacie": Expected(travelled(count("pharmacie")), inhabitants),
        "distance-generaliste": Expected(travelled(doctors), inhabitants),
        "taux-mortalite": Expected(five, earlier(at(earlier(five, -2), people), 2), 1000 / 5),
        "deces": Expected(deaths),
        "evolution-deces": Expected(five, earlier(five, 10), 100, years=10),
    }


def formulas() -> dict[str, Expected]:
    """Every indicator, by slug."""
    return {**socle(), **childhood(), **autonomy(), **work(), **housing(), **health(), **activity()}
