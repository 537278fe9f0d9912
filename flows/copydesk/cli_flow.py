"""The commands that run the Prefect flow, now or on its schedule: parsing and printing only."""
# ruff: noqa: PLC0415 (`copydesk --help` must not wait for imports)

import argparse
import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.exits import BAD_USAGE, INTERRUPTED, WELL, fail

if TYPE_CHECKING:
    from copydesk.ingesting import RunSummary
    from copydesk.settings import Settings


_DEFAULT_CONFIG = Path("config/copydesk.toml")
"""That of `settings`, which take a quarter of a second to import."""


def add_flow_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """`copydesk run` and `copydesk serve`."""
    run = commands.add_parser("run", help="run the Prefect flow, now: clean what is new in the configured sources")
    run.description = (
        "Clean what is new in the sources that the configuration names, add it to the store, and tell what came of it. "
        "Runs on a Prefect server of its own, unless PREFECT_API_URL names one."
    )
    serve = commands.add_parser("serve", help="run the Prefect flow on its schedule")
    serve.description = (
        "Do what `copydesk run` does whenever the schedule of the configuration says, until it is interrupted."
    )
    for command, function in ((run, _run), (serve, _serve)):
        command.add_argument(
            "--config",
            metavar="FILE",
            type=Path,
            default=_DEFAULT_CONFIG,
            help="the configuration (default: %(default)s)",
        )
        command.set_defaults(command=_configured, do=function)
    run.add_argument(
        "--reclean",
        nargs="?",
        const="older-version",
        choices=("never", "older-version", "stopped", "changed"),
        help=(
            'clean again what an "older-version" of copydesk has cleaned (so without a word behind it); what was '
            '"stopped", for time, memory or a crash; or what has "changed", cleaned by another version or with other '
            'settings; whatever the configuration says of "reclean"'
        ),
    )


def _configured(options: argparse.Namespace) -> int:
    """Read the configuration, and do with it what the command does."""
    from copydesk.settings import SettingsError, read_settings

    try:
        settings = read_settings(options.config)
    except SettingsError as error:
        return fail(str(error), BAD_USAGE)
    do: Callable[[argparse.Namespace, Settings], int] = options.do
    return do(options, settings)


def _run(options: argparse.Namespace, settings: "Settings") -> int:
    from copydesk.model import Reclean
    from copydesk.running import run_flow

    try:
        summary = run_flow(options.config, settings, options.reclean and Reclean(options.reclean))
    except KeyboardInterrupt:
        return fail("interrupted; what batches had finished is kept: run it again to go on", INTERRUPTED)
    except (OSError, RuntimeError) as error:
        return fail(str(error))
    print(*_report(summary, options.config), sep="\n")
    return WELL


def _serve(options: argparse.Namespace, settings: "Settings") -> int:
    from copydesk.running import prepare_environment

    prepare_environment(settings)
    from copydesk.serving import serve_flow

    try:
        serve_flow(options.config, settings)
    except (OSError, RuntimeError) as error:
        return fail(str(error))
    return WELL


def _report(summary: "RunSummary", config: Path) -> "Iterator[str]":
    """The lines that end a run: its new records, or the whole store's where nothing is new; and what could be anew."""
    from copydesk.reporting.lags import lag_lines
    from copydesk.reporting.table import articles_table, closing_lines, rejections_table
    from copydesk.storing import Counts, read_articles, read_rejections

    folder, total = Path(summary.folder), summary.total
    shown = summary.new if summary.new != Counts() else total
    articles = read_articles(folder, start=total.articles - shown.articles)
    rejections = read_rejections(folder, start=total.rejections - shown.rejections)
    for table in (articles_table(articles, shown.articles), rejections_table(rejections, shown.rejections)):
        yield from ["", *table] if table else []
    yield from ["", *closing_lines(summary.new, total, os.path.relpath(folder))]
    command = "copydesk run" if config == _DEFAULT_CONFIG else f"copydesk run --config {shlex.quote(str(config))}"
    yield from lag_lines(summary.lags, command)
