"""Where `copydesk clean` and `copydesk export` put articles, in which format: streams, a file, or a folder of files."""

import contextlib
import enum
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TypeAlias

from copydesk.model import Article, Outcome, Rejection
from copydesk.record import sound, to_json
from copydesk.storing.entries import DAY
from copydesk.storing.formats import RowGroups, rows_to_parquet
from copydesk.storing.layout import ARTICLES
from copydesk.storing.markdown import to_markdown
from copydesk.storing.ninjs import to_ninjs
from copydesk.storing.replacing import replacing
from copydesk.storing.spreadsheets import heading, to_row_of_csv
from copydesk.storing.tables import arrow_schema, to_row

Write: TypeAlias = Callable[[Outcome], None]

_MOST_NAME_BYTES = 120
"""Of a file's name, before the id and the ending."""


class Output(enum.StrEnum):
    """What articles are written as."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"
    MARKDOWN = "markdown"
    NINJS = "ninjs"


SUFFIXES = {
    Output.JSONL: ".jsonl",
    Output.PARQUET: ".parquet",
    Output.CSV: ".csv",
    Output.MARKDOWN: ".md",
    Output.NINJS: ".json",
}
"""Usual endings of the files' names."""

ONE_BY_ONE = frozenset({Output.MARKDOWN, Output.NINJS})
"""Formats in which an article can be a file of its own."""


def output_by_name(name: str) -> Output:
    """What the name of a file says that it is to be: lines of JSON, where it says nothing else.

    >>> output_by_name("out.CSV"), output_by_name("out.parquet"), output_by_name("out.json"), output_by_name("posts/")
    (<Output.CSV: 'csv'>, <Output.PARQUET: 'parquet'>, <Output.JSONL: 'jsonl'>, <Output.JSONL: 'jsonl'>)
    """
    said = (
        output for output in (Output.PARQUET, Output.CSV, Output.MARKDOWN) if name.lower().endswith(SUFFIXES[output])
    )
    return next(said, Output.JSONL)


def rejected_sibling(path: Path) -> Path:
    """Where the rejections go.

    >>> [rejected_sibling(Path(name)).name for name in ("out.jsonl", "out.md", "records", "v1.2")]
    ['out.rejected.jsonl', 'out.rejected.jsonl', 'records.rejected.jsonl', 'v1.2.rejected.jsonl']
    """
    path = path.resolve() if path.name in ("", "..") else path  # "." has no name to put more behind
    return path.with_name(f"{path.stem if path.suffix in SUFFIXES.values() else path.name}.rejected.jsonl")


@contextlib.contextmanager
def to_streams(articles: BinaryIO, rejections: BinaryIO, output: Output = Output.JSONL) -> Iterator[Write]:
    """Write each outcome at once; only a table is written in row groups."""
    with writing_articles(output, articles) as write_article:

        def write(outcome: Outcome) -> None:
            if isinstance(outcome, Article):
                write_article(outcome)
                articles.flush()
            else:
                rejections.write(_line(outcome))
                rejections.flush()

        yield write


@contextlib.contextmanager
def to_files(path: Path, output: Output = Output.JSONL) -> Iterator[Write]:
    """Write articles to `path` and rejections to its sibling, each whole or not at all.

    Without rejections there is no sibling, not even that of an earlier run.
    """
    with replacing(path) as stream, writing_articles(output, stream) as articles, _to_sibling(path) as rejections:
        yield _sorting(articles, rejections)


@contextlib.contextmanager
def to_folder(folder: Path, output: Output) -> Iterator[Write]:
    """Write each article to a file of its own in the folder, and rejections to the folder's sibling."""
    folder.mkdir(exist_ok=True)

    def write_article(article: Article) -> None:
        with replacing(folder / file_name(article, output)) as stream, writing_articles(output, stream) as write:
            write(article)

    with _to_sibling(folder) as rejections:
        yield _sorting(write_article, rejections)


def file_name(article: Article, output: Output) -> str:
    """The name of an article's file: its day and its title, as far as they are known, and the beginning of its id."""
    words = re.findall(r"\w+", (article.title or "").casefold())
    day = (article.date or "")[:DAY]
    stem = "-".join(filter(None, [day, *words])).encode()[:_MOST_NAME_BYTES].decode(errors="ignore")
    return "-".join(filter(None, [stem.strip("-"), article.id[:8]])) + SUFFIXES[output]


@contextlib.contextmanager
def writing_articles(output: Output, stream: BinaryIO) -> Iterator[Callable[[Article], None]]:
    """The function that writes an article to a stream, in a format."""
    if output is Output.PARQUET:
        with rows_to_parquet(arrow_schema(ARTICLES), stream) as table:
            yield lambda article: _add_row(article, table)
        return
    if output is Output.CSV:
        stream.write(heading().encode())
    documents = itertools.count()

    def write(article: Article) -> None:
        if output is Output.MARKDOWN and next(documents) > 0:
            stream.write(b"\n")
        stream.write(_TEXT[output](article).encode())

    yield write


def _ninjs_line(article: Article) -> str:
    return json.dumps(to_ninjs(sound(article)), ensure_ascii=False) + "\n"


_TEXT: Mapping[Output, Callable[[Article], str]] = {
    Output.JSONL: lambda article: to_json(article) + "\n",
    Output.CSV: lambda article: to_row_of_csv(sound(article)),
    Output.MARKDOWN: lambda article: to_markdown(sound(article)),
    Output.NINJS: _ninjs_line,
}


def _add_row(article: Article, table: RowGroups) -> None:
    line = to_json(article)
    table.add(to_row(ARTICLES, json.loads(line)), len(line))


def _line(outcome: Outcome) -> bytes:
    return to_json(outcome).encode() + b"\n"


def _sorting(write_article: Callable[[Article], None], write_rejection: Callable[[Rejection], None]) -> Write:
    """The function that writes articles and rejections each to their place."""

    def write(outcome: Outcome) -> None:
        if isinstance(outcome, Article):
            write_article(outcome)
        else:
            write_rejection(outcome)

    return write


@contextlib.contextmanager
def _to_sibling(path: Path) -> Iterator[Callable[[Rejection], None]]:
    """Write rejections beside what lies at `path`; the file is there only if there are some."""
    sibling = rejected_sibling(path)
    with contextlib.ExitStack() as files:
        stream: BinaryIO | None = None

        def write(rejection: Rejection) -> None:
            nonlocal stream
            if stream is None:
                stream = files.enter_context(replacing(sibling))
            stream.write(_line(rejection))

        yield write
        if stream is None:
            sibling.unlink(missing_ok=True)
