"""The generated warehouse and the real one of Loir-et-Cher, each built once for a run, whichever worker asks first."""

import fcntl
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from observatory.publishing.release_page import release_page
from observatory.secrecy.release import release
from observatory.secrecy.versions import PUBLIC
from observatory.settings import ROOT, Settings
from observatory.warehouse import read
from observatory.warehouse.build import build
from tests import generated

Once = Callable[[str, Callable[[Path], object]], Path]
"""Name of a folder, and what fills it -> the folder, filled; it is read or copied, and never changed."""


def quiet(_: str) -> None:
    """Progress nobody reads."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first, so that the workers end together."""
    items.sort(key=lambda item: ROOT / "tests" / "unit" in item.path.parents)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Fills a folder in the first worker that asks for it; the others wait until it is whole."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def filled(name: str, fill: Callable[[Path], object]) -> Path:
        folder, whole = shared / f"commun-{name}", shared / f"commun-{name}.whole"
        with whole.open("a") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX)
            if not whole.stat().st_size:
                rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                mark.write("whole")
        return folder

    return filled


@pytest.fixture(scope="session")
def essai(once: Once) -> Path:
    """The generated project, built; for copies."""

    def fill(root: Path) -> None:
        generated.write_project(root)
        build(generated.settings_for(root), quiet)

    return once("essai", fill)


@pytest.fixture(scope="session")
def project(essai: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated declarations and figures; read only: a test that changes them has its `own`."""
    return copied(essai, tmp_path_factory.mktemp("essai"))


@pytest.fixture(scope="session")
def settings(project: Path) -> Settings:
    """Settings whose warehouse is built."""
    return generated.settings_for(project)


@pytest.fixture(scope="session")
def warehouse(settings: Settings) -> read.Warehouse:
    return read.Warehouses(settings.home).current()


@pytest.fixture
def own(essai: Path, tmp_path: Path) -> Settings:
    """A generated project of one's own, built, to be spoiled."""
    return generated.settings_for(copied(essai, tmp_path))


def copied(folder: Path, to: Path) -> Path:
    return copytree(folder, to, dirs_exist_ok=True)


def real_settings(code: str, var: Path) -> Settings:
    return Settings(collectivite=code, root=ROOT, var=var, host="127.0.0.1", port=8050)


@pytest.fixture(scope="session")
def reel(once: Once) -> Path:
    """Where Loir-et-Cher is built, from the figures that ship; for copies."""
    return once("reel", lambda var: build(real_settings("41", var), quiet))


@pytest.fixture(scope="session")
def real(reel: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Loir-et-Cher, from the figures that ship."""
    return real_settings("41", copied(reel, tmp_path_factory.mktemp("reel")))


@pytest.fixture(scope="session")
def released(once: Once, reel: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Loir-et-Cher, with its release in service."""

    def fill(var: Path) -> None:
        release(real_settings("41", copied(reel, var)), PUBLIC, release_page, quiet)

    return real_settings("41", copied(once("publie", fill), tmp_path_factory.mktemp("publie")))


@pytest.fixture(scope="session")
def loir_et_cher(real: Settings) -> read.Warehouse:
    return read.Warehouses(real.home).current()
