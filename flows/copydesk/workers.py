"""Worker processes that clean documents and can be killed: at a time limit, or because a document crashed one.

Each worker is an interpreter of its own with a pipe of its own, so the death of one touches no other; a hang in native
code is ended by the system, not by Python. Nothing here knows of Prefect.
"""

import importlib
import logging
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Self

from copydesk import __version__
from copydesk.garbage import search_seldom
from copydesk.model import Outcome, RawDocument, Reason, Rejection, Stage
from copydesk.settings import CleaningSettings
from copydesk.threads import ONE_THREAD

CLEANER = "copydesk.pipeline:clean_document"
"""Module and name of the function from a document and settings to an outcome that a worker calls."""
START_SECONDS = 120.0
"""How long a worker may take to import the pipeline."""
DOCUMENTS_A_WORKER = 1000
"""After so many documents a worker is replaced by a fresh one, so that no leak in a library grows for ever."""
_LOOK_AHEAD = 4
"""Documents a worker that `clean_many` holds at a time, waiting, in work, or finished before an earlier one."""
_GRACE_SECONDS = 5.0
"""After the time limit and so much more the system ends a worker whose parent did not."""


class WorkerStartError(RuntimeError):
    """No worker process could be started; the message has the worker's own words."""


class _WorkerDiedError(Exception):
    """The worker ended before it answered; the message says how."""


class CleaningPool:
    """Some worker processes and a time limit, in seconds, for each document. Its methods may be called from any thread.

    Workers start when they are first needed and end with the `with` block, or with the process that started them.
    """

    def __init__(
        self, settings: CleaningSettings, workers: int = 0, seconds: float = 60.0, cleaner: str = CLEANER
    ) -> None:
        orders = _Orders(settings, seconds, cleaner)
        self._seconds = seconds
        self._workers = tuple(_Worker(orders) for _ in range(workers or available_cores()))
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for worker in reversed(self._workers):
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.close()

    def clean(self, document: RawDocument) -> Outcome:
        """What becomes of a document. Waits for an idle worker; a worker's death or time limit gives a rejection.

        Raises WorkerStartError if no worker can be started at all.
        """
        worker = self._idle.get()
        try:
            return self._clean_with(worker, document)
        finally:
            self._idle.put(worker)

    def clean_many(self, documents: Iterable[RawDocument | Outcome]) -> Iterator[Outcome]:
        """What becomes of each document, in order; what is an outcome already passes through.

        The documents are drawn as they are needed, a few for each worker ahead of the one to be yielded.
        """
        ahead = _LOOK_AHEAD * len(self._workers)
        waiting: deque[Future[Outcome]] = deque()
        threads = ThreadPoolExecutor(len(self._workers), "cleaning")
        try:
            for document in documents:
                waiting.append(threads.submit(self._clean_one, document))
                if len(waiting) >= ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)  # Ctrl-C must not wait for a document's time limit

    def _clean_one(self, document: RawDocument | Outcome) -> Outcome:
        return self.clean(document) if isinstance(document, RawDocument) else document

    def _clean_with(self, worker: "_Worker", document: RawDocument) -> Outcome:
        try:
            try:
                return worker.clean(document)
            except _WorkerDiedError:
                return worker.clean(document)
        except TimeoutError:
            detail = f"cleaning took more than {self._seconds:g} seconds; raise seconds_per_document to wait longer"
            return _rejection(document, Reason.TIMEOUT, detail)
        except _WorkerDiedError as died:
            return _rejection(
                document, Reason.CRASH, f"the worker process died on it, twice ({died}); please report it"
            )


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class _Orders:
    """What a worker is told when it starts."""

    settings: CleaningSettings
    seconds: float
    cleaner: str


class _Worker:
    """The parent's side of one worker process, which is started, ended and replaced as needed."""

    def __init__(self, orders: _Orders) -> None:
        self._orders = orders
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._documents = 0
        self._closed = False
        self._changing = threading.Lock()

    def clean(self, document: RawDocument) -> Outcome:
        """Raises TimeoutError or _WorkerDiedError; the worker has ended then."""
        connection = self._connection or self._start()
        try:
            connection.send(document)
            answered = connection.poll(self._orders.seconds)
            outcome: Outcome | None = connection.recv() if answered else None
        except (EOFError, OSError) as error:
            raise _WorkerDiedError(_how_it_ended(self._end())) from error
        if outcome is None:
            self._end()
            raise TimeoutError
        self._documents += 1
        if self._documents >= DOCUMENTS_A_WORKER:
            self._end()
        return outcome

    def close(self) -> None:
        """End the process, at once; no other is started."""
        self._closed = True
        self._end()

    def _start(self) -> Connection:
        with self._changing:
            if self._closed:
                raise WorkerStartError("the pool is closed")
            connection, theirs = Pipe()
            command = f"from copydesk.workers import serve; serve({theirs.fileno()}, {os.getpid()})"
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own words)
                [sys.executable, "-P", "-c", command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**ONE_THREAD, **os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
                pass_fds=[theirs.fileno()],
                process_group=0,  # Ctrl-C in the terminal is the parent's to handle
            )
            theirs.close()
            self._connection = connection
            self._documents = 0
        try:
            connection.send(self._orders)
            answer = connection.recv() if connection.poll(START_SECONDS) else f"not ready in {START_SECONDS:g} seconds"
        except (EOFError, OSError):
            answer = _how_it_ended(self._end())
        if answer:
            self._end()
            raise WorkerStartError(f"a worker process could not be started: {answer}")
        return connection

    def _end(self) -> int | None:
        """Kill the process if there is one; its exit status, negative for a signal."""
        with self._changing:
            process, connection = self._process, self._connection
            self._process = self._connection = None
        if process is None or connection is None:
            return None
        process.kill()
        status = process.wait()
        connection.close()
        return status


def serve(descriptor: int, parent: int) -> None:
    """The worker's side: clean what comes through the pipe, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    search_seldom()
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries murmur is no message to the user
    connection = Connection(descriptor)
    threading.Thread(target=_leave_with_parent, args=(descriptor, parent), daemon=True).start()
    try:
        orders: _Orders = connection.recv()
        module, _, name = orders.cleaner.partition(":")
        clean_document = getattr(importlib.import_module(module), name)
    except Exception:  # noqa: BLE001 (the parent raises it)
        connection.send(traceback.format_exc())
        return
    connection.send("")
    while True:
        try:
            document: RawDocument = connection.recv()
        except EOFError:
            return
        signal.setitimer(
            signal.ITIMER_REAL, orders.seconds + _GRACE_SECONDS
        )  # the system's own end, if all others fail
        outcome = clean_document(document, orders.settings)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(outcome)


def _leave_with_parent(descriptor: int, parent: int) -> None:
    """End this process when its parent has gone or has closed the pipe; an orphan could write beside a new run."""
    pipe = select.poll()
    pipe.register(descriptor, 0)  # hang-up only, which needs no asking
    while not pipe.poll(1000) and os.getppid() == parent:
        pass
    os._exit(1)


def _how_it_ended(status: int | None) -> str:
    if status is None:
        return "it was ended"
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"


def _rejection(document: RawDocument, reason: Reason, detail: str) -> Rejection:
    return Rejection(document.uri, document.member, document.sha256, Stage.CLEAN, reason, detail, version=__version__)
