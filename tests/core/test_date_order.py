"""Day and month that could be exchanged: what settles them, in order, and what is said where nothing does."""

from pathlib import Path

import pytest

from copydesk import Article, CleaningSettings, RawDocument
from copydesk.model import HTML
from copydesk.pipeline import clean_document

ENGLISH = "Rain stops play\n\n{date}\n\nIt rained all day on Sunday in the old town by the river.\n"
GERMAN = "Regen stoppt Spiel\n\n{date}\n\nEs regnete am Sonntag den ganzen Tag in der alten Stadt am Fluss.\n"


def cleaned(text: str, url: str | None = None, settings: CleaningSettings | None = None) -> Article:
    article = clean_document(RawDocument("page.txt", text.encode(), url=url), settings or CleaningSettings())
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("text", "url", "date"),
    [
        (ENGLISH.format(date="8/7/2016"), "http://a.example/2016/07/08/rain", "2016-07-08"),
        (ENGLISH.format(date="8/7/2016"), "http://a.example/2016/08/07/rain", "2016-08-07"),
        (ENGLISH.format(date="8/7/2016\n\n8 July 2016"), None, "2016-07-08"),
        (ENGLISH.format(date="8/7/2016"), "http://bbc.co.uk/rain", "2016-07-08"),
        (GERMAN.format(date="8/7/2016"), None, "2016-07-08"),
    ],
    ids=["address, day first", "address, month first", "another date", "the outlet's custom", "the language's custom"],
)
def test_settled_by(text: str, url: str | None, date: str) -> None:
    article = cleaned(text, url)
    assert article.date == date
    assert article.warnings == ()


def test_what_nothing_settles_is_a_warning_and_little_confidence() -> None:
    article = cleaned(ENGLISH.format(date="8/7/2016"))
    assert article.warnings == ("date order ambiguous",)
    settled = cleaned(ENGLISH.format(date="8/17/2016"))
    assert article.confidence["date"] < 0.5 < settled.confidence["date"]


def test_an_outlet_that_writes_the_year_first_settles_nothing(tmp_path: Path) -> None:
    mine = tmp_path / "outlets.toml"
    mine.write_text('[[outlet]]\nname = "The Yearling"\ndomains = ["yearling.example"]\ndate_order = "ymd"\n')
    article = cleaned(ENGLISH.format(date="8/7/2016"), "http://yearling.example/rain", CleaningSettings(outlets=mine))
    assert (article.outlet, article.warnings) == ("The Yearling", ("date order ambiguous",))


DAY, MONTH = "2024-05-04", "2024-04-05"
"""04/05/2024, day first and month first."""


@pytest.mark.parametrize(
    ("date", "fetched", "url", "expected"),
    [
        ("Sat 04/05/2024", None, None, DAY),
        ("Friday 04/05/2024", None, None, MONTH),
        ("04/05/2024", "2024-04-20T10:00:00Z", None, MONTH),
        ("04/05/2024", "2024-05-04T10:00:00Z", None, DAY),
        ("04/05/2024", None, "https://daily.com.au/rain", DAY),
        ("04/05/2024", None, "https://daily.example/rain", None),
        ("04/05/2024", "2026-05-04T10:00:00Z", None, None),
    ],
    ids=["weekday", "weekday, month first", "not yet", "fetched then", "country", "nothing", "long ago"],
)
def test_settled_by_what_stands_around(date: str, fetched: str | None, url: str | None, expected: str | None) -> None:
    raw = RawDocument("page.txt", ENGLISH.format(date=date).encode(), url=url, fetched_at=fetched)
    article = clean_document(raw, CleaningSettings())
    assert isinstance(article, Article)
    assert article.warnings == (() if expected else ("date order ambiguous",))
    assert article.date[:10] == (expected or MONTH)


@pytest.mark.parametrize(
    ("others", "date"), [("28/04/2024", DAY), ("04/28/2024", MONTH), ("28/04/2024\n\n04/28/2024", None)]
)
def test_settled_by_other_figures_on_the_page(others: str, date: str | None) -> None:
    article = cleaned(ENGLISH.format(date="04/05/2024") + f"\nMore stories\n\nSnow stops play\n\n{others}\n")
    assert article.warnings == (() if date else ("date order ambiguous",))
    assert date in (None, article.date)


def test_settled_by_the_country_of_the_pages_language() -> None:
    text = "<p>It rained all day on Sunday in the old town by the river, and nobody went out.</p>" * 4
    for lang, warnings in (("en-GB", ()), ("en", ("date order ambiguous",))):
        page = f"<html lang={lang}><body><h1>Rain stops play</h1><p>04/05/2024</p>{text}</body></html>"
        article = clean_document(RawDocument("page.html", page.encode(), HTML), CleaningSettings(engine="fast"))
        assert isinstance(article, Article)
        assert article.warnings == warnings
        assert article.date == (MONTH if warnings else DAY)
