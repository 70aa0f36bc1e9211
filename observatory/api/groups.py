"""One indicator in a group of communes, for the page of maps: kept for ever under the name of its build."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from observatory.api.http import IMMUTABLE, Kept, Packed, answer, to_json
from observatory.api.parameters import read_parameters
from observatory.api.table import Parameter
from observatory.publishing.groups import group_view
from observatory.warehouse import read
from observatory.warehouse.read import Warehouses

COMMUNES = Parameter("communes", "Codes des communes, puis le nom du groupe.", "41018.269.103~Val de Cisse", True)


class Groups:
    """Never in the public process: sums of chosen communes would tell what a release hides."""

    def __init__(self, warehouses: Warehouses) -> None:
        self.warehouses = warehouses
        self._kept = Kept(200)

    def routes(self) -> list[BaseRoute]:
        """Relative to /vues, where a group stands in the place of a level."""
        return [Route("/{build}/{slug}/groupe/{period}.json", self.view)]

    def view(self, request: Request) -> Response:
        warehouse, place = self.warehouses.current(), request.path_params
        communes = read_parameters(request, [COMMUNES])["communes"]
        key = (read.indicator(warehouse, place["slug"]).slug, place["period"], communes)
        if place["build"] != warehouse.build:
            address = f"/vues/{warehouse.build}/{key[0]}/groupe/{key[1]}.json?{request.url.query}"
            return RedirectResponse(address, 302, {"Cache-Control": "no-store"})

        def make() -> Packed:
            return Packed.of(to_json(group_view(warehouse, *key)), "application/json")

        return answer(request, self._kept.get(warehouse.build, key, make), IMMUTABLE)
