"""Whom a press release names for questions: below "Media contact" stands a name alone, as an author's below a text."""

import functools

from copydesk.folding import fold
from copydesk.lexicons import phrases
from copydesk.model import Block, LabelledPage

MOST_BELOW = 3
"""Lines below such a heading that name somebody for questions."""
MAX_HEADING = 8
"""Words of a line that is a heading, and no sentence with its words."""


def is_contacts(block: Block, page: LabelledPage) -> bool:
    """Whether BLOCK stands right below a line that offers somebody for the questions of the press."""
    above = page.page.blocks[max(0, block.number - MOST_BELOW) : block.number]
    return any(_offers_contact(one.text) for one in above)


def _offers_contact(text: str) -> bool:
    """Whether TEXT is a heading over those who answer the press.

    >>> _offers_contact("Media contact:"), _offers_contact("Pressekontakt"), _offers_contact("Contact us")
    (True, True, False)
    >>> _offers_contact("Press contacts with the ministry were broken off that very week, he says")
    False
    """
    return len(text.split()) <= MAX_HEADING and fold(text).startswith(_headings())


@functools.cache
def _headings() -> tuple[str, ...]:
    """How such lines begin."""
    return tuple(sorted({fold(phrase) for _, phrase in phrases("press-contact")}))
