"""The body, and the captions that left it."""

from copydesk.model import KEPT_IN_BODY, LabelledPage, Role
from copydesk.scripts import join_lines
from copydesk.splitting.text import goes_on

PARAGRAPH_BREAK = "\n\n"


def extract_body(page: LabelledPage) -> str:
    """Paragraphs and headings, parted by blank lines. A sentence that something removed had interrupted is joined."""
    paragraphs: list[str] = []
    for block in page.having(*KEPT_IN_BODY):
        if paragraphs and block.markup is None and goes_on(paragraphs[-1], block.text):
            paragraphs[-1] = join_lines(paragraphs[-1], block.text)
        else:
            paragraphs.append(block.text)
    return PARAGRAPH_BREAK.join(paragraphs)


def extract_captions(page: LabelledPage) -> tuple[str, ...]:
    """Captions in order of the page, each once."""
    return tuple(dict.fromkeys(block.text for block in page.having(Role.CAPTION)))


def body_confidence(page: LabelledPage) -> float:
    """Confidence of the labels of all blocks, weighted by their length; the page's doubts are the body's."""
    weights = [(label.confidence, len(block.text)) for block, label in zip(page.page.blocks, page.labels, strict=True)]
    total = sum(length for _, length in weights)
    return round(sum(confidence * length for confidence, length in weights) / total, 2) if total else 0.0
