"""Title and subtitle."""

import re

from copydesk.dates import find_dates
from copydesk.fields.affixes import own_part, without_affixes, without_path, without_section, without_site
from copydesk.fields.headline import vote
from copydesk.fields.overlooked import PAIR, is_doubtful_subtitle
from copydesk.fields.passed_on import passed_on_title
from copydesk.folding import bare, fold, without_list_mark
from copydesk.lexicons import announcing_words
from copydesk.model import Block, Found, LabelledPage, Role
from copydesk.naming.people import is_all_names
from copydesk.outlets import Registry

_NUMBER = re.compile(r"(\d{1,3})[.)]\s")

NEAR = 3
"""Lines within which the items of a list stand."""

_TRUSTED = ("json-ld", "opengraph", "microdata", "meta", "title-tag")


def extract_title(page: LabelledPage, registry: Registry) -> Found[str] | None:
    """The title: the line that was labelled so, or what the page's metadata says where no line was.

    Of several copies the one nearest to the article counts; white space in it is made single.
    """
    if page.page.has_markup:
        voted = vote(page, lambda text: without_affixes(_single_spaced(text), page, registry), registry)
        return voted or passed_on_title(page)
    blocks = page.having(Role.TITLE)
    if blocks:
        label = page.labels[blocks[0].number]
        title = _unlisted(_single_spaced(blocks[0].text), blocks[0], page)
        value = own_part(title, page) or without_section(without_path(without_site(title, page, registry)), page)
        agrees = any(fold(value) in fold(claim.value) for claim in page.page.claims if claim.name == "title")
        return Found(value, blocks[0].text, blocks[0].number, 0.97 if agrees else label.confidence, label.reason)
    for where in _TRUSTED:
        for claim in page.page.claims:
            if claim.name == "title" and claim.where == where:
                value = without_site(_single_spaced(claim.value), page, registry)
                return Found(value, claim.value, where, 0.7, f"title: no line was it; {where} says so")
    return passed_on_title(page)


def extract_subtitle(page: LabelledPage, title: Found[str] | None) -> Found[str] | None:
    """The subtitle: the line that was labelled so, unless it rather is a byline, or the TITLE that was found."""
    own = bare(title.value) if title is not None else ""
    lines = (block for block in page.having(Role.SUBTITLE) if bare(block.text) != own)
    blocks = [block for block in lines if not _is_byline(block, page)]
    if not blocks:
        return None
    label = page.labels[blocks[0].number]
    return Found(_single_spaced(blocks[0].text), blocks[0].text, blocks[0].number, label.confidence, label.reason)


def _is_byline(block: Block, page: LabelledPage) -> bool:
    """Whether a line that only stands where subtitles do announces names, or is one, or shows a date."""
    if not is_doubtful_subtitle(block, page):
        return False
    words = block.text.split()
    is_name = len(words) <= PAIR and is_all_names(block.text)
    return is_name or announcing_words(words) > 0 or next(find_dates(block.text, page.languages), None) is not None


def _unlisted(title: str, block: Block, page: LabelledPage) -> str:
    """TITLE without the bullet or number of a list that a renderer gave it.

    A number may be the title's own, as in "1. FC Köln": it goes where the lines around are numbered on, or the page has
    the title without it.
    """
    unlisted = without_list_mark(title)
    number = _NUMBER.match(title)
    if number is None or unlisted == title:
        return unlisted
    near = page.page.blocks[max(0, block.number - NEAR) : block.number + NEAR + 1]
    numbers = {int(found[1]) for other in near if other is not block and (found := _NUMBER.match(other.text.strip()))}
    is_item = not numbers.isdisjoint({int(number[1]) - 1, int(number[1]) + 1})
    return unlisted if is_item or _has_copy(unlisted, block, page) else title


def _has_copy(text: str, block: Block, page: LabelledPage) -> bool:
    """Whether another line of the page is TEXT, without a number."""
    others = [other for other in page.page.blocks if other is not block and other.text.strip()[:1] == text[:1]]
    return any(fold(other.text) == fold(text) for other in others)


def _single_spaced(text: str) -> str:
    r"""Runs of white space as one space; a single no-break space stays what it is.

    >>> _single_spaced("Defeat\N{NO-BREAK SPACE} Extremists"), _single_spaced("a\N{NO-BREAK SPACE}b")
    ('Defeat Extremists', 'a\xa0b')
    """
    return re.sub(r"\s{2,}", " ", text).strip()
