"""Dates as CLDR's patterns write them, in ninety languages: each is read as the day that it is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel import Locale, localedata
from babel.dates import format_date

from copydesk.dates import find_dates

LANGUAGES = tuple(
    "ar az bg bn ca cs da de el en es et fa fi fr he hi hr hu hy id is it ja ka kk ko lt lv mk ms nb nl pl pt ro ru sk "
    "sl sq sr sv sw ta th tr uk ur uz vi zh "
    "af am be bs ckb cy eu fo fy ga gd gl gu ha jv km kn ku ky lb lg lo mi ml mn mr mt ne nn no or pa ps si sn so st "
    "te tg tk tl tn ts ug xh zu".split()
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


CALENDARS = Path(__file__).with_name("other_calendars.tsv")
LEAST = {"islamic": 0.96, "persian": 1.0, "buddhist": 1.0, "roc": 1.0, "japanese": 0.99}
"""Share of CLDR's dates that is read, languages with a calendar of their own and languages that hardly know it."""
AT_HOME = {
    "islamic": "ar fa ur en id tr",
    "persian": "fa en",
    "buddhist": "th en",
    "roc": "zh en",
    "japanese": "ja en zh",
}


def other_calendars() -> list[list[str]]:
    """Calendar, language, ISO 8601, and the date as CLDR writes it."""
    lines = CALENDARS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("calendar", sorted(LEAST))
def test_other_calendars_are_read(calendar: str) -> None:
    rows = [(language, iso, text) for name, language, iso, text in other_calendars() if name == calendar]
    wrong = [row for row in rows if [found.iso for found in find_dates(row[2], [row[0]])] != [row[1]]]
    assert len(wrong) <= (1 - LEAST[calendar]) * len(rows), wrong
    assert [row for row in wrong if row[0] in AT_HOME[calendar].split()] == []


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("二〇一六年八月十七日", "zh", "2016-08-17"),
        ("二〇二三年十二月三十一日 14时05分", "zh", "2023-12-31T14:05"),
        ("令和元年五月一日", "ja", "2019-05-01"),
        ("平成28年8月17日", "ja", "2016-08-17"),
        ("民國105年8月17日", "zh", "2016-08-17"),
        ("105年8月17日", "zh", "2016-08-17"),
        ("วันพุธที่ 17 สิงหาคม พ.ศ. 2559", "th", "2016-08-17"),
        ("๑๗ ส.ค. ๒๕๕๙", "th", "2016-08-17"),
        ("14 ذو القعدة 1437 هـ", "ar", "2016-08-17"),
        ("الأربعاء ١٤ ذو القعدة ١٤٣٧", "ar", "2016-08-17"),
        ("27 Mordad 1395", "en", "2016-08-17"),
        ("۲۷ مرداد ۱۳۹۵", "fa", "2016-08-17"),
        ("ngày 17 tháng 8 năm 2016", "vi", "2016-08-17"),
        ("2016. gada 17. augusts", "lv", "2016-08-17"),
        ("2016ko abuztuaren 17a", "eu", "2016-08-17"),
        ("17 août 2016", "und", "2016-08-17"),
        ("14/11/1437", "ms", "2016-08-17"),  # as a Jalali year it has not come yet
        ("۱۳۹۵/۰۵/۲۷", "und", "2016-08-17"),
        ("5 gruodžio 31 Reiwa", "lt", "2023-12-31"),
        ("31 December 5 Reiwa", "en", "2023-12-31"),
    ],
)
def test_native_ways_are_read(text: str, language: str, iso: str) -> None:
    assert [found.iso for found in find_dates(text, [language])] == [iso]
