"""Dates that lines show, and what the lines call them.

Lines labelled as dates or bylines are there for their date. Where the markup is lost, the article's date may stand in
another line: at its head a section's name, a reading time or the number of comments share the line with it. Which of
them all is the article's: see `copydesk.fields.bearing`.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.dates import DateExpression, find_dates, may_hold_date, weekdays
from copydesk.dates.folding import fold_name
from copydesk.dates.others import is_anothers, is_span, words_before
from copydesk.dates.relative import is_possible
from copydesk.dates.telling import tells_of_day
from copydesk.fields.called import BETWEEN, Called, announces_other, called, called_above, called_last
from copydesk.fields.dated_lines import is_sentence, opening_date, roles_beside, tells_of_picture, title_line
from copydesk.fields.press import is_press_name
from copydesk.labelling.certain import MIN_CHRONOLOGY
from copydesk.languages import UNDETERMINED
from copydesk.model import Block, LabelledPage, Role
from copydesk.scripts import is_small

LEAST = 0.07
"""Chance of being the article's below which a date of a page without markup is taken for another article's."""
UNLIKELY = 0.02
"""The same where what else bears on a date is weighed."""

HEAD_ABOVE, HEAD_BELOW = 8, 4
"""Lines above the title, and below the first of the text, within which any line may show the article's date."""
LONGEST, MOST_WORDS = 300, 14
"""Characters of such a line, and words of it beside its date."""
LONGEST_SMALL = 4
"""Letters of a word between a newspaper's name and the day of its issue: "vom", "of", "del"."""
LONGEST_DATE = 40
"""Characters of a line that is a date and nothing else."""
_DATE_LINES = frozenset({Role.DATE, Role.BYLINE})
_PROSE = frozenset({Role.BODY, Role.HEADING, Role.CAPTION})
_MASTHEADS = frozenset({Role.NAVIGATION, Role.SITE_HEADER})
_NOT_ASKED = _DATE_LINES | {Role.BODY, Role.HEADING, Role.RELATED, Role.COMMENTS}
"""Lines that are asked for their dates anyhow, those of the text, and those of others."""
_NUMBERED = re.compile(r"\d\d?\.\d\d?\.\d\d")
"""A date like the number of a section: "1.11.10 Decisions"."""
_QUOTED_POST = re.compile(r"[-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}]+\s?[^@]{1,60}\(@\w{1,30}\)")
"""How a post of somebody's is signed where an article quotes it: "— Jane Roe (@jroe) August 9, 2019"."""
_MACHINE = re.compile(r"\d\dT\d\d:\d\d")


class Shown(NamedTuple):
    """A date in a line, and what it is called there."""

    block: Block
    date: DateExpression
    called: Called

    @property
    def is_late(self) -> bool:
        """Whether it is the date of a change."""
        return self.called is Called.MODIFIED

    @property
    def words_beside(self) -> int:
        """How many words the line has beside its date."""
        return len((self.block.text[: self.date.start] + " " + self.block.text[self.date.end :]).split())

    @property
    def is_at_edge(self) -> bool:
        """Whether the line begins or ends with it."""
        text = self.block.text
        return not text[: self.date.start].strip(BETWEEN) or not text[self.date.end :].strip(BETWEEN)

    @property
    def is_apart(self) -> bool:
        """Whether a sign, or nothing, stands before it, and no word."""
        before = self.block.text[: self.date.start].rstrip()
        return not before or not before[-1].isalnum()

    @property
    def is_told(self) -> bool:
        """Whether a word in small letters stands before it, as in a sentence: "the flood of 5 May 2024"."""
        before = self.block.text[: self.date.start].split()
        return bool(before) and before[-1].isalpha() and is_small(before[-1][0])


def shown_dates(page: LabelledPage, least: float = LEAST) -> tuple[Shown, ...]:
    """Dates of lines labelled as dates or bylines, and what the lines call them; full dates first."""
    lines = page.likeliest(Role.DATE, Role.BYLINE, least=least)
    found = [one for block in lines for one in dates_in(block, page)]
    return tuple(sorted(found, key=lambda one: one.date.day is None))


def other_dates(page: LabelledPage) -> Iterator[Shown]:
    """Full dates that may be the article's in lines that are labelled as something else.

    That is the date which its text opens with, and those of short lines at its head.
    """
    titles, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    first = bodies[0].number if bodies else len(page.labels)
    top = min(titles[0].number, first) if titles else first
    head = {0, *range(top - HEAD_ABOVE, first + HEAD_BELOW + 1)} & set(range(len(page.labels)))
    opening = opening_date(page)
    if opening is not None:
        yield Shown(*opening, Called.NOTHING)
        head -= {opening[0].number}
    for number in sorted(head - _headings_of_chronology(page)):
        block, role = page.page.blocks[number], page.labels[number].role
        if role in _DATE_LINES or tells_of_picture(block, page):
            continue
        if role is Role.COMMENTS and bodies and number > bodies[-1].number:  # the head of a short text ends below it
            continue
        if _may_be_date_line(block.text):
            yield from (
                one for one in dates_in(block, page) if _may_be_its(one, role) and not _is_today(one, role, page)
            )


def _headings_of_chronology(page: LabelledPage) -> frozenset[int]:
    """The numbers of lines of the text that are a date and nothing else, where it has several of them."""
    short = (block for block in page.having(Role.BODY, Role.HEADING) if len(block.text) <= LONGEST_DATE)
    found = [block for block in short if any(not one.words_beside for one in dates_in(block, page))]
    return frozenset(block.number for block in found) if len(found) >= MIN_CHRONOLOGY else frozenset()


def called_dates(page: LabelledPage) -> Iterator[Shown]:
    """Dates that lines call the article's, or a change's, though they are labelled as something else.

    Teasers and comments say so of themselves, and lines of the text of something else.
    """
    for block, label in zip(page.page.blocks, page.labels, strict=True):
        if label.role not in _NOT_ASKED and _may_be_date_line(block.text):
            end = 0
            for one in dates_in(block, page):
                said = called(block.text[end : one.date.end].strip(BETWEEN))
                end = one.date.end
                if said in (Called.PUBLISHED, Called.MODIFIED):
                    yield one


def _may_be_date_line(text: str) -> bool:
    if len(text) > LONGEST or not may_hold_date(text):
        return False
    return not is_sentence(text)


def _may_be_its(one: Shown, role: Role) -> bool:
    """Whether a line of ROLE at the article's head may show its date: lines of text and captions tell of other days."""
    if one.date.day is None or one.words_beside > MOST_WORDS or one.called is Called.OTHER:
        return False
    if one.words_beside and not one.date.clock and _NUMBERED.fullmatch(one.date.text):
        return False
    if role in (Role.BODY, Role.HEADING) and not one.is_at_edge:
        return False
    if role is Role.TITLE and one.is_told:
        return False
    return role not in _PROSE or one.is_apart or one.called in (Called.PUBLISHED, Called.MODIFIED)


def _is_today(one: Shown, role: Role, page: LabelledPage) -> bool:
    """Whether a line is a masthead's, which says what day the page was made on: "Sunday, December 24, 2023"."""
    return role in _MASTHEADS and _is_like_today(one, page)


def _is_like_today(one: Shown, page: LabelledPage) -> bool:
    """Whether a line is a weekday and a date, in one calendar or two, and nothing else."""
    if one.date.clock:
        return False
    rest = one.block.text
    for date in find_dates(rest, page.languages):
        rest = rest.replace(date.text, "", 1) if date.iso == one.date.iso else rest
    is_alone = not rest.strip(BETWEEN)
    return is_alone and fold_name(one.date.text.split()[0].strip(",،、")) in weekdays(page.languages)


def is_anothers_day(one: Shown, page: LabelledPage) -> bool:
    """Whether the date of a date line is of something else than the article, the masthead's, or a comment's."""
    return one.called is Called.OTHER or is_above_menu(one, page) or _is_among_comments(one, page)


def _is_among_comments(one: Shown, page: LabelledPage) -> bool:
    """Whether a line below the text stands between lines of comments: what is left of one is who wrote it, and when."""
    bodies = page.having(Role.BODY)
    is_below = bool(bodies) and one.block.number > bodies[-1].number
    return is_below and all(role in (Role.COMMENTS, None) for role in roles_beside(one.block, page))


def is_above_menu(one: Shown, page: LabelledPage) -> bool:
    """Whether a date line is a masthead's: a weekday and a date, and lines of a menu between it and the title."""
    title = title_line(page)
    between = page.labels[one.block.number + 1 : title]
    return any(label.role in _MASTHEADS for label in between) and _is_like_today(one, page)


def is_mastheads(one: Shown, page: LabelledPage) -> bool:
    """Whether a line above the title says what day it is, as one below it says that another was the publication's.

    So does any line further down with an earlier day and a clock.
    """
    title = title_line(page)
    if one.block.number >= title or not _is_like_today(one, page):
        return False
    day = one.date.iso[:10]
    below = [other for other in shown_dates(page) if other.block.number > one.block.number]
    return any(
        (other.called is Called.PUBLISHED and other.date.iso[:10] != day and other.block.number > title)
        or (other.date.clock and other.date.iso[:10] < day)
        for other in below
    )


def dates_in(block: Block, page: LabelledPage) -> Iterator[Shown]:
    """The dates of a line, and what it, or the line above it, calls each."""
    dates = list(find_dates(block.text, page.languages))
    if not dates:
        return
    whole = called(block.text)
    if whole is Called.NOTHING and not dates[0].start and block.number:
        whole = called_above(page.page.blocks[block.number - 1].text, block.text)
    ends = [0, *(date.end for date in dates)]
    own = [called_last(block.text[end : date.end]) for end, date in zip(ends, dates, strict=False)]
    if whole is Called.MODIFIED and whole in own:  # "3 May 2024 (updated: 4 May 2024)": it calls the one so
        whole = Called.NOTHING
    befores = [words_before(block.text, end, date, page.languages) for end, date in zip(ends, dates, strict=False)]
    is_unsaid = not (whole or any(own))
    tells = is_unsaid and (tells_of_day(block.text, dates) or is_span(block.text, dates, page.languages))
    for place, date in enumerate(dates):
        said = own[place]
        if said is Called.NOTHING:
            said = Called.MODIFIED if _is_later(place, dates) else whole
            is_others = tells or _QUOTED_POST.match(block.text)
            if is_others or (not whole and announces_other(befores[place], _language_of(page))):
                said = Called.OTHER
        if is_unsaid and _names_issue(befores[place]):
            said = Called.PUBLISHED
        if is_anothers(befores[place], page.languages):
            said = Called.OTHER
        if is_possible(date, page.page.document.raw.fetched_at):
            yield Shown(block, date, said)


def _names_issue(before: str) -> bool:
    """Whether BEFORE a date stand a newspaper's name and a small word alone: "Ovaler Zeitung vom"."""
    *name, last = before.split() or ("",)
    return len(last) <= LONGEST_SMALL and last.isalpha() and is_small(last[0]) and is_press_name(" ".join(name))


def _language_of(page: LabelledPage) -> str:
    """The language of most lines of a page."""
    counts = Counter(language for language in page.languages if language != UNDETERMINED)
    return max(counts, key=lambda language: (counts[language], language), default=UNDETERMINED)


def _is_later(place: int, dates: Sequence[DateExpression]) -> bool:
    """Whether, of DATES of which the line says nothing, the one at PLACE is that of a change: all but the earliest.

    A machine's time right before a date was hidden, as templates hide the time of the last change.
    """
    if any(_is_hidden(*pair) for pair in itertools.pairwise(dates)):
        return place + 1 < len(dates) and _is_hidden(dates[place], dates[place + 1])
    first = min(dates, key=lambda date: date.iso[:10])
    is_same = dates[place].iso == first.iso and not first.clock  # one day in two calendars
    return dates[place] is not first and not is_same


def _is_hidden(date: DateExpression, following: DateExpression) -> bool:
    return date.end == following.start and _MACHINE.search(date.text) is not None
