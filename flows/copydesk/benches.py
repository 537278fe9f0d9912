"""Where a batch is worked on: in the process of the flow, or on a worker of a cluster, perhaps on another machine."""

import platform
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from copydesk import __version__
from copydesk.progress import Work
from copydesk.reading import Reader
from copydesk.settings import Settings
from copydesk.storing import Sheet, Shelf, sheet_of
from copydesk.worker import Limits, Orders
from copydesk.workers import CleaningPool

_IDLE_SECONDS = 60.0
"""How long a worker of a cluster keeps a cleaning process for the next batch."""


class WrongWorkerError(RuntimeError):
    """A worker of a cluster that cannot do the work; the message says why, and the cure."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a batch is worked on with."""

    pool: CleaningPool[Sheet]
    reader: Reader
    tell: Callable[[str, Work], None]
    """Called with the name of the batch, and with what was done of it so far."""


class Bench(ABC):
    """What the work on a batch needs. No dataclass: Prefect would look for futures in one, all the way down."""

    def __init__(self, settings: Settings, shelf: Shelf) -> None:
        self.settings = settings
        self.shelf = shelf

    @abstractmethod
    def tools(self) -> AbstractContextManager[Tools]:
        """What one batch is worked on with."""


class OwnBench(Bench):
    """The bench in the process of the flow: all batches share its tools."""

    def __init__(self, settings: Settings, shelf: Shelf, shared: Tools) -> None:
        super().__init__(settings, shelf)
        self._shared = shared

    def tools(self) -> AbstractContextManager[Tools]:
        """The same for all."""
        return nullcontext(self._shared)


class SentBench(Bench):
    """A bench that is sent to the workers of a cluster: each batch has a reader and a cleaning process of its own."""

    def __init__(self, settings: Settings, shelf: Shelf, version: str = __version__) -> None:
        super().__init__(settings, shelf)
        self._version = version

    @contextmanager
    def tools(self) -> Iterator[Tools]:
        """Those that this worker has kept, or new ones. Raises WrongWorkerError where it can do no such work."""
        here = platform.node()
        if self._version != __version__:
            cure = "install the same version on all machines"
            raise WrongWorkerError(f"{here} has copydesk {__version__}, and the flow has {self._version}; {cure}")
        if not self.shelf.is_marked():
            cure = "output and sources must lie where all machines of the cluster have them, under the same path"
            raise WrongWorkerError(f"{here} does not see the store of this run in {self.shelf.folder}; {cure}")
        with _kept(self.settings) as tools:
            yield tools


def reader_of(settings: Settings) -> Reader:
    """What reads the sources; it keeps what it must know of the web in the store's folder."""
    return Reader(settings.cleaning.max_bytes, settings.retries, settings.fetching, settings.output / ".fetching")


def pool_of(settings: Settings, workers: int) -> CleaningPool[Sheet]:
    """So many processes that clean by the settings."""
    limits = Limits(settings.seconds_per_document, settings.megabytes_per_document)
    return CleaningPool(Orders(settings.cleaning, sheet_of, limits), workers)


_idle: dict[str, list[Tools]] = {}
_guard = threading.Lock()


@contextmanager
def _kept(settings: Settings) -> Iterator[Tools]:
    """Tools for one batch at a time; they are kept for the next one, which need not wait for a process to start."""
    key = settings.model_dump_json()
    with _guard:
        tools = _idle[key].pop() if _idle.get(key) else None
    tools = tools or Tools(pool_of(settings, 1), reader_of(settings), _say_nothing)
    try:
        yield tools
    finally:
        with _guard:
            _idle.setdefault(key, []).append(tools)
        timer = threading.Timer(_IDLE_SECONDS, _let_go, (key, tools))
        timer.daemon = True
        timer.start()


def _let_go(key: str, tools: Tools) -> None:
    """End what is idle; the next batch, if there is one, starts a process anew."""
    with _guard:
        is_idle = any(one is tools for one in _idle.get(key, ()))
        if is_idle:
            _idle[key].remove(tools)
            if not _idle[key]:
                del _idle[key]
    if is_idle:
        with tools.pool:
            pass


def _say_nothing(_batch: str, _work: Work) -> None:
    """Nobody on this machine watches."""
