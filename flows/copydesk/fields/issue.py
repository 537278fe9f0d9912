"""The month of the issue that an article stands in, where a magazine gives no day: "June 2019 Issue"."""

from copydesk.fields.called import Called
from copydesk.fields.shown import Shown, dates_in
from copydesk.model import Found, LabelledPage, Role

ABOVE = 3
"""Lines above the title within which the issue is named."""
MAX_WORDS = 2
"""Words beside the month and the year."""

_OF_OTHERS = frozenset({Role.RELATED, Role.COMMENTS, Role.LEGAL, Role.CAPTION, Role.TITLE})


def issue_month(page: LabelledPage) -> Found[str] | None:
    """The month and the year that a line between the menu and the text shows, and little else."""
    titles, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    if not titles or not bodies:
        return None
    for block in page.page.blocks[max(0, titles[0].number - ABOVE) : bodies[0].number]:
        shown = list(dates_in(block, page)) if page.labels[block.number].role not in _OF_OTHERS else []
        if len(shown) == 1 and _is_of_issue(shown[0]):
            return Found(shown[0].date.iso, block.text, block.number, 0.5, "issue: a line at the title has its month")
    return None


def _is_of_issue(one: Shown) -> bool:
    return one.date.day is None and one.words_beside <= MAX_WORDS and one.called in (Called.NOTHING, Called.PUBLISHED)
