"""Long work, one piece at a time in a process of its own: it tells how far it is, can be cancelled, blocks nobody."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from observatory.errors import ObservatoryError
from observatory.settings import Settings
from observatory.web.worker import Failed, Message, Told, work
from observatory.web.works import Made

MOST_WAITING = 8
KEPT = 24
"""Tasks remembered once they are over, with what they made."""


class State(Enum):
    WAITING = "attente"
    RUNNING = "cours"
    DONE = "fait"
    FAILED = "echec"
    CANCELLED = "annule"


@dataclass
class Task:
    """One piece of work. `share` goes from 0 to 1."""

    address: str
    name: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    state: State = State.WAITING
    words: str = "En attente"
    share: float = 0.0
    made: Made | None = None

    @property
    def over(self) -> bool:
        return self.state not in (State.WAITING, State.RUNNING)

    def end(self, state: State, words: str) -> None:
        self.state, self.words = state, words


class Full(ObservatoryError):
    """Too much is waiting already."""

    def __init__(self) -> None:
        super().__init__("Trop de documents sont en préparation. Réessayez dans une minute.")


class Tasks:
    """The tasks of a server, in the order they were asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._tasks: OrderedDict[str, Task] = OrderedDict()
        self._changed = threading.Condition()
        self._worker: SpawnProcess | None = None
        self._line: Connection | None = None
        threading.Thread(target=self._run, daemon=True, name="taches").start()

    def submit(self, address: str) -> Task:
        """Full when too much is waiting."""
        with self._changed:
            if len(self._waiting()) >= MOST_WAITING:
                raise Full
            task = Task(address)
            self._tasks[task.name] = task
            self._forget()
            self._changed.notify_all()
        return task

    def find(self, name: str) -> Task | None:
        return self._tasks.get(name)

    def ahead(self, task: Task) -> int:
        """How many wait before this one, the one that runs included."""
        with self._changed:
            pending = [one for one in self._tasks.values() if not one.over]
            return pending.index(task) if task in pending else 0

    def cancel(self, task: Task) -> None:
        """Stop it where it is; what is over stays as it is."""
        with self._changed:
            if task.state is State.RUNNING:
                self._stop()
            if not task.over:
                task.end(State.CANCELLED, "Annulé")

    def _stop(self) -> None:
        """The next piece of work starts a process of its own."""
        if self._worker is not None:
            self._worker.terminate()
            self._worker = None

    def _waiting(self) -> list[Task]:
        return [task for task in self._tasks.values() if task.state is State.WAITING]

    def _forget(self) -> None:
        over = [name for name, task in self._tasks.items() if task.over]
        for name in over[: max(0, len(over) - KEPT)]:
            del self._tasks[name]

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._waiting)
                task = self._waiting()[0]
                task.state = State.RUNNING
            self._do(task)

    def _do(self, task: Task) -> None:
        line = self._connected()
        if task.over:
            return
        try:
            line.send(task.address)
            while self._take(task, line.recv()):
                pass
        except (EOFError, OSError):  # the process is gone: cancelled, or short of memory
            self._worker = None
            if not task.over:
                task.end(State.FAILED, "La préparation s’est interrompue. Réessayez.")

    def _take(self, task: Task, message: Message) -> bool:
        """Whether more is to come."""
        with self._changed:
            match message:
                case Told(words, share):
                    task.words, task.share = words, share
                    return True
                case Failed(words):
                    task.end(State.FAILED, words)
                case Made():
                    if not task.over:
                        task.made, task.share = message, 1.0
                        task.end(State.DONE, "Prêt")
        return False

    def _connected(self) -> Connection:
        """The line to a living process, started when it is first needed."""
        if self._worker is None or self._line is None or not self._worker.is_alive():
            context = get_context("spawn")
            self._line, theirs = context.Pipe()
            worker = context.Process(target=work, args=(self.settings, theirs), daemon=True)
            worker.start()
            theirs.close()
            self._worker = worker
        return self._line
