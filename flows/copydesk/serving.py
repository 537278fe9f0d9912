"""`copydesk serve`: the flow on its schedule, against the configured Prefect server or one that is started here.

An embedded (ephemeral) server schedules nothing, so where no server is configured a real one runs as a child process.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from prefect.schedules import Cron
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.types.entrypoint import EntrypointType

from copydesk.flow import ingest
from copydesk.settings import Settings

DEPLOYMENT = "copydesk"
_HOST = "127.0.0.1"
_START_SECONDS = 180.0
_STOP_SECONDS = 20.0

_SERVER = """
import os, signal, sys, threading

def leave_with_parent():
    sys.stdin.buffer.read()  # ends when the parent does
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=leave_with_parent, daemon=True).start()
signal.signal(signal.SIGINT, signal.SIG_IGN)
from prefect.cli import app
sys.argv = ["prefect", "server", "start", "--host", sys.argv[1], "--port", sys.argv[2]]
app()
"""


class ServerError(RuntimeError):
    """The Prefect server did not start; the message says where its words are."""


def serve_flow(config: Path, settings: Settings) -> None:
    """Run the flow whenever its schedule says, until the process is interrupted. Raises ServerError."""
    with contextlib.ExitStack() as stack:
        url = PREFECT_API_URL.value()
        if url is None:
            url = stack.enter_context(_server(settings.schedule.port or _free_port()))
            stack.enter_context(temporary_settings({PREFECT_API_URL: url}))
        schedule = settings.schedule
        _say(f'Cleaning by the schedule "{schedule.cron}" ({schedule.timezone}); Ctrl-C ends it. See {_site(url)}')
        ingest.serve(
            name=DEPLOYMENT,
            schedule=Cron(schedule.cron, timezone=schedule.timezone),
            parameters={"config": str(config.absolute())},
            description="Cleans what is new in the sources and adds it to the store.",
            limit=1,
            print_starting_message=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )


@contextlib.contextmanager
def _server(port: int) -> Iterator[str]:
    """A Prefect server on this machine, ready to answer; the address of its API. It ends with the block."""
    log = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser() / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    url = f"http://{_HOST}:{port}/api"
    _say(f"Starting a Prefect server at {_site(url)} (its log: {log}) ...")
    with log.open("ab") as stream:
        process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own words)
            [sys.executable, "-P", "-c", _SERVER, _HOST, str(port)],
            stdin=subprocess.PIPE,
            stdout=stream,
            stderr=stream,
            env={**os.environ, "PREFECT_UI_API_URL": url},
            process_group=0,
        )
    try:
        _await_health(process, url, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_health(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"the Prefect server ended with status {process.returncode}; {log} says why")
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/health").is_success:
                return
        time.sleep(0.2)
    raise ServerError(f"the Prefect server was not ready in {_START_SECONDS:g} seconds; {log} says why")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _site(url: str) -> str:
    """The address for a browser."""
    return url.removesuffix("/api")


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
