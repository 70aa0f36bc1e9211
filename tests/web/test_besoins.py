"""Besoins et offre: the page says what the crossing says; an address of the unknown falls back and says so."""

import json
from dataclasses import replace

import pytest
from plotly.utils import PlotlyJSONEncoder

from observatory.dashboard import besoins
from observatory.figures.studied import nine_words
from observatory.publishing import crossed as answers
from observatory.warehouse.crossings import crossing, crossing_levels, crossings


def shown(component):
    return json.dumps(component, cls=PlotlyJSONEncoder, ensure_ascii=False)


@pytest.fixture(scope="module")
def elders(loir_et_cher):
    return crossing(loir_et_cher, "grand-age-hebergement", "canton")


def test_the_map_wears_the_classes_of_the_crossing(elders):
    view = answers.crossed_view(elders, "cantons")
    assert [cell["class"] for cell in view["cells"]] == elders.cells["class"].tolist()
    assert [band["count"] for band in view["classes"]] == [int((elders.cells["class"] == i).sum()) for i in range(9)]


def test_the_deficits_are_those_of_the_quadrant_widest_first(elders):
    listed = [row["code"] for row in answers.deficits(elders)]
    kept = elders.cells[elders.cells["quadrant"] == "deficit"]
    assert listed == kept.sort_values("rank")["code"].tolist()


def test_the_sentence_counts_them(elders):
    facts, count = {"of": "du Loir-et-Cher"}, elders.quadrants["deficit"]
    said = answers.deficit_sentence(elders, "cantons", facts)
    assert said.startswith(f"Parmi les 16\u00a0cantons du Loir-et-Cher, {count} ont à la fois plus de besoin")
    none = replace(elders, quadrants={**elders.quadrants, "deficit": 0, "calme": 7})
    said = answers.deficit_sentence(none, "cantons", facts)
    assert "que l’on peut comparer, aucun territoire n’a à la fois" in said


def test_the_source_of_each_axis_is_told_beside_the_map(loir_et_cher, elders):
    source = answers.source_line(loir_et_cher, elders, answers.plural_of(loir_et_cher, "canton"))
    assert source.startswith("16\u00a0cantons et villes · besoin\u202f: Insee, 2023 · offre\u202f: ")
    assert source in shown(besoins.layout(loir_et_cher, croisement="grand-age-hebergement", niveau="canton"))


def test_what_a_moved_threshold_changes_is_told(elders):
    assert f"{elders.moved['changed'].max()} territoires sur" in answers.firmness(elders)
    assert [int(row[2]) for row in answers.moved_rows(elders)] == elders.moved["changed"].tolist()


def test_a_low_distance_is_a_strong_offer_in_the_legend(loir_et_cher):
    told = shown(besoins.layout(loir_et_cher, croisement="age-pharmacies", niveau="canton"))
    legend = told[told.index("Nombre de territoires par classe") :]
    assert (
        legend.index("offre faible") < legend.index("ou plus") < legend.index("offre forte") < legend.index("moins de")
    )


def test_every_crossing_has_its_page(loir_et_cher):
    for one in crossings(loir_et_cher):
        for level in crossing_levels(loir_et_cher, one.slug):
            told = shown(besoins.layout(loir_et_cher, croisement=one.slug, niveau=level))
            assert "n’existe pas ici" not in told


@pytest.mark.parametrize("asked", [{"croisement": "x"}, {"niveau": "pays"}, {"vue": "familles", "typologie": "x"}])
def test_an_unknown_choice_falls_back_and_says_so(loir_et_cher, asked):
    assert "n’existe pas ici" in shown(besoins.layout(loir_et_cher, **asked))


def test_my_territory_is_chosen_on_the_map(loir_et_cher):
    assert '"chosen": "4114"' in shown(besoins.layout(loir_et_cher, niveau="canton", territoire="canton:4114"))


def test_each_family_is_in_words_with_its_most_typical_member(loir_et_cher):
    told = shown(besoins.layout(loir_et_cher, vue="familles", typologie="profil-social", niveau="canton"))
    assert "/portrait/canton/4110" in told
    assert "dont le plus typique est" in told
    assert "Silhouette de" in told
    assert "Indice de Rand ajusté de" in told


def test_a_warehouse_without_studies_says_so(warehouse):
    for vue in ("", "familles"):
        assert "h1" in shown(besoins.layout(warehouse, vue=vue)).lower()


def test_nine_classes_have_nine_names():
    assert len({nine_words(index) for index in range(9)}) == 9


def test_a_crossing_is_taken_away_with_its_words(client_41):
    answer = client_41.get("/telechargements/croisements/grand-age-hebergement/canton.tableur.csv")
    head, first = answer.text.lstrip("\ufeff").splitlines()[:2]
    assert head.startswith("croisement;niveau;code;nom;besoin")
    assert "La Beauce" in first
    assert "besoin faible" in first


def test_families_are_taken_away(client_41):
    answer = client_41.get("/telechargements/typologies/profil-social/canton.csv")
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 1 + 16


def test_a_series_for_spreadsheets_is_found_by_its_whole_extension(client_41):
    assert client_41.get("/telechargements/indicateurs/taux-foyers-rsa.tableur.csv").status_code == 200


@pytest.mark.parametrize("path", ["croisements/x/canton.csv", "croisements/grand-age-hebergement/canton.docx"])
def test_an_unknown_study_or_format_is_refused(client_41, path):
    assert client_41.get(f"/telechargements/{path}").status_code in (400, 404)
