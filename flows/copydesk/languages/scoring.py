"""Profiles of languages as tables that score all lines of a page at once.

The n-grams of a line, of one to three characters, are those that end at each of its places: the character, the two and
the three that end there. So each place has one row of the table, the sum of what its n-grams say, and a line's score is
the sum of the rows of its places. No n-gram reaches over a space, so lines can stand in one row, a space between them.
"""

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.chartables import CharTable
from copydesk.languages.profiles import SIZES, normalised, unlikelihoods_of

_BATCH = 1 << 12
"""Characters that are scored at a time, or one line: what their rows say fits a processor's cache."""

_HALF = 0xFFFFFFFF
"""The lower half of a number of 64 bits."""

_ELSE, _SPACE = 1, 2
"""Numbers of a character that no profile has, and of a space."""


class Scorer(NamedTuple):
    """Log probabilities of n-grams, in thousandths of a nat as whole numbers: sums are then exact on any machine."""

    languages: tuple[str, ...]
    letters: CharTable
    """Each character's place in the profiles' alphabet."""
    size: int
    """Characters in that alphabet."""
    by_two: NDArray[np.uint16]
    """Row of a place by its last two characters."""
    opening: NDArray[np.uint16]
    """Number of two characters that an n-gram of three begins with; 0 for others."""
    by_three: NDArray[np.uint16]
    """Row of a place by the number of two characters and the third; 0 where no profile has the three."""
    table: NDArray[np.int64]
    """What each row says against a language. Two languages are summed at once, in the halves of a number."""

    def scores(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Log likelihood of each text in each language, in thousandths of a nat. For texts of up to 100,000 characters.

        >>> scorer = scorer_of(("en", "de"))
        >>> [scorer.languages[n] for n in scorer.scores(["the weather", "das Wetter", "THE WEATHER"]).argmax(axis=1)]
        ['en', 'de', 'en']
        """
        sums = np.zeros((len(texts), self.table.shape[1]), dtype=np.int64)
        first = 0
        for last in _batches(texts):
            batch = [text.capitalize() if text.isupper() else text for text in texts[first:last]]
            starts = np.cumsum([0, *(len(text) + 1 for text in batch[:-1])])
            rows = self.table.take(self._rows(" ".join(batch)), axis=0)
            np.add.reduceat(rows, starts, axis=0, out=sums[first:last])
            first = last
        both = np.concatenate([sums & _HALF, sums >> 32], axis=1)
        return -both[:, : len(self.languages)]

    def _rows(self, text: str) -> NDArray[np.uint16]:
        """Row of each place of TEXT and of the space after it."""
        chars = self.letters(f"  {text} ").astype(np.intp)
        two = chars[:-1] * self.size + chars[1:]
        three = self.by_three.take(self.opening.take(two[:-1]).astype(np.intp) * self.size + chars[2:])
        rows: NDArray[np.uint16] = np.where(three, three, self.by_two.take(two[1:]))
        return rows


def _batches(texts: Sequence[str]) -> Iterator[int]:
    """Ends of runs of TEXTS that are scored together."""
    held = 0
    for n, text in enumerate(texts):
        if held and held + len(text) > _BATCH:
            yield n
            held = 0
        held += len(text) + 1
    if texts:
        yield len(texts)


@functools.lru_cache(maxsize=16)
def scorer_of(languages: tuple[str, ...]) -> Scorer:
    """The profiles of LANGUAGES as one scorer."""
    grams, table = unlikelihoods_of(languages)
    alphabet = {" ": _SPACE}
    for char in sorted({char for gram in grams for char in gram} - {" "}):
        alphabet[char] = _SPACE + len(alphabet)
    size = _SPACE + len(alphabet)
    letters = CharTable(lambda char: alphabet.get(normalised(char), _ELSE))
    lengths = np.array([len(gram) for gram in grams])
    rows = {n: np.flatnonzero(lengths == n) + 1 for n in SIZES}
    chars = {n: letters("".join(grams[row - 1] for row in rows[n])).reshape(-1, n).T.astype(np.intp) for n in SIZES}
    # Row 0 says nothing. What the shorter n-grams at the end of a longer one say is added to the longer one's row.
    sums = np.concatenate([np.zeros((1, len(languages)), dtype=np.int64), table])
    by_one = np.zeros(size, dtype=np.uint16)
    by_one[chars[1][0]] = rows[1]
    sums[rows[2]] += sums[by_one[chars[2][1]]]
    by_two = np.tile(by_one, size)
    by_two[chars[2][0] * size + chars[2][1]] = rows[2]
    sums[rows[3]] += sums[by_two[chars[3][1] * size + chars[3][2]]]
    openings, number = np.unique(chars[3][0] * size + chars[3][1], return_inverse=True)
    opening = np.zeros(size * size, dtype=np.uint16)
    opening[openings] = np.arange(1, len(openings) + 1)
    by_three = np.zeros((len(openings) + 1) * size, dtype=np.uint16)
    by_three[(number + 1) * size + chars[3][2]] = rows[3]
    half = (len(languages) + 1) // 2
    table = sums[:, :half].copy()
    table[:, : len(languages) - half] += sums[:, half:] << 32
    return Scorer(languages, letters, size, by_two, opening, by_three, table)
