"""The figures over HTTP: a small documented API, and the files that maps and downloads are made of."""

from observatory.api.routes import routes

__all__ = ["routes"]
