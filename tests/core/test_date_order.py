"""Day and month that could be exchanged: what settles them, in order, and what is said where nothing does."""

from pathlib import Path

import pytest

from copydesk import Article, CleaningSettings, RawDocument
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
