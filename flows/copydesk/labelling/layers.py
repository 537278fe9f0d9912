"""Layers of whole numbers: what the networks of a model, which all have the same shape, do to the lines of a page.

Numbers stand in arrays of networks by numbers by lines: the same operation on all networks is one, and what a line's
neighbours are is a matter of moving along the last axis.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from copydesk.labelling.characters import Ints

Floats: TypeAlias = npt.NDArray[np.float32]

FINE = 16
"""Steps of a line's numbers to one step of what a layer multiplies."""

MOST = 255
"""The largest number that a layer multiplies."""

_STRIP, _SMALL = 64, 262_144
"""Lines that are multiplied at a time, at most, and products of numbers in that. OpenBLAS has a way with small matrices
that is three times as fast on some processors, and takes no threads for so few products on any: they would wait for
each other, and where the cores have other work to do, for that: half of the time of a page."""


class Layer(NamedTuple):
    """Weights of whole numbers, and the scale and offset that bring their sums back to fine steps."""

    weights: Floats
    """Networks by numbers out by numbers in."""
    scale: Floats
    """Networks by numbers out by 1, as the offset is."""
    offset: Floats

    def __call__(self, numbers: Floats) -> Floats:
        """The layer's sums in fine steps, rounded: networks by numbers by lines, as NUMBERS are."""
        return self.scaled(self.sums(numbers))

    def sums(self, numbers: Floats) -> Floats:
        """The weighted sums of NUMBERS."""
        lines = numbers.shape[-1]
        sums = np.empty((*self.weights.shape[:2], lines), dtype=np.float32)
        width = max(1, min(_STRIP, _SMALL // self.weights[0].size))
        for start in range(0, lines, width):
            strip = slice(start, start + width)
            np.matmul(self.weights, numbers[..., strip], out=sums[..., strip])
        return sums

    def scaled(self, sums: Floats) -> Floats:
        """SUMS in fine steps, rounded; nobody else may hold them."""
        sums *= self.scale
        sums += self.offset
        return np.rint(sums, out=sums)


def near(layer: Layer, numbers: Floats, distance: int) -> Floats:
    """What LAYER makes of each line beside those at a DISTANCE above and below; beyond the page there is nothing.

    Its weights are those of the line above, of the line itself and of the line below, one below the other.
    """
    networks, _, lines = numbers.shape
    above, sums, below = layer.sums(numbers).reshape(networks, 3, -1, lines).swapaxes(0, 1)
    if distance < lines:
        sums[..., distance:] += above[..., :-distance]
        sums[..., :-distance] += below[..., distance:]
    return layer.scaled(sums)


def positive(numbers: Floats) -> Floats:
    """NUMBERS themselves, cut off at both ends; nobody else may hold them."""
    return numbers.clip(np.float32(0), np.float32(FINE * MOST), out=numbers)


def coarse(fine: Floats) -> Floats:
    """Fine steps, none of them negative or cut off, to the whole numbers that a layer multiplies."""
    rounded: Floats = fine + np.float32(FINE // 2)
    rounded *= np.float32(1 / FINE)  # a power of two: as exact as a division
    return np.floor(rounded, out=rounded)


def mean_and_most(numbers: Floats) -> Floats:
    """The mean of each number over all lines, rounded down, and the largest: networks by twice the numbers by 1."""
    mean = np.floor(numbers.sum(axis=-1, dtype=np.float64) / numbers.shape[-1]).astype(np.float32)
    return np.concatenate([mean, numbers.max(axis=-1)], axis=-1)[..., None]


def means_of_topics(numbers: Floats, inside: npt.NDArray[np.float64]) -> Floats:
    """Means of NUMBERS over the lines inside the body, and over the others: networks by twice the numbers by 1.

    INSIDE are the chances, in 256ths, that each line is inside: networks by lines.
    """
    exact = numbers.astype(np.float64)
    within = np.einsum("nwl,nl->nw", exact, inside)  # no threads; see _SMALL
    weight = inside.sum(axis=-1, keepdims=True)
    without = 256 * exact.sum(axis=-1) - within
    both = [within / (weight + 128), without / (256 * numbers.shape[-1] - weight + 128)]
    means: Floats = np.floor(np.concatenate(both, axis=-1)).astype(np.float32)
    return means[..., None]


def means_of_words(words: npt.NDArray[np.int8], ids: Ints, bounds: Ints) -> Floats:
    """Mean of the known words of each line, rounded: networks by lines by the width of the tables WORDS.

    IDS are the words' numbers in the tables, 0 for unknown ones; BOUNDS are where each line's words begin and end.
    """
    known = ids > 0
    tally = np.concatenate(([0], np.cumsum(known)))[bounds]
    counts = np.diff(tally)
    filled = np.flatnonzero(counts)
    sums = np.zeros((len(words), len(counts), words.shape[-1]), dtype=np.float32)
    if len(filled):
        numbers = words.take(ids[known], axis=1).astype(np.float32)
        sums[:, filled] = np.add.reduceat(numbers, tally[filled], axis=1)
    counts = np.maximum(counts, 1)[:, None]
    means: Floats = np.floor((2 * sums.astype(np.float64) + counts) / (2 * counts)).astype(np.float32)
    return means
