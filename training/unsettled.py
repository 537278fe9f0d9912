"""Paragraphs of which nobody can say whether they are body.

Gold stops short here and there: it has an article's first paragraphs, up to an advertisement or a heading, and not the
others, which stand in the same place of the page, with the same markup. An extractor that knows nothing of gold takes
these for text too. The text model learns nothing from such paragraphs; they are scored as gold has them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from copydesk.labelling.lines import MIN_EXTRACTED, MIN_PROSE_WORDS
from copydesk.model import Block

UNSETTLED = "unsettled"
"""What stands for the role of such a paragraph."""

BODY, OTHER = "body", "other"
"""What the bench calls lines that gold has in the body, and those that gold does not have at all."""

MAX_DOUBT = 0.03
"""Unsettled characters for each of the body, up to which a page's score means what it says."""


def unsettled(blocks: Sequence[Block], labels: Sequence[str]) -> frozenset[int]:
    """Numbers of the BLOCKS of an article's HTML that are of one make with its body, though gold does not have them.

    LABELS are what the bench makes of gold for each block.
    """
    pairs = list(zip(blocks, labels, strict=True))
    makes = {_make(block) for block, label in pairs if label == BODY and len(block.text.split()) >= MIN_PROSE_WORDS}
    return frozenset(
        n for n, (block, label) in enumerate(pairs) if label == OTHER and _is_extracted(block) and _make(block) in makes
    )


def doubt(texts: Iterable[str], roles: Iterable[str]) -> float:
    """Unsettled characters for each character of the body, in lines or blocks of these ROLES."""
    found: Counter[str] = Counter()
    for text, role in zip(texts, roles, strict=True):
        found[role] += len(text)
    return found[UNSETTLED] / max(1, found[BODY])


def _make(block: Block) -> tuple[tuple[str, ...], frozenset[str]]:
    """The tags around a block, and the words of their classes and ids."""
    return (block.markup.path, block.markup.hints) if block.markup is not None else ((), frozenset())


def _is_extracted(block: Block) -> bool:
    return block.markup is not None and (block.markup.extracted or 0.0) >= MIN_EXTRACTED
