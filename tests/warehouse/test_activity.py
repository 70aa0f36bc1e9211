"""The Département's activity and a team's territoires, from the files that people bring to the faces that show them."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from observatory.cli import app
from observatory.dashboard.config import catalogue
from observatory.errors import DataError, ObservatoryError, SettingError, UnknownValue
from observatory.figures.choice import Choice
from observatory.figures.evolution import Line, evolution_figure
from observatory.publishing import table, views
from observatory.settings import Settings, load
from observatory.warehouse import read
from observatory.warehouse.build import build
from observatory.web import create_app
from tests import generated
from tests.conftest import quiet

DOMAIN = """
[aide]
title = "Aide d’essai"
about = "Les aidés sont ceux du 31 décembre."
rows = "une ligne par aide"
secrecy = "Moins de 5 bénéficiaires."
counts = [
    { column = "aides", measure = "aide.aides", meaning = "Aidés.", example = 3, where = { lieu = ["domicile"] } },
]
modalities = [
    { column = "lieu", meaning = "Où.", values = { domicile = "chez lui", foyer = "ailleurs" }, example = "foyer" },
]
"""
MEASURE = """
["aide.aides"]
title = "Aidés"
unit = "aidés"
awaits = "Département, fichier de l’aide"
"""
INDICATOR = """
[taux-aides]
title = "Aidés, en % des habitants"
definition = "Aidés, rapportés aux habitants."
theme = "autonomie"
nature = "activite"
kind = "ratio"
numerator = "aide.aides"
denominator = { measure = "population.municipale", period = "nearest" }
scale = 100
unit = "%"
decimals = 1
levels = ["commune", "canton", "epci", "territoire", "departement"]
reading = "{territory} : {value} des habitants sont aidés fin {period}."
caveats = ["Inventé."]
"""
WORDS = "Données de démonstration"
RUNNER = CliRunner()


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """The generated collectivité with one domain of activity, and a demonstration: 5 aidés everywhere in two years."""
    generated.write_project(tmp_path)
    for name, text in (("activity", DOMAIN), ("measures", MEASURE)):
        (tmp_path / "indicators" / name).mkdir(exist_ok=True)
        (tmp_path / "indicators" / name / "aide.toml").write_text(text, encoding="utf-8")
    (tmp_path / "indicators/autonomie.toml").write_text(INDICATOR, encoding="utf-8")
    folder = tmp_path / "indicators/demonstration/99"
    folder.mkdir(parents=True)
    rows = [f"{code},{year},5" for year in (2022, 2023) for code in generated.CODES]
    (folder / "activite-aide.csv").write_text("\n".join(["code_commune,annee,aides", *rows]) + "\n", encoding="utf-8")
    return generated.settings_for(tmp_path)


@pytest.fixture
def command(project: Settings, monkeypatch: pytest.MonkeyPatch):
    """Run `observatory` on the generated project."""
    monkeypatch.setenv("OBSERVATORY_ROOT", str(project.root))
    monkeypatch.setenv("OBSERVATORY_VAR", str(project.var))
    monkeypatch.setenv("OBSERVATORY_COLLECTIVITE", "99")

    def run(*arguments: object) -> str:
        result = RUNNER.invoke(app, [str(argument) for argument in arguments])
        if result.exception:
            raise result.exception
        return result.stdout

    return run


def built(settings: Settings) -> read.Warehouse:
    build(settings, quiet)
    return read.Warehouses(settings.home).current()


def test_every_face_of_the_demonstration_says_so(project):
    warehouse = built(project)
    assert read.is_demonstration(warehouse, "taux-aides") and not read.is_demonstration(warehouse, "taux-foyers")
    view = views.view_of(warehouse, "taux-aides", "canton", "latest", Choice())
    assert view["demonstration"] and WORDS in view["subtitle"] and WORDS in view["source"]
    assert any(note.startswith(WORDS) for note in view["notes"])
    assert all(cell["sentence"].endswith(f"{WORDS}.") for cell in [*view["cells"], view["reference"]])
    picture = views.svg_of(warehouse, "taux-aides", "canton", "latest", Choice())
    assert f">{WORDS}</text>" in picture
    frame = table.table(views.map_data(warehouse, "taux-aides", "canton"))
    assert set(frame["avertissement"]) == {WORDS}
    lines = [Line("Essai", read.series(warehouse, "taux-aides", "departement", "99"))]
    figure = evolution_figure(read.indicator(warehouse, "taux-aides"), lines, demonstration=True)
    assert WORDS in [annotation.text for annotation in figure.layout.annotations]


def test_the_web_of_the_demonstration_says_so(project):
    built(project)
    with TestClient(create_app(project, ahead=False)) as client:
        cells = client.get("/api/v1/cells?indicator=taux-aides&level=canton").json()["cells"]
        assert all(cell["demonstration"] for cell in cells)
        text = client.get("/api/v1/cells?indicator=taux-aides&level=canton&format=csv").text
        assert set(pd.read_csv(io.StringIO(text))["demonstration"]) == {True}
        for kind in ("csv", "tableur.csv", "svg"):
            answer = client.get(f"/telechargements/taux-aides/canton/2023.{kind}")
            assert f"demonstration_taux-aides_canton_2023.{kind}" in answer.headers["content-disposition"]
            assert WORDS in answer.text
        real = client.get("/telechargements/taux-foyers/canton/2022.csv")
        assert "demonstration" not in real.headers["content-disposition"] and WORDS not in real.text


def test_real_figures_never_wear_it(project):
    view = views.view_of(built(project), "taux-foyers", "canton", "latest", Choice())
    assert not view["demonstration"] and "émonstration" not in json.dumps(view, ensure_ascii=False)


def test_a_setting_leaves_the_demonstration_out(project, monkeypatch):
    warehouse = built(replace(project, demonstration=False))
    assert read.levels_of(warehouse, "taux-aides") == [] and not read.is_demonstration(warehouse, "taux-aides")
    monkeypatch.setenv("OBSERVATORY_DEMONSTRATION", "non")
    assert load().demonstration is False
    monkeypatch.setenv("OBSERVATORY_DEMONSTRATION", "peut-être")
    with pytest.raises(SettingError, match="oui ou non"):
        load()


def test_a_real_file_takes_the_place_of_the_demonstration(project, command, tmp_path):
    """Two decisions at 99001 and one at 99012, of which one in a foyer: 1 of 100 and 1 of 1 200 inhabitants."""
    built(project)
    rows = ["code_commune;annee;lieu", "99001;2023;domicile", "99001;2023;foyer", "99012;2023;domicile"]
    (tmp_path / "aide.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = command("import", tmp_path / "aide.csv")
    assert "3\u00a0lignes lues (une ligne par décision)" in told and "Gardé\u202f: 2023." in told
    warehouse = built(project)
    assert not read.is_demonstration(warehouse, "taux-aides")
    assert read.periods(warehouse, "taux-aides", "commune") == [2023]
    values = read.cells(warehouse, "taux-aides", "commune").set_index("code")["value"]
    assert values["99001"] == pytest.approx(1) and values["99012"] == pytest.approx(100 / 1200) and values["99005"] == 0
    assert read.cells(warehouse, "taux-aides", "departement")["numerator"].tolist() == [2]
    assert "Département" in read.sources_of(warehouse, "taux-aides")["producer"].tolist()
    files = read.files(warehouse).set_index("source")
    assert "demonstration-aide" not in files.index and files.loc["activite-aide", ["kept", "rejected"]].tolist() == [
        12,
        0,
    ]
    assert "Déjà là, sans changement\u202f: 2023." in command("import", tmp_path / "aide.csv")


def test_a_file_with_names_is_refused_and_nothing_is_kept(project, command, tmp_path):
    (tmp_path / "aide.csv").write_text("code_commune;annee;lieu;nom\n99001;2023;foyer;DURAND\n", encoding="utf-8")
    with pytest.raises(DataError, match="«\u00a0nom\u00a0»"):
        command("import", tmp_path / "aide.csv")
    assert not project.home.exists()


def test_refused_rows_are_written_for_their_author(project, command, tmp_path):
    (tmp_path / "aide.csv").write_text(
        "code_commune;annee;lieu\n99001;2023;parti\n98001;2023;foyer\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match="2 valeurs refusées"):
        command("import", tmp_path / "aide.csv")
    refused = pd.read_csv(project.home / "activite/refus.csv")
    assert refused[["line", "column_name"]].to_numpy().tolist() == [[2, "lieu"], [3, "code_commune"]]
    assert [file.name for file in (project.home / "activite").iterdir()] == ["refus.csv"]


def test_a_template_is_written_by_a_command(command, tmp_path):
    command("template", "aide", "--forme", "decisions", "--format", "csv", "--dossier", tmp_path / "modeles")
    header = (tmp_path / "modeles/modele-aide-decisions.csv").read_text(encoding="utf-8-sig")
    assert header == "code_commune;annee;lieu\n"
    assert "99001" in (tmp_path / "modeles/modele-aide-decisions-LISEZMOI.md").read_text(encoding="utf-8")
    with pytest.raises(UnknownValue, match="aide"):
        command("template", "inconnu")


@pytest.fixture
def own_list(tmp_path: Path) -> Path:
    """Odd communes against even ones: nothing like the declared Nord and Sud."""
    rows = [f"{code};{'Impairs' if index % 2 == 0 else 'Pairs'}" for index, code in enumerate(generated.CODES)]
    (tmp_path / "liste.csv").write_text("\n".join(["code_commune;territoire", *rows]) + "\n", encoding="utf-8")
    return tmp_path / "liste.csv"


def test_a_team_s_territoires_replace_the_stand_in_everywhere(project, command, own_list):
    before = built(project)
    assert "arrondissements" in catalogue(before)["limits"]
    told = command("territoires", own_list, "--titre", "Maison", "--pluriel", "Maisons", "--origine", "Conseil d’essai")
    assert "Impairs\u202f: 6\u00a0communes" in told
    warehouse = built(project)
    assert read.facts(warehouse)["territoires_stand_in"] == ""
    assert read.facts(warehouse)["territoires_origin"] == "Conseil d’essai"
    levels = read.levels(warehouse).set_index("level")
    assert levels.loc["territoire", ["title", "plural"]].tolist() == ["Maison", "Maisons"]
    population = read.cells(warehouse, "population", "territoire", 2023).set_index("name")["value"]
    assert population.to_dict() == {"Impairs": 3600, "Pairs": 4200}  # 100 + 300 + ... + 1 100 against 200 + ... + 1 200
    limits = views.geometry_of(warehouse, "commune")["limits"]
    assert [limit["name"] for limit in limits] == ["Impairs", "Pairs"]
    view = views.view_of(warehouse, "population", "territoire", 2023, Choice())
    words = json.dumps([view, catalogue(warehouse)], ensure_ascii=False)
    assert "en attendant" not in words and "Maison" in words
    assert "retirée" in command("territoires", "--retirer")
    assert built(project).build == before.build


def test_a_list_that_forgets_a_commune_changes_nothing(project, command, own_list):
    own_list.write_text("\n".join(own_list.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"une commune manque.*Lay \(99012\)"):
        command("territoires", own_list)
    assert not project.home.exists()


@pytest.mark.parametrize("arguments", [[], ["liste.csv", "--titre", "Maison"]])
def test_a_list_is_asked_for_with_its_words(command, arguments):
    with pytest.raises(ObservatoryError, match=r"--retirer|--pluriel"):
        command("territoires", *arguments)
