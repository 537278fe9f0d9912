"""Lines with which the entries of an article begin: times of a live blog, the numbers of a list of ten."""

import re
from collections.abc import Sequence

from copydesk.labelling.lines import Line

MIN_ENTRIES = 3
"""Lines that begin with a time, or with numbers in a row, from which on they are entries."""

_CLOCK = re.compile(r"\d{1,2}\s?[:.hH時时點点]\s?\d{2}(?!\d|[.,:]\d|\s?[%€$£])")
"""A time, and no price, share or date."""
_NUMBERED = re.compile(r"(\d\d?)[.)、．]\s")


def begins_with_time(text: str) -> bool:
    """Whether a time of the day comes first in TEXT.

    >>> begins_with_time("16:40 Warning lifted"), begins_with_time("20h44"), begins_with_time("12.50 %")
    (True, True, False)
    """
    return text[:1].isdecimal() and _CLOCK.match(text) is not None


def entries(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of LINES that begin an entry: with a time, as others do, or with a number that others go on from."""
    timed = {n for n, line in enumerate(lines) if not line.is_prose and begins_with_time(line.text)}
    series = (timed, *map(set, numbered(lines)))
    return frozenset(n for rows in series if len(rows) >= MIN_ENTRIES for n in rows)


def numbered(lines: Sequence[Line]) -> list[list[int]]:
    """The lines of each list that is numbered from 1 on, whatever stands between them."""
    found: list[list[int]] = []
    for n, line in enumerate(lines):
        number = number_of(line.text)
        if number == 1:
            found.append([])
        if found and number == len(found[-1]) + 1:
            found[-1].append(n)
    return found


def number_of(text: str) -> int | None:
    """The number of one or two digits with which TEXT begins as an item of a list does.

    >>> number_of("2. The Anchor"), number_of("2 ferries"), number_of("1.5 miles")
    (2, None, None)
    """
    number = _NUMBERED.match(text) if text[:1].isdecimal() else None
    return int(number[1]) if number is not None else None
