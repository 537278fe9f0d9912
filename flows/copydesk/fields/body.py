"""The body, and the captions that left it."""

from copydesk.model import KEPT_IN_BODY, Block, LabelledPage, Role
from copydesk.scripts import join_lines
from copydesk.splitting.text import LIST_MARK, goes_on_below

PARAGRAPH_BREAK = "\n\n"
BY_PLACE = 0.5
"""Confidence of a caption of which nothing but its place tells."""


def extract_body(page: LabelledPage) -> str:
    """Paragraphs and headings, parted by blank lines. A sentence that something removed had interrupted is joined."""
    paragraphs: list[str] = []
    for paragraph in (part for block in page.having(*KEPT_IN_BODY) for part in _paragraphs(block)):
        if paragraphs and goes_on_below(paragraphs[-1], paragraph):
            paragraphs[-1] = join_lines(paragraphs[-1], paragraph)
        else:
            paragraphs.append(paragraph)
    return PARAGRAPH_BREAK.join(paragraphs)


def _paragraphs(block: Block) -> list[str]:
    """A block as paragraphs of the body: preformatted lines stay apart, an item of a list has its mark."""
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    is_item = block.markup is not None and block.markup.tag == "li" and not LIST_MARK.match(block.text)
    return [f"- {lines[0]}", *lines[1:]] if is_item else lines


def extract_captions(page: LabelledPage) -> tuple[str, ...]:
    """Captions in order of the page, each once. Markup calls them so: where it does not, their place is no sign."""
    found = (block for block in page.having(Role.CAPTION) if not _is_by_place(block, page))
    return tuple(dict.fromkeys(block.text for block in found))


def _is_by_place(block: Block, page: LabelledPage) -> bool:
    """Whether a block with markup is called a caption only because it stands where one may."""
    return block.markup is not None and page.labels[block.number].confidence <= BY_PLACE


def body_confidence(page: LabelledPage) -> float:
    """Word F1 that the body can be expected to have, 0 to 1.

    Where the labeller cannot say, it is the confidence of the labels of all blocks, weighted by their length.
    """
    if page.body is not None:
        return round(page.body, 2)
    weights = [(label.confidence, len(block.text)) for block, label in zip(page.page.blocks, page.labels, strict=True)]
    total = sum(length for _, length in weights)
    return round(sum(confidence * length for confidence, length in weights) / total, 2) if total else 0.0
