"""The command that cleans what it is given, now: parsing and printing only."""
# ruff: noqa: PLC0415 (`copydesk --help` must not wait for imports)

import argparse
import dataclasses
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from copydesk.cli_store import add_output, destination
from copydesk.exits import SOME_REJECTED, WELL, fail

if TYPE_CHECKING:
    from copydesk.model import Outcome, RawDocument
    from copydesk.reading import InputRef, PassOver
    from copydesk.settings import CleaningSettings

_Clean: TypeAlias = "Callable[[Iterable[RawDocument | Outcome]], Iterator[Outcome]]"

_COLUMNS = ("html", "text", "url", "id", "fetched_at", "title", "date", "author")
"""The fields of `source_settings.Columns`, which take a quarter of a second to import."""
_PROGRESS_SECONDS = 0.2


def add_clean(parser: argparse.ArgumentParser) -> None:
    """What `copydesk clean` takes."""
    parser.description = (
        "Clean pages and write their records, in the order of the inputs. What cannot be cleaned is a rejection "
        "with a reason: on standard error, or with -o out.jsonl in out.rejected.jsonl."
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="files (HTML, text, MHTML, webarchive, mail), folders, patterns, WARC, WET and zip archives, JSON lines, "
        "Parquet, compressed or not; - is standard input",
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
    parser.add_argument(
        "--column",
        metavar="WHAT=NAME",
        action="append",
        type=_column,
        default=[],
        help="of tables: the column that holds html, text, url, id, fetched_at, title, date or author; may be given "
        "several times; by default columns are looked for under their usual names",
    )
    add_engine(parser)
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


def add_engine(parser: argparse.ArgumentParser) -> None:
    """The option that says how HTML is read."""
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


def _column(text: str) -> tuple[str, str]:
    what, sign, name = text.partition("=")
    if what not in _COLUMNS or not sign or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not WHAT=NAME, as text=content; WHAT is {', '.join(_COLUMNS)}")
    return what, name


def _number_of_jobs(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes (0 is one for each core)")
    return int(text)


def _clean(options: argparse.Namespace) -> int:
    from copydesk.model import Rejection
    from copydesk.reading import RETRIES, PassedOver, Reader
    from copydesk.settings import CleaningSettings, MinConfidence
    from copydesk.storing.destinations import rejected_sibling
    from copydesk.wording import counted

    settings = CleaningSettings(
        engine=options.engine,
        min_confidence=MinConfidence.all(options.min_confidence),
        overrides=options.override,
    )
    _spare_inputs(options)
    passed_over = PassedOver()
    reader = Reader(settings.max_bytes, RETRIES, pass_over=passed_over.note)
    documents = (one for ref in _references(options, passed_over.note) for one in reader.documents(ref))
    progress = _Progress(options)
    done = rejected = 0
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
    if rejected and options.output is not None and sys.stderr.isatty():
        where = rejected_sibling(Path(options.output))
        print(f"copydesk: of {counted(done, 'document')}, {rejected:,} rejected; {where} says why", file=sys.stderr)
    return SOME_REJECTED if rejected else WELL


def _references(options: argparse.Namespace, pass_over: "PassOver") -> "Iterator[InputRef]":
    from copydesk.reading import find_inputs, is_folder, is_pattern
    from copydesk.source_settings import Columns, SourceSettings

    columns = Columns(**dict(options.column))
    sources = [SourceSettings.model_construct(path=given, columns=columns) for given in options.inputs]
    if options.url is None:
        return find_inputs(sources, pass_over=pass_over)
    first = options.inputs[0]
    if len(options.inputs) > 1 or is_folder(first) or is_pattern(first):
        options.refuse("--url is the address of one page, so it takes one INPUT that is a file, or -")
    return (dataclasses.replace(ref, url=options.url) for ref in find_inputs(sources))


def _spare_inputs(options: argparse.Namespace) -> None:
    """Refuse to write over what is to be read, or over rejections that are."""
    from copydesk.reading import STANDARD_INPUT, find_inputs
    from copydesk.reading.remote import is_address
    from copydesk.storing.destinations import rejected_sibling

    if options.output is None:
        return
    written = [path for path in (Path(options.output), rejected_sibling(Path(options.output))) if path.is_file()]
    local = [given for given in options.inputs if given != STANDARD_INPUT and not is_address(given)]
    for ref in find_inputs(local) if written else ():
        read = Path(str(ref.path))
        for path in written:
            if read.is_file() and path.samefile(read):
                options.refuse(f"{path} is one of the inputs, and would be written over; name another file with -o")


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
