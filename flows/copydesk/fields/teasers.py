"""Dates of teasers where the markup is lost: of what a "related" heading announces, and of lists of headlines.

A teaser's date stands above its headline, below it, or in the same line. One such pair may be the article's own title
and date; two or more of them above the title, or below the text, are a list of other articles.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.dates import find_dates, may_hold_date
from copydesk.fields.called import BETWEEN, Called
from copydesk.fields.shown import LONGEST, dates_in
from copydesk.labelling.sections import MIN_ARTICLE_WORDS
from copydesk.lexicons import look_up
from copydesk.model import Block, LabelledPage, Role
from copydesk.scripts import has_words

HEADLINE_WORDS = 3
"""Words of the shortest headline."""
MIN_PAIRS = 2
"""Headlines with a date of their own that make a list."""
_LABELS = (":", "：")
"""What the end of a line says that belongs to the next one."""
LONGEST_TEASER = 4
"""Lines of a teaser, with the heading above it. A date below more of them, which have none, is none of theirs."""
APART = 6
"""Lines from the date of one teaser to that of the next at most."""


def dates_of_teasers(page: LabelledPage) -> frozenset[int]:
    """The numbers of lines whose dates are those of other articles."""
    titles, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    if not bodies:
        return frozenset()
    top = min(titles[0].number, bodies[0].number) if titles else bodies[0].number
    above, below = page.page.blocks[:top], page.page.blocks[bodies[-1].number + 1 :]
    return frozenset(
        (*_announced(below, page), *_listed(above, page, is_below=False), *_listed(below, page, is_below=True))
    )


def _announced(below: Sequence[Block], page: LabelledPage) -> Iterator[int]:
    """Lines of those BELOW the text that are teasers, and dates that stand right under one.

    Below a very short text a heading of related links, and headlines under it, are labelled as a menu.
    """
    is_short = not has_words("\n".join([block.text for block in page.having(Role.BODY)]), MIN_ARTICLE_WORDS)
    run = 0
    for block in below:
        role = page.labels[block.number].role
        is_headed = is_short and role is Role.NAVIGATION and (run > 0 or _opens_related(block))
        if is_headed or (role is Role.RELATED and not block.text.endswith(_LABELS)):
            run += 1
        elif role is not Role.DATE or run > LONGEST_TEASER:
            run = 0
        if run and not _is_called(block, page):
            yield block.number


def _opens_related(block: Block) -> bool:
    return any(hit.opens_section and hit.role is Role.RELATED for hit in look_up(block.text))


class _Dated(NamedTuple):
    """A line with a date that nothing calls the article's."""

    place: int
    """Place in its zone."""
    number: int
    is_alone: bool
    """Whether it is a date and nothing else; else it has a headline beside it."""
    begins: bool
    """Whether it begins with its date."""


def _listed(zone: Sequence[Block], page: LabelledPage, *, is_below: bool) -> Iterator[int]:
    """Lines of ZONE, which is above the title or else below the text, with the dates of a list of headlines."""
    dated = [one for place, block in enumerate(zone) if (one := _dated(place, block, page)) is not None]
    if len(dated) < MIN_PAIRS:
        return
    alone = [one for one in dated if one.is_alone]
    above = [one for one in alone if _has_headline(one.place, -1, zone, page)]
    under = [one for one in alone if _has_headline(one.place, 1, zone, page)]
    # The article's own date may stand between its title or text and the list, and make a pair too many.
    first, second = (above, under) if is_below else (under, above)
    yield from _close(second if len(second) > len(first) else first)
    for begins in (True, False):
        yield from _close([one for one in dated if not one.is_alone and one.begins is begins])


def _close(dated: Sequence[_Dated]) -> Iterator[int]:
    """Those of DATED, lines of one kind, that stand close to another."""
    for n, one in enumerate(dated):
        beside = (*dated[max(0, n - 1) : n], *dated[n + 1 : n + 2])
        if any(abs(other.place - one.place) <= APART for other in beside):
            yield one.number


def _dated(place: int, block: Block, page: LabelledPage) -> _Dated | None:
    if len(block.text) > LONGEST or not may_hold_date(block.text):
        return None
    shown = list(dates_in(block, page))
    if len(shown) != 1 or shown[0].called is not Called.NOTHING or shown[0].date.day is None:
        return None
    [one] = shown
    before, behind = (part.strip(BETWEEN + ".") for part in (block.text[: one.date.start], block.text[one.date.end :]))
    if not before and not behind:
        return _Dated(place, block.number, is_alone=True, begins=True)
    if (before and behind) or not has_words(before or behind, HEADLINE_WORDS):
        return None
    return _Dated(place, block.number, is_alone=False, begins=not before)


def _is_called(block: Block, page: LabelledPage) -> bool:
    """Whether a line calls a date of its own the article's, or a change's."""
    return may_hold_date(block.text) and any(
        one.called in (Called.PUBLISHED, Called.MODIFIED) for one in dates_in(block, page)
    )


def _has_headline(place: int, step: int, zone: Sequence[Block], page: LabelledPage) -> bool:
    """Whether a headline stands one STEP from the date at PLACE, and no farther than the line on its other side."""
    beside, other = place + step, place - step
    if not 0 <= beside < len(zone) or not _is_headline(zone[beside], page):
        return False
    return not 0 <= other < len(zone) or _gap(zone[place], zone[beside]) <= _gap(zone[place], zone[other])


def _gap(one: Block, other: Block) -> int:
    """Blank lines between two lines that stand next to each other."""
    return max(one.lines.start, other.lines.start) - min(one.lines.stop, other.lines.stop)


def _is_headline(block: Block, page: LabelledPage) -> bool:
    """Whether a line may be the headline of a teaser: it has words enough, and no date, and opens no section."""
    return (
        len(block.text) <= LONGEST
        and has_words(block.text, HEADLINE_WORDS)
        and not any(hit.opens_section for hit in look_up(block.text))
        and next(find_dates(block.text, page.languages), None) is None
    )
