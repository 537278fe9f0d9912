"""`copydesk serve` with a real Prefect server that it starts itself, and cron."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from copydesk.storing import read_articles
from tests.conftest import write_config
from tests.test_kill import wait_for
from tests.test_workers import is_alive, wait_until_gone


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL], ids=["interrupted", "killed"])
def test_cron_fires_on_a_server_that_serve_starts_and_nothing_is_left_running(
    project: Path, ending: signal.Signals
) -> None:
    ...
