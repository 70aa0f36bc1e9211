"""What a brought file is checked against: the communes of the settings' collectivité."""

from observatory.activity import Ground
from observatory.catalogue import load_collectivite
from observatory.geography.read import read_tables
from observatory.settings import Settings


def ground(settings: Settings) -> Ground:
    """Today's communes with their names, and the former ones."""
    collectivite = load_collectivite(settings.geodata, settings.collectivite)
    tables = read_tables(settings.geodata / collectivite.code)
    communes = dict(zip(tables.communes["code"], tables.communes["name"], strict=True))
    former = dict(zip(tables.history["old_code"], tables.history["code"], strict=True))
    return Ground(communes, {old: new for old, new in former.items() if new in communes})
