"""One reader per published format: a declared file in, observations and rejects out; nothing is guessed."""

from observatory.ingest.codes import Recoded, recode
from observatory.ingest.places import own_places
from observatory.ingest.points import locate
from observatory.ingest.read import Reading, read_source

__all__ = ["Reading", "Recoded", "locate", "own_places", "read_source", "recode"]
