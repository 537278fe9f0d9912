"""Dates that lines show, and how much speaks for each where the markup is lost.

Teasers, comments and posts that are quoted show dates as well, in lines that look like the article's own. How sure the
model is of the line, where it stands, and what else stands in it tell them apart: see `copydesk.fields.choosing`.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from copydesk.dates import DateExpression, find_dates
from copydesk.dates.relative import is_possible
from copydesk.fields.choosing import Bearing
from copydesk.lexicons import look_up
from copydesk.model import Block, LabelledPage, Role

LEAST = 0.07
"""Chance of being the article's below which a date of a page without markup is taken for another article's."""

SURE = (0.3, 0.45, 0.6, 0.9)
"""Chances of a line from which on it counts for more."""

ABOVE, BELOW, FAR_BELOW = 3, 3, 8
"""Lines around the title within which the article's date stands."""
AFTER = 3
"""Lines below the end of the text within which it may stand as well."""
BEGINNING = 20
"""Characters within which a line's date begins that is there for the date."""
MOST = 3
"""Other dates of the same day from which on more of them say no more."""
WORDY = 6
"""Words beside its date from which on a line is a sentence or a caption."""
FIRST_YEAR = 1994
"""Before it hardly an article came out on the web; what is dated earlier is somebody's birth, or a clock at zero."""
WORDS_BEFORE = 3
"""Words, as a time zone, that may stand between a date and what the next one is called."""

_BETWEEN = " \t•·|,;/()[]-\N{EN DASH}\N{EM DASH}"
_HANDLE = re.compile(r"(?<![\w.])@\w")
"""Somebody's name on a social network, but no mail address."""


class Called(StrEnum):
    """What a line calls a date."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    NOTHING = ""


class Shown(NamedTuple):
    """A date in a line that is labelled as a date line or a byline."""

    block: Block
    date: DateExpression
    called: Called

    @property
    def is_late(self) -> bool:
        """Whether it is the date of a change."""
        return self.called is Called.MODIFIED


def shown_dates(page: LabelledPage) -> tuple[Shown, ...]:
    """Dates of lines labelled as dates or bylines, and what the lines call them; full dates first."""
    found = [one for block in page.likeliest(Role.DATE, Role.BYLINE, least=LEAST) for one in _of(block, page)]
    return tuple(sorted(found, key=lambda one: one.date.day is None))


def _of(block: Block, page: LabelledPage) -> Iterator[Shown]:
    whole, end = _called(block.text), 0
    for place, date in enumerate(find_dates(block.text, page.languages)):
        called = _called_last(block.text[end : date.end])
        if called is Called.NOTHING:
            called = Called.MODIFIED if place else whole  # a second date of which nothing is said is that of a change
        end = date.end
        if is_possible(date, page.page.document.raw.fetched_at):
            yield Shown(block, date, called)


def _called_last(text: str) -> Called:
    """The same of a text that may begin with a few words that belong to what stands before it.

    >>> _called_last("ET First published: Dec. 18, 2023").value
    'published'
    """
    starts = [0, *(space.end() for space in re.finditer(r"\s", text))][: WORDS_BEFORE + 1]
    calls = (_called(text[start:].strip(_BETWEEN)) for start in starts)
    return next((called for called in calls if called is not Called.NOTHING), Called.NOTHING)


def _called(text: str) -> Called:
    """What TEXT, which ends with a date, calls it."""
    parts = {hit.kind.part for hit in look_up(text) if hit.role is Role.DATE}
    if "modified" in parts:
        return Called.MODIFIED
    return Called.PUBLISHED if parts else Called.NOTHING


def bearings(shown: Sequence[Shown], page: LabelledPage, doubts: Sequence[bool]) -> list[Bearing]:
    """What bears on each date of SHOWN; DOUBTS are whether their day and month are unsettled."""
    days = [one.date.iso[:10] for one in shown]
    first = min((one.block.number for one in shown), default=0)
    found: list[Bearing] = []
    for one, day, doubt in zip(shown, days, doubts, strict=True):
        label = page.labels[one.block.number]
        bearing = {f"sure-{100 * least:.0f}": float(label.confidence >= least) for least in SURE}
        bearing |= _place(one.block, page)
        bearing |= {
            "byline": float(label.role is Role.BYLINE),
            "ruled": float(label.reason.startswith("date-line")),
            "published": float(one.called is Called.PUBLISHED),
            "modified": float(one.is_late),
            "begins-late": float(one.date.start > BEGINNING),
            "wordy": float(_words_beside(one) >= WORDY),
            "handle": float(_HANDLE.search(one.block.text) is not None),
            "month": float(one.date.day is None),
            "before-web": float(one.date.year < FIRST_YEAR),
            "clock": float(bool(one.date.clock)),
            "doubt": float(doubt),
            "first": float(one.block.number == first),
            "copies": float(min(days.count(day) - 1, MOST)),
        }
        found.append(bearing)
    return found


def _words_beside(one: Shown) -> int:
    """How many words a line has beside its date."""
    return len((one.block.text[: one.date.start] + " " + one.block.text[one.date.end :]).split())


def _place(block: Block, page: LabelledPage) -> dict[str, float]:
    """Where a line stands: at the title, before the text, in it, right below it, or far below."""
    titles, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    first, last = (bodies[0].number, bodies[-1].number) if bodies else (len(page.labels), len(page.labels))
    title = block.number - (titles[0].number if titles else first - 1)
    near = block.number <= last  # of a short article a teaser's date is near the title as well
    return {
        "above-title": float(near and -ABOVE <= title < 0),
        "at-title": float(near and 0 <= title <= BELOW),
        "below-title": float(near and BELOW < title <= FAR_BELOW),
        "before-text": float(block.number < first),
        "in-text": float(first + 1 < block.number < last),
        "below-text": float(0 <= block.number - last <= AFTER and block.number > first + 1),
        "far-below": float(block.number - last > AFTER),
        "no-title": float(not titles),
    }
