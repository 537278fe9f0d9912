"""`copydesk run`: the flow, once, now, on a Prefect server that it starts itself unless another is configured."""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.model import Reclean
from copydesk.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from copydesk.ingesting import RunSummary

_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "ERROR",
    # Each wait is twice the one before: with Prefect's five, a run whose server has died takes minutes to say so.
    "PREFECT_CLIENT_MAX_RETRIES": "3",
}


def prepare_environment(settings: Settings) -> None:
    """Set up Prefect where the user has not: private, patient, its database in `.prefect` in the project's folder.

    Must be called before Prefect is imported.
    """
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_HOME", str(settings.root / ".prefect"))


def run_flow(config: Path, settings: Settings, reclean: Reclean | None = None) -> "RunSummary":
    """Run the flow on a configuration file and the settings that it holds; tell on standard error how it goes.

    `reclean` is taken instead of that of the settings.

    Raises whatever made the flow fail: StoreError, OSError, BatchesFailedError, ServerError, RunnerMissingError; and
    KeyboardInterrupt.
    """
    prepare_environment(settings)
    _announce_start()
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    from copydesk.flow import ingest  # noqa: PLC0415
    from copydesk.reporting.live import shown  # noqa: PLC0415
    from copydesk.server import server_for  # noqa: PLC0415

    _leave_out_expected()
    console = Console(stderr=True)
    handler = _LiveHandler(console) if console.is_terminal else _plain_handler()
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addHandler(handler)
    with ExitStack() as stack:
        stack.enter_context(_interruptible())
        stack.enter_context(server_for(settings.scaling))
        stack.enter_context(temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}))  # else it waits a second
        if console.is_terminal:
            stack.enter_context(shown(console))
        summary: RunSummary = ingest(config=config.absolute(), reclean=reclean)
    return summary


def _leave_out_expected() -> None:
    """Have Prefect print no traceback of what ends the program with a message of its own."""
    from prefect.logging.configuration import setup_logging  # noqa: PLC0415

    from copydesk.flow import BatchesFailedError  # noqa: PLC0415
    from copydesk.storing import StoreError  # noqa: PLC0415

    def is_unexpected(record: logging.LogRecord) -> bool:
        return record.exc_info is None or not isinstance(record.exc_info[1], (StoreError, BatchesFailedError))

    setup_logging()  # which does nothing the second time
    for handler in logging.getLogger().handlers:
        handler.addFilter(is_unexpected)


@contextmanager
def _interruptible() -> Iterator[None]:
    """An interrupt ends the flow, and what ends because of it is not told as an error."""

    def interrupt(_signal: int, _frame: object) -> None:
        logging.disable()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        logging.disable(logging.NOTSET)


def _announce_start() -> None:
    if "PREFECT_API_URL" in os.environ:
        where = f"the Prefect server at {os.environ['PREFECT_API_URL']}"
    else:
        is_first = not Path(os.environ["PREFECT_HOME"], "prefect.db").exists()
        where = "a Prefect server of its own" + (" (the first time takes a quarter of a minute)" if is_first else "")
    print(f"Starting on {where} ...", file=sys.stderr, flush=True)


def _plain_handler() -> logging.Handler:
    """A handler that prints what our flow says, and nothing of what Prefect says around it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.addFilter(lambda record: record.pathname == _flow_file())
    return handler


class _LiveHandler(logging.Handler):
    """Prints what our flow says above the display; what became of single batches is in the display's counts."""

    def __init__(self, console: "Console") -> None:
        super().__init__()
        self._console = console
        self.addFilter(lambda record: record.pathname == _flow_file() and not hasattr(record, "batch"))

    def emit(self, record: logging.LogRecord) -> None:
        self._console.print(record.getMessage(), markup=False, highlight=False)


def _flow_file() -> str:
    return sys.modules["copydesk.flow"].__file__ or ""
