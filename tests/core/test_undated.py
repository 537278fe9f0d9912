"""Pages without a date of their article have none, whatever other dates stand on them; the same pages with one keep it.

Each page in `undated.toml` has dates that are not the article's: in comments, teasers, copyright lines, posts that it
quotes, sentences, events, captions. `dated` pages show the article's date as well, and must give that.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from copydesk import Article, CleaningSettings, RawDocument
from copydesk.pipeline import clean_document

PAGES: dict[str, list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "undated.toml").read_text("utf-8"))


def article_of(text: str) -> Article:
    article = clean_document(RawDocument("page.txt", text.encode()), CleaningSettings())
    assert isinstance(article, Article)
    return article


def date_of(text: str) -> str | None:
    return article_of(text).date


def case(page: dict[str, Any]) -> Any:
    """A page as a case; what is known to fail is marked so, with its reason."""
    known = page.get("known")
    marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
    return pytest.param(page, id=page["name"], marks=marks)


@pytest.mark.parametrize("page", [case(page) for page in PAGES["undated"]])
def test_no_date_of_the_page_is_taken_for_the_articles(page: dict[str, Any]) -> None:
    assert date_of(page["text"]) is None


@pytest.mark.parametrize("page", PAGES["dated"], ids=lambda page: page["name"])
def test_the_articles_own_date_is_given(page: dict[str, Any]) -> None:
    assert date_of(page["text"]) == page["date"]


@pytest.mark.parametrize(("name", "sentence"), [("short sentence, de", "Der Umbau startet am 9. Mai 2022.")])
def test_a_sentence_that_tells_of_a_day_stays_in_the_text(name: str, sentence: str) -> None:
    [page] = [page for page in PAGES["undated"] if page["name"] == name]
    body = article_of(page["text"]).body
    assert body.startswith("Die Stadtwerke")
    assert sentence in body
