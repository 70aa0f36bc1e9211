"""What every declaration shares: frozen models that refuse an unknown key."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A public noun: lower case, digits and hyphens; the same in TOML, in the database, in addresses and downloads."""

MeasureName = Annotated[str, Field(pattern=r"^[a-z0-9-]+\.[a-z0-9_]+$")]
"""`family.name`, for instance `caf.foyers_rsa`."""

LEVELS = ("commune", "canton", "epci", "arrondissement", "territoire", "departement", "region", "france")
"""Every level, finest first. A collectivité offers some of the first six; the last two hold benchmarks."""


class Declaration(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
