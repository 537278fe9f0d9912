"""What the model sees of the markup of an HTML page's blocks: columns beside those of `features`, and words.

The words are the names of tags and what class, id and role call an element and those around it; the network learns
what they mean as it does for words of the text.
"""

import functools
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from copydesk.labelling.characters import Ints, Keys
from copydesk.labelling.lines import Line
from copydesk.model import Markup

OWN_TAGS = (
    frozenset({"p"}),
    frozenset({"h1"}),
    frozenset({"h2"}),
    frozenset({"h3", "h4", "h5", "h6"}),
    frozenset({"li"}),
    frozenset({"td", "th"}),
    frozenset({"div"}),
    frozenset({"a"}),
    frozenset({"figcaption"}),
    frozenset({"blockquote"}),
    frozenset({"button", "label", "option"}),
    frozenset({"pre"}),
    frozenset({"dt", "dd"}),
)
"""Tags of a block's own element that are told apart."""

ZONES = ("article", "main", "nav", "header", "footer", "aside", "form", "figure", "table", "ul", "ol", "blockquote")
"""Tags of elements around a block that are told apart."""

EXPERT = 7
"""Columns, the last ones, that tell what the extractor kept."""

TOP = 127

_TAG, _HINT = zlib.crc32(b"<"), zlib.crc32(b".")
"""What the checksums of names go on from: a tag's, and a hint's."""


class MarkupWords(NamedTuple):
    """Words of the markup of all blocks in a row."""

    keys: Keys
    bounds: Ints
    """Where each block's words begin, and one more for the end of the last."""


def describe_markup(lines: Sequence[Line], sizes: Ints) -> list[Ints]:
    """The markup of the blocks of a page, which must all have one, as columns 0 to 127. SIZES are their characters."""
    marks = [_markup(line) for line in lines]
    linked = np.array([round(TOP * mark.link_density) for mark in marks])
    groups = [_groups([mark.path for mark in marks]), _groups([(mark.path, mark.hints) for mark in marks])]
    columns = [linked, *np.array([_of_path(path) for path in dict.fromkeys(mark.path for mark in marks)])[groups[0]].T]
    for group in groups:
        columns += _of_group(group, sizes, linked)
    return columns + _of_expert(marks, groups, sizes)


@functools.lru_cache(maxsize=4096)
def _of_path(path: tuple[str, ...]) -> tuple[int, ...]:
    """How deep a block stands, its own tag, and the tags around it."""
    own = path[-1] if path else ""
    return (
        min(4 * len(path), TOP),
        *[TOP * (own in tags) for tags in OWN_TAGS],
        *[TOP * (zone in path) for zone in ZONES],
    )


def _groups(keys: Sequence[object]) -> Ints:
    """A number for each block that blocks of the same kind share."""
    number: dict[object, int] = {}
    return np.array([number.setdefault(key, len(number)) for key in keys])


def _of_group(group: Ints, sizes: Ints, linked: Ints) -> list[Ints]:
    """What blocks of the same kind are together: their share of the page, their size, their share of links."""
    size, count = _total(group, sizes), _total(group, np.ones_like(sizes))
    same = TOP * (group[1:] == group[:-1])
    return [
        TOP * size // max(1, int(sizes.sum())),
        TOP * count // len(group),
        np.minimum(size // np.maximum(8 * count, 1), TOP),
        _total(group, linked * sizes) // np.maximum(size, 1),
        np.append(0, same),
        np.append(same, 0),
    ]


def _of_expert(marks: Sequence[Markup], groups: Sequence[Ints], sizes: Ints) -> list[Ints]:
    """What the extractor kept; nothing where it was not asked: `EXPERT` columns."""
    asked = np.array([mark.extracted is not None for mark in marks])
    if not asked.any():
        return [np.zeros(len(marks), dtype=np.int64)] * EXPERT
    kept = np.array([round(TOP * (mark.extracted or 0.0)) for mark in marks])
    inside = np.flatnonzero(kept > TOP // 2)
    first, last = (int(inside[0]), int(inside[-1])) if len(inside) else (len(marks), len(marks))
    place = np.arange(len(marks))
    return [
        asked * TOP,
        kept,
        asked * (TOP - kept),
        (asked & (place >= first) & (place <= last)) * TOP,
        (asked & (place > last)) * TOP,
        *(_total(group, kept * sizes) // np.maximum(_total(group, sizes), 1) for group in groups),
    ]


def _total(group: Ints, values: Ints) -> Ints:
    """For each block the sum of VALUES over its group."""
    return np.bincount(group, values).astype(np.int64)[group]  # floating point holds them all exactly


def markup_words(lines: Sequence[Line]) -> MarkupWords:
    """The words of the markup of each block: names of tags from the body down, and hints."""
    marks = [_markup(line) for line in lines]
    words = [_keys_of(mark.path, mark.hints) for mark in marks]
    return MarkupWords(np.concatenate(words), np.cumsum([0, *map(len, words)]))


@functools.lru_cache(maxsize=4096)
def _keys_of(path: tuple[str, ...], hints: frozenset[str]) -> Keys:
    # In one order everywhere, or another model would be learned.
    keys = [_key(hint, _HINT) for hint in sorted(hints)] + [_key(tag, _TAG) for tag in sorted(set(path))]
    return np.array(keys, dtype=np.uint32)


@functools.lru_cache(maxsize=16384)
def _key(name: str, kind: int) -> int:
    return zlib.crc32(name.encode(), kind)


def _markup(line: Line) -> Markup:
    if line.block.markup is None:
        raise ValueError(f"block {line.block.number} has no markup")
    return line.block.markup
