"""The official geographic codes of one year (COG), as one package tells them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from observatory.geography.packages import Package, read_member

COMMUNE = "commune-actuelle"
PARENTS = {
    "commune-deleguee": "chefLieu",
    "commune-associee": "chefLieu",
    "commune-absorbee": "communeAbsorbante",
    "ancien-code": "nouveauCode",
    "arrondissement-municipal": "commune",
}
"""For each kind of code that is no commune of the year, the key that names its commune."""


@dataclass(frozen=True)
class Cog:
    """All France at one 1 January.

    communes        code, name, departement, arrondissement
    populations     code, population: of the year `package.population`
    former          old_code, old_name, code, kind: codes that are not communes of the year, and where they went
    epci            code, name, communes_total
    members         commune, epci
    arrondissements code, name, communes_total
    """

    package: Package
    communes: pd.DataFrame
    populations: pd.DataFrame
    former: pd.DataFrame
    epci: pd.DataFrame
    members: pd.DataFrame
    arrondissements: pd.DataFrame


def read_cog(package: Package, archive: Path) -> Cog:
    """Read communes, EPCI and arrondissements of one archive of @etalab/decoupage-administratif."""
    entries, epci, arrondissements = (
        json.loads(read_member(archive, f"package/data/{name}.json"))
        for name in ("communes", "epci", "arrondissements")
    )
    communes = [entry for entry in entries if entry["type"] == COMMUNE]
    members = [{**member, "epci": group["code"]} for group in epci for member in group["membres"]]
    counted = communes if package.population_from == "communes" else members
    return Cog(
        package=package,
        communes=_frame(communes, code="code", name="nom", departement="departement", arrondissement="arrondissement"),
        populations=_populations(counted),
        former=pd.concat([_former(entries), _former_codes(communes)], ignore_index=True),
        epci=_frame([{**e, "nom": _unquoted(e["nom"]), "n": len(e["membres"])} for e in epci],
                    code="code", name="nom", communes_total="n"),
        members=_frame(members, commune="code", epci="epci"),
        arrondissements=_arrondissements(arrondissements, communes),
    )  # fmt: skip


def _frame(entries: list[dict[str, Any]], **columns: str) -> pd.DataFrame:
    return pd.DataFrame({column: [entry.get(key) for entry in entries] for column, key in columns.items()})


def _populations(entries: list[dict[str, Any]]) -> pd.DataFrame:
    key = "populationMunicipale" if "epci" in entries[0] else "population"
    return _frame(entries, code="code", population=key).dropna().astype({"population": int})


def _former(entries: list[dict[str, Any]]) -> pd.DataFrame:
    rows = [
        (entry["code"], entry["nom"], entry.get(PARENTS[entry["type"]]), entry["type"])
        for entry in entries
        if entry["type"] in PARENTS
    ]
    return pd.DataFrame(rows, columns=["old_code", "old_name", "code", "kind"]).dropna(subset=["code"])


def _former_codes(communes: list[dict[str, Any]]) -> pd.DataFrame:
    rows = [(old, None, entry["code"], "ancien-code") for entry in communes for old in entry.get("anciensCodes", ())]
    return pd.DataFrame(rows, columns=["old_code", "old_name", "code", "kind"])


def _arrondissements(entries: list[dict[str, Any]], communes: list[dict[str, Any]]) -> pd.DataFrame:
    sizes = pd.Series([entry.get("arrondissement") for entry in communes]).value_counts()
    frame = _frame(entries, code="code", name="nom")
    return frame.assign(communes_total=frame["code"].map(sizes).fillna(0).astype(int))


def _unquoted(name: str) -> str:
    """`CA de Blois ''Agglopolys''` is written `CA de Blois « Agglopolys »`."""
    opened = name.replace("''", "«\u00a0", 1)
    return opened.replace("''", "\u00a0»", 1)
