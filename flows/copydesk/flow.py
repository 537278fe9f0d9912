"""The Prefect flow: batches as tasks that get references and return counts. All the work is done in `ingesting`."""
# No `from __future__ import annotations` here: with it, Prefect cannot make a form of the flow's parameters.

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from copydesk.ingesting import (
    Batch,
    BatchAccount,
    Bench,
    RunSummary,
    ingest_batch,
    keeping_of,
    plan_batches,
    reader_of,
    summarize,
)
from copydesk.reporting.summary import summary_markdown
from copydesk.reporting.wording import counted
from copydesk.settings import DEFAULT_CONFIG, read_settings
from copydesk.storing import Store
from copydesk.workers import CleaningPool

_BATCHES_AT_ONCE = 2
"""One batch keeps all workers busy; the second fills the gaps at its ends."""
_RETRY_DELAYS = [1.0, 5.0, 30.0]
"""Seconds before a batch whose part could not be written is tried again."""


class BatchesFailedError(RuntimeError):
    """Some batches could not be done; what the others came to is in the store."""


@task(name="clean batch", task_run_name="{batch.name}", cache_policy=NO_CACHE, persist_result=False)
def clean_batch(batch: Batch, bench: Bench) -> BatchAccount:
    """Read and clean a batch's documents and put what they came to on the store's shelf."""
    account = ingest_batch(batch, bench)
    get_run_logger().info("Batch %s, %s: %s", batch.name, counted(account.documents, "document"), account)
    return account


@flow(
    name="ingest",
    task_runner=ThreadPoolTaskRunner(max_workers=_BATCHES_AT_ONCE),  # type: ignore[arg-type]  # its type is too narrow
    persist_result=False,
)
def ingest(config: Path = DEFAULT_CONFIG, sources: list[str] | None = None, output: str | None = None) -> RunSummary:
    """Clean what is new in the sources and add it to the store.

    config: the configuration file. sources, output: instead of those that it names; relative to the project's folder.
    """
    logger = get_run_logger()
    settings = read_settings(config).with_overrides(sources, output)

    def say_waiting() -> None:
        logger.warning("Another run is writing %s; waiting for it to end ...", settings.output)

    with (
        Store.opened(settings.output, keeping_of(settings), on_wait=say_waiting) as store,
        CleaningPool(settings.cleaning, settings.workers, settings.seconds_per_document) as pool,
    ):
        batches = plan_batches(settings)
        inputs = sum(len(batch.refs) for batch in batches)
        logger.info("%s in the sources; batches: %d", counted(inputs, "input"), len(batches))
        reader = reader_of(settings)
        reader.visits.forget_noted()
        account, failed = _clean_batches(batches, Bench(settings, store.shelf, pool, reader))
        commit = store.commit(account.parts)
        reader.visits.settle()
        summary = summarize(settings.output, account.documents, commit, store.size)
    create_markdown_artifact(summary_markdown(summary), key="ingest-summary", description="What the run did")
    if failed:
        raise BatchesFailedError(
            f"batches {', '.join(failed)} failed (see their logs); run again to do what is missing"
        )
    new = summary.new
    logger.info("Done: %s, %s", counted(new.articles, "new article"), counted(new.rejections, "new rejection"))
    return summary


def _clean_batches(batches: Sequence[Batch], bench: Bench) -> tuple[BatchAccount, list[str]]:
    """Do all batches as tasks; what they came to, and the names of those that failed for good."""
    patient = clean_batch.with_options(
        retries=bench.settings.retries, retry_delay_seconds=_RETRY_DELAYS, retry_condition_fn=_may_pass
    )
    quoted: Any = quote(bench)  # Prefect hands on what is inside, and need not look into it
    futures = [patient.submit(batch, quoted) for batch in batches]
    wait(futures)
    done = [future.state.is_completed() for future in futures]
    accounts = [future.result() for future, is_done in zip(futures, done, strict=True) if is_done]
    failed = [batch.name for batch, is_done in zip(batches, done, strict=True) if not is_done]
    return sum(accounts, BatchAccount()), failed


def _may_pass(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether it was the disk or the system that failed a batch, and not its code."""
    return isinstance(state.result(raise_on_failure=False), OSError)
