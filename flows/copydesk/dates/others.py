"""Words that make the date behind them another day than the article's: "until", "born on", "deadline".

They are data, `data/other_dates.toml`.
"""

import functools
from collections.abc import Iterable

from copydesk import plain_toml
from copydesk.dates.vocabulary import known
from copydesk.folding import fold_letters
from copydesk.scripts import has_unbounded

_SIGNS = " :,.(-\N{EN DASH}\N{EM DASH}"
"""What may stand between such a word and the date."""


def is_anothers(before: str, languages: Iterable[str]) -> bool:
    """Whether a date is another day than the article's by the words that stand BEFORE it.

    >>> is_anothers("Entries close. Deadline:", []), is_anothers("gültig bis", ["de"]), is_anothers("Until now", [])
    (True, True, False)
    """
    said = fold_letters(before).strip(_SIGNS)
    return bool(said) and any(_ends_with(said, word) for tag in known(tuple(languages)) for word in _words(tag))


def _ends_with(said: str, word: str) -> bool:
    rest = said.removesuffix(word)
    return rest != said and (not rest or not rest[-1].isalnum() or has_unbounded(word[:1]))


@functools.cache
def _words(language: str) -> tuple[str, ...]:
    return tuple(map(fold_letters, plain_toml.data("other_dates").get(language, ())))
