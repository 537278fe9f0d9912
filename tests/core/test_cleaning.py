"""The front door of the library: what is taken for a page, and what for the name of one."""

from pathlib import Path

import pytest

from copydesk import Article, RawDocument, Rejection, clean, clean_many, read
from tests.conftest import article_text
from tests.warcs import answer, archive


@pytest.mark.parametrize(
    "text", ["page.html", "pages/1.txt", r"C:\pages\my page.HTM", "/data/crawl.warc.gz", "dump.jsonl"]
)
def test_a_path_that_is_no_path_is_told_of(text: str) -> None:
    outcome = clean(text)
    assert isinstance(outcome, Rejection)
    assert "pathlib.Path" in outcome.detail


@pytest.mark.parametrize(
    "text", ["The story is in page.html", "It rained.\nSee page.html", "It rained all day in Ayr/Alloway."]
)
def test_a_text_that_speaks_of_a_file_is_a_page(text: str) -> None:
    outcome = clean(text)
    assert isinstance(outcome, Article) or "pathlib.Path" not in outcome.detail


def test_a_folder_is_told_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(article_text(1))
    folder = clean(tmp_path)
    assert isinstance(folder, Rejection)
    assert folder.detail == "it is a folder, and one page is wanted; give its files one by one"
    assert isinstance(clean(tmp_path / "page.txt"), Article)


def test_what_archives_and_folders_hold_is_read_in_order_and_cleaned(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "1.txt").write_text(article_text(1))
    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes(archive([answer(2), b"no record", answer(3, article_text(3).encode())]))
    inputs = (pages, str(crawl), tmp_path / "missing.txt")
    documents = list(read(*inputs))
    assert [one.member if isinstance(one, RawDocument) else Path(one.uri).name for one in documents] == [
        None,
        "urn:uuid:2",
        "crawl.warc.gz",
        "urn:uuid:3",
        "missing.txt",
    ]
    outcomes = list(clean_many(read(*inputs)))
    assert outcomes == [clean(one) if isinstance(one, RawDocument) else one for one in documents]
    assert [isinstance(one, Article) for one in outcomes] == [True, True, False, True, False]
    assert isinstance(outcomes[3], Article)
    assert outcomes[3].url == "http://example.org/3"


def test_an_address_that_is_given_goes_before_that_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(article_text(1))
    (document,) = read(tmp_path / "1.txt")
    assert isinstance(document, RawDocument)
    article = clean(document, url="http://www.bbc.co.uk/news/1")
    assert isinstance(article, Article)
    assert article.outlet_domain == "bbc.co.uk"
