"""A page whose lines are labelled by hand."""

from copydesk.model import Block, DecodedDocument, Label, LabelledPage, Page, RawDocument

Line = tuple[str, Label]


def page_of(*lines: Line, language: str = "en") -> LabelledPage:
    """A page of these lines, so labelled."""
    texts = [text for text, _ in lines]
    page = Page(
        DecodedDocument(RawDocument("a.txt", b""), "\n".join(texts), "utf-8"),
        tuple(Block(n, text, range(n + 1, n + 2)) for n, text in enumerate(texts)),
    )
    return LabelledPage(page, tuple(label for _, label in lines), (language,) * len(lines))
