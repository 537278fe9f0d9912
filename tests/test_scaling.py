"""The flow on clusters: real schedulers and workers in processes of their own, started from another folder."""

import importlib.util
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from copydesk.benches import SentBench, WrongWorkerError
from copydesk.flow import BatchesFailedError, ingest
from copydesk.ingesting import keeping_of
from copydesk.progress import Progress
from copydesk.scaling import RunnerMissingError, working
from copydesk.settings import SettingsError, read_settings
from copydesk.storing import Counts, Store
from tests.conftest import article_text, write_config
from tests.processes import wait_for, wait_until_gone
from tests.storing.outcomes import contents_of_manifest, files_of

PAGES = 12

needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="Ray is not installed (pip install 'copydesk[ray]')"
)


def make_project(folder: Path, **scaling: str) -> Path:
    """Pages in batches of two; two of them are bad, two are the same."""
    (folder / "pages").mkdir(parents=True)
    for number in range(PAGES):
        (folder / "pages" / f"{number:02}.txt").write_text(article_text(number))
    (folder / "pages" / "05.txt").write_bytes(bytes(100))
    (folder / "pages" / "06.txt").write_bytes(b"")
    (folder / "pages" / "09.txt").write_text(article_text(1))
    tables = {f"scaling__{key}": value for key, value in scaling.items()}
    write_config(folder, sources=["pages"], batch_size=2, workers=2, retries=0, **tables)
    return folder


def run(project: Path) -> tuple[dict[str, bytes], list[tuple[object, ...]]]:
    """The store that a run over the project ends with."""
    summary = ingest(config=project / "config" / "copydesk.toml")
    assert summary.new == Counts(PAGES - 3, 2)
    return files_of(project / "cleaned"), contents_of_manifest(project / "cleaned")


@pytest.fixture(scope="module")
def on_this_machine(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The store that a run comes to which no cluster has seen."""
    return run(make_project(tmp_path_factory.mktemp("local")))


@contextmanager
def started(*arguments: str, until: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A program that runs in the folder `/`, once it has said what the pattern `until` matches; and what matched."""
    command = [sys.executable, "-m", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(command, cwd="/", env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = []
            for line in process.stderr:
                said.append(line)
                found = re.search(until, line)
                if found is not None:
                    yield process, found[1]
                    break
            else:
                raise AssertionError("".join(said))
        finally:
            process.kill()


@pytest.fixture(scope="module")
def dask_cluster() -> Iterator[tuple[str, list["subprocess.Popen[str]"]]]:
    """A scheduler's address, and its two workers."""
    with ExitStack() as stack:
        scheduler = (
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--dashboard-address",
            "127.0.0.1:0",
        )
        _, address = stack.enter_context(started(*scheduler, until=r"Scheduler at:\s+(tcp://\S+)"))
        worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        workers = [stack.enter_context(started(*worker, until=r"(Registered to)"))[0] for _ in range(2)]
        yield address, workers


def test_on_a_dask_cluster_of_other_processes_in_another_folder(
    tmp_path: Path, on_this_machine: Any, dask_cluster: tuple[str, list["subprocess.Popen[str]"]]
) -> None:
    address, workers = dask_cluster
    assert run(make_project(tmp_path, runner="dask", address=address)) == on_this_machine
    summary = ingest(config=tmp_path / "config" / "copydesk.toml")
    assert (summary.new, summary.total) == (Counts(), Counts(PAGES - 3, 2))
    assert all(worker.poll() is None for worker in workers)


def test_a_dask_worker_that_is_killed_costs_nothing_but_time(
    tmp_path: Path, on_this_machine: Any, dask_cluster: tuple[str, list["subprocess.Popen[str]"]]
) -> None:
    address, _ = dask_cluster
    worker = ("distributed.cli.dask_worker", address, "--nthreads", "4", "--no-dashboard", "--no-nanny")
    with started(*worker, until=r"(Registered to)") as (doomed, _):
        project = make_project(tmp_path, runner="dask", address=address)
        killer = threading.Thread(target=kill_when_busy, args=(project, doomed.pid))
        killer.start()
        assert run(project) == on_this_machine
        killer.join()
        wait_until_gone(doomed.pid, 10)


def kill_when_busy(project: Path, pid: int) -> None:
    """Kill a worker once it, or another one, has begun with a batch."""
    wait_for(lambda: any((project / "cleaned" / ".parts").glob(".copydesk-????????????.tmp")))
    os.kill(pid, signal.SIGKILL)


def test_on_a_dask_cluster_that_the_run_starts_for_itself(tmp_path: Path, on_this_machine: Any) -> None:
    assert run(make_project(tmp_path, runner="dask")) == on_this_machine


@needs_ray
def test_on_a_ray_cluster_that_the_run_starts_for_itself(tmp_path: Path, on_this_machine: Any) -> None:
    assert run(make_project(tmp_path, runner="ray")) == on_this_machine


@needs_ray
def test_on_a_ray_cluster_of_other_processes_in_another_folder(tmp_path: Path, on_this_machine: Any) -> None:
    port = "26379"
    head = ("ray.scripts.scripts", "start", "--head", "--port", port, "--num-cpus", "2", "--include-dashboard=false")
    subprocess.run([sys.executable, "-m", *head], cwd="/", check=True, timeout=120)
    try:
        assert run(make_project(tmp_path, runner="ray", address=f"127.0.0.1:{port}")) == on_this_machine
    finally:
        subprocess.run([sys.executable, "-m", "ray.scripts.scripts", "stop"], cwd="/", check=True, timeout=60)


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="Ray is installed")
def test_what_is_not_installed_is_named_with_its_cure(tmp_path: Path) -> None:
    settings = read_settings(make_project(tmp_path, runner="ray") / "config" / "copydesk.toml")
    with (
        Store.opened(settings.output, keeping_of(settings)) as store,
        pytest.raises(RunnerMissingError, match=r"needs ray: pip install 'copydesk\[ray\]'"),
        working(settings, store.shelf, Progress(0, 0)),
    ):
        pass


def test_an_address_without_a_cluster_is_no_setting(tmp_path: Path) -> None:
    config = make_project(tmp_path, runner="local", address="tcp://there:8786") / "config" / "copydesk.toml"
    with pytest.raises(SettingsError, match='scaling: an address is that of a cluster; add runner = "dask"'):
        read_settings(config)


def test_a_worker_that_does_not_see_the_store_says_so(tmp_path: Path) -> None:
    """A worker on another machine may well have a folder of the same name, and even a store in it."""
    settings = read_settings(make_project(tmp_path) / "config" / "copydesk.toml")
    with Store.opened(settings.output, keeping_of(settings)) as store:
        bench = SentBench(settings, store.shelf)
        with pytest.raises(WrongWorkerError, match="does not see the store of this run"), bench.tools():
            pass
        store.shelf.mark()
        with bench.tools() as tools:
            assert tools.pool is not None
        other = SentBench(settings, store.shelf, "0.0.0")
        with pytest.raises(WrongWorkerError, match=r"the flow has 0\.0\.0; install the same"), other.tools():
            pass


def test_a_batch_that_no_worker_can_do_fails_the_run(
    tmp_path: Path,
    dask_cluster: tuple[str, list["subprocess.Popen[str]"]],
    prefect_server: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("copydesk.benches.__version__", "0.0.0")
    monkeypatch.setattr("copydesk.scaling.SentBench", lambda settings, shelf: SentBench(settings, shelf, "0.0.0"))
    project = make_project(tmp_path, runner="dask", address=dask_cluster[0])
    with pytest.raises(BatchesFailedError, match="00001, 00002"):
        ingest(config=project / "config" / "copydesk.toml")
