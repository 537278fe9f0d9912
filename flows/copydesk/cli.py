"""The command line: parsing and printing only. What a command needs is imported when it runs."""
# ruff: noqa: PLC0415 (`copydesk --help` must not wait for imports)

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from copydesk import __version__
from copydesk.cli_clean import add_clean, add_engine
from copydesk.cli_flow import add_flow_commands
from copydesk.cli_project import add_project_commands
from copydesk.cli_store import add_store_commands
from copydesk.exits import INTERRUPTED, SOME_REJECTED, WELL, fail
from copydesk.garbage import search_seldom
from copydesk.threads import ONE_THREAD


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 if all is well, 1 for a failure, 2 for bad usage, 3 if some were rejected."""
    options = make_parser().parse_args(arguments)
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
    search_seldom()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to stop
    try:
        status: int = options.command(options)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has had enough
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        print("copydesk: interrupted", file=sys.stderr)
        return INTERRUPTED
    return status


def make_parser() -> argparse.ArgumentParser:
    """The commands and their arguments; the documentation is made from it too."""
    parser = argparse.ArgumentParser(
        prog="copydesk",
        description="Turn web pages, with or without their HTML, into article records: title, date, outlet, body, and "
        "an account of every line left out.",
        epilog="Exit status: 0 all well, 1 failed, 2 bad usage, 3 some inputs were rejected.",
    )
    parser.add_argument("--version", action="version", version=f"copydesk {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_clean(commands.add_parser("clean", help="clean pages, now, and write their records"))
    _add_explain(commands.add_parser("explain", help="show what became of every line of a page, and why"))
    add_flow_commands(commands)
    add_store_commands(commands)
    add_project_commands(commands)
    return parser


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.description = "Show every line of a page with its role, how sure that is, and the rule that said so."
    parser.add_argument("input", metavar="INPUT", help="a file, or - for standard input")
    parser.add_argument(
        "--html",
        metavar="FILE",
        type=Path,
        help="write a review page instead: the lines, removed ones dimmed, and the record beside them, for a browser",
    )
    add_engine(parser)
    parser.set_defaults(command=_explain, refuse=parser.error)


def _explain(options: argparse.Namespace) -> int:
    from copydesk.model import Rejection
    from copydesk.pipeline import examine
    from copydesk.reading import find_inputs, is_folder, read_document
    from copydesk.record import to_json
    from copydesk.reporting.explain import COLOURS, PLAIN, explain_document
    from copydesk.settings import CleaningSettings

    if is_folder(options.input):
        options.refuse(f"{options.input} is a folder; explain takes one page")
    settings = CleaningSettings(engine=options.engine)
    document = read_document(next(find_inputs([options.input])), settings.max_bytes)
    if isinstance(document, Rejection):
        print(to_json(document), file=sys.stderr)
        return SOME_REJECTED
    examined = examine(document, settings)
    status = SOME_REJECTED if isinstance(examined.outcome, Rejection) else WELL
    if options.html is not None:
        from copydesk.reporting.review import review_page

        try:
            options.html.write_text(review_page(examined), encoding="utf-8")
        except OSError as error:
            return fail(f"the review page cannot be written: {error}")
        return status
    paint = COLOURS if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else PLAIN
    print(explain_document(examined, paint))
    return status
