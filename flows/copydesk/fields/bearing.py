"""What bears on a date that a line shows, where the markup is lost: how much speaks for its being the article's.

Teasers, comments and posts that are quoted show dates as well, in lines that look like the article's own. How sure the
model is of the line, where it stands, and what else stands in it tell them apart: see `copydesk.fields.choosing`.
"""

import re
from collections.abc import Sequence

from copydesk.fields.called import Called
from copydesk.fields.choosing import Bearing
from copydesk.fields.shown import MOST_WORDS, Shown
from copydesk.model import Block, LabelledPage, Role

SURE = (0.15, 0.3, 0.45, 0.6, 0.9)
"""Chances of a line from which on it counts for more."""

ABOVE, BELOW, FAR_BELOW = 3, 3, 8
"""Lines around the title within which the article's date stands."""
AFTER = 3
"""Lines below the end of the text within which it may stand as well."""
BEGINNING = 20
"""Characters within which a line's date begins that is there for the date."""
WORDY = 12
"""Words beside its date from which on a line is a sentence or a caption."""
FIRST_YEAR = 1994
"""Before it hardly an article came out on the web; what is dated earlier is somebody's birth, or a clock at zero."""

_HANDLE = re.compile(r"(?<![\w.])@\w")
"""Somebody's name on a social network, but no mail address."""


def bearings(shown: Sequence[Shown], page: LabelledPage, doubts: Sequence[bool], address: str | None) -> list[Bearing]:
    """What bears on each date of SHOWN; DOUBTS are whether their day and month are unsettled.

    ADDRESS is the day that the page's address has.
    """
    found: list[Bearing] = []
    for one, doubt in zip(shown, doubts, strict=True):
        day = one.date.iso[:10]
        bearing = _line(one, page) | _place(one.block, page)
        bearing |= {
            "published": float(one.called is Called.PUBLISHED),
            "modified": float(one.is_late),
            "begins-late": float(one.date.start > BEGINNING),
            "wordy": float(one.words_beside >= WORDY),
            "handle": float(_HANDLE.search(one.block.text) is not None),
            "month": float(one.date.day is None),
            "before-web": float(one.date.year < FIRST_YEAR),
            "clock": float(bool(one.date.clock)),
            "doubt": float(doubt),
            "address": float(day == address),
            "address-other": float(address is not None and day != address),
        }
        found.append(bearing)
    return found


def _line(one: Shown, page: LabelledPage) -> dict[str, float]:
    """What the line is labelled as."""
    label = page.labels[one.block.number]
    is_other = label.role not in (Role.DATE, Role.BYLINE)
    return {f"sure-{100 * least:.0f}": float(label.confidence >= least and not is_other) for least in SURE} | {
        "byline": float(label.role is Role.BYLINE),
        "ruled": float(label.reason.startswith("date-line")),
        "other": float(is_other),
        "opening": float(is_other and one.words_beside > MOST_WORDS),
        "in-body": float(label.role in (Role.BODY, Role.HEADING)),
        "in-menu": float(label.role in (Role.NAVIGATION, Role.SITE_HEADER)),
        "in-caption": float(label.role in (Role.CAPTION, Role.CREDIT)),
    }


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
