"""The generated warehouse, built once for all tests; and the real one of Loir-et-Cher."""

from pathlib import Path

import pytest

from observatory.publishing.release_page import release_page
from observatory.secrecy.release import release
from observatory.secrecy.versions import PUBLIC
from observatory.settings import ROOT, Settings
from observatory.warehouse import read
from observatory.warehouse.build import build
from tests import generated


def quiet(_: str) -> None:
    """Progress nobody reads."""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated declarations and figures; read only: a test that changes them makes its own."""
    root = tmp_path_factory.mktemp("essai")
    generated.write_project(root)
    return root


@pytest.fixture(scope="session")
def settings(project: Path) -> Settings:
    """Settings whose warehouse is built."""
    made = generated.settings_for(project)
    build(made, quiet)
    return made


@pytest.fixture(scope="session")
def warehouse(settings: Settings) -> read.Warehouse:
    return read.Warehouses(settings.home).current()


def real_settings(code: str, var: Path) -> Settings:
    return Settings(collectivite=code, root=ROOT, var=var, host="127.0.0.1", port=8050)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Loir-et-Cher, from the figures that ship."""
    made = real_settings("41", tmp_path_factory.mktemp("reel"))
    build(made, quiet)
    return made


@pytest.fixture(scope="session")
def released(real: Settings) -> Settings:
    """Loir-et-Cher, with its release in service."""
    release(real, PUBLIC, release_page, quiet)
    return real


@pytest.fixture(scope="session")
def loir_et_cher(real: Settings) -> read.Warehouse:
    return read.Warehouses(real.home).current()
