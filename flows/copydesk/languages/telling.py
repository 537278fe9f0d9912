"""Words that tell sister languages apart: "bahawa" is Malay, and "bahwa" Indonesian.

The n-grams of sisters are much the same, and so are most of their words. What one of them writes otherwise counts
against the others; it says nothing of languages that are no sisters, which may have the same word.
"""

import functools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from copydesk import plain_toml
from copydesk.languages.profiles import words_in
from copydesk.languages.tongues import primary
from copydesk.scripts import LONG

TELLING = 7_000
"""What a telling word counts against the sisters that do not write it, in thousandths of a nat."""


@functools.cache
def _sisters() -> tuple[tuple[frozenset[str], Mapping[str, frozenset[str]]], ...]:
    """The languages of each family, and for each word that only some of them write, those that do not write it."""
    found = []
    for family in plain_toml.data("telling_words").values():
        all_of_it = frozenset(" ".join(family).split())
        words = {word: all_of_it.difference(some.split()) for some, own in family.items() for word in own.split()}
        found.append((all_of_it, words))
    return tuple(found)


def against_sisters(languages: Sequence[str], texts: Sequence[str], found: frozenset[str]) -> NDArray[np.int64] | None:
    """What the telling words of each text count against each of LANGUAGES; None where none of those FOUND has sisters.

    >>> against_sisters(("en", "id", "ms"), ["Katanya bahawa projek siap", "At the hospital"], frozenset({"id"}))
    array([[    0, 14000,     0],
           [    0,  7000,     0]])
    >>> against_sisters(("en", "id", "ms"), ["Katanya bahawa projek siap"], frozenset({"en"})) is None
    True
    """
    asked = [words for family, words in _sisters() if not family.isdisjoint(found)]
    if not asked:
        return None
    counted = np.zeros((len(texts), len(languages)), dtype=np.int64)
    columns = [primary(tag) for tag in languages]
    for n, text in enumerate(texts):
        own = set(words_in(text[:LONG]))
        for words in asked:
            for word in own & words.keys():
                counted[n] += [TELLING * (name in words[word]) for name in columns]
    return counted
