"""How likely a text is as a text: what tells the right reading of bytes from wrong ones.

The model is one of pairs of characters in 83 languages: how likely each follows another. Text is as likely as it is in
the language that fits it best. Sums are of whole numbers, tenths of a nat, so that they are the same on any machine.
`training.letters` counts the pairs.
"""

import functools
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.chartables import CharTable
from copydesk.standards import COMMON, has, level

LETTERS: Traversable = files("copydesk") / "data" / "letters.npz"
"""The model's file. Benchmarks put one in its place that has not learned from what they measure on."""

BREAK = " "
"""What all white space counts as. Texts are taken to stand between two of them."""

MOST = 255
"""The greatest unlikelihood of a character, in tenths of a nat."""

_PIECE = 1 << 15
"""Pairs that are summed at a time."""

# What stands for characters that the model does not know one by one, in Unicode's range for private use.
OTHER = {
    name: chr(0xF0000 + n)
    for n, name in enumerate(
        "han-both han-simplified han-traditional han-japanese han-rare hangul hangul-rare kana-half letter mark number"
        " punctuation symbol box control c1 format private unassigned lost surrogate".split()
    )
}

_NONE, _LOWER, _UPPER, _OTHER_LOWER, _OTHER_UPPER, _UNCASED = range(6)
"""Kinds of characters: no letter; small and capital letters, Latin ones and those of other scripts; and all others."""

# Unlikelihood, in tenths of a nat, of a kind of character (column) behind another (row): few words have a capital
# behind a small letter, and fewer letters of two scripts.
_KINDS = np.array(
    [
        [0, 2, 20, 2, 20, 0],
        [0, 1, 60, 40, 60, 40],
        [0, 4, 15, 40, 40, 10],
        [0, 40, 60, 1, 60, 40],
        [0, 40, 40, 4, 15, 40],
        [0, 40, 20, 40, 40, 0],
    ],
    dtype=np.int64,
).ravel()


def in_symbols(text: str) -> str:
    """TEXT in the symbols that are counted: small letters, one space, one digit. Each character gives one.

    >>> in_symbols("Straße 17")
    'straße 00'
    """
    return "".join(map(_symbol, text))


@functools.lru_cache(maxsize=1 << 16)
def _symbol(char: str) -> str:
    if char in "\t\n\r\f\v \u2028\u2029":
        return BREAK
    if char in "0123456789":
        return "0"
    if char == "\N{FULLWIDTH TILDE}":  # Windows' name for the same byte in Japanese
        return "\N{WAVE DASH}"
    lower = char.lower()
    return lower if len(lower) == 1 else char


# The sign for any currency is a dollar or a euro, misread: nobody writes it.
_RANGES = (
    (0x80, 0x9F, "c1"),
    (0xA4, 0xA4, "c1"),
    (0x2500, 0x259F, "box"),
    (0xFF61, 0xFF9F, "kana-half"),
    (0xFFFD, 0xFFFD, "lost"),
)


@functools.lru_cache(maxsize=1 << 16)
def kind_of(char: str) -> str:
    """The symbol in `OTHER` for a character that the model does not know."""
    code = ord(char)
    if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0x20000 <= code < 0x40000:
        return OTHER[_han(char)]
    if 0xAC00 <= code < 0xD7A4:
        return OTHER["hangul" if has("euc_kr", char) else "hangul-rare"]
    for first, last, name in _RANGES:
        if first <= code <= last:
            return OTHER[name]
    category = unicodedata.category(char)
    exact = {"Cc": "control", "Cf": "format", "Co": "private", "Cn": "unassigned", "Cs": "surrogate"}
    general = {"L": "letter", "M": "mark", "N": "number", "P": "punctuation", "S": "symbol", "Z": "punctuation"}
    return OTHER[exact.get(category) or general[category[0]]]


def _han(char: str) -> str:
    """How common a Han character is, and where."""
    simplified, traditional, japanese = (
        level(encoding, char) == COMMON for encoding in ("gb2312", "big5", "shift_jis")
    )
    if simplified or traditional:
        return "han-both" if simplified and traditional else "han-simplified" if simplified else "han-traditional"
    return "han-japanese" if japanese else "han-rare"


def _kind(char: str) -> int:
    if not char.isalpha():
        return _UNCASED if _is_vowel_sign(char) else _NONE
    if char.isupper():
        return _UPPER if is_latin(char) else _OTHER_UPPER
    if char.islower():
        return _LOWER if is_latin(char) else _OTHER_LOWER
    return _UNCASED


def is_latin(char: str) -> bool:
    """Whether a letter is a Latin one."""
    return char < "\u0250" or "\u1e00" <= char < "\u1f00"


def _is_vowel_sign(char: str) -> bool:
    """Whether a mark is one of a script, which stands on its letters alone."""
    return unicodedata.category(char)[0] == "M" and not unicodedata.name(char, "").startswith(
        ("COMBINING", "VARIATION")
    )


_KIND_TABLE = CharTable(lambda char: _kind(char) + 1)


class Plausibility(NamedTuple):
    """Unlikelihoods in tenths of a nat: of pairs that were seen, and of characters where a pair was not."""

    languages: tuple[str, ...]
    symbols: CharTable
    pairs: NDArray[np.uint32]
    """Pairs of symbols that some language has, in order."""
    seen: NDArray[np.uint8]
    """A row for each pair, a column for each language."""
    alone: NDArray[np.uint8]
    """A row for each symbol: how unlikely it is behind a symbol that it was never seen behind."""
    new: NDArray[np.uint8]
    """A row for each symbol: how unlikely it is that what follows it was never seen behind it."""

    def unlikelihoods(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Of each text in each language, in tenths of a nat."""
        if not texts:
            return np.zeros((0, len(self.languages)), dtype=np.int64)
        joined = BREAK + BREAK.join(texts) + BREAK
        symbols = self.symbols(joined).astype(np.uint32)
        cases = _KIND_TABLE(joined).astype(np.int64) - 1
        lengths = np.array([len(text) + 1 for text in texts])
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        case_costs = _KINDS.take(6 * cases[:-1] + cases[1:])
        sums: NDArray[np.int64] = np.add.reduceat(case_costs, starts)[:, None].repeat(len(self.languages), axis=1)
        owner = np.repeat(np.arange(len(texts)), lengths)
        for first in range(0, len(symbols) - 1, _PIECE):
            last = min(first + _PIECE, len(symbols) - 1)
            rows = self._rows(symbols[first:last], symbols[first + 1 : last + 1])
            own = owner[first:last]
            cuts = np.flatnonzero(np.diff(own, prepend=-1))
            sums[own[cuts]] += np.add.reduceat(rows, cuts, axis=0, dtype=np.int64)
        return sums

    def _rows(self, before: NDArray[np.uint32], after: NDArray[np.uint32]) -> NDArray[np.uint16]:
        keys = before << 16 | after
        at = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        rows = self.seen.take(at, axis=0).astype(np.uint16)
        missing = np.flatnonzero(self.pairs[at] != keys)
        rows[missing] = self.new[before[missing]].astype(np.uint16) + self.alone[after[missing]]
        return rows

    def unlikelihood(self, text: str) -> int:
        """Of TEXT in the language that fits it best, in tenths of a nat."""
        return int(self.unlikelihoods([text]).min())


@functools.cache
def plausibility() -> Plausibility:
    """The model in the file `LETTERS`."""
    return read_letters(LETTERS.read_bytes())


def read_letters(content: bytes) -> Plausibility:
    """The model in a file that `training.letters` wrote."""
    with np.load(BytesIO(content)) as file:
        arrays = {name: file[name] for name in file.files}
    alphabet = arrays["alphabet"].tobytes().decode("utf-32-le")
    places = {char: n for n, char in enumerate(alphabet, 1)}
    languages = tuple(arrays["languages"].tobytes().decode().split())
    size = (len(alphabet) + 1, len(languages))
    alone = np.full(size, MOST, dtype=np.uint8)
    alone[1:] = arrays["unseen"][arrays["unseen_kind"]]
    at, column = arrays["char"].astype(np.int64) // len(languages), arrays["char"].astype(np.int64) % len(languages)
    alone[at, column] = arrays["alone"]
    new = np.zeros(size, dtype=np.uint8)
    new[at, column] = arrays["new"]
    pairs = arrays["pairs"]
    seen = np.minimum(new[pairs >> 16].astype(np.uint16) + alone[pairs & 0xFFFF], MOST).astype(np.uint8)
    seen.reshape(-1)[np.cumsum(arrays["place"], dtype=np.int64)] = arrays["seen"]
    table = CharTable(lambda char: places.get(_symbol(char)) or places[kind_of(char)])
    return Plausibility(languages, table, pairs, seen, alone, new)
