"""Names of months and days in data/calendar.toml are CLDR's; `python -m tests.core.test_calendar` writes them anew."""

from importlib.resources import files
from pathlib import Path

import pytest
from babel import Locale, localedata

from copydesk.dates import fold_name
from copydesk.folding import fold_letters
from copydesk.tongues import LANGUAGES

CALENDAR = files("copydesk") / "data" / "calendar.toml"

HEAD = """\
# Names of the months, January first, and of the days of the week, as dates are searched for them: folded, without dots,
# several of one month parted by "|". From Unicode's CLDR through Babel; tests/core/test_calendar.py writes this file.
# Copyright 1991-2025 Unicode, Inc. Distributed under the Unicode License v3, https://www.unicode.org/license.txt
"""


def written() -> str:
    """The file's text."""
    return HEAD + "".join(map(_table, sorted(LANGUAGES)))


def _table(language: str) -> str:
    months, days = _cldr(language)
    names = ["|".join(name for name, number in months.items() if number == month) for month in range(1, 13)]
    listed = [", ".join(f'"{name}"' for name in some) for some in (names, sorted(days))]
    return f"\n[{language}]\nmonths = [{listed[0]}]\ndays = [{listed[1]}]\n"


def _cldr(language: str) -> tuple[dict[str, int], set[str]]:
    """Names of the months, and of the days, that CLDR has for a language."""
    # Babel's languages share tables in which it notes names of the one that was asked for first: each begins afresh.
    localedata._cache.clear()
    locale = Locale.parse(language)
    months: dict[str, int] = {}
    days: set[str] = set()
    for context in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            for number, name in locale.months[context].get(width, {}).items():
                folded = fold_name(str(name))
                if len(folded) > 1 and not folded[0].isdigit():
                    months[folded] = int(number)
            days |= {fold_letters(str(name)).strip(".") for name in locale.days[context].get(width, {}).values()}
    return months, days


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_calendar_has_the_names_of_cldr(language: str) -> None:
    assert _table(language) in CALENDAR.read_text(encoding="utf-8")


if __name__ == "__main__":
    Path(str(CALENDAR)).write_text(written(), encoding="utf-8")
