"""Dates as CLDR's patterns write them, in forty languages: each is read as the day that it is."""

from collections.abc import Iterator
from datetime import date

import pytest
from babel import Locale, localedata
from babel.dates import format_date

from copydesk.dates import find_dates

LANGUAGES = tuple(
    "ar az bg bn ca cs da de el en es et fa fi fr he hi hr hu hy id is it ja ka kk ko lt lv mk ms nb nl pl pt ro ru sk "
    "sl sq sr sv sw ta th tr uk ur uz vi zh".split()
)
DAYS = (
    date(2016, 8, 17),
    date(2023, 12, 31),
    date(1999, 1, 3),
    date(2024, 2, 29),
    date(2017, 11, 23),
    date(2020, 5, 1),
)
DIGITS = {
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
    "ur": "۰۱۲۳۴۵۶۷۸۹",
    "hi": "०१२३४५६७८९",
    "bn": "০১২৩৪৫৬৭৮৯",
    "th": "๐๑๒๓๔๕๖๗๘๙",
    "ta": "௦௧௨௩௪௫௬௭௮௯",
}
UNAMBIGUOUS = 12
"""Days of the month from which on a short date can be read one way only."""


def written(language: str) -> Iterator[tuple[str, str]]:
    """Dates as the language writes them, and as ISO 8601 does."""
    localedata._cache.clear()
    locale = Locale.parse(language)
    digits = str.maketrans("0123456789", DIGITS.get(language, "0123456789"))
    for day in DAYS:
        for kind in ("full", "long", "medium", "short"):
            pattern = locale.date_formats[kind].pattern
            if ("MMM" not in pattern and not pattern.startswith("y") and day.day <= UNAMBIGUOUS) or pattern.startswith(
                ("yy/", "yy.")
            ):
                continue  # day and month could be exchanged
            text = format_date(day, kind, locale=locale)
            yield text, day.isoformat()
            yield text.translate(digits), day.isoformat()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_read(language: str) -> None:
    wrong = [
        (text, iso) for text, iso in written(language) if [found.iso for found in find_dates(text, [language])] != [iso]
    ]
    assert wrong == []
