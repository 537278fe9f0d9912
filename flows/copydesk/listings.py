"""Pages of lost markup on which other pages' headlines, or the beginnings of their texts, stand in an article's place.

How short an article is says nothing: a news flash has two sentences, and a poem no full stop. What a listing lacks is
any whole sentence, and what it has is a date beside each line, or dots where each text is cut off.
"""

from collections.abc import Sequence

from copydesk.labelling.lines import least_of_prose
from copydesk.labelling.reading import EVEN
from copydesk.model import KEPT_IN_BODY, Block, LabelledPage, Role
from copydesk.scripts import ends_sentence, has_words

MIN_DATES = 2
"""Dates, each beside a line of the body or elsewhere, from which on a page may be a listing."""

MIN_CUT = 3
"""Texts cut off with dots from which on they may be teasers."""

MOSTLY = 0.6
"""Share of the body's paragraphs that are cut off, from which on it is all teasers; some writers end every other so."""

_DOTS = ("...", "…", "[...]", "[…]", "(...)", "(…)")


def find_listing(page: LabelledPage) -> str | None:
    """What tells that the body of PAGE is none of an article; None where it may be one.

    A page on which nothing is known as furniture is an article's text whatever it looks like.
    """
    if page.page.has_markup or page.body is None:
        return None
    body = page.having(*KEPT_IN_BODY)
    prose = [block for block in body if has_words(block.text, least_of_prose(is_sentence=ends_sentence(block.text)))]
    dates = {block.number for block in page.having(Role.DATE)}
    if prose:
        return _of_teasers(prose, len(dates), page.article)
    return _of_headlines(body, dates, page.article)


def _of_teasers(prose: Sequence[Block], dates: int, chance: float) -> str | None:
    cut = sum(block.text.rstrip().endswith(_DOTS) for block in prose)
    if cut < max(MIN_CUT, MOSTLY * len(prose)) or (dates < MIN_DATES and chance >= EVEN):
        return None
    return f"{cut} of its {len(prose)} paragraphs are cut off with dots, and {dates} dates stand beside them"


def _of_headlines(body: Sequence[Block], dates: set[int], chance: float) -> str | None:
    if not body or any(ends_sentence(block.text) for block in body):
        return None
    dated = sum(not dates.isdisjoint((block.number - 1, block.number + 1)) for block in body)
    if len(dates) >= MIN_DATES and 2 * dated >= len(body):
        return f"no whole sentence stands on it, and beside {dated} of {len(body)} lines a date"
    return f"no whole sentence stands on it, and the chance of an article is {chance:.0%}" if chance < EVEN else None
