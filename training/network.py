"""The network as JAX trains it; `copydesk.labelling.network` is the same in whole numbers."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from copydesk.labelling.features import ROLES
from copydesk.labelling.network import PICKED
from copydesk.labelling.tagged import EXPERT
from copydesk.model import Role
from training.batches import EDGES, LENGTHS, Batch, Encoded, batch_of, groups, lengths_of, thinned

Parameters = dict[str, Any]

_COMMON = {Role.BODY: 1.0, Role.NAVIGATION: 1.0, Role.RELATED: 1.0, Role.COMMENTS: 1.0, Role.OTHER: 1.0}
RARITY = np.array([_COMMON.get(role, 2.0) for role in ROLES], dtype=np.float32)
"""How much a line counts when roles are learned: rare ones more."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the network is, and how it is trained."""

    width: int = 64
    embedding: int = 16
    dilations: tuple[int, ...] = (1, 2, 4, 8, 16)
    epochs: int = 5
    rate: float = 2e-3
    dropout: float = 0.1
    word_dropout: float = 0.2
    wordless: float = 0.2
    """Share of pages that are shown without their words."""
    thinned: float = 0.5
    """Share of pages that are shown without some of what stands around the body."""
    unasked: float = 0.3
    """Share of pages with markup that are shown without the extractor's opinion."""
    decay: float = 1e-2
    aside: float = 0.3
    mean: float = 0.995
    batch_lines: int = 6144


def initial(key: Any, shape: Shape, features: int, vocabulary: int, bags: int) -> Parameters:
    """Weights to begin with, for pages with so many bags of words a line."""
    keys = iter(jax.random.split(key, 64))
    width, embedding = shape.width, shape.embedding

    def dense(rows: int, columns: int, gain: float = 1.0) -> Any:
        return jax.random.normal(next(keys), (rows, columns)) * gain * np.sqrt(2.0 / rows)

    made: Parameters = {
        "embedding": jax.random.normal(next(keys), (vocabulary, embedding)) * 0.1,
        "input": dense(features + (EDGES + bags) * embedding, width),
        "input_bias": jnp.zeros(width),
        "context": dense(2 * width, width, 0.3),
        "topic": dense(2 * width, width, 0.3),
        "first_body": dense(width, 1, 0.3),
        "first_bias": jnp.zeros(1),
        "hidden": dense(width, width),
        "hidden_bias": jnp.zeros(width),
        "body": dense(width, 1, 0.3),
        "body_bias": jnp.zeros(1),
        "roles": dense(width, len(ROLES), 0.3),
        "roles_bias": jnp.zeros(len(ROLES)),
        "article": dense(2 * width, 1, 0.3),
        "article_bias": jnp.zeros(1),
        "picks": dense(width, len(PICKED), 0.3),
        "picks_bias": jnp.full(len(PICKED), -3.0),
    }
    for n, _ in enumerate(shape.dilations):
        made[f"conv{n}"] = dense(3 * width, width, 0.5)
        made[f"conv{n}_bias"] = jnp.zeros(width)
    return made


class Said(NamedTuple):
    """Logits of body, of roles, of body half-way through, of being picked, and of the page's being an article."""

    body: Any
    roles: Any
    first_body: Any
    picks: Any
    article: Any


def forward(p: Parameters, batch: Batch, shape: Shape, key: Any | None) -> Said:
    """What the network says of the pages of a batch."""
    return _layers(p, batch, shape, key)[0]


def _layers(p: Parameters, batch: Batch, shape: Shape, key: Any | None) -> tuple[Said, tuple[Any, Any]]:
    pages, lines, _ = batch.features.shape
    mask = batch.mask[..., None]
    table = p["embedding"].at[0].set(0.0)
    words, tags = batch.words, batch.tags
    x = batch.features
    edges = batch.edges
    if key is not None:
        a, b, c, d = jax.random.split(key, 4)
        told = jax.random.bernoulli(jax.random.fold_in(b, 1), 1 - shape.wordless, (pages,))
        words = jnp.where(told[batch.segments // lines], words, 0)
        edges = jnp.where(told[:, None, None], edges, 0)
        words = jnp.where(jax.random.bernoulli(a, 1 - shape.word_dropout, words.shape), words, 0)
        edges = jnp.where(jax.random.bernoulli(b, 1 - shape.word_dropout, edges.shape), edges, 0)
        tags = jnp.where(jax.random.bernoulli(jax.random.fold_in(a, 1), 1 - shape.word_dropout, tags.shape), tags, 0)
        if len(tags):
            asked = jax.random.bernoulli(jax.random.fold_in(c, 1), 1 - shape.unasked, (pages, 1, 1))
            x = x.at[..., -EXPERT:].multiply(asked)
        x = x * jax.random.bernoulli(c, 1 - shape.dropout, (pages, 1, x.shape[2])) / (1 - shape.dropout)
    parts = [x, _bag(table, words, batch.segments, (pages, lines)), table[edges].reshape(pages, lines, -1)]
    if len(tags):
        parts.append(_bag(table, tags, batch.tagged, (pages, lines)))
    x = jnp.concatenate(parts, axis=2)
    h = jax.nn.relu(x @ p["input"] + p["input_bias"]) * mask
    count = jnp.maximum(mask.sum(axis=1, keepdims=True), 1.0)
    around = jnp.concatenate([h.sum(axis=1, keepdims=True) / count, h.max(axis=1, keepdims=True)], axis=2)
    h = jax.nn.relu(h + around @ p["context"]) * mask
    half = len(shape.dilations) // 2 + 1
    first_body = None
    for n, dilation in enumerate(shape.dilations):
        if n == half:
            first_body = (h @ p["first_body"] + p["first_bias"])[..., 0]
            chance = jax.nn.sigmoid(first_body)[..., None] * mask
            rest = (1 - jax.nn.sigmoid(first_body))[..., None] * mask
            inside = (h * chance).sum(axis=1, keepdims=True) / (chance.sum(axis=1, keepdims=True) + 0.5)
            outside = (h * rest).sum(axis=1, keepdims=True) / (rest.sum(axis=1, keepdims=True) + 0.5)
            h = jax.nn.relu(h + jnp.concatenate([inside, outside], axis=2) @ p["topic"]) * mask
        padded = jnp.pad(h, ((0, 0), (dilation, dilation), (0, 0)))
        near = jnp.concatenate([padded[:, :lines], h, padded[:, 2 * dilation :]], axis=2)
        h = (h + jax.nn.relu(near @ p[f"conv{n}"] + p[f"conv{n}_bias"])) * mask
    if key is not None:
        h = h * jax.random.bernoulli(d, 1 - shape.dropout, h.shape) / (1 - shape.dropout)
    hidden = jax.nn.relu(h @ p["hidden"] + p["hidden_bias"])
    body = (hidden @ p["body"] + p["body_bias"])[..., 0]
    roles = hidden @ p["roles"] + p["roles_bias"]
    picks = hidden @ p["picks"] + p["picks_bias"]
    masked = hidden * mask
    whole = jnp.concatenate([masked.sum(axis=1) / count[:, 0], masked.max(axis=1)], axis=1)
    article = (whole @ p["article"] + p["article_bias"])[:, 0]
    return Said(body, roles, first_body, picks, article), (h, hidden)


def _bag(table: Any, words: Any, segments: Any, shape: tuple[int, int]) -> Any:
    """Mean of the known words of each line."""
    summed = jax.ops.segment_sum(table[words], segments, shape[0] * shape[1])
    known = jax.ops.segment_sum((words > 0).astype(jnp.float32), segments, shape[0] * shape[1])
    return (summed / jnp.maximum(known, 1.0)[:, None]).reshape(*shape, -1)


@functools.partial(jax.jit, static_argnums=(2,))
def _sizes(p: Parameters, batch: Batch, shape: Shape) -> Any:
    stream, hidden = _layers(p, batch, shape, None)[1]
    return jnp.percentile(stream.max(axis=2), 99.9), jnp.percentile(hidden.max(axis=2), 99.9)


def activations(p: Parameters, pages: "Sequence[Encoded]", shape: Shape) -> dict[str, float]:
    """How large the numbers between the layers become on PAGES."""
    order = sorted(range(len(pages)), key=lambda n: len(pages[n].page.roles))
    batches = (
        batch_of([pages[n] for n in group], shape.batch_lines)
        for group in groups(lengths_of(pages), order, shape.batch_lines)
    )
    found = [_sizes(p, batch, shape) for batch in batches]
    return {"stream": float(max(stream for stream, _ in found)), "hidden": float(max(hidden for _, hidden in found))}


def loss(p: Parameters, batch: Batch, shape: Shape, key: Any) -> Any:
    """Cross-entropy of body and of roles, each page with the same weight."""
    body, roles, first_body, picks, article = forward(p, batch, shape, key)
    weights = batch.weights
    total = jnp.maximum(weights.sum(), 1e-6)

    def binary(logit: Any) -> Any:
        return (weights * (jax.nn.softplus(logit) - logit * batch.body)).sum() / total

    said = jnp.take_along_axis(jax.nn.log_softmax(roles), batch.roles[..., None], axis=2)[..., 0]
    rare = (weights > 0) * jnp.asarray(RARITY)[batch.roles]
    wrong_roles = -(said * rare).sum() / jnp.maximum(rare.sum(), 1.0)
    sorted_pages = batch.article >= 0
    wrong_pages = (sorted_pages * (jax.nn.softplus(article) - article * batch.article)).sum() / jnp.maximum(
        sorted_pages.sum(), 1
    )
    return (
        binary(body)
        + 0.3 * binary(first_body)
        + shape.aside * (0.2 * wrong_roles + 0.1 * _missed(picks, batch) + 0.1 * wrong_pages)
    )


def _missed(picks: Any, batch: Batch) -> Any:
    """Cross-entropy of the line that is picked as the title, as the date …, or of none."""
    logits = jnp.where(batch.mask[:, None, :] > 0, picks.transpose(0, 2, 1), -1e9)
    everything = jnp.logaddexp(jax.nn.logsumexp(logits, axis=2), 0.0)
    right = jax.nn.logsumexp(jnp.where(batch.picks > 0, logits, -1e9), axis=2)
    right = jnp.where(batch.picks.max(axis=2) > 0, right, 0.0)
    return (batch.known * (everything - right)).sum() / jnp.maximum(batch.known.sum(), 1.0) * 4


@functools.partial(jax.jit, static_argnums=(3,))
def _step(state: tuple[Any, Any, Any, Any], batch: Batch, rate: Any, shape: Shape, key: Any) -> tuple[Any, Any]:
    p, first, second, mean = state
    value, slope = jax.value_and_grad(loss)(p, batch, shape, key)
    norm = jnp.sqrt(sum(jnp.sum(g * g) for g in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda g: g * jnp.minimum(1.0, 1.0 / (norm + 1e-9)), slope)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
    second = jax.tree.map(lambda v, g: 0.99 * v + 0.01 * g * g, second, slope)
    p = jax.tree.map(lambda w, m, v: w - rate * (m / (jnp.sqrt(v) + 1e-8) + shape.decay * w), p, first, second)
    mean = jax.tree.map(lambda m, w: shape.mean * m + (1 - shape.mean) * w, mean, p)
    return (p, first, second, mean), value


def train(pages: Sequence[Encoded], shape: Shape, vocabulary: int, seed: int) -> Parameters:
    """Weights learned from PAGES."""
    rng = np.random.default_rng(seed)
    key = jax.random.key(seed)
    bags = 1 + (pages[0].tags is not None)
    p = initial(key, shape, pages[0].page.features.shape[1], vocabulary + 1, bags)
    state = (p, jax.tree.map(jnp.zeros_like, p), jax.tree.map(jnp.zeros_like, p), p)
    pages = [page for page in pages if len(page.page.roles) <= LENGTHS[-1]]
    lengths = lengths_of(pages)
    step, steps = 0, None
    for epoch in range(shape.epochs):
        order = np.lexsort((rng.random(len(pages)), lengths))
        made = list(groups(lengths, order, shape.batch_lines))
        rng.shuffle(made)
        steps = steps or len(made) * shape.epochs
        total = 0.0
        for group in made:
            shown = [pages[n] for n in group]
            if shape.thinned:
                shown = [thinned(page, rng) if rng.random() < shape.thinned else page for page in shown]
            batch = batch_of(shown, shape.batch_lines)
            done = step / steps
            rate = shape.rate * min(1.0, (step + 1) / 100) * (0.5 * (1 + np.cos(np.pi * min(done, 1.0))) + 0.01)
            key, now = jax.random.split(key)
            state, value = _step(state, batch, rate, shape, now)
            total += float(value)
            step += 1
        print(f"epoch {epoch + 1}: loss {total / len(made):.4f}", flush=True)
    return state[3]
