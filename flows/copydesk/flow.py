"""The Prefect flow: batches as tasks that get references and return counts. All the work is done in `ingesting`."""
# No `from __future__ import annotations` here: with it, Prefect cannot make a form of the flow's parameters.

from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

from prefect import State, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from copydesk.benches import Bench, reader_of
from copydesk.ingesting import (
    Batch,
    BatchAccount,
    Done,
    RunSummary,
    ingest_batch,
    keeping_of,
    plan_batches,
    summarize,
)
from copydesk.model import Reclean
from copydesk.progress import Progress, begin
from copydesk.reporting.artifacts import ARTIFACT_SECONDS, LiveArtifacts, publish_summary
from copydesk.scaling import AnyRunner, working
from copydesk.settings import DEFAULT_CONFIG, read_settings
from copydesk.storing import Store
from copydesk.wording import counted

_RETRY_DELAYS = [1.0, 5.0, 30.0]
"""Seconds before a batch whose part could not be written is tried again."""

_Futures: TypeAlias = dict[PrefectFuture[BatchAccount], Batch]


class BatchesFailedError(RuntimeError):
    """Some batches could not be done; what the others came to is in the store."""


@task(name="clean batch", task_run_name="{batch.name}", cache_policy=NO_CACHE, persist_result=False)
def clean_batch(batch: Batch, bench: Bench) -> BatchAccount:
    """Read and clean a batch's documents and put what they came to on the store's shelf."""
    return ingest_batch(batch, bench)


@flow(name="ingest", persist_result=False)
def ingest(
    config: Path = DEFAULT_CONFIG,
    sources: list[str] | None = None,
    output: str | None = None,
    reclean: Reclean | None = None,
) -> RunSummary:
    """Clean what is new in the sources and add it to the store.

    config: the configuration file. sources, output, reclean: instead of those that it names; paths are relative to the
    project's folder.
    """
    logger = get_run_logger()
    settings = read_settings(config).with_overrides(sources, output, reclean)

    def say_waiting() -> None:
        logger.warning("Another run is writing %s; waiting for it to end ...", settings.output)

    with Store.opened(settings.output, keeping_of(settings), on_wait=say_waiting) as store:
        batches = plan_batches(settings)
        inputs = sum(len(batch.refs) for batch in batches)
        logger.info("%s in the sources; batches: %d", counted(inputs, "input"), len(batches))
        visits = reader_of(settings).visits
        visits.forget_noted()
        progress = begin(inputs, len(batches))
        with working(settings, store.shelf, progress) as (runner, bench):
            done = _clean_batches(batches, runner, bench, progress)
        commit = store.commit(done.account.parts)
        visits.settle()
        summary = summarize(settings.output, done, commit, store.size)
    publish_summary(summary)
    if done.failed:
        raise BatchesFailedError(
            f"batches {', '.join(done.failed)} failed (see their logs); run again to do what is missing"
        )
    new = summary.new
    logger.info("Done: %s, %s", counted(new.articles, "new article"), counted(new.rejections, "new rejection"))
    return summary


def _clean_batches(batches: Sequence[Batch], runner: AnyRunner, bench: Bench, progress: Progress) -> Done:
    """Do all batches as tasks, and tell of each as it ends."""
    patient = clean_batch.with_options(
        retries=bench.settings.retries, retry_delay_seconds=_RETRY_DELAYS, retry_condition_fn=_may_pass
    )
    ended: SimpleQueue[PrefectFuture[BatchAccount]] = SimpleQueue()
    futures: _Futures = {}
    for batch in batches:
        future = runner.submit(patient, {"batch": batch, "bench": bench})
        futures[future] = batch
        future.add_done_callback(ended.put)
    artifacts = LiveArtifacts(progress)
    accounts: dict[str, BatchAccount | None] = {}
    while len(accounts) < len(batches):
        try:
            future = ended.get(timeout=ARTIFACT_SECONDS)
        except Empty:
            pass
        else:
            name = futures[future].name
            accounts[name] = _account_of(future, name, progress)
        artifacts.update()
    artifacts.finish()
    return _done(accounts, progress)


def _account_of(future: PrefectFuture[BatchAccount], name: str, progress: Progress) -> BatchAccount | None:
    """What a batch came to; None if it failed, which is said."""
    logger = get_run_logger()
    try:
        account = future.result()
    except Exception as error:  # noqa: BLE001 (whatever it was, the other batches go on, and the run fails at its end)
        logger.error("Batch %s failed: %s: %s", name, type(error).__name__, error)  # noqa: TRY400 (its log has more)
        return None
    progress.tell(name, account.work)
    logger.info("Batch %s, %s: %s", name, counted(account.documents, "document"), account, extra={"batch": name})
    return account


def _done(accounts: Mapping[str, BatchAccount | None], progress: Progress) -> Done:
    """The sum, in the order of the batches."""
    done = [account for _, account in sorted(accounts.items()) if account is not None]
    failed = tuple(name for name, account in sorted(accounts.items()) if account is None)
    return Done(sum(done, BatchAccount()), failed, progress.seconds)


def _may_pass(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether it was the disk or the system that failed a batch, and not its code."""
    return isinstance(state.result(raise_on_failure=False), OSError)
