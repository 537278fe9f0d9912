"""A Prefect server as a child process, for runs and schedules where the user names none."""

import contextlib
import ipaddress
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, temporary_settings

from copydesk.settings import ScalingSettings

_HOST = "127.0.0.1"
_START_SECONDS = 180.0
_STOP_SECONDS = 20.0
_DRAIN_SECONDS = 5.0

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


@contextlib.contextmanager
def server_for(scaling: ScalingSettings, port: int = 0) -> Iterator[str]:
    """The address of the API of the server that PREFECT_API_URL names or, where it names none, of one that is started.

    Prefect's own embedded one would not do: Ctrl-C in a terminal ends it before the run, workers of a cluster cannot
    find it, and it schedules nothing. Raises ServerError.
    """
    url = PREFECT_API_URL.value()
    if url is not None:
        yield url
        return
    check_reach(scaling)
    with started_server(port) as url, temporary_settings({PREFECT_API_URL: url}):
        yield url


def log_path() -> Path:
    """Where a server that is started here writes."""
    return Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser() / "server.log"


def check_reach(scaling: ScalingSettings) -> None:
    """See that a server on this machine can be reached by all who must. Raises ServerError."""
    if not is_here(scaling.address):
        where = f"the workers of the cluster at {scaling.address} need a Prefect server that they reach"
        cure = "start one (prefect server start --host 0.0.0.0) and name it in PREFECT_API_URL as they see it"
        raise ServerError(f"{where}; {cure}")


def is_here(address: str | None) -> bool:
    """Whether the address of a cluster is one on this machine; no address is that of one that is started here.

    >>> is_here("tcp://127.0.0.1:8786"), is_here("localhost:6379"), is_here("auto"), is_here("ray://head:10001")
    (True, True, True, False)
    """
    if address is None:
        return True
    host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "auto")


@contextlib.contextmanager
def started_server(port: int = 0) -> Iterator[str]:
    """A Prefect server on this machine, ready; the address of its API. It ends with the block. Raises ServerError."""
    log = log_path()
    log.parent.mkdir(parents=True, exist_ok=True)
    port = port or _free_port()
    url = f"http://{_HOST}:{port}/api"
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
        _send_what_waits()
        process.terminate()
        try:
            process.communicate(timeout=_STOP_SECONDS)  # which closes the pipe as well
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _send_what_waits() -> None:
    """Let the server have what Prefect still keeps for it; at the end of the process it would try that for a minute."""
    for service in (APILogWorker, EventsWorker):
        service.drain_all(timeout=_DRAIN_SECONDS)


def _await_health(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    with httpx.Client() as client:  # one, for each reads the certificates of the whole world first
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise ServerError(f"the Prefect server ended with status {process.returncode}; {log} says why")
            with contextlib.suppress(httpx.TransportError):
                if client.get(f"{url}/health").is_success:
                    return
            time.sleep(0.2)
    raise ServerError(f"the Prefect server was not ready in {_START_SECONDS:g} seconds; {log} says why")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def site_of(url: str) -> str:
    """The address for a browser."""
    return url.removesuffix("/api")
