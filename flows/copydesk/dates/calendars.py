"""Years, months and days of other calendars as the Gregorian day that they are."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from convertdate import persian
from hijridate import Hijri

from copydesk.dates.vocabulary import Kind

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years that are read as ones of the Gregorian calendar."""
JALALI_YEARS = range(1300, 1480)
"""Years that a page can only mean in the Jalali or the Hijri calendar."""
LAST_OF_JALALI = 1409
"""The last year that is Jalali where nothing but the year tells: later ones have come in the Hijri calendar alone."""
HIJRI_YEARS = range(1343, 1501)
"""Years whose months the calendar of Umm al-Qura knows."""
BUDDHIST_YEARS = range(2400, 2644)
JALALI_LANGUAGES, HIJRI_LANGUAGES = frozenset(("fa", "ps", "tg", "prs", "ckb", "ku")), frozenset(("ar", "ur"))
"""Languages of which a year that may be of either calendar is taken for one of this one."""
BEFORE_BUDDHA, BEFORE_REPUBLIC = -543, 1911
"""What is added to a Buddhist year, and to one of the Republic of China."""
JAPANESE = {Kind.MEIJI: 1867, Kind.TAISHO: 1911, Kind.SHOWA: 1925, Kind.HEISEI: 1988, Kind.REIWA: 2018}
"""The last year before the first of each era."""
ERA_ENDS = {Kind.MEIJI: 45, Kind.TAISHO: 15, Kind.SHOWA: 64, Kind.HEISEI: 31, Kind.REIWA: LAST_YEAR - 2018}
"""The last year of each era; of the present one nobody knows it."""


class Day(NamedTuple):
    """A day, or a month, of the Gregorian calendar."""

    year: int
    month: int | None
    day: int | None


def gregorian(written: Day, era: Kind | None, languages: Iterable[str]) -> Day | None:
    """The day that is meant; None where there is none, or where a month of another calendar is all that is said.

    LANGUAGES are primary tags, those of the page.

    >>> gregorian(Day(1395, 5, 27), None, ["fa"]), gregorian(Day(1437, 11, 14), None, ["ar"])
    (Day(year=2016, month=8, day=17), Day(year=2016, month=8, day=17))
    >>> gregorian(Day(28, 8, 17), Kind.HEISEI, ["ja"]), gregorian(Day(105, 8, 17), Kind.MINGUO, [])
    (Day(year=2016, month=8, day=17), Day(year=2016, month=8, day=17))
    >>> gregorian(Day(2559, 8, 17), None, ["th"]), gregorian(Day(2016, 2, 31), None, [])
    (Day(year=2016, month=8, day=17), None)
    >>> gregorian(Day(1437, 11, 14), None, ["ms"]), gregorian(Day(35, 11, 14), Kind.HEISEI, ["ja"])
    (Day(year=2016, month=8, day=17), None)
    """
    year, month, day = written
    if era is Kind.HIJRI or (era is None and year in HIJRI_YEARS and _is_hijri(year, languages)):
        return _from_hijri(written)
    if era is Kind.JALALI or (era is None and year in JALALI_YEARS):
        return _from_jalali(written)
    if era in JAPANESE:
        year = JAPANESE[era] + year if year <= ERA_ENDS[era] else 0
    elif era is Kind.MINGUO:
        year += BEFORE_REPUBLIC
    elif era is Kind.BUDDHIST or (era is None and year > BUDDHIST_YEARS.start):
        year = year + BEFORE_BUDDHA if year in BUDDHIST_YEARS else 0
    return Day(year, month, day) if _exists(year, month, day) else None


def _is_hijri(year: int, languages: Iterable[str]) -> bool:
    spoken = set(languages)
    return spoken.isdisjoint(JALALI_LANGUAGES) and (year > LAST_OF_JALALI or not spoken.isdisjoint(HIJRI_LANGUAGES))


def _from_hijri(written: Day) -> Day | None:
    """By the calendar of Umm al-Qura; elsewhere the month may have begun a day earlier or later."""
    year, month, day = written
    if day is None or month is None:
        return None
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return Day(found.year, found.month, found.day)


def _from_jalali(written: Day) -> Day | None:
    year, month, day = written
    if day is None or month is None or year not in JALALI_YEARS or not 1 <= month <= 12:
        return None  # a Jalali month spans two Gregorian ones: nothing precise can be said
    return Day(*persian.to_gregorian(year, month, day)) if 1 <= day <= persian.month_length(year, month) else None


def _exists(year: int, month: int | None, day: int | None) -> bool:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return False
    return True
