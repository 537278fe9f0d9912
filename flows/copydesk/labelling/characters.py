"""The characters and words of a whole page at once, as arrays: what the model counts.

All sums are of integers, so they are the same on every machine and in whatever order they are added.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from copydesk.folding import fold_letters
from copydesk.scripts import LONG, UNSPACED

Ints: TypeAlias = npt.NDArray[np.int64]
Keys: TypeAlias = npt.NDArray[np.uint32]


class Kind(IntEnum):
    """What a character is, as far as telling furniture from text goes."""

    OTHER = 0
    SPACE = 1
    LOWER = 2
    UPPER = 3
    LETTER = 4
    """Of a script without capitals."""
    UNSPACED = 5
    """Of a script without spaces."""
    MARK = 6
    DIGIT = 7
    STOP = 8
    COMMA = 9
    QUOTE = 10
    BRACKET = 11
    DASH = 12
    BULLET = 13
    COLON = 14
    LINE_BREAK = 15


_OF_CHARACTER = {
    Kind.STOP: ".!?…。！？؟۔।॥։።｡",
    Kind.COMMA: ",;，、；،؛",
    Kind.QUOTE: "\"'“”„‟«»‘’‚‹「」『』《》",
    Kind.BULLET: "|•·▪‣◦*›→▶►▼▲↑↓←/\\+＋｜×✕✖",
    Kind.COLON: ":：",
    Kind.LINE_BREAK: "\n",
}
_OF_CATEGORY = {
    "Ll": Kind.LOWER,
    "Lu": Kind.UPPER,
    "Lt": Kind.UPPER,
    "Lo": Kind.LETTER,
    "Lm": Kind.LETTER,
    "Mn": Kind.MARK,
    "Mc": Kind.MARK,
    "Me": Kind.MARK,
    "Cf": Kind.MARK,
    "Nd": Kind.DIGIT,
    "Ps": Kind.BRACKET,
    "Pe": Kind.BRACKET,
    "Pd": Kind.DASH,
    "Zs": Kind.SPACE,
    "Cc": Kind.SPACE,
}
_APART = "\ue000"
_PLANE = 0x10000
"""Characters beyond the basic plane are taken for symbols, as its last place is one."""

_IN_WORD = np.isin(np.arange(16), [Kind.LOWER, Kind.UPPER, Kind.LETTER, Kind.MARK, Kind.DIGIT, Kind.UNSPACED])
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.array([pow(0x100000001B3, n, 1 << 64) for n in range(64)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Characters:
    """The lines of a page, counted. All arrays have a row a line, but those of `words`."""

    kinds: Ints
    """How many characters of each `Kind`: lines by 16."""
    first: Ints
    """Kind of the first character."""
    last: Ints
    """Kind of the last character."""
    keys: Keys
    """Of the whole line: two lines with the same words have the same one."""
    words: Keys
    """A key for each word of the page, in order; in scripts without spaces for each two characters in a row."""
    capitals: npt.NDArray[np.bool_]
    """Whether each word begins with a capital."""
    lengths: Ints
    """Characters of each word."""
    line_of: Ints
    """The line that each word stands in."""
    bounds: Ints
    """Where each line's words begin, and one more for the end of the last."""
    distinct: Keys
    """The keys of `words`, each once, in order."""
    group: Ints
    """The place of each word among the distinct ones."""
    own: Ints
    """How often each word stands in its own line."""


def count_characters(texts: Sequence[str]) -> Characters:
    r"""Count the lines of a page; only the first 20,000 characters of a line are looked at.

    >>> counted = count_characters(["Home", "It rained. It rained."])
    >>> counted.kinds[1, Kind.STOP], counted.bounds.tolist(), bool(counted.words[1] == counted.words[3])
    (np.int64(2), [0, 1, 5], True)
    """
    joined = "\n".join([text[:LONG].replace("\n", " ") for text in texts]) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.intp)
    tables = _tables()
    kinds = tables.kinds.take(codes, mode="clip")
    ends = np.flatnonzero(kinds == Kind.LINE_BREAK)
    starts = np.concatenate(([0], ends[:-1] + 1))
    line_of = np.repeat(np.arange(len(texts)), ends - starts + 1)
    counts = np.bincount(line_of * 16 + kinds, minlength=len(texts) * 16).reshape(-1, 16)
    return Characters(
        kinds=counts,
        first=kinds[starts].astype(np.int64),
        last=kinds[np.maximum(ends - 1, starts)].astype(np.int64),
        **_words(tables.folded.take(codes, mode="clip"), kinds, line_of, len(texts)),
    )


def _words(
    folded: npt.NDArray[np.uint64], kinds: npt.NDArray[np.uint8], line_of: Ints, lines: int
) -> dict[str, npt.NDArray[Any]]:
    inside = _IN_WORD.take(kinds)
    unspaced = kinds == Kind.UNSPACED
    before = np.concatenate(([False], inside[:-1]))
    apart = np.concatenate(([False], unspaced[:-1]))
    first = inside & (~before | unspaced | apart)
    begins = np.flatnonzero(first)
    chars = np.flatnonzero(inside)
    if not len(begins):
        none = np.zeros(0, dtype=np.int64)
        return {
            "keys": np.zeros(lines, dtype=np.uint32),
            "words": none.astype(np.uint32),
            "capitals": none.astype(bool),
            "lengths": none,
            "line_of": none,
            "bounds": np.zeros(lines + 1, dtype=np.int64),
            "distinct": none.astype(np.uint32),
            "group": none,
            "own": none,
        }
    opening = np.flatnonzero(first.take(chars))
    lengths = np.diff(np.append(opening, len(chars)))
    offset = np.minimum(chars - np.repeat(begins, lengths), len(_POWERS) - 1)
    hashed = np.add.reduceat(folded.take(chars) * _POWERS.take(offset), opening)
    # two characters of a script without spaces make a word, as far as they stand side by side
    pair = np.flatnonzero(unspaced[begins[:-1]] & unspaced[begins[1:]] & (begins[1:] == begins[:-1] + 1))
    hashed[pair] += folded[begins[pair + 1]] * _POWERS[1]
    lines_of_words = line_of[begins]
    bounds = np.searchsorted(lines_of_words, np.arange(lines + 1))
    place = np.arange(len(begins)) - bounds[lines_of_words]
    keys = np.zeros(lines, dtype=np.uint64)
    filled = np.flatnonzero(bounds[1:] > bounds[:-1])
    keys[filled] = np.add.reduceat(_mixed(hashed) * _POWERS[place % len(_POWERS)], bounds[filled])
    words = _short(hashed)
    return {
        "keys": _short(keys),
        "words": words,
        "capitals": kinds[begins] == Kind.UPPER,
        "lengths": lengths,
        "line_of": lines_of_words,
        "bounds": bounds,
        **_repeats(words, lines_of_words),
    }


def _repeats(words: Keys, line_of: Ints) -> dict[str, npt.NDArray[Any]]:
    """Where the same word stands: all words in order of their keys, and those with the same key by their places."""
    ordered: npt.NDArray[np.uint64] = words.astype(np.uint64) << np.uint64(32)
    ordered |= np.arange(len(words), dtype=np.uint64)
    ordered.sort()
    places = ordered.astype(np.uint32).astype(np.int64)
    keys = (ordered >> np.uint64(32)).astype(np.uint32)
    lines = line_of[places]
    new_word = np.ones(len(words), dtype=np.bool_)
    new_word[1:] = keys[1:] != keys[:-1]
    new_run = new_word.copy()
    new_run[1:] |= lines[1:] != lines[:-1]
    runs = np.flatnonzero(new_run)
    lengths = np.diff(np.append(runs, len(words)))
    group, own = np.empty_like(places), np.empty_like(places)
    group[places] = np.cumsum(new_word) - 1
    own[places] = np.repeat(lengths, lengths)
    return {"distinct": keys[new_word], "group": group, "own": own}


def _mixed(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    keys = (keys ^ (keys >> np.uint64(29))) * _FACTOR
    return keys ^ (keys >> np.uint64(32))


def _short(keys: npt.NDArray[np.uint64]) -> Keys:
    return (_mixed(keys) >> np.uint64(32)).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class _Tables:
    kinds: npt.NDArray[np.uint8]
    folded: npt.NDArray[np.uint64]


@functools.cache
def _tables() -> _Tables:
    """What each character of the basic plane is, and what it is folded to: all digits are alike."""
    characters = list(map(chr, range(_PLANE)))
    unspaced = set(re.findall(f"[{UNSPACED}]", "".join(characters)))
    of_category = {category: int(kind) for category, kind in _OF_CATEGORY.items()}
    other = int(Kind.OTHER)
    kinds = np.array([of_category.get(category, other) for category in map(unicodedata.category, characters)], np.uint8)
    for kind, chars in _OF_CHARACTER.items():
        kinds[list(map(ord, chars))] = kind
    parted = [n for n in np.flatnonzero(np.isin(kinds, [Kind.LETTER, Kind.MARK])).tolist() if characters[n] in unspaced]
    kinds[parted] = Kind.UNSPACED
    folded = np.arange(_PLANE, dtype=np.uint64)
    folded[kinds == Kind.DIGIT] = ord("0")
    lettered = np.flatnonzero(np.isin(kinds, [Kind.UPPER, Kind.LETTER])).tolist()
    # All letters are folded at once, a character between them that nothing folds.
    lower = fold_letters(_APART.join([characters[n] for n in lettered])).split(_APART)
    for code, text in zip(lettered, map(str.strip, lower), strict=True):
        if len(text) == 1:
            folded[code] = ord(text)
    return _Tables(kinds, folded + 1)
