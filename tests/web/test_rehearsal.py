"""Loir-et-Cher rehearsed on the demonstration activity; and its release, for those who reuse it."""

import csv
import json
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from observatory.atlas.opening import open_site
from observatory.atlas.site import Site
from observatory.publishing.release_page import release_page
from observatory.secrecy.attack import attack
from observatory.secrecy.foreign import Assumed, Sum, read_release
from observatory.secrecy.release import Released, release
from observatory.secrecy.versions import REHEARSAL
from observatory.settings import Settings
from observatory.warehouse import read, swap
from tests.conftest import quiet

MARK = "Répétition\u00a0· données de démonstration"
AGES = ("pch.droits_moins_20", "pch.droits_20_59", "pch.droits_60_plus")


@pytest.fixture(scope="module")
def rehearsed(real: Settings) -> Released:
    return release(real, REHEARSAL, release_page, quiet)


@pytest.fixture(scope="module")
def rehearsal(rehearsed: Released, real: Settings) -> Site:
    return open_site(real, rehearsal=True)


def counts_of(rehearsed: Released) -> pd.DataFrame:
    return read.Warehouse(rehearsed.file).query("FROM counts")


def test_what_is_hidden_cannot_be_found_by_who_reads_the_file(rehearsed: Released, tmp_path: Path) -> None:
    """The attack on files made by anyone knows nothing of the release's own truth."""
    shown = counts_of(rehearsed)
    year = shown[(shown["period"] == 2020) & shown["measure"].isin(["pch.droits", *AGES])]
    assert year["value"].isna().sum() > 4
    year.assign(value=year["value"].map("{:.0f}".format).replace("nan", "s")).to_csv(
        tmp_path / "counts.csv", index=False
    )
    memberships = read.Warehouse(rehearsed.file).query("FROM memberships")
    told = memberships[memberships["level"].isin(year["level"])]
    assumed = Assumed(sums=(Sum("measure", "pch.droits", AGES),))
    foreign = read_release(tmp_path / "counts.csv", told, assumed)
    assert attack(foreign.release).safe


def test_protection_costs_less_than_three_points(rehearsed: Released) -> None:
    totals = rehearsed.audit["totals"]
    assert isinstance(totals, dict)
    assert totals["primary"] > 0 and totals["secondary"] > 0
    assert (totals["exact"], totals["narrow"]) == (0, 0)
    assert totals["points"] < 3


def test_the_audit_that_ships_does_not_tell_secrets_from_complements(rehearsed: Released) -> None:
    told = json.loads(read.facts(read.Warehouse(rehearsed.file))["audit"])
    assert {"version", "edition", "sources", "indicators", "tables"} == set(told)
    assert not {"primary", "secondary", "volume", "bound", "nodes"} & set(told["tables"][0])


def test_every_kind_of_page_and_every_table_says_that_it_is_a_rehearsal(rehearsal: Site) -> None:
    kinds = {page.template: page for page in rehearsal.pages}
    assert len(kinds) > 5
    for page in kinds.values():
        text = rehearsal.render(page)
        assert MARK in text.partition("<body>")[2], page.path
        assert f"({MARK})</title>" in text, page.path
    for path in list(rehearsal.maps)[:5]:
        rows = list(csv.DictReader(rehearsal.files[path]().decode("utf-8-sig").splitlines(), delimiter=";"))
        assert {row["avertissement"] for row in rows} == {"Données de démonstration"}
    assert rehearsal.files["robots.txt"]() == b"User-agent: *\nDisallow: /\n"


def test_a_rehearsal_publishes_nothing(rehearsed: Released, released: Settings) -> None:
    public = swap.served(released.home, swap.PUBLIC)
    assert public is not None and public.name.startswith("release-")
    assert read.demonstration_measures(read.Warehouse(public)) == set()


def test_the_tables_of_the_atlas_are_a_data_package(site: Site, tmp_path: Path) -> None:
    package = json.loads(site.files["datapackage.json"]())
    assert {one["path"] for one in package["resources"]} == set(site.maps)
    package["resources"] = package["resources"][:4]
    for one in package["resources"]:
        (tmp_path / one["path"]).parent.mkdir(exist_ok=True)
        (tmp_path / one["path"]).write_bytes(site.files[one["path"]]())
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:3]
