"""Whether a short line tells of a day in a sentence, "Work begins on 27 March 2016.", or is there to show it.

Long sentences are told by their length; of a short one the words beside its date have to speak.
"""

import itertools
import re
from collections.abc import Sequence

from copydesk.dates.expressions import DateExpression
from copydesk.scripts import ends_in_stop, has_unspaced, words_of

MIN_WORDS = 2.0
"""Words beside its dates that make a line with a full stop a sentence, names in capitals aside: "on" alone does not."""

_PART = re.compile(r"[|•·]|[.!?]\s(?![a-zß-öø-ÿа-яёіїє])")
"""What ends the part of a line that a date stands in; a stop before small letters is a number's or a short word's."""
_NEXT = re.compile(r"\s+\w")
"""How a sentence behind a date begins that was written onto its line: "May 2, 2024 All rights are ours."."""
_SHORTENED = re.compile(r"(?:\d|\b\w{1,3})[.]\W*\Z")
"""How a date ends to which the stop belongs: "26 мая 2016 г.", "5 p.m."."""


def tells_of_day(text: str, dates: Sequence[DateExpression]) -> bool:
    """Whether TEXT is a sentence that tells of its DATES: it ends in a full stop that is not the last date's own.

    >>> from copydesk.dates import find_dates
    >>> lines = ("Baubeginn ist am 27. März 2016.", "Jane | 27. März 2016, 5 Min.", "Jane, 27. März 2016 | Zu dritt.")
    >>> [tells_of_day(line, list(find_dates(line, ["de"]))) for line in lines]
    [True, False, False]
    """
    if not dates or not ends_in_stop(text) or _ends_in_date(text, dates[-1]):
        return False
    before, behind = _PART.split(text[: dates[0].start])[-1], _PART.split(text[dates[-1].end :])[0]
    if _NEXT.match(behind) and behind.lstrip()[:1].isupper():
        behind = ""
    between = (text[one.end : other.start] for one, other in itertools.pairwise(dates))
    words = words_of(" ".join((before, *between, behind)))
    # "Work begins on …": the first word has its capital from the sentence, if no name goes on behind it.
    opens = len(words) > 1 and before.lstrip().startswith(words[0]) and not words[1][0].isupper()
    weights = [_weight(word) for word in words]
    return sum(weights) + (1 - weights[0] if opens else 0) >= MIN_WORDS


def _ends_in_date(text: str, last: DateExpression) -> bool:
    """Whether the stop belongs to the date, as that of "г." or of "p.m." does."""
    return not any(map(str.isalnum, text[last.end :])) and _SHORTENED.search(text, last.start, last.end) is not None


def _weight(word: str) -> float:
    """How much of a word of a sentence WORD is: names are none, and two characters of Han or Thai make one."""
    if has_unspaced(word[:1]):
        return 0.5
    return float(len(word) > 1 and not word[0].isupper())
