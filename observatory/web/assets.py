"""The files of assets/: always asked about, sent again only when they changed."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from observatory.api.http import IMMUTABLE, REVALIDATED


class Assets(StaticFiles):
    """Starlette's static files with a caching rule; typefaces never change under one name."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = IMMUTABLE if path.endswith(".woff2") else REVALIDATED
        return response
