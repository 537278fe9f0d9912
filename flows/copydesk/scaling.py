"""Who does the batches of a run: threads of the flow that drive one pool of processes, or the workers of a cluster."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeAlias

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from copydesk.benches import Bench, OwnBench, SentBench, Tools, pool_of, reader_of
from copydesk.progress import Progress
from copydesk.settings import Runner, Settings
from copydesk.storing import Shelf
from copydesk.workers import available_cores

_BATCHES_AT_ONCE = 2
"""Within the flow one batch keeps all workers busy; the second fills the gaps at its ends."""

AnyRunner: TypeAlias = TaskRunner[Any]


class RunnerMissingError(RuntimeError):
    """What the settings want the flow to run on is not installed; the message names it."""


@contextmanager
def working(settings: Settings, shelf: Shelf, progress: Progress) -> Iterator[tuple[AnyRunner, Bench]]:
    """What takes batches, and the bench that goes with each. Raises RunnerMissingError."""
    workers = settings.workers or available_cores()
    with ExitStack() as stack:
        if settings.scaling.runner is Runner.LOCAL:
            runner: AnyRunner = ThreadPoolTaskRunner(max_workers=_BATCHES_AT_ONCE)
            stack.enter_context(runner)
            pool = stack.enter_context(pool_of(settings, workers))  # ends first: no thread waits for a document then
            yield runner, OwnBench(settings, shelf, Tools(pool, reader_of(settings), progress.tell))
        else:
            shelf.mark()
            yield stack.enter_context(_cluster(settings, workers)), SentBench(settings, shelf)


def _cluster(settings: Settings, workers: int) -> AnyRunner:
    runner, address = settings.scaling.runner, settings.scaling.address
    try:
        return _dask(address, workers) if runner is Runner.DASK else _ray(address, workers)
    except ModuleNotFoundError as error:
        cure = f"pip install 'copydesk[{runner}]'"
        raise RunnerMissingError(f'runner = "{runner}" needs {error.name}: {cure}') from error


def _dask(address: str | None, workers: int) -> AnyRunner:
    from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 (an extra)

    if address is not None:
        return DaskTaskRunner(address=address)
    local = {
        "n_workers": workers,
        "threads_per_worker": 1,
        "dashboard_address": "127.0.0.1:0",
        "config": {"distributed.worker.profile.enabled": False},  # it looks a hundred times a second, for nobody
    }
    return DaskTaskRunner(cluster_kwargs=local)


def _ray(address: str | None, workers: int) -> AnyRunner:
    import ray  # noqa: F401, PLC0415 (an extra; prefect_ray would say only later that it is missing)
    from prefect_ray import RayTaskRunner  # noqa: PLC0415 (an extra)

    quiet = {"log_to_driver": False}
    local = {"num_cpus": workers, "include_dashboard": False}
    runner: AnyRunner = RayTaskRunner(address, {**quiet, **({} if address else local)})
    return runner
