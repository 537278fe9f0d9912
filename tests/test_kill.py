"""Processes killed in the middle of a run, and runs that overlap: nothing is lost, doubled or left running."""

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import pytest
from prefect.settings import PREFECT_API_URL

from tests.conftest import article_text, write_config
from tests.processes import children_like, copydesk_run, wait_for, wait_until_gone
from tests.storing.outcomes import contents_of_manifest, files_of

pytestmark = [pytest.mark.usefixtures("prefect_server")]

PAGES = 36

Stored: TypeAlias = tuple[dict[str, bytes], list[tuple[object, ...]]]
"""A store's files, byte for byte, and what its manifest knows."""


def make_project(folder: Path, pages: int = PAGES) -> Path:
    """Pages that take some seconds in all, two of them bad, in batches of six."""
    (folder / "pages").mkdir(parents=True)
    for number in range(pages):
        text = "\n\n".join(article_text(100 * number + part) for part in range(30))
        (folder / "pages" / f"{number:02}.txt").write_text(text)
    (folder / "pages" / "13.txt").write_bytes(bytes(100))
    (folder / "pages" / "14.txt").write_bytes(b"")
    write_config(folder, sources=["pages"], batch_size=6, workers=2)
    return folder


def running(project: Path) -> "AbstractContextManager[subprocess.Popen[bytes]]":
    """A run on the tests' server."""
    return copydesk_run(project, {**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())})


def finish(process: "subprocess.Popen[bytes]") -> None:
    output, _ = process.communicate(timeout=180)
    assert process.returncode == 0, output.decode()


def store_of(project: Path) -> Stored:
    store = project / "cleaned"
    return files_of(store), contents_of_manifest(store) if (store / "manifest.sqlite").exists() else []


def workers_of(process: "subprocess.Popen[bytes]") -> list[int]:
    """Process ids of the workers of a run."""
    return children_like(process.pid, b"copydesk.worker")


def finished_parts(project: Path) -> int:
    return len(list((project / "cleaned" / ".parts").glob("0*")))


def has_begun_a_part(project: Path) -> bool:
    return any((project / "cleaned" / ".parts").glob(".copydesk-*"))


@pytest.fixture(scope="module")
def undisturbed(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """The store of a run that nobody disturbs."""
    project = make_project(tmp_path_factory.mktemp("undisturbed"))
    with running(project) as process:
        finish(process)
    store = store_of(project)
    files, _ = store
    assert files["jsonl/articles/part-000001.jsonl"].count(b"\n") == PAGES - 2
    assert files["jsonl/rejections/part-000001.jsonl"].count(b"\n") == 2
    return store


def test_workers_killed_in_the_middle_of_a_batch(tmp_path: Path, undisturbed: Stored) -> None:
    project = make_project(tmp_path)
    with running(project) as process:
        wait_for(lambda: has_begun_a_part(project))
        first = workers_of(process)
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: bool(set(workers_of(process)) - set(first)))
        finish(process)
    assert first
    assert store_of(project) == undisturbed


@pytest.mark.parametrize(
    "moment",
    [has_begun_a_part, lambda project: finished_parts(project) >= 2, lambda project: finished_parts(project) >= 5],
    ids=["in the first batch", "after two parts", "after five parts"],
)
def test_the_whole_run_killed_and_run_again(
    tmp_path: Path, undisturbed: Stored, moment: Callable[[Path], bool]
) -> None:
    project = make_project(tmp_path)
    with running(project) as process:
        wait_for(lambda: moment(project))
        workers = workers_of(process)
        process.kill()
    for pid in workers:
        wait_until_gone(pid, 10)
    assert store_of(project) != undisturbed
    with running(project) as process:
        finish(process)
    assert store_of(project) == undisturbed


def test_two_runs_at_once_over_one_store(tmp_path: Path, undisturbed: Stored) -> None:
    project = make_project(tmp_path)
    with running(project) as first, running(project) as second:
        finish(first)
        finish(second)
    assert store_of(project) == undisturbed
