"""The process where long work is done: it can be stopped at any moment without harm to the server."""

import logging
from dataclasses import dataclass
from multiprocessing.connection import Connection

from observatory.errors import ObservatoryError
from observatory.settings import Settings
from observatory.statistics.french import typeset
from observatory.web.works import Made, make

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Told:
    """Where the work is."""

    words: str
    share: float


@dataclass(frozen=True)
class Failed:
    """Why it stopped, for the person who asked."""

    words: str


Message = Told | Failed | Made


def work(settings: Settings, line: Connection) -> None:
    """Make what each address received leads to, until the line is closed; what is sent is a Message."""
    while True:
        try:
            address = line.recv()
        except EOFError:
            return
        line.send(_answer(settings, address, line))


def _answer(settings: Settings, address: str, line: Connection) -> Message:
    try:
        return make(settings, address, lambda words, share: line.send(Told(words, share)))
    except ObservatoryError as error:
        return Failed(typeset(str(error)))
    except Exception:
        log.exception("%s", address)
        return Failed("Le document n’a pas pu être préparé. Réessayez ; si l’erreur revient, signalez son adresse.")
