"""The command line: parsing and printing only. What a command needs is imported when it runs."""
# ruff: noqa: PLC0415 (`copydesk --help` must not wait for imports)

import argparse
import dataclasses
import io
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from copydesk import __version__
from copydesk.cli_flow import add_flow_commands
from copydesk.cli_project import add_project_commands
from copydesk.cli_store import add_output, add_store_commands, destination
from copydesk.exits import INTERRUPTED, SOME_REJECTED, WELL, fail
from copydesk.garbage import search_seldom
from copydesk.threads import ONE_THREAD

if TYPE_CHECKING:
    from copydesk.model import Outcome, RawDocument
    from copydesk.reading import InputRef, PassOver
    from copydesk.settings import CleaningSettings

_Clean: TypeAlias = "Callable[[Iterable[RawDocument | Outcome]], Iterator[Outcome]]"

_PROGRESS_SECONDS = 0.2
_RETRIES = 2
"""How often `clean` tries a read again that failed for a passing reason."""


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
    _add_clean(commands.add_parser("clean", help="clean pages, now, and write their records"))
    _add_explain(commands.add_parser("explain", help="show what became of every line of a page, and why"))
    add_flow_commands(commands)
    add_store_commands(commands)
    add_project_commands(commands)
    return parser


def _add_clean(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Clean pages and write their records, in the order of the inputs. What cannot be cleaned is a rejection "
        "with a reason: on standard error, or with -o out.jsonl in out.rejected.jsonl."
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="files, folders, patterns, WARC, WET and zip archives, JSON lines, Parquet, compressed or not; - is "
        "standard input",
    )
    add_output(parser)
    parser.add_argument("--url", metavar="URL", help="the address of the page, if there is one INPUT")
    parser.add_argument(
        "--override",
        metavar="WHAT",
        action="append",
        choices=("url", "headers", "entry"),
        default=[],
        help="let what came with a page go before what the page says: url (its address), headers (of HTTP), or entry "
        "(of a feed, or of a table: title, date, authors); may be given several times; by default it is heard where "
        "the page is silent",
    )
    _add_engine(parser)
    parser.add_argument(
        "--min-confidence",
        metavar="SHARE",
        type=_share,
        default=0.0,
        help="leave a field null that is less likely to be right, 0 to 1 (default: %(default)s, give what there is)",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_number_of_jobs,
        default=1,
        help="worker processes, each document with a time limit; 0 is one for each core (default: 1, no worker)",
    )
    parser.set_defaults(command=_clean)


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.description = "Show every line of a page with its role, how sure that is, and the rule that said so."
    parser.add_argument("input", metavar="INPUT", help="a file, or - for standard input")
    parser.add_argument(
        "--html",
        metavar="FILE",
        type=Path,
        help="write a review page instead: the lines, removed ones dimmed, and the record beside them, for a browser",
    )
    _add_engine(parser)
    parser.set_defaults(command=_explain, refuse=parser.error)


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=("thorough", "fast"),
        default="thorough",
        help="how HTML is read: with trafilatura's opinion, or without and faster (default: %(default)s)",
    )


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 1, as 0.9")
    return share


def _number_of_jobs(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes (0 is one for each core)")
    return int(text)


def _clean(options: argparse.Namespace) -> int:
    from copydesk.model import Rejection
    from copydesk.reading import PassedOver, Reader
    from copydesk.settings import CleaningSettings, MinConfidence
    from copydesk.wording import counted

    settings = CleaningSettings(
        engine=options.engine,
        min_confidence=MinConfidence.all(options.min_confidence),
        overrides=options.override,
    )
    passed_over = PassedOver()
    reader = Reader(settings.max_bytes, _RETRIES, pass_over=passed_over.note)
    documents = (one for ref in _references(options, passed_over.note) for one in reader.documents(ref))
    progress = _Progress(options)
    rejected = 0
    try:
        with ExitStack() as stack:
            write = stack.enter_context(destination(options))
            clean = stack.enter_context(_cleaning(settings, options.jobs))
            for done, outcome in enumerate(clean(documents), start=1):
                progress.clear()
                write(outcome)
                rejected += isinstance(outcome, Rejection)
                progress.show(f"{counted(done, 'document')}, {rejected:,} rejected")
    except BrokenPipeError:
        raise
    except OSError as error:
        return fail(f"the records cannot be written: {error}")
    except RuntimeError as error:  # no worker could be started
        return fail(str(error))
    finally:
        progress.clear()
    if passed_over and (options.output is not None or sys.stderr.isatty()):  # or rejections alone are expected there
        print(f"copydesk: {passed_over}", file=sys.stderr)
    return SOME_REJECTED if rejected else WELL


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


def _references(options: argparse.Namespace, pass_over: "PassOver") -> "Iterator[InputRef]":
    from copydesk.reading import find_inputs, is_folder, is_pattern

    if options.url is None:
        return find_inputs(options.inputs, pass_over=pass_over)
    first = options.inputs[0]
    if len(options.inputs) > 1 or is_folder(first) or is_pattern(first):
        options.refuse("--url is the address of one page, so it takes one INPUT that is a file, or -")
    return (dataclasses.replace(ref, url=options.url) for ref in find_inputs(options.inputs))


@contextmanager
def _cleaning(settings: "CleaningSettings", jobs: int) -> "Iterator[_Clean]":
    """The function from documents to outcomes: in this process, or in a pool of workers."""
    if jobs == 1:
        from copydesk.model import RawDocument
        from copydesk.pipeline import clean_document

        logging.getLogger().addHandler(logging.NullHandler())  # what libraries murmur is no message to the user
        yield lambda documents: (clean_document(d, settings) if isinstance(d, RawDocument) else d for d in documents)
        return
    from copydesk.worker import Orders
    from copydesk.workers import CleaningPool, unchanged

    with CleaningPool(Orders(settings, unchanged), jobs) as pool:
        yield pool.clean_many


class _Progress:
    """A line on the terminal that is written over; silent where there is no terminal, or records fill it."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._is_shown = sys.stderr.isatty() and (options.output is not None or not sys.stdout.isatty())
        self._next = 0.0
        self._is_on_line = False

    def show(self, text: str) -> None:
        if self._is_shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PROGRESS_SECONDS
            self._is_on_line = True
            print(f"{text} ...", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._is_on_line:
            self._is_on_line = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
