"""The table that ends `copydesk run`, as plain text that fits a terminal, whatever the script of a title."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wcwidth import clip, wcswidth

from copydesk.model import Article, Rejection
from copydesk.storing import Counts
from copydesk.wording import counted

MOST_ROWS = 50
_WIDTH = 120
_GAP = "  "
_TO_THE_MINUTE = len("2012-06-05T11:20")
_JOINING = " \N{ZERO WIDTH JOINER}"
"""What ends no text that is filled up: a joiner takes the next character into its own cell."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_UNSAFE = re.compile(
    r"""
    [\x00-\x1f\x7f-\x9f]                                # control characters, which can drive a terminal
  | [\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]     # marks, embeddings, overrides and isolates of direction
  | [\ud800-\udfff]                                    # halves of surrogate pairs
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, its width in cells of a terminal, and which way its text leans."""

    heading: str
    width: int
    leans_right: bool = False


_ARTICLES = (
    Column("Title", 52),
    Column("Date", _TO_THE_MINUTE),
    Column("Outlet", 27),
    Column("Lang", 5),
    Column("Page kept", 10, leans_right=True),
)
_REJECTIONS = (Column("Rejected", 38), Column("Reason", 14), Column("What happened", 64))


def articles_table(articles: Iterable[Article], total: int) -> list[str]:
    """Lines of a table of articles, at most MOST_ROWS, and how many of `total` it left out."""
    rows = [
        (
            article.title or "(no title)",
            (article.date or "-")[:_TO_THE_MINUTE],
            article.outlet or "-",
            article.language,
            f"{share_kept(article):.0%}",
        )
        for article in itertools.islice(articles, MOST_ROWS)
    ]
    return _table(_ARTICLES, rows, total)


def rejections_table(rejections: Iterable[Rejection], total: int) -> list[str]:
    """Lines of a table of rejections, at most MOST_ROWS, and how many of `total` it left out."""
    rows = [
        (rejection.uri, rejection.reason.value, rejection.detail)
        for rejection in itertools.islice(rejections, MOST_ROWS)
    ]
    return _table(_REJECTIONS, rows, total)


def closing_lines(new: Counts, total: Counts, folder: str) -> list[str]:
    """What the run came to, in a sentence or two."""
    store = f"{folder} now has {counted(total.articles, 'article')} and {counted(total.rejections, 'rejection')}."
    if new == Counts():
        return ["Nothing new: everything in the sources was in the store already.", store]
    return [f"New: {counted(new.articles, 'article')}, {counted(new.rejections, 'rejection')}. {store}"]


def share_kept(article: Article) -> float:
    """Share of the page's characters that are in the body, 0 to 1; what became a field counts as neither."""
    removed = sum(len(block.text) for block in article.removed)
    return len(article.body) / max(1, len(article.body) + removed)


def fit(text: str, width: int) -> str:
    """A text in exactly `width` cells of a terminal: white space folded, cut with an ellipsis, or filled up.

    Control characters go. A text with letters that run from right to left is isolated, so that it leaves the columns
    around it where they are.

    >>> fit("a  b", 5), fit("abcdef", 4), fit("中文字", 5)
    ('a b  ', 'abc…', '中文…')
    """
    text = " ".join(_UNSAFE.sub("", " ".join(text.split())).split()).rstrip(_JOINING)
    if wcswidth(text) > width:
        text = clip(text, 0, width - 1).rstrip(_JOINING) + "…"
    padding = " " * (width - wcswidth(text))
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        text = f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text + padding


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> list[str]:
    """Headings, a rule and the rows, with one more line if there are more than these."""
    if not rows:
        return []
    lines = [
        _line(columns, [column.heading for column in columns]),
        _GAP.join("-" * column.width for column in columns),
    ]
    lines += [_line(columns, row) for row in rows]
    if total > len(rows):
        lines.append(f"… and {total - len(rows):,} more")
    return lines


def _line(columns: Sequence[Column], cells: Sequence[str]) -> str:
    fitted = [
        f"{cell:>{column.width}}" if column.leans_right else fit(cell, column.width)
        for column, cell in zip(columns, cells, strict=True)
    ]
    return _GAP.join(fitted).rstrip()
