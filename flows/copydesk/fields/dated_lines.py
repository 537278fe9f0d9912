"""Lines of a page that show a date, by where they stand: at the article's head, below its text, or far from both.

A line at the head counts though nothing calls it a date line; the date of a picture does not, wherever it stands.
"""

import re
from collections.abc import Iterator

from copydesk.dates import DateExpression, find_dates
from copydesk.labelling.lines import MIN_SENTENCE_WORDS
from copydesk.model import Block, Label, LabelledPage, Role
from copydesk.naming.desks import read_desk
from copydesk.naming.people import BARS, pieces, read_name
from copydesk.outlets import Registry
from copydesk.scripts import ends_sentence, has_words

NEAR = 6
"""Blocks from the title, or from the beginning of the text, within which the article's date stands."""
BELOW = 3
"""Blocks below its end within which it may stand as well."""
MAX_WORDS = 12
"""Words of a line near the title whose date counts, though nothing calls it a date line."""

_ELSEWHERE = frozenset(
    {Role.COMMENTS, Role.RELATED, Role.LEGAL, Role.SITE_HEADER, Role.NAVIGATION, Role.BODY, Role.TITLE}
)
_HEADLINES = frozenset({Role.TITLE, Role.SUBTITLE})
_LEADS = frozenset({Role.SUBTITLE, Role.CAPTION})
"""What a first paragraph is called that is taken for none of the text."""
_BAR = re.compile(rf"\s*(?:[{''.join(sorted(BARS))}]|\Z)")
_AROUND = frozenset({Role.SITE_HEADER, Role.NAVIGATION, Role.RELATED, Role.LEGAL})
"""What a line below the title is called for the zone that both stand in: a header, or the footer of what is dated."""
_AS_DATELINE = re.compile(
    r"\.\s|\s*(?:[|:–—-]\s|--|\))|\s*(?:--?|[–—])?\s?(?:/[^/\n]{2,40}/|\([^()\n]{2,40}\))\s?(?:[–—-]|--)"
)
"""What follows the date at the beginning of an article's first paragraph, if it is no part of the sentence; an agency
may stand between: "/PRNewswire/ --", "--(BUSINESS WIRE)--"."""
_PLACE = re.compile(r"[(\[]?|[A-ZÀ-ÖØ-Þ][\w.’'/ -]{1,30}(?:,\s[A-Z][\w. ]{1,20})?[,(]\s?(?:[\w./ ]{2,30}\s[–—-]\s)?")
"""What may stand before it: a bracket; where the report is from, and the agency that it is of."""
MAX_SIGNATURE = 80
"""Characters of a line beside the date that agencies sign."""
ABOVE = 2
"""Blocks above the title within which its date may stand, though it looks like a masthead."""
_BY_LOOK = ("navigation-line", "masthead", "menu")
"""Labels of what says the words of a menu, as a section's name beside a date does, or stands where mastheads do."""


def place_of(block: Block, page: LabelledPage) -> str:
    """Where a line that shows a date stands: near the article's head, below its text, or far from both."""
    heads, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    # What is below a short text is not near its beginning.
    begun = bodies[:1] if bodies and block.number < bodies[-1].number else ()
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
            and not is_sentence(block.text)
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
    return (before != "" and before[-1] not in BARS) or _BAR.match(block.text, date.end) is None


def title_line(page: LabelledPage) -> int:
    """The number of the title's line; 0 where there is none."""
    return next((block.number for block in page.having(Role.TITLE)), 0)


def roles_beside(block: Block, page: LabelledPage) -> tuple[Role | None, Role | None]:
    """What the lines right above and right below a line are labelled as; None beyond the page."""
    above, below = block.number - 1, block.number + 1
    return (
        page.labels[above].role if above >= 0 else None,
        page.labels[below].role if below < len(page.labels) else None,
    )


def signs_beside_date(block: Block, page: LabelledPage, registry: Registry) -> bool:
    """Whether a line that reads like a picture's credit signs the text: nothing but agencies, beside the date.

    Where no picture fits in, between the title and the date, others may sign with them: "J. Roe / PAP".
    """
    if len(block.text) > MAX_SIGNATURE:
        return False
    above, below = roles_beside(block, page)
    parts = [part for part in pieces(block.text.strip(" .()")) if part]
    are_agencies = [outlet is not None and outlet.agency for outlet in map(registry.by_name, parts)]
    if all(are_agencies):
        return bool(parts) and Role.DATE in (above, below)
    is_between = above in _HEADLINES and below is Role.DATE
    others = [part for part, is_agency in zip(parts, are_agencies, strict=True) if not is_agency]
    return is_between and any(are_agencies) and all(_may_sign(other, registry) for other in others)


def _may_sign(text: str, registry: Registry) -> bool:
    """Whether TEXT, beside an agency, is somebody's name, a desk's, an outlet's, or a site's address."""
    is_site = " " not in text and "." in text.strip(".")
    return is_site or bool(read_name(text) or read_desk(text) or registry.by_name(text))


def is_sentence(text: str) -> bool:
    """Whether a line is a whole sentence, which tells of days, and shows none."""
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
            and (
                page.labels[block.number].role is not Role.CAPTION
                or has_words(block.text[date.end :], MIN_SENTENCE_WORDS)
            )
        ):
            return block, date
    return None
