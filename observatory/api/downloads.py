"""What is taken away: maps, series, the catalogue and whole themes, in every format of publishing.formats."""

from collections.abc import Callable, Hashable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from observatory.api.files import CHOICE
from observatory.api.http import REVALIDATED, Kept, Packed, answer
from observatory.api.parameters import read_parameters
from observatory.api.table import Parameter
from observatory.errors import UnknownValue
from observatory.figures.choice import Choice
from observatory.publishing.compared import comparison_publication
from observatory.publishing.comparison import MOST
from observatory.publishing.datapackage import MEDIA_TYPE, package_name, theme_package
from observatory.publishing.formats import FORMATS, TABLES, written
from observatory.publishing.mapped import map_publication
from observatory.publishing.publication import Publication
from observatory.publishing.series import catalogue_publication, series_publication
from observatory.publishing.study_files import crossing_publication, families_publication
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse, Warehouses

COMPARED = (
    Parameter(
        "territoires", "De un à six territoires, « niveau:code », séparés par des virgules.", "canton:4101", True
    ),
    Parameter("theme", "Un seul thème ; tous par défaut.", "autonomie"),
)
Make = Callable[[Warehouse], Publication]


class Downloads:
    """The endpoints, over the served build; what was made once is kept while the build is served."""

    def __init__(self, warehouses: Warehouses) -> None:
        self.warehouses = warehouses
        self._kept = Kept(16)

    def routes(self) -> list[BaseRoute]:
        """What anybody may take away, relative to /telechargements."""
        return [
            Route("/catalogue.{kind}", self.catalogue),
            Route("/themes/{theme}.zip", self.theme),
            Route("/indicateurs/{file}", self.series),
            Route("/{slug}/{level}/{file}", self.map),
        ]

    def working_routes(self) -> list[BaseRoute]:
        """What only people at work may: a group of communes is computed from counts that are not released."""
        return [
            Route("/territoires.{kind}", self.territories),
            Route("/croisements/{slug}/{file}", self.crossing),
            Route("/typologies/{slug}/{file}", self.families),
        ]

    def map(self, request: Request) -> Response:
        """What a map shows."""
        place = request.path_params
        choice = Choice.read(read_parameters(request, CHOICE))
        period, _, kind = place["file"].partition(".")
        if kind not in FORMATS:
            raise UnknownValue("format", place["file"], [f"{period}.{known}" for known in FORMATS])
        year = read.period_of(self.warehouses.current(), place["slug"], place["level"], period)
        key = (place["slug"], place["level"], year, choice)
        return self._answer(request, kind, key, lambda warehouse: map_publication(warehouse, *key))

    def series(self, request: Request) -> Response:
        """One indicator at all levels and years."""
        read_parameters(request, ())
        slug, _, kind = request.path_params["file"].partition(".")
        return self._answer(request, _table(kind), slug, lambda warehouse: series_publication(warehouse, slug))

    def crossing(self, request: Request) -> Response:
        """A need crossed with an offer."""
        return self._study(request, crossing_publication)

    def families(self, request: Request) -> Response:
        """The families of a typology."""
        return self._study(request, families_publication)

    def _study(self, request: Request, publication: Callable[[Warehouse, str, str], Publication]) -> Response:
        read_parameters(request, ())
        level, _, kind = request.path_params["file"].partition(".")
        key = (request.path_params["slug"], level)
        return self._answer(request, kind, (publication.__name__, *key), lambda warehouse: publication(warehouse, *key))

    def catalogue(self, request: Request) -> Response:
        """Every indicator, without its figures."""
        read_parameters(request, ())
        return self._answer(request, _table(str(request.path_params["kind"])), "", catalogue_publication)

    def theme(self, request: Request) -> Response:
        """All the figures of a theme, as a Data Package."""
        read_parameters(request, ())
        warehouse, theme = self.warehouses.current(), request.path_params["theme"]

        def pack() -> Packed:
            return Packed.of(theme_package(warehouse, theme), MEDIA_TYPE, f"{package_name(warehouse, theme)}.zip")

        return answer(request, self._kept.get(warehouse.build, ("theme", theme), pack), REVALIDATED)

    def territories(self, request: Request) -> Response:
        """One to six territories, or groups of communes."""
        given = read_parameters(request, COMPARED)
        places, theme = _places(given["territoires"]), given.get("theme", "")
        return self._answer(
            request,
            _table(str(request.path_params["kind"])),
            (places, theme),
            lambda warehouse: comparison_publication(warehouse, places, theme),
        )

    def _answer(self, request: Request, kind: str, key: Hashable, make: Make) -> Response:
        warehouse = self.warehouses.current()

        def pack() -> Packed:
            publication = make(warehouse)
            return Packed.of(written(publication, kind), FORMATS[kind].media_type, f"{publication.file}.{kind}")

        return answer(request, self._kept.get(warehouse.build, (kind, key), pack), REVALIDATED)


def _table(kind: str) -> str:
    """`tableur.csv`; UnknownValue lists the formats of a table."""
    if kind not in TABLES:
        raise UnknownValue("format", kind, list(TABLES))
    return kind


def _places(text: str) -> tuple[tuple[str, str], ...]:
    """`canton:4101,groupe:41018.269~Essai` -> (level, code) of each, at most MOST."""
    pairs = [key.partition(":") for key in text.split(",") if key]
    if not 1 <= len(pairs) <= MOST:
        raise UnknownValue(
            "territoires", text, [f"de un à {MOST} territoires, par exemple territoire:nord,canton:4101"]
        )
    return tuple((level, code) for level, _, code in pairs)
