"""The front door of the library: what is taken for a page, and what for the name of one."""

from pathlib import Path

import pytest

from copydesk import Article, Rejection, clean
from tests.conftest import article_text


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
