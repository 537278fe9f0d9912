"""What several tests share: Prefect kept to itself, and the program run as a user runs it."""

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# Before anything imports Prefect: its own folder, no calls home, no server started by accident.
_HOME = tempfile.TemporaryDirectory(prefix="copydesk-prefect-", ignore_cleanup_errors=True)
os.environ.pop("PREFECT_API_URL", None)
os.environ.update(
    PREFECT_HOME=_HOME.name,
    DO_NOT_TRACK="1",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_SERVER_ALLOW_EPHEMERAL_MODE="false",
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="120",
    PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL="CRITICAL",
)

# A shell that starts the tests in the background has this signal ignored, and the programs under test would inherit it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Speed is measured in benchmarks, not in properties; a first example loads what the others use, and a busy machine is
# no fault of a property's.
hypothesis.settings.register_profile("copydesk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("copydesk")

ROOT = Path(__file__).parents[1]

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a file stay in one process, and those with Prefect servers come last.

    Their threads use `random`, which Hypothesis would take for a property's that is tested after them.
    """
    items.sort(key=_needs_a_server)
    for item in items:
        group = f"{item.path.stem} with a server" if _needs_a_server(item) else item.path.stem
        item.add_marker(pytest.mark.xdist_group(group))


def _needs_a_server(item: pytest.Item) -> bool:
    return "prefect_server" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="module", autouse=True)
def _own_garbage() -> Iterator[None]:
    """What a module's tests leave open is found at its end: else a test that allocates much would fail for it later."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A real Prefect server with a database of its own, for the whole session."""
    # Imported late, so that tests without Prefect stay quick.
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    with (
        prefect_test_harness(server_startup_timeout=120),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


@pytest.fixture
def copydesk(tmp_path: Path) -> Program:
    """Runs `copydesk` with these arguments in a folder of its own, as a process."""

    def run(*arguments: str | Path, **options: Any) -> "subprocess.CompletedProcess[bytes]":
        options = {"cwd": tmp_path, "capture_output": True, "timeout": 120, **options}
        return subprocess.run([sys.executable, "-m", "copydesk", *arguments], check=False, **options)

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's folder with pages and a configuration."""
    (tmp_path / "pages").mkdir()
    for number in range(1, 7):
        (tmp_path / "pages" / f"{number}.txt").write_text(article_text(number))
    write_config(tmp_path, sources=["pages"], batch_size=2, workers=1, retries=0)
    return tmp_path


def write_config(folder: Path, **values: Any) -> Path:
    """A configuration in `folder`/config with these keys; a table's name and key are parted by two underscores."""
    lines, tables = [], {}
    for name, value in values.items():
        table, _, key = name.rpartition("__")
        (tables.setdefault(table, []) if table else lines).append(f"{key} = {json.dumps(value)}")
    for table, keys in tables.items():
        lines += [f"[{table}]", *keys]
    path = folder / "config" / "copydesk.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n")
    return path


def article_text(number: int) -> str:
    """A plain page that any version of the pipeline makes an article of."""
    sentences = (
        f"The council of district {number} decided on Tuesday to repair the old bridge over the river before winter.",
        f"Its members said that {number + 40} families cross it every day on their way to the market and to school.",
        "The work is expected to take three months, and traffic will be led over the northern road for that time.",
    )
    return f"Council {number} to repair the old bridge\n\n" + "\n\n".join(sentences) + "\n"
