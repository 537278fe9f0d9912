"""The answers of a poll: names alone, one a line, below a question."""

from collections.abc import Iterable
from itertools import takewhile

from copydesk.model import Block, LabelledPage, Role
from copydesk.naming.people import is_all_names

LEAST = 2
"""Answers of a poll; one name below a question is who wrote what asks it."""
_QUESTION = ("?", "？", "؟", ";")
"""Signs that end a question, the last in Greek."""


def is_option(block: Block, page: LabelledPage) -> bool:
    """Whether BLOCK is one of several lines of names right below a question that is not the title."""
    blocks, number = page.page.blocks, block.number
    above, below = _names(reversed(blocks[:number])), _names(blocks[number + 1 :])
    asks = number - above - 1
    if asks < 0 or above + 1 + below < LEAST or page.labels[asks].role is Role.TITLE:
        return False
    return blocks[asks].text.rstrip().endswith(_QUESTION) and is_all_names(block.text)


def _names(blocks: Iterable[Block]) -> int:
    """How many of BLOCKS from the first on are names alone."""
    return sum(1 for _ in takewhile(lambda one: is_all_names(one.text), blocks))
