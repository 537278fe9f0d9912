"""Rising curves through strengths and whether what they spoke for was right, and how far confidences are off."""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from copydesk.fields.confidence import Curve

PLACES = 3
"""Digits after the point."""
LEAST = 40
"""Values that a point of a curve stands for."""
PRIOR = 4
"""Values of average worth that are added to each point's: a few lucky ones make nothing certain."""
BINS = 10


def fitted(values: Sequence[tuple[float, bool]]) -> Curve:
    """The rising curve that VALUES, strengths and whether what they spoke for was right, follow best.

    Values of neighbouring strength share a point, and points that would fall are joined (isotonic regression).

    >>> fitted([(0.5, False)] * 50 + [(0.9, True)] * 50).strength
    (0.5, 0.9)
    """
    mean = statistics.fmean(right for _, right in values)
    blocks: list[list[tuple[float, bool]]] = []
    for value in sorted(values):
        if blocks and (len(blocks[-1]) < LEAST or blocks[-1][-1][0] == value[0]):
            blocks[-1].append(value)
        else:
            blocks.append([value])
    if len(blocks) > 1 and len(blocks[-1]) < LEAST:
        blocks[-2:] = [blocks[-2] + blocks[-1]]
    rising: list[list[tuple[float, bool]]] = []
    for block in blocks:
        rising.append(block)
        while len(rising) > 1 and _worth(rising[-2], mean) >= _worth(rising[-1], mean):
            rising[-2:] = [rising[-2] + rising[-1]]
    strengths = (statistics.fmean(strength for strength, _ in block) for block in rising)
    return Curve(
        tuple(round(strength, PLACES) for strength in strengths),
        tuple(round(_worth(block, mean), PLACES) for block in rising),
    )


def _worth(block: Sequence[tuple[float, bool]], mean: float) -> float:
    return (sum(right for _, right in block) + PRIOR * mean) / (len(block) + PRIOR)


class Reliability(NamedTuple):
    """Values given with a confidence in one tenth: what was claimed, what was right, how many."""

    claimed: float
    right: float
    values: int


def reliability(values: Iterable[tuple[float, bool]]) -> list[Reliability]:
    """Confidences, and whether they were right, by tenths."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in values:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return [
        Reliability(statistics.fmean(c for c, _ in found), statistics.fmean(r for _, r in found), len(found))
        for _, found in sorted(bins.items())
    ]


def calibration_error(values: Iterable[tuple[float, bool]]) -> float:
    """The expected calibration error: how far claim and truth are apart, on average over the values.

    >>> calibration_error([(0.9, True)] * 8 + [(0.9, False)] * 2)
    0.1
    """
    rows = reliability(values)
    return round(sum(row.values * abs(row.claimed - row.right) for row in rows) / sum(row.values for row in rows), 4)
