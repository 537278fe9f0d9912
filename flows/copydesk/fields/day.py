"""Which day an HTML page was published on: its metadata, the lines that show a date, and its address vote.

Metadata are mostly right, but name the day of a change, or of the clock in Greenwich; lines that show a date may be
the masthead's (today's), another article's or a comment's. So each day that any of them says is a candidate, and has
as many points as what says it is worth.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from copydesk.dates import DateExpression, find_dates
from copydesk.dates.relative import is_possible
from copydesk.dates.stamps import read_stamp
from copydesk.labelling.lines import MIN_SENTENCE_WORDS
from copydesk.model import Block, Found, Label, LabelledPage, Role, Where
from copydesk.scripts import ends_sentence, has_words

NEAR = 6
"""Blocks from the title, or from the beginning of the text, within which the article's date stands."""
BELOW = 3
"""Blocks below its end within which it may stand as well."""
MAX_WORDS = 12
"""Words of a line near the title whose date counts, though nothing calls it a date line."""

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
_HEADS = ("json-ld", "opengraph", "meta")
"""Metadata that can be first."""
_EXPERTS = (DATER, "trafilatura")
_METADATA = ("json-ld", "opengraph", "meta", "microdata", "time", DATER)
_ELSEWHERE = frozenset(
    {Role.COMMENTS, Role.RELATED, Role.LEGAL, Role.SITE_HEADER, Role.NAVIGATION, Role.BODY, Role.TITLE}
)
_LEADS = frozenset({Role.SUBTITLE, Role.CAPTION})
"""What a first paragraph is called that is taken for none of the text."""
_BARS = ("|", "·", "•")
_BAR = re.compile(rf"\s*(?:[{''.join(_BARS)}]|\Z)")
_AROUND = frozenset({Role.SITE_HEADER, Role.NAVIGATION, Role.RELATED})
"""What a line below the title is called for the zone that both stand in."""
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
"""How far clocks are from Greenwich."""
_AS_DATELINE = re.compile(
    r"\.\s|\s*(?:[|:–—-]\s|--|\))|\s*(?:--?|[–—])?\s?(?:/[^/\n]{2,40}/|\([^()\n]{2,40}\))\s?(?:[–—-]|--)"
)
"""What follows the date at the beginning of an article's first paragraph, if it is no part of the sentence; an agency
may stand between: "/PRNewswire/ --", "--(BUSINESS WIRE)--"."""
_PLACE = re.compile(r"[(\[]?|[A-ZÀ-ÖØ-Þ][\w.’'/ -]{1,30}(?:,\s[A-Z][\w. ]{1,20})?[,(]\s?(?:[\w./ ]{2,30}\s[–—-]\s)?")
"""What may stand before it: a bracket; where the report is from, and the agency that it is of."""
ABOVE = 2
"""Blocks above the title within which its date may stand, though it looks like a masthead."""
_BY_LOOK = ("navigation-line", "masthead", "menu")
"""Labels of what says the words of a menu, as a section's name beside a date does, or stands where mastheads do."""
_TITLES = ("opengraph", "title-tag")
_BEFORE = re.compile(r"(?:.*[^\d\s.]\s[|–—:·•-]\s)?")
_BEHIND = re.compile(r"(?:\s?\w{1,3})?(?:\s[|–—·•-]\s.*)?")
"""What may stand before a date that a sign sets apart from the title, and no day that it is counted from; and what
behind it, as "Uhr" behind its time, and one more sign."""


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


def claimed(page: LabelledPage) -> Iterator[Dated]:
    """What the metadata say, best source first; htmldate may have taken the day of a change for that of publication.

    Where it was not asked, as by the fast engine, what it would repeat counts for it.
    """
    published, changed = (list(_claimed(page, name)) for name in ("date", "date_modified"))
    first = {one.expression.iso[:10] for one in published if one.source != DATER}
    later = {one.expression.iso[:10] for one in changed} - first
    if published and published[0].source in _HEADS and not _was_asked(page):
        yield published[0]._replace(source=FIRST)
    for one in published:
        is_change = one.source == DATER and first and one.expression.iso[:10] in later
        yield one._replace(source="other" + MODIFIED) if is_change else one
    for one in changed:
        kind = one.source if one.source in ("json-ld", "opengraph") else "other"
        yield one._replace(source=kind + MODIFIED)


def _was_asked(page: LabelledPage) -> bool:
    """Whether trafilatura, and with it htmldate, said anything of the page."""
    return any(claim.where in _EXPERTS and claim.name != "warning" for claim in page.page.claims)


def _claimed(page: LabelledPage, name: str) -> Iterator[Dated]:
    fetched = page.page.document.raw.fetched_at
    for where in _METADATA:
        for claim in page.page.claims:
            if claim.name == name and claim.where == where:
                expression = read_stamp(claim.value, page.languages)
                if expression is not None and not expression.ambiguous and is_possible(expression, fetched):
                    yield Dated(where, expression, claim.value, where)


def titled(page: LabelledPage) -> Iterator[tuple[str, DateExpression]]:
    """Titles that metadata say with a date that a sign sets apart, as "Rain stops play | 28.04.2023", and that date."""
    for title in _titles(page):
        date = next(find_dates(title, page.languages), None)
        if date is not None and _is_apart(date, title) and is_possible(date, page.page.document.raw.fetched_at):
            yield title, date


def _is_apart(date: DateExpression, title: str) -> bool:
    """Whether signs set a day apart from the rest of TITLE, or nothing stands beside it."""
    before, behind = _BEFORE.fullmatch(title, 0, date.start), _BEHIND.fullmatch(title, date.end)
    return date.day is not None and before is not None and behind is not None


def told_in_titles(page: LabelledPage) -> frozenset[str]:
    """The days that titles tell of: "Flood of 5 May 2024"."""
    return frozenset(date.iso[:10] for title in _titles(page) for date in find_dates(title, page.languages))


def _titles(page: LabelledPage) -> Iterator[str]:
    return (claim.value for claim in page.page.claims if claim.name == "title" and claim.where in _TITLES)


def place_of(block: Block, page: LabelledPage) -> str:
    """Where a line that shows a date stands: near the article's head, below its text, or far from both."""
    heads, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    begun = (
        bodies[:1] if bodies and block.number < bodies[-1].number else ()
    )  # what is below a short text is not near it
    if any(abs(block.number - head.number) <= NEAR for head in (*heads, *begun)):
        return "near"
    if bodies and 0 <= block.number - bodies[-1].number <= BELOW:
        return "below"
    return "far"


def loose_lines(page: LabelledPage) -> Iterator[Block]:
    """Short lines near the title that nothing calls date lines, and that are not known as anything else's."""
    heads, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    numbers = {n for head in (*heads, *bodies[:1]) for n in range(head.number - NEAR, head.number + NEAR + 1)}
    for n in sorted(numbers & set(range(len(page.labels)))):
        label, block = page.labels[n], page.page.blocks[n]
        if (
            len(block.text.split()) <= MAX_WORDS
            and not _is_sentence(block.text)
            and not tells_of_picture(block, page)
            and (label.role not in _ELSEWHERE | {Role.DATE, Role.BYLINE} or _is_at_title(block, label, page))
        ):
            yield block


def is_of_picture(label: Label) -> bool:
    """Whether a line is called a caption, and not only because it stands where one may."""
    return label.role is Role.CAPTION and not label.reason.startswith("caption:")


def tells_of_picture(block: Block, page: LabelledPage) -> bool:
    """Whether the dates of a line are a picture's: it is called a caption, and no bars set a date apart."""
    if not is_of_picture(page.labels[block.number]):
        return False
    date = next(find_dates(block.text, page.languages), None)
    if date is None:
        return True
    before = block.text[: date.start].rstrip()
    return (before != "" and not before.endswith(_BARS)) or _BAR.match(block.text, date.end) is None


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and has_words(text, MIN_SENTENCE_WORDS)


def _is_at_title(block: Block, label: Label, page: LabelledPage) -> bool:
    """Whether a line that looks like one of a menu or masthead stands right above the title, or below it."""
    heads, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    if not heads or not bodies or not heads[0].number - ABOVE <= block.number < bodies[0].number:
        return False
    is_below = block.number > heads[0].number
    return label.reason.startswith(_BY_LOOK) or (is_below and label.role in _AROUND)


def opening_date(page: LabelledPage) -> tuple[Block, DateExpression] | None:
    """The date that the first paragraph, or a lead above it, opens with, apart from its sentence: "Wien, 27.1.2022"."""
    first = next(iter(page.having(Role.BODY)), None)
    if first is None:
        return None
    above = page.page.blocks[max(0, first.number - 1)]
    for block in (first, above) if page.labels[above.number].role in _LEADS else (first,):
        date = next(find_dates(block.text, page.languages), None)
        if (
            date is not None
            and date.day is not None
            and _PLACE.fullmatch(block.text, 0, date.start)
            and _AS_DATELINE.match(block.text, date.end)
        ):
            return block, date
    return None


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
