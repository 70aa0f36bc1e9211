"""`observatory geodata`: registry packages in, the files of geodata/<code>/ out, the same bytes every time."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from observatory.catalogue.collectivite import Collectivite
from observatory.catalogue.load import load_collectivite
from observatory.errors import DataError, DeclarationError
from observatory.geography.boundaries import Boundaries, read_boundaries
from observatory.geography.checks import check_tables
from observatory.geography.cog import Cog, read_cog
from observatory.geography.history import code_history, to_today
from observatory.geography.packages import Packages, Progress, fetch, load_packages
from observatory.geography.repair import repaired
from observatory.geography.tables import Tables, inner_points, write_tables


@dataclass(frozen=True)
class National:
    """What the packages say of all France: every year of codes (the last is today's) and the history between them."""

    packages: Packages
    boundaries_archive: Path
    cogs: list[Cog]
    history: pd.DataFrame

    @property
    def today(self) -> Cog:
        return self.cogs[-1]


def build_geodata(folder: Path, codes: Iterable[str], downloads: Path, progress: Progress = print) -> None:
    """Write `folder`/<code>/ for each collectivité declared in `folder`/collectivites/.

    Archives are kept in `downloads` and verified each time. A folder is replaced whole, once its tables are checked:
    DataError or CheckError leave what was there.
    """
    national = read_packages(load_packages(folder / "packages.toml"), downloads, progress)
    for code in codes:
        collectivite = load_collectivite(folder, code)
        progress(f"{collectivite.name} : communes, contours, populations")
        tables = collectivite_tables(collectivite, national, progress)
        check_tables(collectivite, tables)
        write_tables(tables, folder / code)


def read_packages(packages: Packages, downloads: Path, progress: Progress) -> National:
    """Fetch, verify and read every declared package but the boundaries, which are read by département."""
    cogs = []
    for package in sorted(packages.codes, key=lambda package: package.cog):
        archive = fetch(package, downloads, progress)
        progress(f"Lecture de {package} (codes {package.cog}, population {package.population})")
        cogs.append(read_cog(package, archive))
    return National(packages, fetch(packages.boundaries, downloads, progress), cogs, code_history(cogs))


def collectivite_tables(collectivite: Collectivite, national: National, progress: Progress) -> Tables:
    """The tables of one collectivité, sorted by code; tells which boundaries had to be repaired."""
    boundaries = read_boundaries(national.boundaries_archive, collectivite.communes.departement)
    communes = _communes(collectivite, national.today)
    shapes, touched = repaired(_shapes(communes, boundaries))
    if touched:
        progress(f"Contours réparés (bord commun tracé deux fois) : {', '.join(touched)}")
    cantons = _cantons_of(shapes, boundaries.cantons)
    communes = communes.assign(canton=communes["code"].map(cantons), **_measured(shapes, collectivite.crs))
    return Tables(
        communes=communes,
        cantons=_groups(_counted(boundaries.cantons, cantons), communes["canton"]),
        epci=_groups(national.today.epci, communes["epci"]),
        arrondissements=_groups(national.today.arrondissements, communes["arrondissement"]),
        populations=_populations(communes["code"], boundaries, national),
        town_halls=_own(boundaries.town_halls, "code", communes["code"]),
        history=_own(national.history, "code", communes["code"]),
        boundaries=shapes,
    )


def _communes(collectivite: Collectivite, cog: Cog) -> pd.DataFrame:
    """code, name, epci, arrondissement of the communes that the declaration chooses."""
    chosen = collectivite.communes
    unknown = sorted({*chosen.only_epci, *chosen.without_epci} - set(cog.epci["code"]))
    if unknown:
        raise DeclarationError(f"collectivites/{collectivite.code}.toml", "communes", f"EPCI inconnu : {unknown[0]}")
    frame = cog.communes[cog.communes["departement"] == chosen.departement]
    frame = frame.merge(cog.members.rename(columns={"commune": "code"}), on="code", how="left")
    if chosen.only_epci:
        frame = frame[frame["epci"].isin(chosen.only_epci)]
    frame = frame[~frame["epci"].isin(chosen.without_epci)]
    return frame.drop(columns="departement").sort_values("code", ignore_index=True)


def _own(frame: pd.DataFrame, column: str, codes: pd.Series) -> pd.DataFrame:
    return frame[frame[column].isin(codes)].reset_index(drop=True)


def _shapes(communes: pd.DataFrame, boundaries: Boundaries) -> gpd.GeoDataFrame:
    missing = sorted(set(communes["code"]) - set(boundaries.communes["code"]))
    if missing:
        raise DataError(f"Communes sans contour : {', '.join(missing)}. Le paquet des contours est d'une autre année.")
    return communes[["code", "name"]].merge(boundaries.communes, on="code").pipe(gpd.GeoDataFrame)


def _cantons_of(shapes: gpd.GeoDataFrame, cantons: gpd.GeoDataFrame) -> pd.Series:
    """The canton-ou-ville around each commune: both are drawn from the same boundaries, so a point inside decides."""
    points = shapes.set_geometry(shapes.representative_point())
    joined = points.sjoin(cantons[["code", "geometry"]], predicate="within", how="left", rsuffix="canton")
    if joined["code_left"].duplicated().any():
        double = joined["code_left"][joined["code_left"].duplicated()]
        raise DataError(f"Communes dans deux cantons : {', '.join(double)}.")
    return pd.Series(joined["code_canton"].to_numpy(), index=joined["code_left"].to_numpy())


def _counted(cantons: gpd.GeoDataFrame, canton_of: pd.Series) -> pd.DataFrame:
    sizes = canton_of.value_counts()
    return pd.DataFrame(cantons[["code", "name"]]).assign(
        communes_total=cantons["code"].map(sizes).fillna(0).astype(int)
    )


def _groups(groups: pd.DataFrame, own: pd.Series) -> pd.DataFrame:
    """code, name, communes (inside the collectivité), communes_total of the groups that have communes inside."""
    sizes = own.value_counts()
    inside = groups[groups["code"].isin(sizes.index)]
    inside = inside.assign(communes=inside["code"].map(sizes).astype(int))
    return inside[["code", "name", "communes", "communes_total"]].sort_values("code", ignore_index=True)


def _measured(shapes: gpd.GeoDataFrame, crs: str) -> dict[str, pd.Series]:
    """Area in km² and a point inside, both worked out in the declared CRS."""
    projected = shapes.geometry.to_crs(crs)
    points = inner_points(projected)
    return {"area_km2": (projected.area / 1e6).round(2), "lon": points.x.round(5), "lat": points.y.round(5)}


def _populations(codes: pd.Series, boundaries: Boundaries, national: National) -> pd.DataFrame:
    """code, period, population on today's communes, from every package that has a population."""
    years = {cog.package.population: to_today(cog.populations, national.history) for cog in national.cogs}
    years[national.packages.boundaries.population] = to_today(boundaries.populations, national.history)
    frames = [_own(frame, "code", codes).assign(period=year) for year, frame in years.items()]
    table = pd.concat(frames)[["code", "period", "population"]]
    return table.sort_values(["code", "period"], ignore_index=True)
