"""Processes that tests and benchmarks start, watch and kill."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def copydesk_run(project: Path, environment: Mapping[str, str]) -> "Iterator[subprocess.Popen[bytes]]":
    """`copydesk run` in a project, all that it says in its standard output; killed where the block ends before it."""
    command = [sys.executable, "-m", "copydesk", "run"]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def children_of(pid: int) -> list[int]:
    """The processes that a process has started, from any of its threads, and that are still there."""
    try:
        return [
            int(child)
            for thread in Path(f"/proc/{pid}/task").iterdir()
            for child in (thread / "children").read_text().split()
        ]
    except OSError:
        return []


def children_like(pid: int, words: bytes) -> list[int]:
    """Those of them whose command has these words, and that have not ended."""
    return [child for child in children_of(pid) if words in _command_of(child)]


def _command_of(pid: int) -> bytes:
    """The command of a process; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pid: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there after {seconds} seconds"
        time.sleep(0.05)


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.01)
