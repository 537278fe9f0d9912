"""The commands that read a store, and where records are written: parsing and printing only."""
# ruff: noqa: PLC0415 (`copydesk --help` must not wait for imports)

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.exits import BAD_USAGE, WELL, fail

if TYPE_CHECKING:
    from copydesk.model import Outcome

FORMATS = ("jsonl", "parquet", "csv", "markdown", "ninjs")
_UNWRITTEN = (".xlsx", ".xls", ".ods")


def add_output(parser: argparse.ArgumentParser) -> None:
    """The options that say where records go, and as what."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to write (default: standard output); markdown and ninjs also to a folder, a file each article",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="what to write (default: what FILE's ending says, .parquet, .csv or .md; else jsonl)",
    )
    parser.set_defaults(refuse=parser.error)


def destination(options: argparse.Namespace) -> "AbstractContextManager[Callable[[Outcome], None]]":
    """Where `add_output`'s options say that outcomes go; bad usage ends the program."""
    from copydesk.storing.destinations import ONE_BY_ONE, Output, output_by_name, to_files, to_folder, to_streams

    name = options.output or ""
    if options.format is None and name.lower().endswith(_UNWRITTEN):
        options.refuse(f"spreadsheets open CSV: name {Path(name).with_suffix('.csv').name}, or give --format")
    output = output_by_name(name) if options.format is None else Output(options.format)
    if options.output is None:
        if output is Output.PARQUET and sys.stdout.isatty():
            options.refuse("a terminal cannot show Parquet; name a file with -o")
        return to_streams(sys.stdout.buffer, sys.stderr.buffer, output)
    path = Path(options.output)
    if not path.absolute().parent.is_dir():
        options.refuse(f"there is no folder {path.parent} to write {path.name} in")
    if not path.is_dir() and not options.output.endswith(os.sep):
        return to_files(path, output)
    if output not in ONE_BY_ONE:
        options.refuse(f"{path} is a folder; with --format {output}, -o takes a file")
    return to_folder(path, output)


def add_store_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """`copydesk export`, `copydesk status` and `copydesk report`."""
    export = commands.add_parser("export", help="write a store's articles in a format for other programs")
    export.description = (
        "Write the articles of a store, in its order, each with the cluster of duplicates that it is in."
    )
    status = commands.add_parser("status", help="tell what a store holds")
    status.description = "Tell what a store holds: documents, articles, rejections, outlets, languages, years, runs."
    report = commands.add_parser("report", help="write pages for a browser on what a store holds")
    report.description = (
        "Write a page on what a store holds: articles and rejections by reason, outlet, language and day, and the "
        "least sure records first, with a review page for each. Needs the extra: pip install 'copydesk[report]'."
    )
    for command, function in ((export, _export), (status, _status), (report, _report)):
        command.add_argument(
            "store",
            nargs="?",
            metavar="STORE",
            type=Path,
            default=Path("cleaned"),
            help="the folder of the store (default: %(default)s)",
        )
        command.set_defaults(command=function)
    export.add_argument(
        "--duplicates",
        choices=("keep", "drop"),
        default="keep",
        help="all articles, or of each cluster only the one that leads it (default: %(default)s)",
    )
    add_output(export)
    report.add_argument(
        "-o",
        "--output",
        metavar="FOLDER",
        type=Path,
        default=Path("report"),
        help="where to write (default: %(default)s)",
    )
    status.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to tell it (default: %(default)s)"
    )


def _export(options: argparse.Namespace) -> int:
    from copydesk.storing import StoreError, read_articles

    if not _is_store(options.store):
        return _no_store(options.store)
    articles = read_articles(options.store)
    if options.duplicates == "drop":
        articles = (article for article in articles if article.duplicate_of is None)
    try:
        with destination(options) as write:
            for article in articles:
                write(article)
    except BrokenPipeError:
        raise
    except (StoreError, OSError) as error:
        return fail(str(error))
    return WELL


def _status(options: argparse.Namespace) -> int:
    from copydesk.reporting.status import status_json, status_lines
    from copydesk.storing import StoreError
    from copydesk.storing.holdings import read_holdings

    if not _is_store(options.store):
        return _no_store(options.store)
    try:
        holdings = read_holdings(options.store)
    except (StoreError, OSError) as error:
        return fail(str(error))
    if options.format == "json":
        print(status_json(holdings))
    else:
        print(*status_lines(holdings, str(options.store)), sep="\n")
    return WELL


def _report(options: argparse.Namespace) -> int:
    from copydesk.settings import CleaningSettings
    from copydesk.storing import StoreError
    from copydesk.wording import counted

    if not _is_store(options.store):
        return _no_store(options.store)
    try:
        from copydesk.reporting.report import INDEX, write_report
    except ModuleNotFoundError as error:
        return fail(f"the report needs {error.name}: pip install 'copydesk[report]'")
    try:
        records = write_report(options.store, options.output, CleaningSettings())
    except (OSError, StoreError) as error:
        return fail(f"no report could be written: {error}")
    print(f"{options.output / INDEX}: {counted(records, 'record')}")
    return WELL


def _is_store(folder: Path) -> bool:
    from copydesk.storing.layout import MANIFEST

    return (folder / MANIFEST).is_file()


def _no_store(folder: Path) -> int:
    return fail(f"there is no store in {folder}; name its folder, or make it with `copydesk run`", BAD_USAGE)
