"""Lines that recur in an article of many entries: the times of a live blog, "Lucky number: 7" in a horoscope.

The model looks at a line and its neighbours, and is less sure of one row than of the next. What recurs is one thing:
where the rows of a series are rather body than not, taken together, each of them is, and so is what stands between two.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from copydesk.folding import fold_letters
from copydesk.labelling.entries import MIN_ENTRIES, begins_with_time, number_of, numbered
from copydesk.labelling.lines import Line
from copydesk.labelling.reading import DOUBTFUL, HARDLY, RATHER, Reading
from copydesk.labelling.running_text import Labels

MIN_ROWS = 3
"""Rows of a series."""

MAX_LABEL_WORDS = 4
"""Words of the label that all rows of a series begin with."""

MAX_APART = 5
"""Lines between two rows of a series that are one entry's."""

_LABEL = re.compile(r"([^\W\d][^:：]{0,40}?)\s?[:：]\s*\S")


def evened(lines: Sequence[Line], certain: Labels, reading: Reading) -> Reading:
    """READING, where the rows of a series, and the lines between two of them, have no smaller chance than their mean.

    What recurs is no teaser, either: they have the chance at which a short line is taken for none, and so have numbered
    headings and what stands below them. Lines of which rules are CERTAIN are rows of none, nor are those outside of all
    that is rather body.
    """
    raised = list(reading.body)
    for rows in _series(lines, certain, reading.body):
        mean = sum(reading.body[n] for n in rows) / len(rows)
        if mean < RATHER:
            continue
        for n in (*rows, *_between(rows, lines, certain)):
            raised[n] = max(raised[n], round(mean, 4), DOUBTFUL)
    for rows in _told(lines, certain, reading.body):
        for n in (*rows, *_between(rows, lines, certain), rows[-1] + 1):
            raised[n] = max(raised[n], DOUBTFUL)
    return reading.with_body(raised)


def _series(lines: Sequence[Line], certain: Labels, chances: Sequence[float]) -> Iterator[list[int]]:
    """The rows of each series within the article."""
    likely = [n for n, chance in enumerate(chances) if chance >= RATHER]
    found = defaultdict(list)
    for n in range(likely[0], likely[-1] + 1) if likely else ():
        kind = _kind(lines[n]) if n not in certain and chances[n] >= HARDLY else None
        if kind is not None:
            found[kind].append(n)
    return (rows for rows in found.values() if len(rows) >= MIN_ROWS)


def _told(lines: Sequence[Line], certain: Labels, chances: Sequence[float]) -> Iterator[list[int]]:
    """The numbered headings of an article of many parts: the first is rather body, and below each stands a sentence.

    Lists of the most read, and menus, are numbered, too, but nothing stands below their lines.
    """
    for rows in numbered(lines):
        below = [lines[n + 1] if n + 1 < len(lines) and n + 1 not in certain else None for n in rows]
        are_told = all(line is not None and line.is_sentence and number_of(line.text) is None for line in below)
        if len(rows) >= MIN_ENTRIES and are_told and chances[rows[0]] >= RATHER and certain.keys().isdisjoint(rows):
            yield rows


def _kind(line: Line) -> str | None:
    """What the rows of a series have in common: that a time comes first, or what stands before a colon."""
    if line.is_prose or line.hits:
        return None
    if begins_with_time(line.text):
        return "time"
    label = _LABEL.match(line.text)
    return fold_letters(label[1]) if label is not None and len(label[1].split()) <= MAX_LABEL_WORDS else None


def _between(rows: Sequence[int], lines: Sequence[Line], certain: Labels) -> Iterator[int]:
    """Lines of which nothing is known between two rows of an entry, or of two entries in a row."""
    for above, below in itertools.pairwise(rows):
        if below - above <= MAX_APART:
            yield from (n for n in range(above + 1, below) if n not in certain and not lines[n].hits)
