"""What a brought file is checked against: the communes of the settings' collectivité, its cantons and its EPCI."""

import pandas as pd

from observatory.activity import Ground, Group
from observatory.catalogue import load_collectivite
from observatory.geography.read import read_tables
from observatory.settings import Settings


def ground(settings: Settings) -> Ground:
    """Today's communes with their names, the former ones, and what groups them."""
    collectivite = load_collectivite(settings.geodata, settings.collectivite)
    tables = read_tables(settings.geodata / collectivite.code)
    communes = dict(zip(tables.communes["code"], tables.communes["name"], strict=True))
    former = dict(zip(tables.history["old_code"], tables.history["code"], strict=True))
    groups = {
        "canton": _groups(tables.communes, "canton", tables.cantons),
        "epci": _groups(tables.communes, "epci", tables.epci),
    }
    return Ground(communes, {old: new for old, new in former.items() if new in communes}, groups)


def _groups(communes: pd.DataFrame, level: str, named: pd.DataFrame) -> dict[str, Group]:
    names = dict(zip(named["code"], named["name"], strict=True))
    members = communes.groupby(level)["code"].agg(tuple)
    return {code: Group(name, members[code]) for code, name in names.items()}
