"""The likeliest languages of a row of lines: neighbours tend to share one, and a page has few.

What a line by itself says for each language is its evidence. A row of languages is as good as the evidence for it,
less a price for each change from one line to the next, and less a price for each language that the row has at all. So
a menu of ten short lines, none of which says much, can be in a language of its own, and one short line can hardly be.
All numbers are whole, in thousandths of a nat: the same row comes out on any machine.
"""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

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
    columns = sorted([main, *np.flatnonzero(ahead > np.array(prices) + CHANGE).tolist()])
    if len(columns) == 1:
        return [main] * len(evidence)
    places, _ = _smoothed(evidence[:, columns])
    row = np.array(columns).take(places)
    changes: dict[int, _Change] = {}
    while len(columns := sorted(set(row.tolist()))) > 1:
        sure = _surely(evidence[:, columns])
        changes = {left: changes.get(left) or _without(left, row, sure, evidence, columns) for left in columns}
        gains = {left: _saved(row, change, prices) - change.loss for left, change in changes.items()}
        best = max(gains, key=lambda left: gains[left])
        if gains[best] < 0:
            break
        before, row = row, changes[best].made_in(row)
        changes = {left: change for left, change in changes.items() if change.still_holds(before, row)}
    return list(row.tolist())


class _Change(NamedTuple):
    """What leaving a language out of a row changes."""

    left: int
    """The language's column."""
    lines: NDArray[np.int64]
    """Numbers of the lines that may change, in order."""
    found: NDArray[np.int64]
    """Their new columns."""
    loss: int
    """What the new columns are worth less."""

    def made_in(self, row: NDArray[np.int64]) -> NDArray[np.int64]:
        """ROW with the change."""
        other = row.copy()
        other[self.lines] = self.found
        return other

    def still_holds(self, before: NDArray[np.int64], row: NDArray[np.int64]) -> bool:
        """Whether it is the same change of ROW, which is as BEFORE but for another one, and has fewer languages."""
        is_new = before != row
        return not (is_new[self.lines].any() or self.left in row[is_new]) and bool(np.isin(self.found, row).all())


def _saved(row: NDArray[np.int64], change: _Change, prices: Sequence[int]) -> int:
    """The prices of the languages that a CHANGE takes out of ROW."""
    return sum(prices[column] for column in set(row.tolist()).difference(change.made_in(row).tolist()))


def _without(
    left: int, row: NDArray[np.int64], sure: NDArray[np.bool_], evidence: NDArray[np.int64], columns: Sequence[int]
) -> _Change:
    """The best row without the language that is LEFT out, as a change of ROW, the best one with all of COLUMNS.

    SURE lines that are not in that language keep theirs. So only stretches between two such lines can change, and only
    those that have a line of the LEFT language. They are worked out together, as if they stood one behind the other:
    sure lines bound each of them, so the change from one stretch to the next costs the same before and after.
    """
    gone = row == left
    stays = sure & ~gone
    part = np.cumsum(stays)  # a line that stays begins one
    is_new = np.zeros(int(part[-1]) + 2, dtype=np.bool_)
    is_new[part[gone]] = True
    lines = np.flatnonzero(is_new[part] | (stays & is_new[part - 1]))
    before, others = row[lines], np.array([column for column in columns if column != left])
    places, worth = _smoothed(evidence[np.ix_(lines, others)])
    worth_before = int(evidence[lines, before].sum()) - CHANGE * int(np.count_nonzero(np.diff(before)))
    return _Change(left, lines, others.take(places), worth_before - worth)


def _surely(evidence: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which lines are in one language whatever stands around them: the second lacks more than two changes cost."""
    *_, second, first = np.partition(evidence, -2, axis=1).T
    sure: NDArray[np.bool_] = first - second > 2 * CHANGE
    return sure


def _smoothed(evidence: NDArray[np.int64]) -> tuple[list[int], int]:
    """The best row of places where only changes have a price (Viterbi), and its worth. The first of equals is taken.

    For lines that are surely in one language, which most are, nothing else need be worked out (`_surely`).
    """
    if evidence.shape[1] == 1:
        return [0] * len(evidence), int(evidence.sum())
    sure = _surely(evidence)
    sure[0] = False
    unsure = iter(evidence[~sure].tolist())
    opening: list[int] = next(unsure)
    worths: list[int] | None = opening
    most = max(opening)
    leader = opening.index(most)
    above = []
    in_one = zip(sure.tolist(), evidence.argmax(axis=1).tolist(), evidence.max(axis=1).tolist(), strict=True)
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
