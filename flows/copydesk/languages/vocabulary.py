"""Words that tell languages apart: what a short line lacks in n-grams, one or two of its words often say.

How common each word is in each language counts as that of an n-gram does. A word that no profile has says nothing.
"""

import functools
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.languages.profiles import shares_of_words, words_in
from copydesk.languages.scoring import scorer_of

MAX_SHORT = 80
"""Characters up to which a text's words are asked for: the n-grams of a longer one say enough."""

RAREST = 5e-5
"""Share of the words of a language that one is taken to be that its profile lacks."""


class Vocabulary(NamedTuple):
    """Log probabilities of words, in thousandths of a nat as whole numbers."""

    rows: Mapping[str, int]
    """Each word's row."""
    table: NDArray[np.int32]
    """A row a word, a column a language. The first row, of no word, says nothing."""

    def scores(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Log likelihood of the known words of each text in each language.

        >>> vocabulary_of(("en", "de")).scores(["Und das Wetter", "12"]).argmax(axis=1).tolist()
        [1, 0]
        """
        own = [[0, *(self.rows[word] for word in words_in(text) if word in self.rows)] for text in texts]
        starts = np.cumsum([0, *map(len, own[:-1])])
        rows = self.table.take(list(itertools.chain.from_iterable(own)), axis=0)
        return np.add.reduceat(rows, starts, axis=0).astype(np.int64)


def likelihoods(languages: tuple[str, ...], texts: Sequence[str]) -> NDArray[np.int64]:
    """Log likelihood of each text in each language, in thousandths of a nat: by its n-grams, and a short one's words.

    >>> likelihoods(("en", "de"), ["Das Wetter am Morgen", "the weather"]).argmax(axis=1).tolist()
    [1, 0]
    """
    scores = scorer_of(languages).scores(texts)
    short = [n for n, text in enumerate(texts) if len(text) <= MAX_SHORT]
    if short:
        scores[short] += vocabulary_of(languages).scores([texts[n] for n in short])
    return scores


@functools.lru_cache(maxsize=16)
def vocabulary_of(languages: tuple[str, ...]) -> Vocabulary:
    """The words of LANGUAGES. One that there are no words of is taken to be like the mean of the others."""
    shares = [shares_of_words(language) for language in languages]
    rows = {word: n for n, word in enumerate(dict.fromkeys(itertools.chain.from_iterable(shares)), 1)}
    table = np.full((1 + len(rows), len(languages)), _log(RAREST), dtype=np.int32)
    table[0] = 0
    for column, own in enumerate(shares):
        table[[rows[word] for word in own], column] = [_log(max(share, RAREST)) for share in own.values()]
    without = [column for column, own in enumerate(shares) if not own]
    if without and len(without) < len(languages):
        others = [column for column, own in enumerate(shares) if own]
        table[:, without] = (table[:, others].sum(axis=1) // len(others))[:, None]
    return Vocabulary(rows, table)


@functools.lru_cache(maxsize=1 << 12)
def _log(share: float) -> int:
    return round(1000 * math.log(share))
