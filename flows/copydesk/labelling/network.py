"""The line model: a small convolutional network over the lines of a page, in whole numbers.

Weights are eight-bit integers, and so are the numbers that they are multiplied with: every sum of products stays below
2**24, where float32 is exact. The order of summation, the number of threads and the make of the processor can
therefore not change a result.

The layers, with `h` a row of numbers for each line of the page:
    h = input(features, words)          what the line says
    h = h + context(mean h, max h)      what the page is like
    h = h + near(h above, h, h below)   the neighbours, at distances of 1, 2, 4 … lines
    h = h + topic(mean h of the lines taken for body, mean h of the others)     half-way through
    body, roles, picks = heads(hidden(h)); article = head(mean and max of hidden)
`training/` makes the weights; its README tells how.
"""

import functools
import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from copydesk.labelling.characters import Characters, Ints, Keys
from copydesk.labelling.tagged import MarkupWords
from copydesk.model import Role

FORMAT = 1
"""Version of the file that this module reads."""

WEIGHTS, ABOUT = "weights.npz", "about.toml"
"""The model's file, and the one beside it with its hash and format."""

Floats: TypeAlias = npt.NDArray[np.float32]

PICKED = (Role.TITLE, Role.DATE, Role.BYLINE, Role.SUBTITLE)
"""Roles of which the network picks one line of a page, or none: the logit of none is 0."""

FINE = 16
"""Steps of a line's numbers to one step of what a layer multiplies."""

MOST = 255
"""The largest number that a layer multiplies."""

LINE_SALT = np.uint32(0x5BD1E995)
"""Keys of whole lines are told from keys of words by it."""

CHANCES = 16
"""Steps of a logit to one unit."""

EXTREME = 12
"""Logits beyond it mean the same as it."""


LOGITS = tuple(step / CHANCES for step in range(-EXTREME * CHANCES, EXTREME * CHANCES + 1))
"""Logits that tables of chances have a row for: from -12 to 12 in sixteenths."""


class DamagedModelError(RuntimeError):
    """The model's file is not the one that this version of copydesk came with."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of whole numbers, and the scale and offset that bring their sums back to fine steps."""

    weights: Floats
    scale: Floats
    offset: Floats

    def __call__(self, numbers: Floats) -> Floats:
        """The layer's sums in fine steps, rounded."""
        sums: Floats = numbers @ self.weights
        sums *= self.scale
        sums += self.offset
        return np.rint(sums, out=sums)


@dataclass(frozen=True, slots=True)
class Network:
    """One network: its table of words and its layers."""

    words: npt.NDArray[np.int8]
    """Numbers of each word of the vocabulary; row 0 is the unknown word."""
    layers: dict[str, Layer]
    dilations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What is loaded once: the vocabulary and the networks that vote."""

    vocabulary: Keys
    networks: tuple[Network, ...]
    body_chances: npt.NDArray[np.float64]
    """Share of lines that are body at each logit from -12 to 12 in sixteenths, as counted on pages not learned from."""
    article_chances: npt.NDArray[np.float64]
    """The same for pages that are articles."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model takes the lines of a page for."""

    body: Ints
    """Logit of each line's being body, in sixteenths."""
    roles: Ints
    """Logits of each line's roles, in sixteenths: lines by `features.ROLES`."""
    picks: Ints
    """Logits of each line's being the page's title, date, byline or subtitle: lines by `PICKED`."""
    article: int
    """Logit of the page's being an article, in sixteenths."""


class Kind(StrEnum):
    """What a model labels: text whose markup is lost, or HTML. Each has its own folder."""

    TEXT = "text"
    HTML = "html"


@functools.lru_cache(maxsize=16)
def load_model(kind: Kind, own: Path | None = None) -> Model:
    """The model of a KIND of pages that comes with copydesk, or the one in the folder OWN.

    Raises `DamagedModelError` where its file has not the hash or the format that stands beside it.
    """
    folder = (files("copydesk") / "data" / "model" if own is None else own) / kind
    about = tomllib.loads((folder / ABOUT).read_text(encoding="utf-8"))
    content = (folder / WEIGHTS).read_bytes()
    if about["format"] != FORMAT:
        raise DamagedModelError(f"{folder}: the model has format {about['format']}, not {FORMAT}; reinstall copydesk")
    if hashlib.sha256(content).hexdigest() != about["sha256"]:
        raise DamagedModelError(f"{folder}: {WEIGHTS} is not the file that {ABOUT} describes; reinstall copydesk")
    return read_model(content)


def read_model(content: bytes) -> Model:
    """A model from the bytes of its file."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        count = int(arrays["networks"])
        return Model(
            vocabulary=arrays["vocabulary"],
            networks=tuple(_network(arrays, n) for n in range(count)),
            body_chances=arrays["body_chances"],
            article_chances=arrays["article_chances"],
        )


def _network(arrays: "np.lib.npyio.NpzFile", n: int) -> Network:
    names = {name.split(".")[1] for name in arrays.files if name.startswith(f"{n}.") and name.endswith(".weights")}
    layers = {
        name: Layer(*(arrays[f"{n}.{name}.{part}"].astype(np.float32) for part in ("weights", "scale", "offset")))
        for name in sorted(names)
    }
    return Network(arrays[f"{n}.words"], layers, tuple(arrays[f"{n}.dilations"].tolist()))


def predict(
    model: Model, features: npt.NDArray[np.uint8], counted: Characters, marked: MarkupWords | None = None
) -> Prediction:
    """What MODEL takes each line of a page for: the mean of what its networks say.

    MARKED are the words of the markup, for models of pages that have one.
    """
    ids = numbers_of(model.vocabulary, counted.words)
    lines = numbers_of(model.vocabulary, counted.keys ^ LINE_SALT)
    edges = edge_words(ids, lines, counted.bounds)
    bags = [(ids, counted.bounds)]
    if marked is not None:
        bags.append((numbers_of(model.vocabulary, marked.keys), marked.bounds))
    said = [_forward(network, features, edges, bags) for network in model.networks]
    count = len(said)
    return Prediction(
        body=np.sum([one.body for one in said], axis=0) // count,
        roles=np.sum([one.roles for one in said], axis=0) // count,
        picks=np.sum([one.picks for one in said], axis=0) // count,
        article=sum(one.article for one in said) // count,
    )


def numbers_of(vocabulary: Keys, keys: Keys) -> Ints:
    """Numbers of words in the vocabulary, from 1; 0 for those that are not in it."""
    place = np.minimum(np.searchsorted(vocabulary, keys), len(vocabulary) - 1)
    return np.where(vocabulary[place] == keys, place + 1, 0)


def edge_words(ids: Ints, lines: Ints, bounds: Ints) -> Ints:
    """Numbers of the first, second and last word of each line, and of the line as a whole: lines by 4."""
    count = np.diff(bounds)
    padded = np.append(ids, [0, 0])
    first = np.where(count > 0, padded[bounds[:-1]], 0)
    second = np.where(count > 1, padded[np.minimum(bounds[:-1] + 1, len(ids))], 0)
    last = np.where(count > 0, padded[np.maximum(bounds[1:] - 1, 0)], 0)
    return np.stack([first, second, last, lines], axis=1)


def bag_of_words(table: npt.NDArray[np.int8], ids: Ints, bounds: Ints) -> Ints:
    """Mean of the known words of each line, rounded: lines by the width of the table."""
    known = ids > 0
    tally = np.concatenate(([0], np.cumsum(known)))[bounds]
    total = np.zeros((int(tally[-1]) + 1, table.shape[1]), dtype=np.int64)
    np.cumsum(table[ids[known]], axis=0, dtype=np.int64, out=total[1:])
    sums = total[tally[1:]] - total[tally[:-1]]
    counts = np.maximum(np.diff(tally), 1)[:, None]
    means: Ints = (2 * sums + counts) // (2 * counts)
    return means


def _forward(
    network: Network, features: npt.NDArray[np.uint8], edges: Ints, bags: Sequence[tuple[Ints, Ints]]
) -> Prediction:
    layers = network.layers
    count = len(features)
    bag, *marked = (bag_of_words(network.words, *words) for words in bags)
    around = network.words[edges].reshape(count, -1)
    h = _positive(layers["input"](np.concatenate([features, bag, around, *marked], axis=1).astype(np.float32)))
    mean = np.floor(h.sum(axis=0, dtype=np.float64) / count).astype(np.float32)
    h = _positive(h + layers["context"](_coarse(np.concatenate([mean, h.max(axis=0)]))[None]))
    half = len(network.dilations) // 2 + 1
    for n, dilation in enumerate(network.dilations):
        if n == half:
            h = _positive(h + layers["topic"](_coarse(_topics(h, layers["first_body"](_coarse(h))[:, 0]))[None]))
        h = np.minimum(h + _positive(layers[f"near{n}"](_neighbours(_coarse(h), dilation))), FINE * MOST)
    hidden = _positive(layers["hidden"](_coarse(h)))
    coarse = _coarse(hidden)
    whole = np.concatenate(
        [np.floor(coarse.sum(axis=0, dtype=np.float64) / count).astype(np.float32), coarse.max(axis=0)]
    )
    return Prediction(
        body=layers["body"](coarse)[:, 0].astype(np.int64),
        roles=layers["roles"](coarse).astype(np.int64),
        picks=layers["picks"](coarse).astype(np.int64),
        article=int(layers["article"](whole[None])[0, 0]),
    )


def _positive(numbers: Floats) -> Floats:
    """NUMBERS themselves, cut off at both ends; nobody else may hold them."""
    np.maximum(numbers, np.float32(0), out=numbers)
    return np.minimum(numbers, np.float32(FINE * MOST), out=numbers)


def _coarse(fine: Floats) -> Floats:
    """Fine steps to the whole numbers that a layer multiplies."""
    rounded: Floats = fine + np.float32(FINE // 2)
    rounded *= np.float32(1 / FINE)  # a power of two: as exact as a division
    np.floor(rounded, out=rounded)
    return np.minimum(rounded, np.float32(MOST), out=rounded)


def _neighbours(h: Floats, dilation: int) -> Floats:
    """Each line beside those so many lines above and below it; beyond the page there is nothing."""
    count, width = h.shape
    near = np.zeros((count, 3 * width), dtype=np.float32)
    near[dilation:, :width] = h[:-dilation] if dilation < count else 0
    near[:, width : 2 * width] = h
    near[: max(0, count - dilation), 2 * width :] = h[dilation:]
    return near


def _topics(h: Floats, logits: Floats) -> Floats:
    """Means of the lines that are taken for body half-way through, and of the others."""
    chance = chances()[row_of(logits.astype(np.int64))]
    exact = h.astype(np.float64)
    inside = chance @ exact / (chance.sum() + 128)
    outside = (256 - chance) @ exact / ((256 - chance).sum() + 128)
    means: Floats = np.floor(np.concatenate([inside, outside])).astype(np.float32)
    return means


@functools.cache
def chances() -> npt.NDArray[np.float64]:
    """Chances in 256ths of logits from -12 to 12 in sixteenths."""
    logits = np.array(LOGITS, dtype=np.float64)
    found: npt.NDArray[np.float64] = np.floor(256 / (1 + np.exp(-logits)) + 0.5)
    return found


def row_of(logits: Ints) -> Ints:
    """Rows of logits, in sixteenths, in tables of chances; see `LOGITS`."""
    return np.clip(logits, -EXTREME * CHANCES, EXTREME * CHANCES) + EXTREME * CHANCES
