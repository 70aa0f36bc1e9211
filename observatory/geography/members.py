"""Which communes make which group."""

import pandas as pd

from observatory.catalogue.collectivite import Collectivite, Territoires


def territoire_members(territoires: Territoires, communes: pd.DataFrame) -> pd.DataFrame:
    """commune, code: the communes of each declared territoire, named one by one or by whole arrondissements."""
    frames = []
    for member in territoires.members:
        inside = communes["arrondissement"].isin(member.arrondissements) | communes["code"].isin(member.communes)
        frames.append(pd.DataFrame({"commune": communes["code"][inside], "code": member.code}))
    return pd.concat(frames, ignore_index=True)


def memberships(collectivite: Collectivite, communes: pd.DataFrame) -> pd.DataFrame:
    """commune, level, code for the offered levels and the arrondissement, in the order of levels then communes."""
    frames = {
        "commune": communes["code"],
        "canton": communes["canton"],
        "epci": communes["epci"],
        "arrondissement": communes["arrondissement"],
        "departement": pd.Series(collectivite.code, index=communes.index),
    }
    told = [
        pd.DataFrame({"commune": communes["code"], "level": level, "code": code})
        for level, code in frames.items()
        if level in collectivite.levels or level == "arrondissement"
    ]
    if collectivite.territoires:
        told.append(territoire_members(collectivite.territoires, communes).assign(level="territoire"))
    return pd.concat(told, ignore_index=True)[["commune", "level", "code"]]
