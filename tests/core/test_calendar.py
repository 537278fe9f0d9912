"""Names of months and days in data/calendar.toml are CLDR's; `python -m tests.core.test_calendar` writes them anew."""

import json
import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from babel import Locale, localedata

from copydesk.dates.folding import fold_name
from copydesk.languages.tongues import LANGUAGES

CALENDAR = files("copydesk") / "data" / "calendar.toml"

MORE = frozenset("az be bs eo eu fo fy ga gd gl ha is jv kk ku ky lb mn ms mt nb nn ps sr tg tk ug uz yo zu".split())
"""Languages that copydesk cannot tell from their neighbours: their dates are read nevertheless."""

HEAD = """\
# Names of the months, January first, and of the days of the week, as dates are searched for them: folded, without dots,
# several of one month parted by "|". Words are what stands between the parts of a date: "de" in "1 de mayo de 2016".
# From Unicode's CLDR through Babel; tests/core/test_calendar.py writes this file.
# Copyright 1991-2025 Unicode, Inc. Distributed under the Unicode License v3, https://www.unicode.org/license.txt
"""

_PATTERN = re.compile(r"'(?P<quoted>[^']*)'|(?P<field>([yMLdEecG])\3*)|(?P<plain>.)", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_][^\s\d()/.,،-]*(?:\s(?=\w)[^\W\d_][^\s\d()/.,،-]*)*")


def written() -> str:
    """The file's text."""
    return HEAD + "".join(map(_table, sorted(LANGUAGES | MORE)))


def _table(language: str) -> str:
    # Babel's languages share tables in which it notes names of the one that was asked for first: each begins afresh.
    localedata._cache.clear()
    locale = Locale.parse(language)
    words, affixes = _around(locale)
    months, days = _names(locale, affixes)
    named = ["|".join(name for name, number in months.items() if number == month) for month in range(1, 13)]
    rows = (("months", named), ("days", sorted(days)), ("words", sorted(words)))
    lines = [f"{key} = {json.dumps(listed, ensure_ascii=False)}" for key, listed in rows]
    return "\n".join((f"\n[{language}]", *lines)) + "\n"


def _names(locale: Locale, affixes: set[tuple[str, str]]) -> tuple[dict[str, int], set[str]]:
    """Names of the months, with what patterns write onto them, and names of the days."""
    months: dict[str, int] = {}
    days: set[str] = set()
    for context in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            for number, name in locale.months[context].get(width, {}).items():
                for before, after in sorted({("", ""), *affixes}):
                    folded = fold_name(before + str(name) + after)
                    if len(folded) > 1 and not any(map(str.isdigit, folded)):
                        months.setdefault(folded, int(number))
            days |= {fold_name(str(name)) for name in locale.days[context].get(width, {}).values()}
    return months, {day for day in days if len(day) > 1}


def _around(locale: Locale) -> tuple[set[str], set[tuple[str, str]]]:
    """Words that stand in the patterns of dates, and what patterns write onto the names of months."""
    words: set[str] = set()
    affixes: set[tuple[str, str]] = set()
    for kind in ("full", "long", "medium"):
        parts = _parts(locale.date_formats[kind].pattern)
        edged = [(False, ""), *parts, (False, "")]
        for before, (is_field, part), after in zip(edged, parts, edged[2:], strict=False):
            if is_field and part[0] in "ML" and len(part) > 2:
                affixes.add((_end(before), _beginning(after)))
            elif not is_field:
                words |= {fold_name(word) for word in _LETTERS.findall(part)}
    return {word for word in words if word and not _is_han(word)}, affixes


def _parts(pattern: str) -> list[tuple[bool, str]]:
    """The fields of a date's pattern, and the text between them joined."""
    parts: list[tuple[bool, str]] = []
    for match in _PATTERN.finditer(pattern):
        text = match["field"] or match["quoted"] or match["plain"] or "'"
        if not match["field"] and parts and not parts[-1][0]:
            parts[-1] = (False, parts[-1][1] + text)
        else:
            parts.append((bool(match["field"]), text))
    return parts


def _end(part: tuple[bool, str]) -> str:
    found = re.search(r"[^\W\d_]+\Z", part[1]) if not part[0] else None
    return found[0] if found else ""


def _beginning(part: tuple[bool, str]) -> str:
    found = re.match(r"[^\W\d_]+", part[1]) if not part[0] else None
    return found[0] if found else ""


def _is_han(word: str) -> bool:
    return any(unicodedata.name(char, "").startswith(("CJK", "HANGUL")) for char in word)


@pytest.mark.parametrize("language", sorted(LANGUAGES | MORE))
def test_the_calendar_has_the_names_of_cldr(language: str) -> None:
    assert _table(language) in CALENDAR.read_text(encoding="utf-8")


if __name__ == "__main__":
    Path(str(CALENDAR)).write_text(written(), encoding="utf-8")
