"""One table of settings: each has a name, a default and a sentence, and is read from the environment."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from observatory.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: geodata/, indicators/ and assets/ are beside the package."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    sentence: str


SETTINGS = (
    Setting("OBSERVATORY_COLLECTIVITE", "41", "Code de la collectivité servie : un fichier de geodata/collectivites/."),
    Setting("OBSERVATORY_ROOT", str(ROOT), "Dossier des déclarations et des données : geodata/ et indicators/."),
    Setting("OBSERVATORY_VAR", str(ROOT / "var"), "Dossier où les entrepôts sont écrits."),
    Setting("OBSERVATORY_DEMONSTRATION", "oui", "« non » laisse de côté les données de démonstration."),
    Setting("OBSERVATORY_DEPOT", "", "Dossier des nouveaux fichiers ; par défaut, depot/ sous OBSERVATORY_VAR."),
    Setting("OBSERVATORY_PUBLIC", "", "Fichier que lit l’atlas public ; par défaut, la dernière publication."),
    Setting("OBSERVATORY_FOND", "", "Fond de plan en ligne : adresse avec {z}, {x} et {y} ; vide, il n’y en a pas."),
    Setting("OBSERVATORY_FOND_MENTION", "", "Mention due au fournisseur du fond de plan."),
    Setting("OBSERVATORY_CADRES", "", "Sites qui peuvent montrer une carte dans un cadre, séparés par une espace."),
    Setting(
        "OBSERVATORY_ADRESSE",
        "",
        "Adresse publique de l’atlas, liée du tableau de bord ; par défaut, http://HOST:PORT/atlas/.",
    ),
    Setting(
        "HOST", "127.0.0.1", "Adresse d'écoute ; seule la boucle locale est admise tant qu'il n'y a pas de comptes."
    ),
    Setting("PORT", "8050", "Port d'écoute."),
)
ANSWERS = {"oui": True, "non": False}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Settings:
    """Where to read, where to write, what to serve."""

    collectivite: str
    root: Path
    var: Path
    host: str
    port: int
    demonstration: bool = True
    dropped: Path | None = None
    public: Path | None = None
    published_at: str = ""
    framed_by: tuple[str, ...] = ()
    """Origins of the sites that may show a map in a frame; this site may always."""
    base: str = ""
    base_mention: str = ""

    @property
    def base_origin(self) -> str:
        """The site that a base layer is fetched from, as a browser is told it; empty where there is none."""
        scheme, _, rest = self.base.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}" if rest else ""

    @property
    def address(self) -> str:
        """Where the atlas is published, with a final slash."""
        return (self.published_at or f"http://{self.host}:{self.port}/atlas").rstrip("/") + "/"

    @property
    def depot(self) -> Path:
        """Where a statistician drops the files that producers have published since."""
        return self.dropped or self.var / "depot"

    @property
    def cache(self) -> Path:
        """Downloads, each under the hash of its content."""
        return self.var / "cache"

    @property
    def geodata(self) -> Path:
        return self.root / "geodata"

    @property
    def indicators(self) -> Path:
        return self.root / "indicators"

    @property
    def data_roots(self) -> list[Path]:
        """Where a source's files are looked for; what the depot says takes precedence over the others."""
        invented = [self.indicators / "demonstration"] if self.demonstration else []
        return [self.depot, self.indicators / "published", self.geodata, self.home, *invented]

    @property
    def home(self) -> Path:
        """The folder of the served collectivité's warehouses."""
        return self.var / self.collectivite


def load() -> Settings:
    """Read the environment over the defaults; raise SettingError for a value that cannot be used."""
    raw = {s.name: os.environ.get(s.name) or s.default for s in SETTINGS}
    if not raw["PORT"].isdigit():
        raise SettingError(f"PORT : « {raw['PORT']} » n'est pas un numéro de port.")
    if raw["OBSERVATORY_DEMONSTRATION"] not in ANSWERS:
        raise SettingError(f"OBSERVATORY_DEMONSTRATION : « {raw['OBSERVATORY_DEMONSTRATION']} » : oui ou non.")
    return Settings(
        collectivite=raw["OBSERVATORY_COLLECTIVITE"],
        root=Path(raw["OBSERVATORY_ROOT"]),
        var=Path(raw["OBSERVATORY_VAR"]),
        host=raw["HOST"],
        port=int(raw["PORT"]),
        demonstration=ANSWERS[raw["OBSERVATORY_DEMONSTRATION"]],
        dropped=Path(raw["OBSERVATORY_DEPOT"]) if raw["OBSERVATORY_DEPOT"] else None,
        public=Path(raw["OBSERVATORY_PUBLIC"]) if raw["OBSERVATORY_PUBLIC"] else None,
        published_at=raw["OBSERVATORY_ADRESSE"],
        framed_by=_origins(raw["OBSERVATORY_CADRES"]),
        base=_base(raw["OBSERVATORY_FOND"]),
        base_mention=raw["OBSERVATORY_FOND_MENTION"],
    )


def _base(address: str) -> str:
    """A tile's address, never in clear beyond this machine; raise SettingError for another."""
    safe = re.fullmatch(r"(https://[^\s;,\"'/]+|http://(127\.0\.0\.1|localhost)(:\d+)?)/[^\s;,\"']*", address)
    if address and not (safe and all(mark in address for mark in ("{z}", "{x}", "{y}"))):
        raise SettingError(
            f"OBSERVATORY_FOND : « {address} » n'est pas une adresse en https:// qui contient {{z}}, {{x}} et {{y}}."
        )
    return address


def _origins(text: str) -> tuple[str, ...]:
    """`https://intranet.exemple.fr`, one or several."""
    found = tuple(text.split())
    for origin in found:
        if not re.fullmatch(r"https?://[\w.-]+(:\d+)?", origin):
            raise SettingError(
                f"OBSERVATORY_CADRES : « {origin} » : écrivez un site, comme https://intranet.exemple.fr."
            )
    return found


def require_loopback(host: str) -> None:
    """Refuse to listen beyond this machine: the dashboard has no accounts yet."""
    if host not in LOOPBACK:
        raise SettingError(
            f"HOST : « {host} » est refusé. Le tableau de bord n'a pas encore de comptes ni de droits d'accès : "
            f"il n'écoute que sur cette machine ({', '.join(LOOPBACK)})."
        )
