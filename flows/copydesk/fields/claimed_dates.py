"""What an HTML page's metadata say of its date, and what titles with a date in them do."""

import re
from collections.abc import Iterator, Sequence

from copydesk.dates import DateExpression, find_dates
from copydesk.dates.relative import is_possible
from copydesk.dates.stamps import read_stamp
from copydesk.fields.day import DATER, FIRST, MODIFIED, Dated
from copydesk.model import LabelledPage

_HEADS = ("json-ld", "opengraph", "meta")
"""Metadata that can be first."""
_METADATA = ("json-ld", "opengraph", "meta", "microdata", "time", DATER)
_TITLES = ("opengraph", "title-tag")
_BEFORE = re.compile(r"(?:.*[^\d\s.]\s[|–—:·•-]\s)?")
_BEHIND = re.compile(r"(?:\s?\w{1,3})?(?:\s[|–—·•-]\s.*)?")
"""What may stand before a date that a sign sets apart from the title, and no day that it is counted from; and what
behind it, as "Uhr" behind its time, and one more sign."""


def claimed(page: LabelledPage) -> Iterator[Dated]:
    """What the metadata say, best source first; htmldate may have taken the day of a change for that of publication.

    Where it was not asked, as by the fast engine, what it would repeat counts for it.
    """
    published, changed = (list(claimed_by(_METADATA, page, name)) for name in ("date", "date_modified"))
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
    """Whether htmldate was: it found a day, or trafilatura, which is asked together with it, an article."""
    marked = (block.markup for block in page.page.blocks if block.markup is not None)
    found_article = any(markup.extracted is not None for markup in marked)
    return found_article or any(claim.where == DATER for claim in page.page.claims)


def claimed_by(sources: Sequence[str], page: LabelledPage, name: str) -> Iterator[Dated]:
    """What SOURCES outside the lines, in their order, say of the field of that name: "date" or "date_modified"."""
    fetched = page.page.document.raw.fetched_at
    for where in sources:
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
