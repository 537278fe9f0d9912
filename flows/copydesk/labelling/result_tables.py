"""Tables below an article's last paragraph: results, standings, prices. Rows of figures about what it speaks of."""

import re
from collections.abc import Iterator, Sequence

from copydesk.labelling.lines import Line, content_words
from copydesk.labelling.running_text import Labels, in_body
from copydesk.model import Label, Role

MIN_ROWS = 3
"""Rows of a table; those that are in the body already count."""

MAX_HEADINGS, MAX_HEADING_WORDS = 2, 10
"""Lines above the rows that tell what they are, and words of each."""

MAX_ROW_WORDS = 12

_ENDS_IN_TIME = re.compile(r"\s\d+(?:[.:]\d\d){1,2}[.,]\d+$|\s\d+:\d\d:\d\d$")
"""A runner's time, "2.11.34,5", which looks like a date."""
_ENDS_IN_FIGURES = re.compile(r"(?:^|\s)[+-]?\d[\d.,:'’]*%?$")


def result_tables(lines: Sequence[Line], labels: Labels) -> Iterator[tuple[int, Label]]:
    """The rows of tables that stand right below the body, with the lines that head them.

    Lists of the most read have a number before each line; rows end in one, and name what the article named.
    """
    body = in_body(labels)
    if not body:
        return
    named = {word for n in body for word in content_words(lines[n].text)}
    start = body[-1] + 1
    rows = _rows_above(start, lines)
    while start < len(lines):
        heads, stop = _table(start, lines, labels)
        table = range(start + heads, stop)
        rows = 0 if heads else rows
        if rows + len(table) < MIN_ROWS:
            return
        told = {content_words(lines[n].text) for n in range(table.start - rows, stop)}
        if len(told) < rows + len(table) or (not rows and named.isdisjoint(word for words in told for word in words)):
            return
        for n in range(start, stop):
            role, what = (Role.HEADING, "heading: above") if n < table.start else (Role.BODY, "row: one of")
            yield n, Label(role, 0.7, f"{what} {len(table)} rows of figures below the article")
        start, rows = stop, 0


def _table(start: int, lines: Sequence[Line], labels: Labels) -> tuple[int, int]:
    """How many lines from START on head a table, and where its rows end."""
    heads = 0
    while heads < MAX_HEADINGS and start + heads < len(lines) and _may_head(start + heads, lines, labels):
        heads += 1
    stop = start + heads
    while stop < len(lines) and _is_row(lines[stop]):
        stop += 1
    return heads, stop


def _rows_above(start: int, lines: Sequence[Line]) -> int:
    """How many rows of figures stand right above line START."""
    above = start
    while above and _is_row(lines[above - 1]):
        above -= 1
    return start - above


def _may_head(n: int, lines: Sequence[Line], labels: Labels) -> bool:
    """Whether a line of no known meaning may tell what the rows below it are."""
    line = lines[n]
    is_known = line.hits or line.dates or line.urls or labels[n].role in (Role.BYLINE, Role.CAPTION, Role.CREDIT)
    return not is_known and not line.is_sentence and line.words <= MAX_HEADING_WORDS and not _is_row(line)


def _is_row(line: Line) -> bool:
    """Whether a line has words and ends in figures that are no date's."""
    is_short = 0 < line.words <= MAX_ROW_WORDS and not line.hits and not line.urls
    return is_short and _ENDS_IN_FIGURES.search(line.text) is not None and _is_undated(line)


def _is_undated(line: Line) -> bool:
    return not line.dates or _ENDS_IN_TIME.search(line.text) is not None
