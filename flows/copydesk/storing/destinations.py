"""Where `copydesk clean` puts outcomes: a pair of streams, or a file and its sibling."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from copydesk.model import Article, Outcome
from copydesk.record import to_json
from copydesk.storing.replacing import replacing


def rejected_sibling(path: Path) -> Path:
    """Where the rejections go.

    >>> rejected_sibling(Path("out.jsonl")).name, rejected_sibling(Path("records")).name
    ('out.rejected.jsonl', 'records.rejected.jsonl')
    """
    return path.with_name(f"{path.stem if path.suffix == '.jsonl' else path.name}.rejected.jsonl")


@contextlib.contextmanager
def to_streams(articles: BinaryIO, rejections: BinaryIO) -> Iterator[Callable[[Outcome], None]]:
    """Write each outcome's line at once."""

    def write(outcome: Outcome) -> None:
        stream = articles if isinstance(outcome, Article) else rejections
        stream.write(to_json(outcome).encode() + b"\n")
        stream.flush()

    yield write


@contextlib.contextmanager
def to_files(path: Path) -> Iterator[Callable[[Outcome], None]]:
    """Write articles to `path` and rejections to its sibling, each whole or not at all.

    Without rejections there is no sibling, not even that of an earlier run.
    """
    sibling = rejected_sibling(path)
    with contextlib.ExitStack() as files:
        articles = files.enter_context(replacing(path))
        rejections: BinaryIO | None = None

        def write(outcome: Outcome) -> None:
            nonlocal rejections
            line = to_json(outcome).encode() + b"\n"
            if isinstance(outcome, Article):
                articles.write(line)
                return
            if rejections is None:
                rejections = files.enter_context(replacing(sibling))
            rejections.write(line)

        yield write
        if rejections is None:
            sibling.unlink(missing_ok=True)
