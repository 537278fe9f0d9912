"""Whether a short line tells of a day in a sentence, "Work begins on 27 March 2016.", or is there to show it.

Long sentences are told by their length; of a short one the words beside its date have to speak.
"""

import re
from collections.abc import Sequence

from copydesk.dates.expressions import DateExpression
from copydesk.scripts import UNSPACED, ends_in_stop, words_of

MIN_WORDS = 2.0
"""Words beside its dates that make a line with a full stop a sentence, names in capitals aside: "on" alone does not."""

_UNSPACED = re.compile(rf"[{UNSPACED}]")


def tells_of_day(text: str, dates: Sequence[DateExpression]) -> bool:
    """Whether TEXT is a sentence that tells of its DATES: it ends in a full stop that is not the last date's own.

    >>> from copydesk.dates import find_dates
    >>> lines = ("Baubeginn ist am 27. März 2016.", "Jane Roe | 27. März 2016, 5 Min.", "вышло и там 26 мая 2016 г.")
    >>> [tells_of_day(line, list(find_dates(line, ("de", "ru")))) for line in lines]
    [True, False, False]
    """
    if not dates or not ends_in_stop(text) or _ends_in_date(text, dates[-1]):
        return False
    parts, end = [], 0
    for date in dates:
        parts.append(text[end : date.start])
        end = date.end
    words = words_of(" ".join((*parts, text[end:])))
    opens = len(words) > 1 and text.startswith(words[0]) and not words[1][0].isupper()  # "Work begins on …", no name
    return opens + sum(map(_weight, words)) - (_weight(words[0]) if opens else 0) >= MIN_WORDS


def _ends_in_date(text: str, last: DateExpression) -> bool:
    """Whether the stop belongs to the date, as that of "г." or of "p.m." does."""
    return not any(map(str.isalnum, text[last.end :])) and ends_in_stop(text[: last.end])


def _weight(word: str) -> float:
    """How much of a word of a sentence WORD is: names are none, and two characters of Han or Thai make one."""
    if _UNSPACED.match(word):
        return 0.5
    return float(len(word) > 1 and not word[0].isupper())
