"""The whole application over the generated warehouse, asked as a browser would."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from observatory.settings import Settings
from observatory.warehouse.read import Warehouse
from observatory.web import create_app


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[TestClient]:
    """A server's mistake is seen as its answer, 500, and not as an exception."""
    with TestClient(create_app(settings), raise_server_exceptions=False, follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="session")
def build(warehouse: Warehouse) -> str:
    return warehouse.build
