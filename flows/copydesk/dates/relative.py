"""How long ago a line says that something was: "vor 2 Stunden", "two hours ago", "3 дня назад", "2小时前", "yesterday".

The phrases are CLDR's (`data/ago.toml`). Such a line is a date only where it is known when the page was fetched.
"""

import functools
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, NamedTuple

from copydesk import plain_toml
from copydesk.dates.expressions import DateExpression, Order
from copydesk.dates.folding import fold_name
from copydesk.dates.signs import plain_figures
from copydesk.dates.vocabulary import known

LONGEST = 80
"""Characters of a line that may say how long ago it was written; a longer one is a sentence."""
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MORE = {"en": {"minute": ("{n} mins ago",), "hour": ("{n} hrs ago",), "numbers": {"a": 1, "an": 1}}}
"""What CLDR does not have."""
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
    """
    if len(text) > LONGEST:
        return None
    folded = fold_name(plain_figures(text))
    for language in known(tuple(languages)):
        for pattern, unit, count in _phrases(language):
            match = pattern.search(folded)
            if match is not None:
                return Ago(count if count is not None else _number(match["n"], language), unit)
    return None


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


@functools.cache
def _table() -> dict[str, Any]:
    return plain_toml.loads((files("copydesk") / "data" / "ago.toml").read_text(encoding="utf-8"))


@functools.cache
def _numbers(language: str) -> dict[str, int]:
    rows = enumerate(_table().get(language, {}).get("numbers", ()), 1)
    more: dict[str, int] = _MORE.get(language, {}).get("numbers", {})  # type: ignore[assignment]
    return {word: number for number, words in rows for word in words.split("|") if word} | more


@functools.cache
def _phrases(language: str) -> tuple[tuple[re.Pattern[str], str, int | None], ...]:
    """Patterns of the language, the unit each names, and its number where it is in the words: a dual."""
    rows = _table().get(language, {})
    more = _MORE.get(language, {})
    number = "|".join(sorted(map(re.escape, _numbers(language)), key=len, reverse=True))
    found: list[tuple[re.Pattern[str], str, int | None]] = []
    for unit in UNITS:
        for phrase in (*rows.get(unit, ()), *more.get(unit, ())):
            words, _, count = str(phrase).partition("=")
            spelled = r"\s*".join(re.escape(part) for part in words.replace("{n}", " {n} ").split())
            figure = rf"(?P<n>\d{{1,4}}{'|' + number if number else ''})"
            pattern = _bounded(spelled.replace(re.escape("{n}"), figure))
            found.append((pattern, unit, int(count) if count else None))
    for name, days in (("today", 0), ("yesterday", 1)):
        found += [(re.compile(rf"\A\W*{re.escape(word)}\b"), "day", days) for word in rows.get(name, ()) if word]
    return tuple(found)


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d]){pattern}(?!\w)" if "\\" in pattern else pattern)
