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
    ],
)
def test_a_date_is_read(text: str, language: str, iso: str) -> None:
    assert [found.iso for found in find_dates(text, [language])] == [iso]


@pytest.mark.parametrize("text", ["10-12-15", "555-12-22-23", "24/7/365"])
def test_no_date_is_read(text: str) -> None:
    assert not list(find_dates(text, ["en"]))
