"""The files that a map asks for beside its view, and what a page may load from elsewhere."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from observatory.errors import SettingError, UnknownValue
from observatory.publishing.analysis import analysis_of
from observatory.publishing.offer import offer_of
from observatory.settings import Settings, load
from observatory.warehouse import offer, read
from observatory.warehouse.read import Warehouse
from observatory.web import create_app

TILES = "https://tuiles.exemple.fr/{z}/{x}/{y}.png"


def test_the_small_maps_are_one_immutable_file(client: TestClient, build: str, warehouse: Warehouse) -> None:
    slug = next(one.slug for one in read.indicators(warehouse) if len(_years(warehouse, one.slug)) > 1)
    answer = client.get(f"/vues/{build}/{slug}/commune/annees.json")
    assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
    assert [year["period"] for year in answer.json()["years"]] == _years(warehouse, slug)
    moved = client.get(f"/vues/0000/{slug}/commune/annees.json?annees=1")
    assert moved.status_code == 302 and moved.headers["location"].endswith("annees.json?annees=1")


def _years(warehouse: Warehouse, slug: str) -> list[int]:
    return read.periods(warehouse, slug, "commune") if "commune" in read.levels_of(warehouse, slug) else []


def test_an_analysis_stands_in_the_order_of_the_cells(loir_et_cher: Warehouse) -> None:
    told = analysis_of(loir_et_cher, "taux-foyers-rsa", "canton", "latest")
    cells = read.cells(loir_et_cher, "taux-foyers-rsa", "canton")
    columns = {column["name"]: column for column in told["columns"]}
    assert len(told["notes"]) == len(told["columns"])
    assert all(len(column["texts"]) == len(column["values"]) == len(cells) for column in told["columns"])
    highest = int(cells["value"].to_numpy(dtype=float).argmax())
    assert columns["z"]["values"][highest] == max(columns["z"]["values"]) > 1
    assert columns["z"]["texts"][highest].startswith("+")


def test_a_smoothed_rate_lies_between_the_rate_and_the_mean(loir_et_cher: Warehouse) -> None:
    told = analysis_of(loir_et_cher, "taux-foyers-rsa", "commune", "latest")
    smoothed = next(column["values"] for column in told["columns"] if column["name"] == "smoothed")
    cells = read.cells(loir_et_cher, "taux-foyers-rsa", "commune")
    mean = 100 * cells["numerator"].sum() / cells.loc[cells["numerator"].notna(), "denominator"].sum()
    pairs = [(value, rate) for value, rate in zip(smoothed, cells["value"], strict=True) if value is not None]
    assert len(pairs) > 250
    assert all(min(rate, mean) - 1e-3 <= value <= max(rate, mean) + 1e-3 for value, rate in pairs)


def test_an_offer_is_told_where_it_is(loir_et_cher: Warehouse) -> None:
    known = offer.offers(loir_et_cher)
    assert {"bpe.generalistes", "bpe.creches", "bpe.hebergement_ages"} <= set(known["measure"])
    told = offer_of(loir_et_cher, "bpe.generalistes")
    whole = read.cells(loir_et_cher, "generalistes", "departement")["value"].iat[0]
    assert sum(told["values"]) == whole
    assert told["codes"][0] == "41018" and told["max"] == told["values"][0]
    with pytest.raises(UnknownValue, match="licornes"):
        offer_of(loir_et_cher, "bpe.licornes")


def test_another_site_is_allowed_only_where_a_base_layer_is_declared(settings: Settings) -> None:
    def policy(made: Settings) -> str:
        with TestClient(create_app(made, ahead=False)) as client:
            answer = client.get("/cartes")
            assert ('data-base="null"' in answer.text) == (made.base == "")
            return answer.headers["content-security-policy"]

    assert "https:" not in policy(settings)
    declared = policy(replace(settings, base=TILES, base_mention="© Exemple"))
    assert "img-src 'self' data: blob: https://tuiles.exemple.fr;" in declared
    assert declared.count("https:") == 1


@pytest.mark.parametrize(
    "address",
    ["http://tuiles.exemple.fr/{z}/{x}/{y}.png", "https://tuiles.exemple.fr/", "https://a.fr;script-src/{z}/{x}/{y}",
     "http://localhost.exemple.fr/{z}/{x}/{y}", "{z}/{x}/{y}"],
)  # fmt: skip
def test_a_base_layer_in_clear_or_without_its_marks_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBSERVATORY_FOND", address)
    with pytest.raises(SettingError, match="OBSERVATORY_FOND"):
        load()
    monkeypatch.setenv("OBSERVATORY_FOND", "http://127.0.0.1:9000/{z}/{x}/{y}.png")
    assert load().base_origin == "http://127.0.0.1:9000"


def test_the_words_of_a_view_come_from_the_glossary(client: TestClient, build: str) -> None:
    view = client.get(f"/vues/{build}/taux-foyers/commune/2021.json").json()
    assert "Foyer, ou foyer allocataire" in [word["title"] for word in view["words"]]
