"""The likeliest languages of a row of lines: neighbours tend to share one, and a page has few.

What a line by itself says for each language is its evidence. A row of languages is as good as the evidence for it,
less a price for each change from one line to the next, and less a price for each language that the row has at all. So
a menu of ten short lines, none of which says much, can be in a language of its own, and one short line can hardly be.
All numbers are whole, in thousandths of a nat: the same row comes out on any machine.
"""

import itertools
from collections.abc import Iterator, Sequence

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
    found, worth = _priced(evidence, sorted(columns), prices)
    while len(columns := sorted(set(found))) > 1:
        fewer = [_priced(evidence, others, prices) for others in _worth_trying(evidence, columns, prices, worth)]
        other, without = max(fewer, key=lambda row: row[1], default=(found, worth - 1))
        if without < worth:
            break
        found, worth = other, without
    return found


def _worth_trying(
    evidence: NDArray[np.int64], columns: Sequence[int], prices: Sequence[int], worth: int
) -> Iterator[list[int]]:
    """All but one of COLUMNS, as often as a row of them may be worth as much as WORTH: if changes had no price."""
    own = evidence[:, columns]
    *_, second, first = np.partition(own, -2, axis=1).T
    best = own.argmax(axis=1)
    lost = [int((first - second)[best == place].sum()) for place in range(len(columns))]
    for left, loss in zip(columns, lost, strict=True):
        others = [column for column in columns if column != left]
        if int(first.sum()) - loss - min(prices[column] for column in others) >= worth:
            yield others


def _priced(evidence: NDArray[np.int64], columns: Sequence[int], prices: Sequence[int]) -> tuple[list[int], int]:
    """The best row of these COLUMNS, and its worth."""
    if len(columns) == 1:
        return list(columns) * len(evidence), int(evidence[:, columns].sum()) - prices[columns[0]]
    row, worth = _smoothed(evidence[:, columns])
    return [columns[place] for place in row], worth - sum(prices[columns[place]] for place in set(row))


def _smoothed(evidence: NDArray[np.int64]) -> tuple[list[int], int]:
    """The best row of places where only changes have a price (Viterbi), and its worth. The first of equals is taken.

    A line that is surely in one language, because two changes cost less than what another lacks, is in that in the
    best row, whatever stands around it: for such lines, which most are, nothing else need be worked out.
    """
    *_, second, first = np.partition(evidence, -2, axis=1).T
    sure = first - second > 2 * CHANGE
    sure[0] = False
    unsure = iter(evidence[~sure].tolist())
    opening: list[int] = next(unsure)
    worths: list[int] | None = opening
    most = max(opening)
    leader = opening.index(most)
    above = []
    in_one = zip(sure.tolist(), evidence.argmax(axis=1).tolist(), first.tolist(), strict=True)
    for is_sure, place, best in itertools.islice(in_one, 1, None):
        above.append((leader, worths))
        least = most - CHANGE
        if is_sure:
            before = most if leader == place else least if worths is None else max(worths[place], least)
            leader, worths, most = place, None, before + best
            continue
        line = next(unsure)
        if worths is None:
            worths = [least + own for own in line]
            worths[leader] += CHANGE
        else:
            worths = [worth + own if worth > least else least + own for worth, own in zip(worths, line, strict=True)]
        most = max(worths)
        leader = worths.index(most)
    place = leader
    row = [place]
    for leader, worths in reversed(above):
        if worths is None or worths[place] < worths[leader] - CHANGE:
            place = leader
        row.append(place)
    return row[::-1], most
