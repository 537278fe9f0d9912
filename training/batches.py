"""Pages as the network is shown them: in batches of pages of about one length, some of them thinned."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.labelling.features import ROLES
from copydesk.labelling.network import LINE_SALT, PICKED, edge_words, numbers_of
from copydesk.labelling.tagged import MarkupWords
from training.tensors import NO_ARTICLE, Tensors, is_article

EDGES = 4
"""Words of a line that are looked at by themselves; see `edge_words`."""

LENGTHS = (64, 128, 256, 512, 1024)
"""Lines that a batch's pages are padded to; few sizes, for each is compiled anew. Longer pages are cut for training."""

WORDS = 10
"""Known words a line that a batch has room for; of pages with more a part is drawn."""

TAGS = 14
"""Known words of the markup a block that a batch has room for."""

SILVER = 0.5
"""How much a page counts whose labels are silver, or text without markup which is no article but has a main text."""

OTHERS = 1.5
"""How much a page with its markup counts that is no article: there are three articles to one of these, which differ
more."""

SUBTITLE = [role.value for role in ROLES].index("subtitle")

FEWEST = 12
"""Lines of the shortest page that is thinned."""
GAPS = 3
"""Runs of lines that are left out of a page at most, each up to a fifth of it."""


class Batch(NamedTuple):
    """Pages side by side, padded: B pages of L lines; words of all lines in one row."""

    features: Any  # B, L, F
    words: Any  # W: vocabulary number
    segments: Any  # W: b * L + l
    tags: Any  # T: vocabulary number of words of the markup
    tagged: Any  # T: b * L + l
    edges: Any  # B, L, 4: first, second, last word, whole line
    mask: Any  # B, L
    body: Any
    roles: Any
    weights: Any
    picks: Any  # B, P, L: whether the line is what is picked
    known: Any  # B, P: whether it is known which line is
    article: Any  # B: 1 an article, 0 none, -1 something between


class Encoded(NamedTuple):
    """A text with its words as numbers of the vocabulary."""

    page: Tensors
    ids: npt.NDArray[np.int64]
    edges: npt.NDArray[np.int64]
    tags: npt.NDArray[np.int64] | None


def encode(pages: Sequence[Tensors], vocabulary: npt.NDArray[np.uint32]) -> list[Encoded]:
    """Words to their numbers in VOCABULARY (sorted keys), from 1; 0 for all others."""
    found = []
    for page in pages:
        ids = numbers_of(vocabulary, page.words)
        tags = numbers_of(vocabulary, page.marked.keys) if page.marked is not None else None
        found.append(
            Encoded(page, ids, edge_words(ids, numbers_of(vocabulary, page.keys ^ LINE_SALT), page.bounds), tags)
        )
    return found


def thinned(one: Encoded, rng: np.random.Generator) -> Encoded:
    """A page without some of the lines around its body: the same article in another frame."""
    lines = len(one.page.roles)
    if lines < FEWEST:
        return one
    kept = np.ones(lines, dtype=np.bool_)
    for _ in range(rng.integers(1, GAPS + 1)):
        count = rng.integers(1, lines // 5 + 1)
        first = rng.integers(0, lines - count)
        kept[first : first + count] = False
    return _only(one, kept | (one.page.body >= 0.5))


def _only(one: Encoded, kept: npt.NDArray[np.bool_]) -> Encoded:
    """A page with none but the KEPT of its lines."""
    page = one.page
    of_kept, bounds = _kept_words(page.bounds, kept)
    tags, marked = one.tags, page.marked
    if tags is not None and marked is not None:
        of_tags, own = _kept_words(marked.bounds, kept)
        tags, marked = tags[of_tags], MarkupWords(marked.keys[of_tags], own)
    rest = replace(
        page,
        features=page.features[kept],
        words=page.words[of_kept],
        bounds=bounds,
        keys=page.keys[kept],
        roles=page.roles[kept],
        body=page.body[kept],
        unsettled=page.unsettled[kept],
        sizes=page.sizes[kept],
        marked=marked,
    )
    return Encoded(rest, one.ids[of_kept], one.edges[kept], tags)


def _kept_words(
    bounds: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Which words stand in KEPT lines, and where each of these lines begins among them."""
    counts = np.diff(bounds)
    return np.repeat(kept, counts), np.append(0, np.cumsum(counts[kept]))


def _ceiling(count: int) -> int:
    return next((length for length in LENGTHS if length >= count), -(-count // 1024) * 1024)


def lengths_of(pages: Sequence[Encoded]) -> npt.NDArray[np.int64]:
    """Lines that each page is padded to."""
    return np.array([_ceiling(len(page.page.roles)) for page in pages])


def groups(lengths: npt.NDArray[np.int64], order: Iterable[int], batch_lines: int) -> Iterator[list[int]]:
    """Numbers of pages of one length, in ORDER, as many as a batch has room for."""
    group: list[int] = []
    for n in order:
        if group and (lengths[n] != lengths[group[0]] or lengths[n] * (len(group) + 1) > batch_lines):
            yield group
            group = []
        group.append(int(n))
    if group:
        yield group


def line_weights(page: Tensors) -> npt.NDArray[np.float32]:
    """How much each line counts: its words for the score, or, of text, their root, and each line a little."""
    words = page.sizes.astype(np.float32) + 1
    sizes = words if page.marked is not None else np.sqrt(words)
    weights = sizes / sizes.sum() + 0.5 / len(sizes)
    weights = np.where(page.roles == SUBTITLE, 0.0, weights)
    return (weights * page_weight(page)).astype(np.float32)


def page_weight(page: Tensors) -> float:
    """How much a page counts."""
    if not page.is_gold:
        return SILVER
    if is_article(page):
        return 1.0
    return SILVER if page.marked is None else OTHERS


def batch_of(group: Sequence[Encoded], batch_lines: int) -> Batch:
    """The pages of GROUP, and empty ones up to the size that all batches of such pages have."""
    rng = np.random.default_rng(len(group))
    lines = int(lengths_of(group).max())
    count = max(1, batch_lines // lines)
    features = np.zeros((count, lines, group[0].page.features.shape[1]), dtype=np.float32)
    edges = np.zeros((count, lines, 4), dtype=np.int32)
    mask, body, weights = (np.zeros((count, lines), dtype=np.float32) for _ in range(3))
    roles = np.zeros((count, lines), dtype=np.int32)
    picks = np.zeros((count, len(PICKED), lines), dtype=np.float32)
    article = np.full(count, -1, dtype=np.float32)
    known = np.zeros((count, len(PICKED)), dtype=np.float32)
    words, tags = [], [(none := np.zeros(0, dtype=np.int64), none)]
    for b, one in enumerate(group):
        n = len(one.page.roles)
        features[b, :n] = one.page.features / 127.0
        edges[b, :n] = one.edges
        mask[b, :n] = 1
        body[b, :n] = one.page.body
        roles[b, :n] = one.page.roles
        weights[b, :n] = np.where(one.page.unsettled, 0.0, line_weights(one.page))
        for k, role in enumerate(PICKED):
            picks[b, k, :n] = one.page.roles == ROLES.index(role)
        known[b] = one.page.known
        article[b] = 1 if is_article(one.page) else 0 if one.page.page_type in NO_ARTICLE else -1
        words.append(_drawn(one.ids, one.page.bounds, b * lines, WORDS * lines, rng))
        if one.tags is not None and one.page.marked is not None:
            tags.append(_drawn(one.tags, one.page.marked.bounds, b * lines, TAGS * lines, rng))
    return Batch(
        features,
        *_padded(words, WORDS * lines * count, count * lines - 1),
        *_padded(tags, TAGS * lines * count if len(tags) > 1 else 0, count * lines - 1),
        edges,
        mask,
        body,
        roles,
        weights,
        picks,
        known,
        article,
    )


def _drawn(
    ids: npt.NDArray[np.int64], bounds: npt.NDArray[np.int64], first: int, most: int, rng: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The known words of a page and the numbers of their lines, from FIRST on; of more than MOST a part is drawn."""
    known = np.flatnonzero(ids > 0)
    if len(known) > most:
        known = np.sort(rng.choice(known, most, replace=False))
    return ids[known], np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))[known] + first


def _padded(
    parts: Sequence[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]], room: int, last: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Words and lines of all pages in a row, and unknown words in the LAST line up to the size of all batches."""
    words, lines = (np.concatenate(found) for found in zip(*parts, strict=True))
    space = (0, room - len(words))
    return np.pad(words, space).astype(np.int32), np.pad(lines, space, constant_values=last).astype(np.int32)
