"""An automation of Prefect's that tells of a failed run, as docs/howto/schedule.md has it, on a real server."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from copydesk.server import started_server
from tests.conftest import ROOT, write_config
from tests.processes import wait_for

PAGE = ROOT / "docs" / "howto" / "schedule.md"


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """An address that takes alerts, and those that it has got."""
    got: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/alerts", got
        finally:
            server.shutdown()


def script_of_page(address: str) -> str:
    """The script that the page shows, with this address in the place of its own."""
    [script] = re.findall(r"```python title=\"alert.py\"\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert "https://alerts.example.org/copydesk" in script
    return str(script).replace("https://alerts.example.org/copydesk", address)


def test_a_run_that_fails_is_told_to_whom_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / ".prefect"))
    write_config(tmp_path, sources=["pages"])
    (tmp_path / "cleaned").mkdir()
    (tmp_path / "cleaned" / "manifest.sqlite").write_text("garbage\n" * 1000)
    with listening() as (address, got), started_server() as url:
        environment = {**os.environ, "PREFECT_API_URL": url}
        made = [sys.executable, "-c", script_of_page(address)]
        subprocess.run(made, env=environment, check=True, timeout=300, capture_output=True)
        command = [sys.executable, "-m", "copydesk", "run"]
        result = subprocess.run(command, cwd=tmp_path, env=environment, check=False, timeout=300, capture_output=True)
        assert result.returncode == 1
        wait_for(lambda: bool(got), seconds=120)
    assert "manifest.sqlite cannot be used as a manifest" in json.loads(got[0])["text"]
