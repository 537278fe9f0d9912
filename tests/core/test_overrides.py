"""What came with a page is heard where the page is silent, or before the page where the settings say so."""

import json

import pytest

from copydesk.cli import main
from copydesk.model import HTML, Article, Claim, Companion, RawDocument
from copydesk.pipeline import clean_document
from copydesk.settings import CleaningSettings

STORY = "".join(f"<p>It rained on the ground on day {n}, and all of the town stayed at home.</p>" for n in range(9))
HEAD = (
    '<link rel="canonical" href="https://gazette.example/rain/the-page-says">'
    '<meta property="article:published_time" content="2024-03-04T10:00:00Z"><meta name="author" content="Jane Roe">'
)
ENTRY = (
    Claim("title", "Umpires call off the match", "feed"),
    Claim("date", "2024-03-03", "feed"),
    Claim("author", "John Doe", "feed"),
)
GIVEN = "https://mirror.example/a/b?utm_source=x"
LINK = {"link": '</next>; rel="next", </rain/the-header-says>; rel="canonical"'}


def cleaned(head: str, *overrides: Companion) -> Article:
    page = (
        f"<html lang=en><head>{head}</head><body><h1>Rain stops play at the Oval</h1><article>{STORY}</article></body>"
    )
    document = RawDocument("a.html", page.encode(), HTML, url=GIVEN, claims=ENTRY, http_headers=LINK)
    article = clean_document(document, CleaningSettings(overrides=overrides))
    assert isinstance(article, Article)
    return article


def test_what_the_page_says_goes_first() -> None:
    article = cleaned(HEAD)
    assert (article.title, article.date) == ("Rain stops play at the Oval", "2024-03-04T10:00:00+00:00")
    assert (article.authors, article.url) == (("Jane Roe",), "https://gazette.example/rain/the-page-says")


def test_what_came_with_it_is_heard_where_the_page_is_silent() -> None:
    article = cleaned("")
    assert (article.date, article.authors, article.url) == ("2024-03-03", ("John Doe",), "https://mirror.example/a/b")


@pytest.mark.parametrize(
    ("override", "url"),
    [(Companion.URL, "https://mirror.example/a/b"), (Companion.HEADERS, "https://mirror.example/rain/the-header-says")],
)
def test_an_address_goes_before_the_pages_own(override: Companion, url: str) -> None:
    article = cleaned(HEAD, override)
    assert (article.url, article.confidence["url"]) == (url, 1.0)
    assert article.evidence["url"].reason.endswith("goes before the page")
    assert article.date == cleaned(HEAD).date


def test_an_entry_goes_before_the_page_and_no_line_is_lost() -> None:
    article = cleaned(HEAD, Companion.ENTRY)
    assert (article.title, article.date, article.authors) == ("Umpires call off the match", "2024-03-03", ("John Doe",))
    assert "Rain stops play at the Oval" in [one.text for one in article.removed]


def test_the_command_line(tmp_path, capsys) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<html><head>{HEAD}</head><body><h1>Rain stops play</h1><article>{STORY}</article></body></html>")
    assert main(["clean", str(page), "--url", GIVEN, "--override", "url"]) == 0
    assert json.loads(capsys.readouterr().out)["url"] == "https://mirror.example/a/b"
