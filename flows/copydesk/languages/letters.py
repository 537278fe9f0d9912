"""The letters of a page's blocks: how many of each script, counted for all blocks at once."""

import itertools
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.chartables import CharTable

WIDE_SCRIPTS = frozenset({"HAN", "KANA"})
"""Scripts whose letters count three times: a Chinese character says as much as a word."""

_WORTH = dict.fromkeys(WIDE_SCRIPTS, 3) | {"HANGUL": 2}
"""How often a letter counts, where it is not once: Hangul writes a syllable with one."""

BEGINNING = 180
"""Characters at the beginning of a block among which letters are counted by themselves."""

_PIECE = 1 << 18
"""Characters that are sorted by script at a time, to hold no large number for each character of a book."""

_ALIASES = {
    "HIRAGANA": "KANA",
    "KATAKANA": "KANA",
    "KATAKANA-HIRAGANA": "KANA",
    "CJK": "HAN",
    "IDEOGRAPHIC": "HAN",
    "FULLWIDTH": "LATIN",
    "MATHEMATICAL": "LATIN",
    "HALFWIDTH": "KANA",
    **dict.fromkeys(("MODIFIER", "MASCULINE", "FEMININE", "MICRO"), ""),
}
"""Scripts by the first word of a letter's name, where that says another. Some letters stand among those of any script:
the "ʻ" of Uzbek, "º", "µ"."""


def group_of(script: str) -> str:
    """SCRIPT, but that Han and kana are one: they stand together in Japanese."""
    return "HAN" if script in WIDE_SCRIPTS else script


class Letters(NamedTuple):
    """The letters of some texts."""

    scripts: tuple[str, ...]
    counts: NDArray[np.int64]
    """Letters of each of the scripts, wide ones as often as they count, in each text."""
    script: list[str]
    """The script of most letters of each text; "" where it has none."""
    beginning: NDArray[np.int64]
    """The same among the first `BEGINNING` of each text."""
    total: NDArray[np.int64]
    """Characters of each text that are letters, or vowel signs."""

    def of(self, script: str) -> NDArray[np.int64]:
        """Letters of SCRIPT in each text."""
        return self.counts[self.scripts.index(script)] if script in self.scripts else np.zeros_like(self.total)

    def among(self, members: list[int]) -> "Letters":
        """The letters of the texts with these numbers."""
        script = [self.script[n] for n in members]
        return Letters(self.scripts, self.counts[:, members], script, self.beginning[members], self.total[members])


def letters_of(texts: Sequence[str]) -> Letters:
    """Count the letters of TEXTS.

    >>> letters = letters_of(["北京 at 9", "", "(Ж)"])
    >>> letters.script, letters.of("HAN").tolist(), letters.of("LATIN").tolist(), letters.total.tolist()
    (['HAN', '', 'CYRILLIC'], [6, 0, 0], [2, 0, 0], [4, 0, 1])
    >>> letters_of(["IT/과학", "X के"]).script
    ['HANGUL', 'DEVANAGARI']
    """
    numbers = _NUMBERS("\n".join((*texts, "")))
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    starts = np.cumsum(lengths + 1) - lengths - 1
    # The beginnings and the rests: a rest has the line's end at least, and a beginning without characters is that.
    cuts = np.stack([starts, starts + np.minimum(lengths, BEGINNING)], axis=1).ravel()
    parts = _sums(numbers > _NO_LETTER, cuts).reshape(-1, 2)
    pieces = (numbers[n : n + _PIECE] for n in range(0, len(numbers), _PIECE))
    present = {number for piece in pieces for number in np.flatnonzero(np.bincount(piece)).tolist()}
    found = sorted(((name, number) for name, number in list(_SCRIPTS.items()) if number in present), key=_rank)
    counts = np.zeros((len(found), len(texts)), dtype=np.int64)
    for row, (name, number) in zip(counts, found, strict=True):
        row[:] = _sums(numbers == number, starts) * _WORTH.get(name, 1)
    names = tuple(name for name, _ in found)
    script = [""] * len(texts)
    if names:  # of scripts with the same count the first is taken
        most = np.where(counts.max(axis=0), counts.argmax(axis=0), -1).tolist()
        script = ["" if n < 0 else names[n] for n in most]
    return Letters(names, counts, script, parts[:, 0], parts.sum(axis=1))


def _rank(script: tuple[str, int]) -> tuple[bool, str]:
    """Order of scripts: Latin is last, for Latin words stand in lines of every other script."""
    return script[0] == "LATIN", script[0]


class Run(NamedTuple):
    """Characters of a text, from one letter of a script to another, with no letter of another script between."""

    script: str
    start: int
    end: int
    letters: int
    """Letters among them, wide ones as often as they count."""


def script_runs(text: str) -> list[Run]:
    """The runs of TEXT. Han and kana, which stand together in Japanese, are one script here: "KANA" where there is any.

    >>> script_runs("Он сказал: «No comment».")
    [Run(script='CYRILLIC', start=0, end=9, letters=8), Run(script='LATIN', start=12, end=22, letters=9)]
    >>> script_runs("中国の首相")
    [Run(script='KANA', start=0, end=5, letters=15)]
    >>> [[run.script for run in script_runs(text)] for text in ("oʻzining boʻlmasiga", "佐々木ﾛｳｷ", "𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴 𝗻𝗲𝘄𝘀")]
    [['LATIN'], ['KANA'], ['LATIN']]
    """
    numbers = _NUMBERS(text)
    places = np.flatnonzero(numbers > _NO_SCRIPT)
    if not len(places):
        return []
    own = numbers[places]
    kana, han = _SCRIPTS.get("KANA", 0), _SCRIPTS.get("HAN", 0)
    merged = np.where(own == kana, han or kana, own)
    cuts = np.flatnonzero(np.diff(merged)) + 1
    names = {number: name for name, number in _SCRIPTS.items()}
    runs = []
    for piece in np.split(np.arange(len(places)), cuts):
        script = "KANA" if (own[piece] == kana).any() else names[int(own[piece[0]])]
        start, end = int(places[piece[0]]), int(places[piece[-1]]) + 1
        runs.append(Run(script, start, end, len(piece) * _WORTH.get(script, 1)))
    return runs


def _sums(marks: NDArray[np.bool_], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    if not len(starts):
        return starts
    sums: NDArray[np.int64] = np.add.reduceat(marks, starts, dtype=np.int64)
    return sums


# --------------------------------------------------------------------------------------------- a character's script

_NO_LETTER, _NO_SCRIPT = 1, 2
_ANY_LETTERS = frozenset({"", "COMBINING", "VARIATION"})
_SCRIPTS: dict[str, int] = {}
"""Numbers of the scripts that were seen. Which one got which decides nothing."""
_NEXT = itertools.count(_NO_SCRIPT + 1)


def _script_number(char: str) -> int:
    first = unicodedata.name(char, "").split(" ")[0]
    # Vowels are marks in many scripts. A mark that any letter may bear is in no script.
    if not char.isalpha() and (unicodedata.category(char)[0] != "M" or first in _ANY_LETTERS):
        return _NO_LETTER
    script = _ALIASES.get(first, first)
    return _SCRIPTS.setdefault(script, next(_NEXT)) if script else _NO_SCRIPT


_NUMBERS = CharTable(_script_number)
