"""The faces put together behind one address, and the program that serves them."""

from observatory.web.application import create_app
from observatory.web.server import serve

__all__ = ["create_app", "serve"]
