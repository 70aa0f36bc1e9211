"""The faces put together behind one address, and the programs that serve them.

The dashboard is loaded when `create_app` or `serve` is asked for: the public process never asks.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from observatory.web.application import create_app as create_app
    from observatory.web.server import serve as serve

_LOADED_ON_DEMAND = {"create_app": "observatory.web.application", "serve": "observatory.web.server"}


def __getattr__(name: str) -> Any:
    if name not in _LOADED_ON_DEMAND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LOADED_ON_DEMAND[name]), name)
