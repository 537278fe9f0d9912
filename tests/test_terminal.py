"""`copydesk run` on a terminal: what it shows, and what Ctrl-C does."""

import io
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL
from rich.console import Console

from copydesk.progress import Progress, Work
from copydesk.reporting.live import display_of
from copydesk.storing import read_articles
from tests.processes import wait_for, wait_until_gone
from tests.test_kill import make_project, workers_of

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", descriptor: int) -> None:
        self.process = process
        self._descriptor = descriptor
        self._said = b""

    @property
    def said(self) -> str:
        """All that it has printed so far, without the codes that move the cursor."""
        while select.select([self._descriptor], [], [], 0)[0]:
            try:
                self._said += os.read(self._descriptor, 65536)
            except OSError:  # the program has ended
                break
        return _CODES.sub("", self._said.decode(errors="replace"))

    def press_interrupt(self) -> None:
        os.write(self._descriptor, b"\x03")

    def ended(self) -> bool:
        _ = self.said  # a terminal that nobody reads stops its program
        return self.process.poll() is not None


@contextmanager
def on_terminal(project: Path) -> Iterator[Terminal]:
    """`copydesk run` in a project, in a session of its own, as in a terminal's window."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value()), "COLUMNS": "120", "TERM": "xterm"}
    command = [sys.executable, "-m", "copydesk", "run"]
    code = f"import os; os.login_tty({theirs}); os.execv({sys.executable!r}, {command!r})"
    with subprocess.Popen([sys.executable, "-c", code], cwd=project, env=environment, pass_fds=[theirs]) as process:
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            os.close(ours)


@pytest.mark.usefixtures("prefect_server")
def test_an_interrupt_says_how_to_go_on_and_the_next_run_ends_with_all(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    with on_terminal(project) as terminal:
        wait_for(lambda: re.search(r" second; [1-9]\d* articles?;", terminal.said) is not None, seconds=100)
        workers = workers_of(terminal.process)
        terminal.press_interrupt()
        wait_for(terminal.ended, seconds=60)
        assert terminal.process.returncode == 130
        assert "of 36 inputs" in terminal.said
        assert "Batch 0" not in terminal.said
        last = terminal.said.rstrip().splitlines()[-1]
        assert last.endswith("copydesk: interrupted; what batches had finished is kept: run it again to go on")
        assert "Traceback" not in terminal.said
    assert workers
    for pid in workers:
        wait_until_gone(pid, 10)
    with on_terminal(project) as terminal:
        wait_for(terminal.ended, seconds=180)
        assert terminal.process.returncode == 0, terminal.said
        assert "34 articles, 2 rejections" in terminal.said.rstrip().splitlines()[-1]
    assert len(list(read_articles(project / "cleaned"))) == 34


def test_the_display_tells_documents_reasons_and_pace() -> None:
    progress = Progress(4, 2)
    progress.tell("1", Work(1, {("pages", "article"): 5}))
    progress.tell("1", Work(2, {("pages", "article"): 7, ("pages", "binary"): 2, ("more", "known"): 1}))
    progress.tell("2", Work(1, {("more", "binary"): 1, ("more", "empty"): 1}))
    console = Console(width=140, record=True, file=io.StringIO())
    console.print(display_of(progress))
    text = console.export_text()
    assert "3 of 4 inputs" in text
    assert "12 documents, " in text
    assert "; 7 articles; 4 rejected (3 binary, 1 empty); 1 known already" in text
