"""Words that make a date another day than the article's: "until", "born on", "deadline" before it, "to" between two.

They are data, `data/other_dates.toml`.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Sequence

from copydesk import plain_toml
from copydesk.dates.expressions import DateExpression
from copydesk.dates.vocabulary import known
from copydesk.folding import fold_letters
from copydesk.scripts import has_unbounded

_SIGNS = " :,.(-\N{EN DASH}\N{EM DASH}"
"""What may stand between such a word and the date."""

_OF_YEAR = re.compile(r"\A\s?(?:г|года|р|року)\b\.?")
"""What Russian and Ukrainian write behind a date's year."""
_WORD = re.compile(r"\s*([^\W\d_]{1,6})\s")
"""A short word, and the space behind it."""
_WAVES = ("~", "～", "〜")

_BEGUN = re.compile(
    r"(?:^|(?<=[\s,(]))(\d\d?)\.?\s?(?:[-\N{EN DASH}\N{EM DASH}]|([^\W\d_]{1,4}))\s?(?:(\d\d?)\.?\s?)?\Z"
)
"""The first day of a span whose month or year its last day has: "3 – 5 May 2024", "du 3 au 5 mai 2024"."""
_GOES_ON = re.compile(r"\s?(?:[～〜]|[-~\N{EN DASH}\N{EM DASH}至到]\s?(?:\d{4}年)?(?:\d\d?月)?\d\d?[日月]|から)")
"""How a span goes on whose last day lacks the year: "2024年5月3日～6月5日"."""


def words_before(text: str, start: int, date: DateExpression, languages: Iterable[str]) -> str:
    """What stands in TEXT before a date, from START on, prepositions that were taken for the date's own among it.

    >>> from copydesk.dates import find_dates
    >>> words_before("Join us on May 3, 2024", 0, next(find_dates("Join us on May 3, 2024", ["en"])), ["en"])
    'Join us on'
    """
    small, end = _small_words(known(tuple(languages))), date.start
    while (found := _WORD.match(text, end, date.end)) and fold_letters(found[1]) in small:
        end = found.end()
    return text[start:end].rstrip()


def is_anothers(before: str, languages: Iterable[str]) -> bool:
    """Whether a date is another day than the article's by the words that stand BEFORE it.

    >>> is_anothers("Entries close. Deadline:", []), is_anothers("gültig bis", ["de"]), is_anothers("Until now", [])
    (True, True, False)
    """
    said = fold_letters(before).strip(_SIGNS)
    return bool(said) and any(
        _ends_with(said, word) for tag in known(tuple(languages)) for word in _listed("before", tag)
    )


def is_span(text: str, dates: Sequence[DateExpression], languages: Iterable[str]) -> bool:
    """Whether the DATES of TEXT are the first and the last day of something, and nothing but that stands between them.

    >>> from copydesk.dates import find_dates
    >>> lines = "3 May 2024 to 5 June 2024", "3-5 May 2024", "3 May 2024 – 5 June 2024", "3 May 2024 | 5 June 2024"
    >>> [is_span(line, list(find_dates(line, ["en"])), ["en"]) for line in lines]
    [True, True, False, False]
    """
    if not dates:
        return False
    tags = known(tuple(languages))
    between = (words_before(text, one.end, other, tags) for one, other in itertools.pairwise(dates))
    words = (_OF_YEAR.sub("", said).strip() for said in between)
    if any(_parts_days(said, tags) for said in words) or _GOES_ON.match(text, dates[-1].end):
        return True
    return _is_begun(words_before(text, 0, dates[0], tags) + " ", dates[0].day, tags)


def _is_begun(before: str, day: int | None, tags: Iterable[str]) -> bool:
    """Whether an earlier day of the month than DAY, and "to", stand at the end of what is BEFORE a date."""
    begun = _BEGUN.search(before)
    if begun is None or (begun[2] is not None and not _parts_days(begun[2], tags)):
        return False
    return int(begun[1]) < int(begun[3] or day or 0)


def _parts_days(said: str, tags: Iterable[str]) -> bool:
    """Whether SAID stands between the two days of a span, "to"; a dash parts an article's two dates as well."""
    return said in _WAVES or fold_letters(said) in {word for tag in tags for word in _listed("spans", tag)}


def prepositions(language: str) -> tuple[str, ...]:
    """What stands between a word and the day of what it names in a LANGUAGE: "on".

    >>> prepositions("de"), prepositions("zh")
    (('am',), ())
    """
    return _listed("prepositions", language)


def _ends_with(said: str, word: str) -> bool:
    rest = said.removesuffix(word)
    return rest != said and (not rest or not rest[-1].isalnum() or has_unbounded(word[:1]))


@functools.lru_cache(maxsize=512)
def _small_words(tags: tuple[str, ...]) -> frozenset[str]:
    """The words of some languages that may stand between a word and a day, or between two days."""
    return frozenset(word for tag in tags for table in ("prepositions", "spans") for word in _listed(table, tag))


@functools.cache
def _listed(table: str, language: str) -> tuple[str, ...]:
    return tuple(map(fold_letters, plain_toml.data("other_dates")[table].get(language, ())))
