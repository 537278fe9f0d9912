"""`copydesk serve` with a real Prefect server that it starts itself, and cron."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL

from copydesk.storing import read_articles
from tests.conftest import write_config
from tests.processes import children_like, is_alive, wait_for, wait_until_gone


@contextmanager
def serving(project: Path, **settings: str) -> "Iterator[subprocess.Popen[str]]":
    """`copydesk serve` in a project, with these settings of Prefect's and no others."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | settings
    command = [sys.executable, "-m", "copydesk", "serve"]
    with subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def server_of(process: "subprocess.Popen[str]") -> tuple[str, int]:
    """Address and process id of the Prefect server, once it is ready."""
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Starting a Prefect server (its log: ")
    said = process.stderr.readline()
    assert said.startswith('Cleaning by the schedule "* * * * *" (UTC); Ctrl-C ends it.')
    found = re.search(r"http://\S+", said)
    assert found is not None
    (server,) = children_like(process.pid, b"leave_with_parent")  # a flow may have begun as well
    return found[0], server


@pytest.fixture
def every_minute(project: Path) -> Path:
    """The project with a schedule of once a minute."""
    write_config(project, sources=["pages"], workers=1, schedule__cron="* * * * *")
    return project


def test_cron_fires_and_an_interrupt_ends_it_all(every_minute: Path) -> None:
    with serving(every_minute) as process:
        address, server = server_of(process)
        with urllib.request.urlopen(f"{address}/api/health") as answer:  # noqa: S310
            assert answer.read() == b"true"
        wait_for(lambda: any(read_articles(every_minute / "cleaned")), seconds=150)
        process.send_signal(signal.SIGINT)
        assert process.wait(40) in {0, 128 + signal.SIGINT}
    assert len(list(read_articles(every_minute / "cleaned"))) == 6
    assert not is_alive(server)
    assert (every_minute / ".prefect" / "server.log").exists()


def test_the_server_ends_when_serve_is_killed(every_minute: Path) -> None:
    with serving(every_minute) as process:
        _, server = server_of(process)
        process.kill()
    wait_until_gone(server, 30)


def test_with_a_server_configured_the_flow_is_served_there(prefect_server: None, every_minute: Path) -> None:
    url = str(PREFECT_API_URL.value())
    with serving(every_minute, PREFECT_API_URL=url) as process:
        assert process.stderr is not None
        assert url.removesuffix("/api") in process.stderr.readline()
        assert not (every_minute / ".prefect").exists()
        parameters = {"config": str(every_minute / "config" / "copydesk.toml")}
        with get_client(sync_client=True) as client:
            wait_for(lambda: any(served.parameters == parameters for served in client.read_deployments()))
            deployment = client.read_deployment_by_name("ingest/copydesk")
            client.create_flow_run_from_deployment(deployment.id)
        wait_for(lambda: any(read_articles(every_minute / "cleaned")))
    assert deployment.entrypoint == "copydesk.flow.ingest"


def test_a_server_that_cannot_start_says_where_to_look(every_minute: Path) -> None:
    write_config(every_minute, sources=["pages"], schedule__port=1)
    (every_minute / ".prefect").mkdir()
    (every_minute / ".prefect" / "prefect.db").mkdir()  # no database can be there
    with serving(every_minute) as process:
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert errors.splitlines()[-1].startswith("copydesk: the Prefect server ended with status ")
    assert "server.log says why" in errors
