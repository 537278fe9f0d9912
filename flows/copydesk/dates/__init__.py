"""Date expressions in text: where they stand, what they say, and whether day and month can be told apart.

The names of months are CLDR's (`data/calendar.toml`, `data/calendars.toml`); besides the Gregorian calendar the Jalali,
the Hijri, the Buddhist and the Minguo calendar and Japanese eras are read. Which expression is the article's date is
not decided here; see `copydesk.fields.date`.
"""

import functools
import re
from collections.abc import Iterable, Iterator

from copydesk.dates.clock import clock_after, clock_before
from copydesk.dates.expressions import DateExpression, Order
from copydesk.dates.grammar import DATE
from copydesk.dates.reading import read
from copydesk.dates.signs import plain_figures, signs_of
from copydesk.dates.vocabulary import era_named, known, months, vocabulary, weekdays

__all__ = ["DateExpression", "Order", "find_dates", "may_hold_date", "months", "weekdays"]

_FIGURES = re.compile(
    r"\d\d\d\d|\d\s?[-/.]\s?\d\d?\s?[-/.]\s?\d|\d[\s-].{2,14}[-'’]\d\d(?!\d)|[\d〇零一二三四五六七八九十元]\s?[年년]"
    r"|\d\s?[\u0e01-\u0e4e.\s]{3,20}\d\d(?!\d)"
)
"""A year in full, three figures, a year of two figures behind a name, or a year as the East or Thailand writes it."""
_DIGIT = re.compile(r"[\d〇零一二三四五六七八九十元]")
"""What all of these begin with."""
_TWO = re.compile(r"\d\D+\d")


def find_dates(text: str, languages: Iterable[str] = ()) -> Iterator[DateExpression]:
    """Every date expression of TEXT, from left to right; names of months are first those of LANGUAGES and of English.

    >>> [found.iso for found in find_dates("Опубликовано 23 ноября 2017 г. в 14:05", ["ru"])]
    ['2017-11-23T14:05']
    >>> [found.iso for found in find_dates("۲۷ مرداد ۱۳۹۵ - 2016/08/17")]
    ['2016-08-17', '2016-08-17']
    >>> [(found.iso, found.ambiguous) for found in find_dates("8/7/2016, 8/17/2016")]
    [('2016-08-07', True), ('2016-08-17', False)]
    """
    return iter(_found(text, known(tuple(languages)))) if may_hold_date(text) else iter(())


@functools.lru_cache(maxsize=2048)
def _found(text: str, spoken: tuple[str, ...]) -> tuple[DateExpression, ...]:
    """The same as a tuple: lines with a date are asked for it again and again."""
    return tuple(_expressions(text, spoken))


def _expressions(text: str, spoken: tuple[str, ...]) -> Iterator[DateExpression]:
    signs = signs_of(text, spoken)
    figures = plain_figures(text)
    place = 0
    while match := DATE.search(signs, place):
        place = match.end()
        meant = read(match, figures, vocabulary(spoken), spoken)
        if meant is None:
            continue
        clock, end = clock_after(figures, match.end())
        start = match.start()
        if not clock:
            clock, start = clock_before(figures, start)
        place = end
        said = text[start:end].strip()
        yield DateExpression(start, end, said, *meant.day, clock if meant.day.day else "", meant.order)


def may_hold_date(text: str) -> bool:
    """Whether TEXT has what every date expression has.

    >>> may_hold_date("8/17/16"), may_hold_date("17 killed in the town")
    (True, False)
    """
    digit = _DIGIT.search(text)
    if digit is None:
        return False
    return _FIGURES.search(text, digit.start()) is not None or (_TWO.search(text) is not None and era_named(text))
