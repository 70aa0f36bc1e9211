"""The whole application over the generated warehouse, asked as a browser would."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from observatory.atlas.opening import open_site
from observatory.atlas.site import Site
from observatory.settings import Settings
from observatory.warehouse.read import Warehouse
from observatory.web import create_app


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[TestClient]:
    """A server's mistake is seen as its answer, 500, and not as an exception."""
    app = create_app(settings, ahead=False)
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="session")
def client_41(real: Settings) -> Iterator[TestClient]:
    """Over the real figures of Loir-et-Cher."""
    with TestClient(create_app(real, ahead=False)) as made:
        yield made


@pytest.fixture(scope="session")
def build(warehouse: Warehouse) -> str:
    return warehouse.build


@pytest.fixture(scope="session")
def public(released: Settings) -> Settings:
    """Settings whose release is that of Loir-et-Cher."""
    return replace(released, published_at="https://atlas.exemple.fr/atlas")


@pytest.fixture(scope="session")
def site(public: Settings) -> Site:
    return open_site(public)
