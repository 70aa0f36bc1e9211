"""Declarations of geodata/ and indicators/, read into frozen, typed models."""

from observatory.catalogue.collectivite import Collectivite
from observatory.catalogue.domain import Domain, Shape
from observatory.catalogue.indicator import NATURES, THEMES, Indicator
from observatory.catalogue.load import Catalogue, collectivite_codes, load_catalogue, load_collectivite
from observatory.catalogue.measure import Measure, Operand
from observatory.catalogue.source import Source, Status
from observatory.catalogue.study import Crossing, Typology

__all__ = [
    "NATURES",
    "THEMES",
    "Catalogue",
    "Collectivite",
    "Crossing",
    "Domain",
    "Indicator",
    "Measure",
    "Operand",
    "Shape",
    "Source",
    "Status",
    "Typology",
    "collectivite_codes",
    "load_catalogue",
    "load_collectivite",
]
