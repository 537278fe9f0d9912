"""Days that another text of an HTML page is of: a teaser, a comment, a picture, or what the site says of itself."""

from collections.abc import Sequence

from copydesk.dates import Order, find_dates, may_hold_date
from copydesk.fields.called import Called
from copydesk.fields.dated_lines import is_sentence, tells_of_picture
from copydesk.fields.day import Dated, said_by_anything
from copydesk.fields.shown import dates_in
from copydesk.fields.teasers import dates_of_teasers
from copydesk.model import Block, LabelledPage, Role
from copydesk.naming.holders import may_claim

_OF_OTHERS = frozenset({Role.RELATED, Role.COMMENTS})
"""Lines that belong to other texts than the article."""


def days_of_others(dated: Sequence[Dated], address: str | None, page: LabelledPage) -> frozenset[str]:
    """The days of DATED that may be from anywhere on the page, as nothing but htmldate or a `<time>` says them.

    The article has to show such a day. A `<time>` counts as well where no line shows its day in full: "14 May".
    """
    lone = said_by_anything(dated, address)
    if not lone:
        return lone
    anyones = {block: _days(block, page) for block in page.page.blocks if may_hold_date(block.text)}
    teasers = dates_of_teasers(page)
    own = {
        day
        for block, days in anyones.items()
        if block.number not in teasers and _is_of_article(block, page)
        for day in days
    }
    timed = {one.expression.iso[:10] for one in dated if one.source == "time"}
    return lone - own - timed.difference(*anyones.values())


def _days(block: Block, page: LabelledPage) -> frozenset[str]:
    """The days that a line shows, in either order of day and month."""
    dates = find_dates(block.text, page.languages)
    return frozenset(date.read_as(order).iso[:10] for date in dates for order in (Order.MDY, Order.DMY))


def _is_of_article(block: Block, page: LabelledPage) -> bool:
    """Whether the date of a line may be the article's: it is no caption, and no teaser's, comment's or sentence's.

    A sentence may say that it was published then, or a claim of copyright; and what the markup calls a teaser's may
    stand right above the title.
    """
    if tells_of_picture(block, page):
        return False
    role = page.labels[block.number].role
    if role in _OF_OTHERS:
        return any(title.number - block.number == 1 for title in page.having(Role.TITLE))
    is_told = is_sentence(block.text) or (role is Role.LEGAL and may_claim(block.text))
    return not is_told or any(one.called is Called.PUBLISHED for one in dates_in(block, page))
