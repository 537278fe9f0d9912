"""Trained weights as the whole numbers that `copydesk.labelling.network` reads."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

from copydesk.labelling.features import TOP
from copydesk.labelling.layers import FINE, MOST
from copydesk.labelling.network import CHANCES
from training.batches import Encoded
from training.network import Parameters, Shape, activations

LARGEST = 127
"""The largest weight."""


def quantise(
    networks: Sequence[Parameters], shape: Shape, sample: Sequence[Encoded], tables: Mapping[str, npt.NDArray[Any]]
) -> bytes:
    """The file of a model of NETWORKS; the pages of SAMPLE show how large the numbers in each layer become.

    TABLES are the vocabulary and the chances that logits stand for.
    """
    arrays: dict[str, Any] = {"networks": np.int64(len(networks)), **tables}
    for n, network in enumerate(networks):
        arrays |= {f"{n}.{name}": value for name, value in _arrays(network, shape, sample).items()}
    content = BytesIO()
    np.savez_compressed(content, **arrays)
    return content.getvalue()


def _arrays(network: Parameters, shape: Shape, sample: Sequence[Encoded]) -> dict[str, Any]:
    p = {name: np.asarray(value, dtype=np.float64) for name, value in network.items()}
    table = p["embedding"].copy()
    table[0] = 0
    step = np.abs(table).max() / LARGEST
    arrays: dict[str, Any] = {
        "words": np.rint(table / step).astype(np.int8),
        "dilations": np.array(shape.dilations),
    }
    features = sample[0].page.features.shape[1]
    units = np.concatenate([np.full(features, 1 / TOP), np.full(len(p["input"]) - features, step)])
    sizes = activations(network, sample, shape)
    stream = sizes["stream"] / MOST
    hidden = sizes["hidden"] / MOST

    def add(name: str, weights: npt.NDArray[Any], bias: npt.NDArray[Any], out: float) -> None:
        top = np.maximum(np.abs(weights).max(axis=0), 1e-9) / LARGEST
        arrays[f"{name}.weights"] = np.rint(weights / top).astype(np.int8)
        arrays[f"{name}.scale"] = (top / out).astype(np.float32)
        arrays[f"{name}.offset"] = (bias / out).astype(np.float32)

    none = np.zeros(shape.width)
    add("input", p["input"] * units[:, None], p["input_bias"], stream / FINE)
    for name in ("context", "topic"):
        add(name, p[name] * stream, none, stream / FINE)
    for n, _ in enumerate(shape.dilations):
        add(f"near{n}", p[f"conv{n}"] * stream, p[f"conv{n}_bias"], stream / FINE)
    add("first_body", p["first_body"] * stream, p["first_bias"], 1 / CHANCES)
    add("hidden", p["hidden"] * stream, p["hidden_bias"], hidden / FINE)
    add("body", p["body"] * hidden, p["body_bias"], 1 / CHANCES)
    add("roles", p["roles"] * hidden, p["roles_bias"], 1 / CHANCES)
    add("picks", p["picks"] * hidden, p["picks_bias"], 1 / CHANCES)
    add("article", p["article"] * hidden, p["article_bias"], 1 / CHANCES)
    return arrays
