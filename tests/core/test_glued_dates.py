"""Dates that lost the space before or behind them, and years of two figures."""

import pytest

from copydesk.dates import find_dates


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("Published Fri, Dec 22 20234:46 AM EST", "en", "2023-12-22T04:46-05:00"),
        ("Featured Columnist IVDecember 22, 2023", "en", "2023-12-22"),
        ("2024年04月24日23:52 | 来源：新华网", "zh", "2024-04-24T23:52"),
        ("21.dez.2018 às 12h55", "pt", "2018-12-21T12:55"),
        ("December 19. 2025", "en", "2025-12-19"),
        ("12/22/23 12:24 PM ET", "en", "2023-12-22T12:24"),
        ("12-22-23", "en", "2023-12-22"),
        ("jane28.09.1912:44", "de", "2019-09-28T12:44"),
        ("28.09.199:44", "de", "2019-09-28T09:44"),
        ("28.09.1912", "de", "1912-09-28"),
        ("Last updated on -Dec 23, 2023, 08:59 IST", "en", "2023-12-23T08:59"),
        ("Madrid-29/05/2025 20:00", "es", "2025-05-29T20:00"),
        ("입력2023.11.02. 오후 8:06", "ko", "2023-11-02T20:06"),
        ("Reporter, F1Dec 19, 2023, 05:30 PM", "en", "2023-12-19T17:30"),
    ],
)
def test_a_date_is_read(text: str, language: str, iso: str) -> None:
    assert [found.iso for found in find_dates(text, [language])] == [iso]


@pytest.mark.parametrize(
    "text", ["10-12-15", "555-12-22-23", "24/7/365", "07.11. 09:20", "Oct-Dec 2017", "第12-11-2020号"]
)
def test_no_date_is_read(text: str) -> None:
    assert not list(find_dates(text, ["en"]))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Jane2024-04-18T13:00:39+00:00March 22nd, 2024|", "2024-04-18T13:00:39+00:00", "2024-03-22"),
        ("Jane2022-12-07T10:10:52+01:0025. December 2022|", "2022-12-07T10:10:52+01:00", "2022-12-25"),
        ("May 21, 2025April 24, 2025 by Jane", "2025-05-21", "2025-04-24"),
    ],
)
def test_two_dates_of_one_line_are_read(text: str, first: str, second: str) -> None:
    assert [found.iso for found in find_dates(text, ["en"])] == [first, second]
