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
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from copydesk.labelling.characters import Characters, Ints, Keys
from copydesk.labelling.layers import (
    Floats,
    Layer,
    coarse,
    mean_and_most,
    means_of_topics,
    means_of_words,
    near,
    positive,
)
from copydesk.labelling.tagged import MarkupWords
from copydesk.model import Role

FORMAT = 1
"""Version of the file that this module reads."""

WEIGHTS, ABOUT = "weights.npz", "about.toml"
"""The model's file, and the one beside it with its hash and format."""

PICKED = (Role.TITLE, Role.DATE, Role.BYLINE, Role.SUBTITLE)
"""Roles of which the network picks one line of a page, or none: the logit of none is 0."""

HEADS = ("body", "roles", "picks")
"""Layers that say something of each line; they are one once they are loaded."""

_NEAR = re.compile(r"near\d+")

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
class Model:
    """What is loaded once: the vocabulary and the networks that vote, side by side; all have the same shape."""

    vocabulary: Keys
    words: npt.NDArray[np.int8]
    """Numbers of each word of the vocabulary: networks by words by numbers; the first word is the unknown one."""
    layers: dict[str, Layer]
    dilations: tuple[int, ...]
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
    """A model from the bytes of its file, in which a network's arrays have its number before their names."""
    with np.load(BytesIO(content), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    networks = range(int(arrays["networks"]))
    names = [name.split(".")[1] for name in arrays if name.startswith("0.") and name.endswith(".weights")]
    layers = {name: _together([_layer(arrays, f"{n}.{name}") for n in networks]) for name in names}
    heads = [layers.pop(name) for name in HEADS]
    return Model(
        vocabulary=arrays["vocabulary"],
        words=np.stack([arrays[f"{n}.words"] for n in networks]),
        layers=layers | {"heads": Layer(*(np.concatenate(parts, axis=1) for parts in zip(*heads, strict=True)))},
        dilations=tuple(arrays["0.dilations"].tolist()),
        body_chances=arrays["body_chances"],
        article_chances=arrays["article_chances"],
    )


def _layer(arrays: dict[str, npt.NDArray[Any]], name: str) -> Layer:
    """One network's layer; the weights of the lines above and below, which are columns of the file, become rows."""
    weights, scale, offset = (arrays[f"{name}.{part}"].astype(np.float32) for part in Layer._fields)
    if _NEAR.fullmatch(name.partition(".")[2]):
        weights = np.concatenate(np.split(weights, 3), axis=1)
    return Layer(weights.T, scale[:, None], offset[:, None])


def _together(layers: Sequence[Layer]) -> Layer:
    """The same layer of several networks as one."""
    return Layer(*(np.stack(parts) for parts in zip(*layers, strict=True)))


def predict(
    model: Model, features: npt.NDArray[np.uint8], counted: Characters, marked: MarkupWords | None = None
) -> Prediction:
    """What MODEL takes each line of a page for: the mean of what its networks say.

    MARKED are the words of the markup, for models of pages that have one.
    """
    ids = numbers_of(model.vocabulary, counted.distinct)[counted.group]
    lines = numbers_of(model.vocabulary, counted.keys ^ LINE_SALT)
    seen: list[npt.NDArray[Any]] = [np.broadcast_to(features, (len(model.words), *features.shape))]
    seen.append(means_of_words(model.words, ids, counted.bounds))
    seen.append(model.words[:, edge_words(ids, lines, counted.bounds)].reshape(*seen[-1].shape[:2], -1))
    if marked is not None:
        seen.append(means_of_words(model.words, numbers_of(model.vocabulary, marked.keys), marked.bounds))
    heads, article = _forward(model, np.concatenate(seen, axis=-1, dtype=np.float32))
    body, roles, picks = np.split(_mean(heads), [1, 1 + len(Role)])
    return Prediction(body[0], roles.T, picks.T, int(_mean(article)[0, 0]))


def _mean(said: Floats) -> Ints:
    """What the networks say on the whole, rounded down."""
    mean: Ints = said.astype(np.int64).sum(axis=0) // len(said)
    return mean


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


def _forward(model: Model, seen: Floats) -> tuple[Floats, Floats]:
    """What the heads of each network say of each line, and of the page; SEEN are networks by lines by numbers."""
    layers = model.layers
    h = positive(layers["input"](seen.swapaxes(1, 2)))
    h = positive(h + layers["context"](coarse(mean_and_most(h))))
    half = len(model.dilations) // 2 + 1
    for n, dilation in enumerate(model.dilations):
        if n == half:
            inside = chances()[row_of(layers["first_body"](coarse(h))[:, 0].astype(np.int64))]
            h = positive(h + layers["topic"](coarse(means_of_topics(h, inside))))
        h = positive(h + positive(near(layers[f"near{n}"], coarse(h), dilation)))
    hidden = coarse(positive(layers["hidden"](coarse(h))))
    return layers["heads"](hidden), layers["article"](mean_and_most(hidden))


@functools.cache
def chances() -> npt.NDArray[np.float64]:
    """Chances in 256ths of logits from -12 to 12 in sixteenths."""
    logits = np.array(LOGITS, dtype=np.float64)
    found: npt.NDArray[np.float64] = np.floor(256 / (1 + np.exp(-logits)) + 0.5)
    return found


def row_of(logits: Ints) -> Ints:
    """Rows of logits, in sixteenths, in tables of chances; see `LOGITS`."""
    return np.clip(logits, -EXTREME * CHANCES, EXTREME * CHANCES) + EXTREME * CHANCES
