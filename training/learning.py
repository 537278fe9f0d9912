"""A model from pages: its vocabulary, its networks, the chances that its logits stand for, its files."""

import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from copydesk.labelling.characters import Characters
from copydesk.labelling.network import ABOUT, FORMAT, WEIGHTS, Kind, Model, Prediction, predict
from training import calibrating
from training.batches import encode, line_weights
from training.network import Shape, train
from training.quantising import quantise
from training.tensors import NO_ARTICLE, Tensors, is_article
from training.vocabulary import vocabulary_of

FOLDS = 5

SEEDS = {Kind.TEXT: (1, 2, 3, 4), Kind.HTML: (1, 2)}
"""One network a seed; they vote."""

SAMPLE = 60
"""Texts that show how large the numbers between the layers become."""

Tables: TypeAlias = dict[str, npt.NDArray[np.float64]]


def fold_of(site: str) -> int:
    """The fold that all pages of a site are in."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def plain_tables() -> Tables:
    """Chances that nobody has calibrated yet."""
    return {"body_chances": calibrating.plain(), "article_chances": calibrating.plain()}


SHAPES = {Kind.TEXT: Shape(), Kind.HTML: Shape(epochs=9, wordless=0.0, thinned=0.0)}
"""Of pages with markup there is one text each, not five."""


def learn(kind: Kind, described: Sequence[Tensors], tables: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """The file of a model learned from all texts of DESCRIBED."""
    vocabulary = vocabulary_of(described)
    pages = encode(described, vocabulary)
    shape = SHAPES[kind]
    networks = [train(pages, shape, len(vocabulary), seed) for seed in SEEDS[kind]]
    return quantise(networks, shape, pages[:: max(1, len(pages) // SAMPLE)], {"vocabulary": vocabulary, **tables})


def said_of(model: Model, text: Tensors) -> Prediction:
    """What a model says of a text."""
    none = np.zeros(0, dtype=np.int64)
    distinct, group = np.unique(text.words, return_inverse=True)
    counted = Characters(
        none, none, none, text.keys, text.words, none.astype(bool), none, none, text.bounds, distinct, group, none
    )
    return predict(model, text.features, counted, text.marked)


def calibrated(said: Sequence[tuple[Tensors, Prediction]]) -> Tables:
    """The chances that logits stand for, from what models said of pages that they had not learned from."""
    articles = [(one, prediction) for one, prediction in said if is_article(one)]
    pages = [(one, prediction) for one, prediction in said if is_article(one) or one.page_type in NO_ARTICLE]
    return {
        "body_chances": calibrating.chances(
            np.concatenate([prediction.body for _, prediction in articles]),
            np.concatenate([one.body for one, _ in articles]),
            np.concatenate([line_weights(one) for one, _ in articles]),
        ),
        "article_chances": calibrating.chances(
            np.array([prediction.article for _, prediction in pages]),
            np.array([is_article(one) for one, _ in pages], dtype=np.float32),
            np.ones(len(pages), dtype=np.float32),
        ),
    }


def with_tables(content: bytes, tables: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """A model's file with other tables of chances."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        changed = {name: arrays[name] for name in arrays.files} | dict(tables)
    written = BytesIO()
    np.savez_compressed(written, **changed)
    return written.getvalue()


def write_model(folder: Path, content: bytes) -> None:
    """A model's file, and the one beside it with its hash and format."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    about = f'# Written by training/: see its README.\nformat = {FORMAT}\nsha256 = "{digest}"\n'
    (folder / ABOUT).write_text(about, encoding="utf-8")
