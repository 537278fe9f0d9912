"""The pool: order, time limits, deaths, and that nothing is left running."""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from copydesk import worker
from copydesk.model import Article, Outcome, RawDocument, Reason, Rejection, Stage
from copydesk.pipeline import clean_document
from copydesk.settings import CleaningSettings
from copydesk.storing import sheet_of
from copydesk.worker import Limits, Orders, WorkerStartError
from copydesk.workers import CleaningPool, unchanged
from tests.conftest import article_text
from tests.hostile import CLEANER
from tests.processes import is_alive, wait_until_gone

SETTINGS = CleaningSettings()
PATIENT = Limits(20.0)


def document(words: str) -> RawDocument:
    return RawDocument(f"{words}.txt", words.encode())


def hostile_pool(count: int = 2, limits: Limits = PATIENT) -> CleaningPool[Outcome]:
    return CleaningPool(Orders(SETTINGS, unchanged, limits, CLEANER), count)


def rejected(outcome: Outcome) -> Rejection:
    assert isinstance(outcome, Rejection)
    return outcome


def test_outcomes_keep_the_order_of_the_documents() -> None:
    words = [f"sleep {0.2 if number == 1 else 0}" + " " * number for number in range(40)]
    with hostile_pool(3) as pool:
        assert [outcome.uri for outcome in pool.clean_many(map(document, words))] == [f"{word}.txt" for word in words]


def test_outcomes_among_the_documents_pass_through() -> None:
    ready = Rejection("missing.txt", None, None, Stage.READ, Reason.UNREADABLE, "gone")
    with hostile_pool() as pool:
        first, second, third = pool.clean_many([document("a"), ready, document("b")])
    assert (first.uri, second, third.uri) == ("a.txt", ready, "b.txt")


def test_documents_are_drawn_only_a_little_ahead() -> None:
    drawn = []

    def documents() -> Iterator[RawDocument]:
        for number in range(1000):
            drawn.append(number)
            yield document(str(number))

    with hostile_pool(2) as pool:
        outcomes = pool.clean_many(documents())
        next(outcomes)
        assert len(drawn) <= 10
        outcomes.close()


@pytest.mark.parametrize("endless", ["sleep 100", "hang"])
def test_a_document_over_the_time_limit_is_killed_and_touches_no_other(endless: str) -> None:
    words = ["a", "b", endless, "c", "d"]
    started = time.monotonic()
    with hostile_pool(2, Limits(1.5)) as pool:
        outcomes = [rejected(outcome) for outcome in pool.clean_many(map(document, words))]
        assert rejected(pool.clean(document("afterwards"))).reason is Reason.NOT_AN_ARTICLE
    assert time.monotonic() - started < 30
    assert [outcome.reason is Reason.TIMEOUT for outcome in outcomes] == [word == endless for word in words]
    assert outcomes[2].stage is Stage.CLEAN
    assert outcomes[2].sha256 == document(endless).sha256
    assert "1.5 seconds" in outcomes[2].detail


@pytest.mark.parametrize(("fatal", "how"), [("crash", "SIGSEGV"), ("exit 7", "exit status 7"), ("exit 0", "status 0")])
def test_a_document_that_kills_two_workers_is_rejected_and_touches_no_other(fatal: str, how: str) -> None:
    words = ["a", fatal, "b", "c", fatal, "d"]
    with hostile_pool(2) as pool:
        outcomes = [rejected(outcome) for outcome in pool.clean_many(map(document, words))]
    assert [outcome.reason is Reason.CRASH for outcome in outcomes] == [word == fatal for word in words]
    assert how in outcomes[1].detail


def test_a_document_whose_worker_was_killed_from_outside_is_cleaned_by_another(tmp_path: Path) -> None:
    with hostile_pool(1) as pool:
        outcome = rejected(pool.clean(document(f"crash-once {tmp_path / 'mark'}")))
    assert (tmp_path / "mark").exists()
    assert outcome.reason is Reason.NOT_AN_ARTICLE


def test_an_idle_worker_that_was_killed_is_replaced() -> None:
    with hostile_pool(1) as pool:
        pid = int(rejected(pool.clean(document("a"))).detail)
        os.kill(pid, signal.SIGKILL)
        wait_until_gone(pid, 5)
        assert int(rejected(pool.clean(document("b"))).detail) != pid


@pytest.mark.parametrize("megabytes", [400, 5000])
def test_a_document_over_the_memory_limit_is_killed_and_touches_no_other(megabytes: int) -> None:
    """The glutton really takes its memory, and the first worker that it is given to is not the last."""
    words = ["a", "b", f"eat {megabytes}", "c", "d"]
    with hostile_pool(2, Limits(60.0, 300)) as pool:
        outcomes = [rejected(outcome) for outcome in pool.clean_many(map(document, words))]
    assert [outcome.reason is Reason.MEMORY for outcome in outcomes] == [word.startswith("eat") for word in words]
    assert "300 MB" in outcomes[2].detail
    assert "megabytes_per_document" in outcomes[2].detail


def test_a_document_within_the_memory_limit_is_cleaned() -> None:
    with hostile_pool(1, Limits(60.0, 600)) as pool:
        assert rejected(pool.clean(document("eat 300"))).reason is Reason.NOT_AN_ARTICLE


def test_a_page_that_eats_memory_in_the_real_pipeline_is_rejected() -> None:
    page = RawDocument("deep.html", b"<html><body>" + b"<p>a <b>b</b> c</p>" * 150_000, "text/html")
    with CleaningPool(Orders(SETTINGS, unchanged, Limits(120.0, 320)), 1) as pool:
        outcomes = [pool.clean(page), pool.clean(RawDocument("1.txt", article_text(1).encode()))]
    assert rejected(outcomes[0]).reason is Reason.MEMORY
    assert isinstance(outcomes[1], Article)


@pytest.mark.parametrize("kills", [1, 2])
def test_a_worker_that_is_killed_while_it_starts_is_started_again(kills: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the first ones is killed, as by a system short of memory, before it can have imported anything."""
    launch, launched = worker.Worker._launch, itertools.count(1)

    def launch_and_kill(self: worker.Worker) -> Connection:
        connection = launch(self)
        if next(launched) <= kills and self._process is not None:
            self._process.kill()
        return connection

    monkeypatch.setattr(worker.Worker, "_launch", launch_and_kill)
    with hostile_pool(1) as pool:
        assert rejected(pool.clean(document("a"))).reason is Reason.NOT_AN_ARTICLE
    assert next(launched) == kills + 2


def test_workers_that_are_killed_again_and_again_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    launch = worker.Worker._launch

    def launch_and_kill(self: worker.Worker) -> Connection:
        connection = launch(self)
        assert self._process is not None
        self._process.kill()
        return connection

    monkeypatch.setattr(worker.Worker, "_launch", launch_and_kill)
    with hostile_pool(1) as pool, pytest.raises(WorkerStartError, match="SIGKILL"):
        pool.clean(document("a"))


def test_one_worker_serves_many_documents_and_is_then_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "DOCUMENTS_A_WORKER", 3)
    with hostile_pool(1) as pool:
        pids = [rejected(pool.clean(document(str(number)))).detail for number in range(7)]
    assert [len(set(pids[start : start + 3])) for start in (0, 3)] == [1, 1]
    assert len(set(pids)) == 3


def test_several_threads_may_share_a_pool() -> None:
    with hostile_pool(2) as pool, ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(pool.clean, [document(str(number)) for number in range(50)]))
    assert [outcome.uri for outcome in outcomes] == [f"{number}.txt" for number in range(50)]
    assert len({rejected(outcome).detail for outcome in outcomes}) <= 2


def test_an_outcome_larger_than_any_pipe_arrives_whole() -> None:
    with hostile_pool(1) as pool:
        assert len(rejected(pool.clean(document("large 5000000"))).detail) == 5_000_000


def test_workers_do_not_heed_an_interrupt() -> None:
    with hostile_pool(1) as pool:
        assert rejected(pool.clean(document("interrupt"))).reason is Reason.NOT_AN_ARTICLE


def test_closing_the_pool_ends_the_workers_even_in_the_middle_of_a_document() -> None:
    with hostile_pool(2) as pool:
        pid = int(rejected(pool.clean(document("a"))).detail)
        threads = ThreadPoolExecutor(1)
        future = threads.submit(pool.clean, document("sleep 60"))
        time.sleep(0.5)
    with pytest.raises(WorkerStartError, match="closed"):
        future.result(10)
    threads.shutdown()
    assert not is_alive(pid)


def test_a_worker_that_cannot_start_says_why() -> None:
    with (
        CleaningPool(Orders(SETTINGS, unchanged, cleaner="tests.no_such_module:clean"), 1) as pool,
        pytest.raises(WorkerStartError, match=r"No module named 'tests.no_such_module'"),
    ):
        pool.clean(document("a"))


@pytest.mark.parametrize(("words", "within"), [("sleep 100", 5.0), ("hang", 12.0)])
def test_workers_end_when_their_parent_is_killed(words: str, within: float) -> None:
    code = f"""
from copydesk.model import RawDocument
from copydesk.pipeline import clean_document
from copydesk.settings import CleaningSettings
from copydesk.worker import Limits, Orders
from copydesk.workers import CleaningPool, unchanged

pool = CleaningPool(Orders(CleaningSettings(), unchanged, Limits(3.0), {CLEANER!r}), 1)
print(pool.clean(RawDocument("a.txt", b"a")).detail, flush=True)
pool.clean(RawDocument("b.txt", {words.encode()!r}))
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(0.5)
        parent.kill()
    wait_until_gone(pid, within)


def test_what_is_made_of_outcomes_is_made_of_all_of_them() -> None:
    """Of what a worker cleaned, of what was an outcome already, and of what the pool itself rejects."""
    missing = Rejection("missing.txt", None, None, Stage.READ, Reason.UNREADABLE, "gone")
    with CleaningPool(Orders(SETTINGS, sheet_of, PATIENT, CLEANER), 1) as pool:
        sheets = list(pool.clean_many([document("a"), missing, document("crash")]))
    assert [sheet.reason for sheet in sheets] == [Reason.NOT_AN_ARTICLE, Reason.UNREADABLE, Reason.CRASH]
    assert sheets[1] == sheet_of(missing)


def test_the_real_pipeline_gives_in_a_worker_what_it_gives_here() -> None:
    pages = [RawDocument(f"{number}.txt", article_text(number).encode()) for number in range(4)]
    with CleaningPool(Orders(SETTINGS, unchanged), 2) as pool:
        assert list(pool.clean_many(pages)) == [clean_document(page, SETTINGS) for page in pages]
