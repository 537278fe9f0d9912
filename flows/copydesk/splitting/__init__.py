"""Decoded documents to pages of blocks: lost-markup text by its lines, HTML by its text blocks."""

import dataclasses

from copydesk.model import HTML, DecodedDocument, Engine, Page

__all__ = ["split"]


def split(document: DecodedDocument, engine: Engine = Engine.THOROUGH) -> Page:
    r"""Split a document into the blocks that everything after this stage works on; ENGINE is for HTML.

    >>> from copydesk.model import RawDocument
    >>> text = "Rain stops play\n\nIt rained all day\non Sunday."
    >>> page = split(DecodedDocument(RawDocument("a", text.encode()), text, "utf-8"))
    >>> [(block.text, list(block.lines)) for block in page.blocks]
    [('Rain stops play', [1]), ('It rained all day on Sunday.', [3, 4])]
    """
    page = _split(document, engine)
    told = document.raw.claims
    return dataclasses.replace(page, claims=(*page.claims, *told)) if told else page


def _split(document: DecodedDocument, engine: Engine) -> Page:
    if document.raw.media_type == HTML:
        from copydesk.splitting.html import split_html  # noqa: PLC0415 - brings lxml and trafilatura

        return split_html(document, engine)
    from copydesk.splitting.text import split_text  # noqa: PLC0415

    return split_text(document)
