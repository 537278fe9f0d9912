"""How long ago a line says that something was: "vor 2 Stunden", "two hours ago", "3 дня назад", "2小时前", "yesterday".

The phrases are CLDR's (`data/ago.toml`), and some that it lacks (`data/ago_phrases.toml`). Such a line is a date only
where it is known when the page was fetched.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from copydesk import plain_toml
from copydesk.dates.expressions import DateExpression, Order
from copydesk.dates.folding import fold_name
from copydesk.dates.signs import plain_figures
from copydesk.dates.vocabulary import known

LONGEST = 80
"""Characters of a line that may say how long ago it was written; a longer one is a sentence."""
_UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
"""Units that are exactly so long."""
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
"""About how long units are, to tell which of two times is the longer ago."""
_TABLES = ("ago", "ago_phrases")
_TIME_BESIDE = r"(?:\W*|\W{1,3}(?:[^\W\d]{1,9}\W+){0,2}\d\d?\s?[:.h]?\s?\d\d(?!\d).*|\W*[|(].*)\Z"
"""What may stand behind "today": nothing, a time of day, or what a sign parts from it; and no sentence."""
_ZERO = ("1970-01-01", "1969-12-31")
"""The day of a clock at zero, in Greenwich and west of it."""


class Ago(NamedTuple):
    """So many units before the page was fetched."""

    number: int
    unit: str


def read_ago(text: str, languages: Iterable[str]) -> Ago | None:
    """What a short line says of how long ago it was; None where it says nothing of the kind.

    >>> read_ago("vor 2 Stunden", ["de"]), read_ago("Posted two hours ago", []), read_ago("3 дня назад", ["ru"])
    (Ago(number=2, unit='hour'), Ago(number=2, unit='hour'), Ago(number=3, unit='day'))
    >>> read_ago("قبل ساعتين", ["ar"]), read_ago("2小时前", ["zh"]), read_ago("Yesterday", []), read_ago("2 hours", [])
    (Ago(number=2, unit='hour'), Ago(number=2, unit='hour'), Ago(number=1, unit='day'), None)

    Of two, the longer ago is that of publication, the other that of a change.

    >>> read_ago("Updated 2 hours ago, published 3 days ago", []), read_ago("Two years ago he left", [])
    (Ago(number=3, unit='day'), None)
    """
    if len(text) > LONGEST:
        return None
    folded = fold_name(plain_figures(text))
    said = [
        Ago(count if count is not None else _number(match["n"], language), unit)
        for language in known(tuple(languages))
        for pattern, unit, count in _phrases(language)
        for match in pattern.finditer(folded)
        if _is_apart(match, unit)
    ]
    return max(said, key=lambda ago: ago.number * _DAYS.get(ago.unit, 0), default=None)


def _is_apart(match: re.Match[str], unit: str) -> bool:
    """Whether a phrase is no beginning of a sentence, as that of an anecdote: "two years ago he left"."""
    rest = match.string[match.end() :].lstrip()
    number = match.groupdict().get("n") or ""
    return not rest[:1].isalpha() or (number.isdecimal() and unit not in ("month", "year"))


def before(ago: Ago, fetched_at: str) -> DateExpression | None:
    """The day that was AGO when the page was fetched, no more precise than what it says; None where nobody knows when.

    >>> before(Ago(2, "hour"), "2024-05-01T01:00:00Z").iso, before(Ago(3, "month"), "2024-05-01T01:00:00Z").iso
    ('2024-04-30', '2024-02')
    """
    try:
        fetched = datetime.fromisoformat(fetched_at)
    except ValueError:
        return None
    try:
        if ago.unit in _SECONDS:
            day = fetched - timedelta(seconds=ago.number * _SECONDS[ago.unit])
            return DateExpression(0, 0, "", day.year, day.month, None if ago.unit == "week" else day.day)
        months = fetched.year * 12 + fetched.month - 1 - ago.number * (12 if ago.unit == "year" else 1)
        return DateExpression(0, 0, "", months // 12, months % 12 + 1 if ago.unit == "month" else None)
    except OverflowError:
        return None


def is_possible(expression: DateExpression, fetched_at: str | None) -> bool:
    """Whether a page fetched then can be from that day; one day later it may have been elsewhere on Earth.

    Where day and month could be exchanged, either order will do. No page is from the day on which clocks begin.

    >>> day = DateExpression(0, 0, "", 2024, 5, 2)
    >>> is_possible(day, "2024-05-01T20:00:00Z"), is_possible(day, "2024-04-30"), is_possible(day, None)
    (True, False, True)
    """
    if expression.iso[:10] in _ZERO:
        return False
    try:
        fetched = datetime.fromisoformat(fetched_at or "")
        latest = (fetched + timedelta(days=1)).date().isoformat()
    except (ValueError, OverflowError):
        return True
    said = min(expression.read_as(order).iso[:10] for order in (Order.MDY, Order.DMY))
    return said <= latest[: len(said)]


def _number(said: str, language: str) -> int:
    return int(said) if said.isdecimal() else _numbers(language)[said]


def _rows(language: str, key: str) -> Iterator[str]:
    for name in _TABLES:
        yield from plain_toml.data(name).get(language, {}).get(key, ())


@functools.cache
def _numbers(language: str) -> dict[str, int]:
    tables = (enumerate(plain_toml.data(name).get(language, {}).get("numbers", ()), 1) for name in _TABLES)
    return {word: number for rows in tables for number, words in rows for word in words.split("|") if word}


@functools.cache
def _phrases(language: str) -> tuple[tuple[re.Pattern[str], str, int | None], ...]:
    """Patterns of the language, the unit each names, and its number where it is in the words: a dual."""
    number = "|".join(sorted(map(re.escape, _numbers(language)), key=len, reverse=True))
    found: list[tuple[re.Pattern[str], str, int | None]] = []
    for unit in _UNITS:
        for phrase in _rows(language, unit):
            words, _, count = phrase.partition("=")
            spelled = r"\s*".join(re.escape(part) for part in fold_name(words).replace("{n}", " {n} ").split())
            figure = rf"(?P<n>\d{{1,4}}{'|' + number if number else ''})"
            pattern = _bounded(spelled.replace(re.escape("{n}"), figure))
            found.append((pattern, unit, int(count) if count else None))
    for name, days in (("today", 0), ("yesterday", 1)):
        found += [
            (re.compile(rf"\A\W*{re.escape(fold_name(word))}\b{_TIME_BESIDE}"), "day", days)
            for word in _rows(language, name)
            if word
        ]
    return tuple(found)


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d]){pattern}(?!\w)" if "\\" in pattern else pattern)
