"""Real files brought onto today's communes of Loir-et-Cher."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
from official_files import FOLDER, declared, files, official, readings

from observatory.catalogue.load import load_catalogue
from observatory.catalogue.source import Source
from observatory.ingest import locate, own_places, read_source, recode
from observatory.settings import ROOT

pytestmark = official

GEODATA = Path(__file__).parents[2] / "geodata/41"
COMMUNES = frozenset(pd.read_csv(GEODATA / "communes.csv", dtype=str)["code"])
HISTORY = pd.read_csv(GEODATA / "history.csv", dtype=str)
HISTORY["year"] = pd.to_numeric(HISTORY["last_cog"]) + 1


def recoded(slug: str, *additive: str) -> pd.DataFrame:
    observations = next(iter(readings(slug).values())).observations
    return recode(observations, COMMUNES, HISTORY, frozenset(additive)).observations.set_index(
        ["measure", "code", "period"]
    )


def test_the_years_whose_absorbed_communes_are_missing_have_no_value() -> None:
    found = recoded("population-2024", "population.municipale")
    assert found.loc[("population.municipale", "41059", 2016), "status"] == "non_disponible"
    assert found.loc[("population.municipale", "41059", 2017), "value"] == 6866
    assert found.loc[("population.municipale", "41018", 2013), "value"] == 45539
    totals = found["value"].groupby("period").sum(min_count=len(COMMUNES))
    assert totals[totals.notna()].index.tolist() == [2017, 2018, 2019, 2020, 2021]
    assert totals[2019] == 329470


def test_the_iris_of_blois_are_summed_and_a_hidden_one_hides_its_commune() -> None:
    found = recoded("caf-iris-2020", "caf-iris.a")
    assert found.loc[("caf-iris.a", "41018", 2020), "value"] == 13348
    assert found.loc[("caf-iris.a", "41269", 2020), "status"] == "secret"
    assert found.loc[("caf-iris.percou", "41018", 2020), "status"] == "non_disponible"


def test_a_rate_of_iris_stands_only_where_the_iris_is_the_commune() -> None:
    reading = readings("recensement-iris")["agg_iris_41.parquet"]
    found = recode(reading.observations, COMMUNES, HISTORY, frozenset({"rp-iris.population"})).observations
    cells = found.set_index(["measure", "code", "period"])
    assert cells.loc[("rp-iris.part_75_plus", "41001", 2022), "value"] == 10.16
    assert cells.loc[("rp-iris.part_75_plus", "41018", 2022), "status"] == "non_disponible"
    assert cells.loc[("rp-iris.population", "41018", 2022), "value"] == 47094  # 47 092, each Iris rounded


def test_a_median_is_never_made_from_two_communes() -> None:
    found = recoded("filosofi-2016-com", "filosofi.menages")
    fused = found.loc[("filosofi.niveau_vie_median", "41059", 2016)]
    assert fused["status"] == "non_disponible"


def test_france_services_fall_in_the_communes_that_they_declare() -> None:
    source = declared()["france-services"]
    point = {"column": "longitude", "latitude": "latitude", "system": "point"}
    take = [{"measure": "france-services.espaces"}]
    by_point = Source.model_validate({**source.model_dump(), "key": point, "take": take})
    communes = gpd.read_file(GEODATA / "communes.geojson")
    located = locate(read_source(by_point, files(source)[0]).observations, communes).observations
    counted = recode(located, COMMUNES, HISTORY, frozenset()).observations.set_index("code")["value"]
    stated = recoded("france-services").loc["france-services.espaces"]["value"].droplevel("period")
    assert counted.sum() == stated.sum() == 23
    assert (counted != stated.reindex(counted.index)).sum() <= 1


def test_france_services_stand_on_the_map_with_their_hours() -> None:
    """The declaration that ships, on the file as it is published."""
    source = load_catalogue(ROOT / "indicators").sources["france-services"]
    (file,) = FOLDER.glob(f"france-services/{source.files}")
    communes = gpd.read_file(GEODATA / "communes.geojson")
    reading = read_source(source.dated(file.name), file)
    places = own_places(reading.places, communes).set_index("name")
    assert len(places) == 23 and len(reading.places) > 2800
    blois = places[places["code"] == "41018"].iloc[0]
    assert blois["told"][0].startswith("lundi\u00a0: ") and "Blois" in blois["told"]
    assert set(reading.rejects["column_name"]) <= {"latitude"}
