"""From a declared address to a file that is whole, in a cache where each content has the name of its hash."""

from observatory.fetching.cache import Cache, Fetched
from observatory.fetching.fetch import fetch
from observatory.fetching.transfer import Limits

__all__ = ["Cache", "Fetched", "Limits", "fetch"]
