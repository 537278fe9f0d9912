"""The likeliest languages of a row of lines: neighbours tend to share one, and a page has few.

What a line by itself says for each language is its evidence. A row of languages is as good as the evidence for it,
less a price for each change from one line to the next, and less a price for each language that the row has at all. So
a menu of ten short lines, none of which says much, can be in a language of its own, and one short line can hardly be.
All numbers are whole, in thousandths of a nat: the same row comes out on any machine.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CHANGE = 5_700
"""Price of a line in another language than the line before."""


def likeliest(evidence: NDArray[np.int64], prices: Sequence[int]) -> list[int]:
    """The best row of columns of EVIDENCE, lines by languages; PRICES are those of having a language on the page.

    >>> menu, text = [0, 4_000], [90_000, 0]
    >>> likeliest(np.array([menu, text, text]), [12_000, 12_000])
    [0, 0, 0]
    >>> likeliest(np.array([menu, menu, menu, menu, menu, text, text]), [12_000, 12_000])
    [1, 1, 1, 1, 1, 0, 0]
    """
    main = int((evidence.sum(axis=0) - np.array(prices)).argmax())
    ahead = np.maximum(evidence - evidence[:, main, None], 0).sum(axis=0)
    columns = [main, *np.flatnonzero(ahead > np.array(prices) + CHANGE).tolist()]
    if len(columns) == 1:
        return [main] * len(evidence)
    lines = evidence.tolist()
    found, worth = _priced(lines, sorted(columns), prices)
    while len(columns := sorted(set(found))) > 1:
        fewer = [_priced(lines, [column for column in columns if column != left], prices) for left in columns]
        other, without = max(fewer, key=lambda row: row[1])
        if without < worth:
            break
        found, worth = other, without
    return found


def _priced(lines: list[list[int]], columns: Sequence[int], prices: Sequence[int]) -> tuple[list[int], int]:
    """The best row of these COLUMNS, and its worth."""
    row, worth = _smoothed([[line[column] for column in columns] for line in lines])
    return [columns[place] for place in row], worth - sum(prices[columns[place]] for place in set(row))


def _smoothed(lines: Sequence[Sequence[int]]) -> tuple[list[int], int]:
    """The best row of places where only changes have a price (Viterbi), and its worth. The first of equals is taken."""
    best = list(lines[0])
    changed: list[list[bool]] = []
    leaders: list[int] = []
    for line in lines[1:]:
        most = max(best)
        least = most - CHANGE
        leaders.append(best.index(most))
        changed.append([worth < least for worth in best])
        best = [max(worth, least) + own for worth, own in zip(best, line, strict=True)]
    most = max(best)
    place = best.index(most)
    row = [place]
    for leader, change in zip(reversed(leaders), reversed(changed), strict=True):
        place = leader if change[place] else place
        row.append(place)
    return row[::-1], most
