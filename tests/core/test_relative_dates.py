"""How long ago: a date only where it is known when the page was fetched, and never one in the future of that."""

import pytest

from copydesk import Article, CleaningSettings, RawDocument
from copydesk.dates.relative import Ago, read_ago
from copydesk.pipeline import clean_document

TEXT = "Rain stops play\n\n{date}\n\nIt rained all day on Sunday in the old town by the river, and nobody minded.\n"


def date_of(line: str, fetched_at: str | None) -> str | None:
    document = RawDocument("page.txt", TEXT.format(date=line).encode(), fetched_at=fetched_at)
    article = clean_document(document, CleaningSettings())
    assert isinstance(article, Article)
    return article.date


@pytest.mark.parametrize(
    ("text", "language", "ago"),
    [
        ("vor 2 Stunden", "de", Ago(2, "hour")),
        ("vor einer Stunde", "de", Ago(1, "hour")),
        ("two hours ago", "en", Ago(2, "hour")),
        ("an hour ago", "en", Ago(1, "hour")),
        ("5 mins ago", "en", Ago(5, "minute")),
        ("il y a une heure", "fr", Ago(1, "hour")),
        ("hace 3 días", "es", Ago(3, "day")),
        ("3 дня назад", "ru", Ago(3, "day")),
        ("قبل ساعتين", "ar", Ago(2, "hour")),
        ("۲ ساعت پیش", "fa", Ago(2, "hour")),
        ("2小时前", "zh", Ago(2, "hour")),
        ("3時間前", "ja", Ago(3, "hour")),
        ("2시간 전", "ko", Ago(2, "hour")),
        ("2 saat önce", "tr", Ago(2, "hour")),
        ("2 घंटे पहले", "hi", Ago(2, "hour")),
        ("Gestern, 14:05", "de", Ago(1, "day")),
        ("Aujourd'hui à 10h32", "fr", Ago(0, "day")),
        ("منذ 3 ساعات", "ar", Ago(3, "hour")),
        ("منذ يومين", "ar", Ago(2, "day")),
        ("3小時前", "zh", Ago(3, "hour")),
        ("pre 3 sata", "sr", Ago(3, "hour")),
        ("πριν 3 ώρες", "el", Ago(3, "hour")),
        ("לפני שעתיים", "he", Ago(2, "hour")),
        ("دو دن قبل", "ur", Ago(2, "day")),
        ("৫ ঘণ্টা আগে", "bn", Ago(5, "hour")),
        ("3 hari lalu", "id", Ago(3, "day")),
        ("2 jam yang lalu", "ms", Ago(2, "hour")),
        ("acum o oră", "ro", Ago(1, "hour")),
        ("2 ساعته مخکې", "ps", Ago(2, "hour")),
        ("Jane Roe · 3 days ago · 4 min read", "en", Ago(3, "day")),
        ("Posted 2 hours ago by Jane Roe", "en", Ago(2, "hour")),
        ("Published 3 days ago, updated 2 hours ago", "en", Ago(3, "day")),
        ("Updated an hour ago | Published 3 days ago", "en", Ago(3, "day")),
    ],
)
def test_is_read(text: str, language: str, ago: Ago) -> None:
    assert read_ago(text, [language]) == ago


@pytest.mark.parametrize(
    "text",
    [
        "2 hours",
        "in 3 days",
        "The day after yesterday",
        "Years ago",
        "3 min read",
        "Two years ago he left the town",
        "Today we learn how to bake",
        "Yesterday the library closed",
    ],
)
def test_is_none(text: str) -> None:
    assert read_ago(text, ["en"]) is None


def test_a_date_where_the_fetch_time_is_known() -> None:
    assert date_of("3 hours ago", "2024-05-02T01:00:00+00:00") == "2024-05-01"
    assert date_of("3 hours ago", None) is None


def test_no_date_from_the_future_of_the_fetch_time() -> None:
    assert date_of("17 August 2016", "2016-08-18T00:00:00Z") == "2016-08-17"
    assert date_of("17 August 2016", "2016-08-01T00:00:00Z") is None
