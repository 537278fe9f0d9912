"""Worker processes that clean documents and can be killed: at a limit of time or memory, or because one crashed.

Each worker is an interpreter of its own with a pipe of its own, so the death of one touches no other; a hang in native
code is ended by the system, not by Python. Nothing here knows of Prefect.
"""

import os
import queue
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self

from copydesk.model import Outcome, RawDocument, Reason, Stage
from copydesk.rejecting import rejection_of
from copydesk.worker import MemoryExceededError, Orders, T, Worker, WorkerDiedError

_LOOK_AHEAD = 4
"""Documents a worker that `clean_many` holds at a time, waiting, in work, or finished before an earlier one."""


def unchanged(outcome: Outcome) -> Outcome:
    """What is made of outcomes by a pool whose user wants them as they are."""
    return outcome


class CleaningPool(Generic[T]):
    """Some worker processes, and limits for each document. Its methods may be called from any thread.

    Workers start when they are first needed and end with the `with` block, or with the process that started them.
    """

    def __init__(self, orders: Orders[T], workers: int = 0) -> None:
        self._orders = orders
        self._workers = tuple(Worker(orders) for _ in range(workers or available_cores()))
        self._idle: queue.LifoQueue[Worker[T]] = queue.LifoQueue()
        for worker in reversed(self._workers):
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.close()

    def clean(self, document: RawDocument) -> T:
        """What becomes of a document, made ready. Waits for a worker; one's death or a limit gives a rejection.

        Raises WorkerStartError if no worker can be started at all.
        """
        worker = self._idle.get()
        try:
            return self._clean_with(worker, document)
        finally:
            self._idle.put(worker)

    def clean_many(self, documents: Iterable[RawDocument | Outcome]) -> Iterator[T]:
        """What becomes of each document, in order; what is an outcome already is only made ready.

        The documents are drawn as they are needed, a few for each worker ahead of the one to be yielded.
        """
        ahead = _LOOK_AHEAD * len(self._workers)
        waiting: deque[Future[T]] = deque()
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

    def _clean_one(self, document: RawDocument | Outcome) -> T:
        return self.clean(document) if isinstance(document, RawDocument) else self._orders.ready(document)

    def _clean_with(self, worker: Worker[T], document: RawDocument) -> T:
        limits, ready = self._orders.limits, self._orders.ready
        try:
            try:
                return worker.clean(document)
            except (WorkerDiedError, MemoryExceededError):  # it may be the worker that was unwell, and not the document
                return worker.clean(document)
        except TimeoutError:
            detail = f"cleaning took more than {limits.seconds:g} seconds; raise seconds_per_document to wait longer"
            return ready(rejection_of(document, Stage.CLEAN, Reason.TIMEOUT, detail))
        except MemoryExceededError:
            cure = "raise megabytes_per_document to let it have more"
            detail = f"cleaning took more than {limits.megabytes:,} MB of memory, twice; {cure}"
            return ready(rejection_of(document, Stage.CLEAN, Reason.MEMORY, detail))
        except WorkerDiedError as died:
            detail = f"the worker process died on it, twice ({died}); please report it"
            return ready(rejection_of(document, Stage.CLEAN, Reason.CRASH, detail))


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
