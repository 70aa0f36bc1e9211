"""A map view from frames: the RSA of five communes, checked by hand."""

from dataclasses import replace

import pandas as pd
import pytest

from observatory.catalogue import Indicator
from observatory.errors import UnknownValue
from observatory.figures.choice import Choice
from observatory.figures.question import MapData
from observatory.figures.view import map_view

RSA = Indicator.model_validate(
    {
        "slug": "taux-foyers-rsa",
        "title": "Foyers percevant le RSA, en % des ménages",
        "definition": "Foyers percevant le RSA, rapportés aux ménages.",
        "theme": "insertion-emploi",
        "nature": "besoin",
        "kind": "ratio",
        "numerator": "caf.foyers_rsa",
        "denominator": {"measure": "rp.menages", "period": "interpolate"},
        "scale": 100,
        "unit": "%",
        "decimals": 1,
        "levels": ["commune", "departement"],
        "reading": "{territory} : {value} % des ménages perçoivent le RSA fin {period}.",
        "caveats": ["La MSA n'est pas comptée."],
    }
)
MENAGES = RSA.model_copy(
    update={
        "slug": "menages",
        "kind": "count",
        "denominator": None,
        "numerator": RSA.denominator.model_copy(update={"period": "same"}),
        "unit": "ménages",
        "decimals": 0,
        "reading": "{territory} : le nombre de ménages est de {value} en {period}.",
    }
)
COLUMNS = ["code", "name", "value", "numerator", "denominator", "low", "high", "status", "quality"]
CELLS = pd.DataFrame(
    [
        ("41001", "Ambloy", 0.0, 0.0, 90.4, 0.0, 2.21, "valeur", "fragile"),
        ("41018", "Blois", 9.8123, 2265.0, 23083.3, 9.80, 9.82, "valeur", "solide"),
        ("41031", "Candé", 4.0, 20.0, 500.0, 3.6, 4.4, "valeur", "prudence"),
        ("41194", "Romorantin", 9.21, 780.0, 8469.0, 9.18, 9.23, "valeur", "solide"),
        ("41269", "Vendôme", None, None, None, None, None, "absent", None),
    ],
    columns=COLUMNS,
).assign(level="commune", period=2024, margin=None, n=None, coverage=1.0)
REFERENCE = {**CELLS.iloc[1].to_dict(), "code": "41", "name": "Loir-et-Cher", "level": "departement", "value": 4.77}
DATA = MapData(
    indicator=RSA,
    level="commune",
    level_plural="communes",
    period=2024,
    periods=(2020, 2024),
    cells=CELLS,
    reference=REFERENCE,
    facts={"name": "Loir-et-Cher", "subject": "le Loir-et-Cher", "of": "du Loir-et-Cher", "inside": "en Loir-et-Cher"},
    sources=pd.DataFrame(
        {
            "producer": ["Cnaf", "Insee"],
            "title": ["Foyers allocataires", "Logements"],
            "licence": ["Licence Ouverte 2.0"] * 2,
            "vintage": ["décembre 2020 à 2024", "RP 2023"],
            "demonstration": False,
        }
    ),
    measures=pd.DataFrame(
        {
            "measure": ["caf.foyers_rsa", "rp.menages"],
            "title": ["Foyers percevant le RSA", "Ménages"],
            "unit": ["foyers", "ménages"],
            "weighted": [False, True],
            "periods": [[2020, 2024], [2012, 2023]],
        }
    ),
    territories=pd.DataFrame(columns=["code", "name", "communes", "communes_total"]),
)
COUNT = replace(DATA, indicator=MENAGES, cells=CELLS.assign(value=CELLS["denominator"], low=None, high=None))


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def cell(view: dict, code: str) -> dict:
    return next(cell for cell in view["cells"] if cell["code"] == code)


def test_cells_keep_their_order_and_say_value_rank_gap_and_doubt():
    view = map_view(DATA, Choice())
    assert [c["code"] for c in view["cells"]] == CELLS["code"].tolist()
    blois = cell(view, "41018")
    assert plain(blois["text"]) == "9,8 %"
    assert blois["rank_text"] == "1ʳᵉ sur 3"
    assert plain(blois["gap"]) == "5,0 points de plus que le Loir-et-Cher"
    assert blois["range"] is None
    assert plain(blois["sentence"]) == (
        "Blois : 9,8 % des ménages perçoivent le RSA fin 2024, soit 5,0 points de plus que le Loir-et-Cher (4,8 %)."
    )


def test_a_census_denominator_is_never_an_exact_count():
    blois, ambloy = (cell(map_view(DATA, Choice()), code) for code in ("41018", "41001"))
    assert plain(blois["numerator"]) == "2 265 foyers"
    assert plain(blois["denominator"]) == "environ 23 080 ménages"
    assert plain(ambloy["denominator"]) == "environ 90 ménages"


def test_a_rounded_zero_is_fragile_has_a_range_and_no_rank():
    ambloy = cell(map_view(DATA, Choice()), "41001")
    assert (plain(ambloy["text"]), ambloy["rank"], ambloy["rank_text"]) == ("0,0 %", None, None)
    assert plain(ambloy["range"]) == "entre 0,0 et 2,2 %"
    assert plain(ambloy["sentence"]).endswith("Elle est comprise entre 0,0 et 2,2 %.")


def test_an_absent_cell_says_so_and_is_in_no_class():
    view = map_view(DATA, Choice())
    vendome = cell(view, "41269")
    assert (vendome["value"], vendome["class"], vendome["text"], vendome["gap"]) == (None, None, "donnée absente", None)
    assert plain(vendome["sentence"]) == "Vendôme : le producteur ne publie pas cette donnée."
    assert view["statuses"] == [{"status": "absent", "label": "donnée absente", "count": 1}]
    assert view["fragile"]["count"] == 1


def test_classes_hold_every_value_once():
    for method in ("quantiles", "jenks", "egales", "ecart-type", "tete-queue", "departement"):
        view = map_view(DATA, Choice(method, 4))
        assert sum(band["count"] for band in view["classes"]) == 4, method
        for shown in view["cells"]:
            if shown["value"] is None:
                continue
            band = view["classes"][shown["class"]]
            assert band["from"] is None or round(shown["value"], 1) >= band["from"], method
            assert band["to"] is None or round(shown["value"], 1) < band["to"], method


def test_typed_breaks_are_used_as_typed():
    view = map_view(DATA, Choice("manuelles", breaks=(2.0, 5.0)))
    assert [plain(band["label"]) for band in view["classes"]] == ["moins de 2 %", "2 à 5 %", "5 % et plus"]
    assert [band["count"] for band in view["classes"]] == [1, 1, 2]


def test_a_gap_map_turns_around_the_collectivite_and_reads_in_points():
    view = map_view(DATA, Choice(gap=True, method="manuelles", breaks=(2.8, 5.8)))
    assert view["palette"] == "diverging"
    assert plain(view["title"]) == "Foyers percevant le RSA, en % des ménages : écart à la valeur du Loir-et-Cher"
    assert [plain(band["label"]) for band in view["classes"]] == [
        "moins de −2,0 points",
        "−2,0 à +1,0 point",
        "+1,0 point et plus",
    ]


def test_a_gap_map_takes_the_same_steps_on_both_sides():
    for count in range(2, 10):
        view = map_view(DATA, Choice(gap=True, classes=count))
        inner = [band["to"] for band in view["classes"][:-1]]
        gaps = [round(value - 4.8, 1) for value in inner]
        assert all(-gap in gaps for gap in gaps if abs(gap) <= 4.8 and 0 < 4.8 - gap <= 9.8), count


def test_without_a_reference_the_gap_is_not_drawn():
    view = map_view(replace(DATA, reference=None), Choice(gap=True))
    assert (view["palette"], view["reference"], view["cells"][1]["gap"]) == ("sequential", None, None)


def test_a_count_is_circles_without_classes_or_gap_and_census_counts_are_rounded():
    view = map_view(COUNT, Choice(gap=True))
    assert (view["drawing"], view["classes"], view["palette"]) == ("circles", [], "sequential")
    assert view["max"] == 23083.3
    blois = cell(view, "41018")
    assert (plain(blois["text"]), blois["gap"], blois["class"]) == ("environ 23 080 ménages", None, None)
    assert plain(blois["sentence"]) == "Blois : le nombre de ménages est d’environ 23 080 en 2024."


def test_provenance_and_notes():
    view = map_view(DATA, Choice())
    assert plain(view["subtitle"]) == "5 communes · 2024 · Cnaf, Insee"
    assert plain(view["formula"]) == "Foyers percevant le RSA ÷ ménages (interpolés entre les années connues) × 100"
    assert view["licence"] == "Licence Ouverte 2.0"
    notes = [plain(note) for note in view["notes"]]
    assert notes[0] == "La MSA n’est pas comptée."
    assert notes[1] == "Ménages : pour 2024, c’est le chiffre de 2023, l’année connue la plus proche."
    between = replace(DATA, period=2020)
    assert "Ménages : 2020 est calculé entre 2012 et 2023" in plain(" ".join(map_view(between, Choice())["notes"]))


def test_an_epci_across_the_border_says_which_part_it_is():
    territories = pd.DataFrame({"code": ["1"], "name": ["Val"], "communes": [4], "communes_total": [25]})
    here = replace(DATA, level="epci", territories=territories)
    assert "Partie dans le département seulement" in " ".join(map_view(here, Choice())["notes"])
    published = RSA.model_copy(update={"kind": "published", "denominator": None})
    whole = replace(here, indicator=published)
    notes = plain(" ".join(map_view(whole, Choice())["notes"]))
    assert "EPCI entier, communes hors du département comprises : Val (4 communes sur 25)." in notes


def test_territoires_that_stand_in_say_so():
    facts = {**DATA.facts, "territoires_title": "Territoire", "territoires_stand_in": "arrondissements, en attendant"}
    notes = map_view(replace(DATA, level="territoire", facts=facts), Choice())["notes"]
    assert any("arrondissements, en attendant" in note for note in notes)


@pytest.mark.parametrize(
    "query",
    [
        {"methode": "x"},
        {"classes": "12"},
        {"classes": "five"},
        {"ecart": "oui"},
        {"seuils": "a;b"},
        {"seuils": "inf"},
        {"annees": "oui"},
        {"palette": "arc-en-ciel"},
    ],
)
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(query):
    with pytest.raises(UnknownValue) as refusal:
        Choice.read(query)
    assert refusal.value.known


def test_a_choice_survives_its_address():
    choice = Choice("manuelles", 4, True, (2.0, 3.5), same=True, palette="gris")
    assert Choice.read(choice.query()) == choice
    assert (
        Choice.read(
            {"methode": "manuelles", "classes": "4", "ecart": "1", "seuils": "3,5;2", "annees": "1", "palette": "gris"}
        )
        == choice
    )
    assert Choice().query() == {}
