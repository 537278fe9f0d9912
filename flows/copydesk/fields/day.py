"""Which day an HTML page was published on: its metadata, the lines that show a date, and its address vote.

Metadata are mostly right, but name the day of a change, or of the clock in Greenwich; lines that show a date may be
the masthead's (today's), another article's or a comment's. So each day that any of them says is a candidate, and has
as many points as what says it is worth.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from copydesk.dates import DateExpression
from copydesk.model import Found, Where

WORTH = {
    "line near": 8,
    "loose line": 6,
    "htmldate": 6,
    "first of metadata": 6,
    "opengraph": 3,
    "title": 7,
    "address": 3,
    "time": 3,
    "json-ld": 1,
    "microdata": 5,
    "meta": 0,
    "line below": -1,
    "line far": -2,
    "line near modified": 4,
    "json-ld modified": 4,
    "opengraph modified": -2,
    "other modified": -3,
    "line far modified": -4,
}
"""Points of a day for each thing that says it: learned from pages whose date is known, and rounded.

A line shows the date `near` the title or the beginning of the text, `below` the text, or `far` from it; the text may
open with it, and the `title` that metadata say end in it. A `loose` line is near and nothing labels it a date line, or
it is anywhere and says "published". JSON-LD is worth little by itself because htmldate repeats it, or where that was
not asked, the `first of metadata`; the day of a change that it knows is the article's where the page shows that alone.
"""
MODIFIED = " modified"
NEARBY = frozenset({"line near", "loose line"})
"""Sources that a reader sees at the title."""
FARAWAY = frozenset({"time", "line far", "line below"})
"""Sources that lists of other articles, and of events, have as well."""

CLEAR = 3
"""Points ahead of the next from which on a day is hardly in doubt."""

SURE = 3
"""Sources of one day that leave hardly a doubt."""

DATER = "htmldate"
FIRST = "first of metadata"
"""What htmldate would repeat, where it was not asked."""
ANYONES = frozenset({DATER, "time"})
"""Sources that take a teaser's day, or a comment's, where the article shows none."""
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
"""How far clocks are from Greenwich."""


class Dated(NamedTuple):
    """A date that something says."""

    source: str
    expression: DateExpression
    evidence: str
    where: Where
    doubt: str = ""
    """Why its day and month may have been exchanged, where nothing but custom settles them."""


def bearings(said: Sequence[Dated], address: str | None) -> dict[str, dict[str, int]]:
    """What says each day, in the order of SAID; see `WORTH`. Months are thought of where nothing says a day."""
    precise = [one for one in said if one.expression.day is not None]
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for one in precise or said:
        found[one.expression.iso[:10]][one.source] = 1
    for day, bearing in found.items():
        bearing["address"] = int(address == day)
    return dict(found)


def vote(said: Sequence[Dated], address: str | None) -> Found[str] | None:
    """The day for which most speaks, with its time where a source has one.

    Where nothing but what a list shows speaks for each of several days, none is the article's.
    """
    points = {
        day: sum(WORTH[name] * count for name, count in bearing.items())
        for day, bearing in bearings(said, address).items()
    }
    changed = {one.expression.iso[:10] for one in said if one.source.endswith(MODIFIED)}
    shown = {one.expression.iso[:10] for one in said if one.source in NEARBY and _is_edge(one)} - changed
    ranked = sorted(points, key=lambda day: (-points[day], day != address, day not in shown))  # of equals the first
    if not ranked:
        return None
    best = ranked[0]
    own = [one for one in said if one.expression.iso[:10] == best]
    lead = points[best] - points[ranked[1]] if len(ranked) > 1 else CLEAR
    if not lead and best != address and {one.source for one in own} <= FARAWAY:
        return None
    late = all(one.source.endswith(MODIFIED) for one in own)
    confidence = _confidence({one.source for one in own}, lead)
    sources = " and ".join(dict.fromkeys(one.source for one in own))
    reason = f"date: {sources} say so" + ("; no other date of its is on the page" if late else "")
    if all(one.doubt for one in own):
        return Found(own[0].expression.iso, own[0].evidence, own[0].where, 0.5, own[0].doubt)
    return Found(own[0].expression.iso, own[0].evidence, own[0].where, confidence, reason)


def _is_edge(one: Dated) -> bool:
    """Whether a line begins or ends with its date: one in the middle is told of, as a birthday is."""
    line, date = one.evidence.strip(), one.expression.text
    return line.startswith(date) or line.endswith(date)


def _confidence(sources: Collection[str], lead: int) -> float:
    """How often a day that SOURCES say, LEAD points ahead of the next, was right on pages whose date is known.

    htmldate repeats the day of a change where a page says no other.

    >>> _confidence({"json-ld", "time", "line near"}, 9), _confidence({"htmldate", "opengraph modified"}, 9)
    (0.98, 0.54)
    """
    published = {source for source in sources if not source.endswith(MODIFIED)}
    if not published:
        return 0.6
    if not lead:
        return 0.45
    if published == {DATER}:
        return 0.54 if len(sources) > 1 else 0.72 if lead >= CLEAR else 0.5
    if lead < CLEAR:
        return 0.7
    return 0.98 if len(published) >= SURE else 0.88 if len(published) == SURE - 1 else 0.92


def without_guesses(said: Sequence[Dated], address: str | None, told: Collection[str]) -> tuple[Dated, ...]:
    """SAID without the days that only htmldate says, if they are TOLD in the title, or a first of January.

    That stands for a year that it found somewhere.
    """
    others = {one.expression.iso[:10] for one in said if one.source != DATER} | {address}
    return tuple(
        one
        for one in said
        if one.source != DATER
        or one.expression.iso[:10] in others
        or not (one.expression.iso[4:].startswith("-01-01") or one.expression.iso[:10] in told)
    )


def without_classes(said: Sequence[Dated], seen: Collection[str]) -> list[Dated]:
    """SAID without the changes that nothing but the class of a `<time>` says of days that are SEEN at the title.

    Old blogs call the only day of an article so, and htmldate repeats it.
    """
    return [
        one
        for one in said
        if not (one.where in ANYONES and one.source.endswith(MODIFIED) and one.expression.iso[:10] in seen)
    ]


def said_by_anything(said: Sequence[Dated], address: str | None) -> frozenset[str]:
    """The days that only sources say which take any text's of the page, or a picture's."""
    backed = {one.expression.iso[:10] for one in said if one.source not in ANYONES} | {address}
    return frozenset(one.expression.iso[:10] for one in said) - backed


def by_own_clock(said: Sequence[Dated]) -> tuple[Dated, ...]:
    """SAID with the times of Greenwich on the day that lines near the title show, where that is the same moment's."""
    shown = {one.expression.iso[:10]: one.expression for one in said if one.source in NEARBY}
    return tuple(one._replace(expression=shown.get(_local_day(one, shown), one.expression)) for one in said)


def _local_day(one: Dated, shown: Collection[str]) -> str:
    """The day among those SHOWN that a time of Greenwich fell on elsewhere; empty where its own day is shown."""
    iso = one.expression.iso
    if isinstance(one.where, int) or not iso.endswith("+00:00") or iso[:10] in shown:
        return ""
    moment = datetime.fromisoformat(iso)
    around = ((moment + _EAST).date().isoformat(), (moment - _WEST).date().isoformat())
    return next((day for day in around if day in shown), "")
