"""The files that pages are made of: views and geometries, kept for ever by browsers."""

from collections.abc import Callable, Hashable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from observatory.api.ahead import Ahead, Asked, packed_view
from observatory.api.http import IMMUTABLE, Kept, Packed, answer, to_json
from observatory.api.parameters import read_parameters
from observatory.api.table import Parameter
from observatory.errors import UnknownValue
from observatory.figures.choice import COUNTS, Choice
from observatory.figures.palette import PALETTES, STANDARD
from observatory.publishing import views
from observatory.publishing.analysis import analysis_of
from observatory.publishing.offer import offer_of
from observatory.statistics.classes import METHODS
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse, Warehouses

CHOICE = (
    Parameter("methode", "Méthode de classes.", "quantiles", values=tuple(METHODS)),
    Parameter("classes", "Nombre de classes.", "5", values=tuple(map(str, COUNTS))),
    Parameter("ecart", "1 pour montrer l’écart à la collectivité.", "0", values=("0", "1")),
    Parameter("seuils", "Seuils de la méthode « manuelles », séparés par « ; ».", "2;3,5;5"),
    Parameter("annees", "1 pour les mêmes classes quelle que soit l’année.", "0", values=("0", "1")),
    Parameter("palette", "Couleurs d’une image.", STANDARD, values=tuple(PALETTES)),
)
Make = Callable[[Warehouse, Asked], Packed]


class Files:
    """The endpoints, over the served build; what was made once is kept while the build is served."""

    def __init__(self, warehouses: Warehouses, ahead: bool) -> None:
        self.warehouses = warehouses
        self.views = Kept(1200)
        self.ahead = Ahead(self.views) if ahead else None
        self.geometries = Kept(40)

    def view(self, request: Request) -> Response:
        """One map view, drawn as it is first."""
        read_parameters(request, ())
        response = self._of_year(request, ".json", (), packed_view)
        if self.ahead:
            self.ahead.follow(self.warehouses.current())
        return response

    def classes(self, request: Request) -> Response:
        """What other classes change in that view: a hundredth of its weight."""
        choice = Choice.read(read_parameters(request, CHOICE))

        def make(warehouse: Warehouse, asked: Asked) -> Packed:
            return Packed.of(to_json(views.classes_of(warehouse, *asked, choice)), "application/json")

        return self._of_year(request, "/classes.json", ("classes", choice), make)

    def analysis(self, request: Request) -> Response:
        """What analysts add to the table of that view."""

        def make(warehouse: Warehouse, asked: Asked) -> Packed:
            return Packed.of(to_json(analysis_of(warehouse, *asked)), "application/json")

        return self._of_year(request, "/analyse.json", ("analyse",), make)

    def _of_year(self, request: Request, name: str, more: tuple[Hashable, ...], make: Make) -> Response:
        """A file of an indicator, level and year; an earlier build's address leads to the same one of this build."""
        warehouse, place = self.warehouses.current(), request.path_params
        year = read.period_of(warehouse, place["slug"], place["level"], place["period"])
        asked = (place["slug"], place["level"], str(year))
        if place["build"] != warehouse.build or place["period"] != str(year):
            query = f"?{request.url.query}" if request.url.query else ""
            return _elsewhere(f"/vues/{warehouse.build}/{'/'.join(asked)}{name}{query}")
        packed = self.views.get(warehouse.build, (*asked, *more), lambda: make(warehouse, asked))
        return answer(request, packed, IMMUTABLE)

    def series(self, request: Request) -> Response:
        """The small maps of an indicator at a level, one a year."""
        warehouse, place = self.warehouses.current(), request.path_params
        choice = Choice.read(read_parameters(request, CHOICE))
        key = (place["slug"], place["level"])
        if place["build"] != warehouse.build:
            query = f"?{request.url.query}" if request.url.query else ""
            return _elsewhere(f"/vues/{warehouse.build}/{'/'.join(key)}/annees.json{query}")

        def make() -> Packed:
            return Packed.of(to_json(views.series_of(warehouse, *key, choice)), "application/json")

        return answer(request, self.views.get(warehouse.build, (*key, "annees", choice), make), IMMUTABLE)

    def offer(self, request: Request) -> Response:
        """What is counted in communes, to be laid over a map."""
        warehouse, measure = self.warehouses.current(), request.path_params["measure"]
        if request.path_params["build"] != warehouse.build:
            return _elsewhere(f"/offre/{warehouse.build}/{measure}.json")

        def make() -> Packed:
            return Packed.of(to_json(offer_of(warehouse, measure)), "application/json")

        return answer(request, self.views.get(warehouse.build, ("offre", measure), make), IMMUTABLE)

    def geometry(self, request: Request) -> Response:
        """A file whose name holds its hash; an older name of the same file leads to today's."""
        warehouse, name = self.warehouses.current(), request.path_params["name"]
        try:
            packed = self.geometries.get(warehouse.build, name, lambda: _web_file(warehouse, name))
        except UnknownValue:
            return _elsewhere(f"/geo/{_today(warehouse, name)}")
        return answer(request, packed, IMMUTABLE)


def _elsewhere(address: str) -> RedirectResponse:
    """For a page that was open before the latest build."""
    return RedirectResponse(address, 302, {"Cache-Control": "no-store"})


def _web_file(warehouse: Warehouse, name: str) -> Packed:
    media_type, content = read.web_file(warehouse, name)
    return Packed.of(content, media_type)


def _today(warehouse: Warehouse, name: str) -> str:
    """`commune.0000.json` -> today's `commune.a872.json`; UnknownValue when no file is of that level and kind."""
    names = read.web_file_names(warehouse)["name"].tolist()
    level, kind = name.partition(".")[0], name.rpartition(".")[2]
    found = [one for one in names if one.startswith(f"{level}.") and one.endswith(f".{kind}")]
    if not found:
        raise UnknownValue("fichier", name, names)
    return str(found[0])
