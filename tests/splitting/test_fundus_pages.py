"""Real news pages: none of them breaks the splitting."""

import pytest
from tests.corpora import absence, corpus_pages, read_page

from copydesk.model import HTML, DecodedDocument, RawDocument
from copydesk.splitting.html import split_html

PAGES = corpus_pages("fundus")
WITHOUT_TEXT = {"HankookIlbo_2026_01_29"}
"""Pages whose article is in a script alone, and their `<body>` empty."""


@pytest.mark.skipif(not PAGES, reason=absence("fundus"))
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name.removesuffix(".html.gz"))
def test_page_splits(path):
    content = read_page(path)
    raw = RawDocument(str(path), content, HTML)
    page = split_html(DecodedDocument(raw, content.decode("utf-8", "replace"), "utf-8"))
    assert bool(page.blocks) == (path.name.removesuffix(".html.gz") not in WITHOUT_TEXT)
    assert [block.number for block in page.blocks] == list(range(len(page.blocks)))
    assert all(block.text.strip() and block.markup for block in page.blocks)
    assert not [claim for claim in page.claims if claim.value.startswith("trafilatura failed")]
