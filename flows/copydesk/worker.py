"""One worker process: the parent's side, which starts, watches, ends and replaces it, and its own."""

import importlib
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Generic, TypeVar

from copydesk.garbage import search_seldom
from copydesk.model import Outcome, RawDocument
from copydesk.settings import CleaningSettings
from copydesk.threads import ONE_THREAD

T = TypeVar("T")

CLEANER = "copydesk.pipeline:clean_document"
"""Module and name of the function from a document and settings to an outcome that a worker calls."""
START_SECONDS = 120.0
"""How long a worker may take to import the pipeline."""
DOCUMENTS_A_WORKER = 1000
"""After so many documents a worker is replaced by a fresh one, so that no leak in a library grows for ever."""
_STARTS = 3
"""How often a worker is started that is killed before it is ready: that is no fault of the document's."""
_GRACE_SECONDS = 5.0
"""After the time limit and so much more the system ends a worker whose parent did not."""
_LOOK_SECONDS = 0.05
"""Between two looks at the memory of a worker that is at work. It can take some 100 MB more in that time."""
_MEGABYTE = 1_000_000


class WorkerStartError(RuntimeError):
    """No worker process could be started; the message has the worker's own words."""


class WorkerDiedError(Exception):
    """The worker ended before it answered; the message says how."""


class MemoryExceededError(Exception):
    """The worker had more memory than it may; it has ended."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take before its worker is killed."""

    seconds: float = 60.0
    megabytes: int = 2000
    """Memory of the worker process, what it has before the document comes included; kept where there is /proc."""


@dataclass(frozen=True, slots=True)
class Orders(Generic[T]):
    """What a worker is told when it starts."""

    settings: CleaningSettings
    ready: Callable[[Outcome], T]
    """What is made of an outcome where it came about, before it is passed on: a function of a module."""
    limits: Limits = Limits()
    cleaner: str = CLEANER


class Worker(Generic[T]):
    """The parent's side of one worker process, which is started, ended and replaced as needed."""

    def __init__(self, orders: Orders[T]) -> None:
        self._orders = orders
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._documents = 0
        self._closed = False
        self._changing = threading.Lock()

    def clean(self, document: RawDocument) -> T:
        """Raises TimeoutError, MemoryExceededError or WorkerDiedError; the worker has ended then."""
        connection = self._connection or self._start()
        try:
            connection.send(document)
            self._await_answer(connection)
            cleaned: T = connection.recv()
        except (TimeoutError, MemoryExceededError):
            self._end()
            raise
        except (EOFError, OSError) as error:
            raise WorkerDiedError(_how_it_ended(self._end())) from error
        self._documents += 1
        if self._documents >= DOCUMENTS_A_WORKER:
            self._end()
        return cleaned

    def close(self) -> None:
        """End the process, at once; no other is started."""
        self._closed = True
        self._end()

    def _await_answer(self, connection: Connection) -> None:
        """Wait for the outcome to come, or for a limit to be passed. Raises TimeoutError or MemoryExceededError."""
        limits, process = self._orders.limits, self._process
        deadline = time.monotonic() + limits.seconds
        while not connection.poll(_LOOK_SECONDS):
            if time.monotonic() >= deadline:
                raise TimeoutError
            if process is not None and _memory_of(process.pid) > limits.megabytes * _MEGABYTE:
                raise MemoryExceededError

    def _start(self) -> Connection:
        """Start a process, another one if it is killed before it is ready. Raises WorkerStartError."""
        for _ in range(_STARTS):
            connection = self._launch()
            try:
                connection.send(self._orders)
                answer = connection.recv() if connection.poll(START_SECONDS) else f"not ready in {START_SECONDS:g} s"
            except (EOFError, OSError):
                answer = _how_it_ended(self._end())
                continue
            if answer:
                self._end()
                break
            return connection
        raise WorkerStartError(f"a worker process could not be started: {answer}")

    def _launch(self) -> Connection:
        with self._changing:
            if self._closed:
                raise WorkerStartError("the pool is closed")
            connection, theirs = Pipe()
            command = f"from copydesk.worker import serve; serve({theirs.fileno()}, {os.getpid()})"
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
        orders: Orders[object] = connection.recv()
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
            signal.ITIMER_REAL, orders.limits.seconds + _GRACE_SECONDS
        )  # the system's own end, if all others fail
        cleaned = orders.ready(clean_document(document, orders.settings))
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(cleaned)


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


def _memory_of(pid: int) -> int:
    """Resident memory of a process, in bytes; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0
