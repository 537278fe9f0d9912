"""Names that say of themselves that they are a newspaper's: "Oval Courier", "Ovaler Tagblatt", "北日本日報"."""

import functools
import re

from copydesk.folding import fold
from copydesk.lexicons import phrases
from copydesk.scripts import has_unbounded, is_small

MAX_WORDS = 5
LEAST_LETTERS = 8
"""Letters of a word that a newspaper's kind ends: "Norrlandsposten"."""
LEAST_UNBOUNDED = 4
"""The same in scripts that part no words."""
MAX_PARTICLE = 3
"""Letters of a word in a name that may begin with a small one: "Folha do Vale"."""

_ELIDED = re.compile(r"[^\W\d_]{1,4}['’]\w")
"""A particle that has lost its vowel: "Eco d'Ovalia", "Corriere dell'Ovale"."""


def is_press_name(text: str) -> bool:
    """Whether TEXT is a name that only a newspaper has.

    >>> is_press_name("The Oval Courier"), is_press_name("Ovaler Tagblatt"), is_press_name("北日本日報")
    (True, True, True)
    >>> is_press_name("Il Corriere dell'Ovale"), is_press_name("Corriere della Ovale")
    (True, False)
    >>> is_press_name("Ovalland-Bote"), is_press_name("Stellenangebote")
    (True, False)
    >>> is_press_name("Courier"), is_press_name("Oval courier news"), is_press_name("Oval Cricket, Inc.")
    (False, False, False)
    """
    words = text.split()
    if not words or len(words) > MAX_WORDS or not all(map(_is_in_name, words)):
        return False
    folded = fold(text)
    parted = f" {folded} {folded.replace('-', ' ')} " if "-" in folded else f" {folded} "
    if len(parted.split()) > 1 and any(f" {kind} " in parted for kind in _kinds()):
        return True
    last = folded.split()[-1]
    least = LEAST_UNBOUNDED if has_unbounded(last) else LEAST_LETTERS
    return len(last) >= least and last.endswith(_endings()) and last not in _endings()


def is_press_word(word: str) -> bool:
    """Whether WORD is one that newspapers are called by: "Courier", "Sentinel"."""
    return fold(word) in _kinds()


def _is_in_name(word: str) -> bool:
    return not is_small(word[0]) or len(word) <= MAX_PARTICLE or _ELIDED.match(word) is not None


@functools.cache
def _kinds() -> frozenset[str]:
    return frozenset(fold(phrase) for _, phrase in phrases("press") if not phrase.startswith("-"))


@functools.cache
def _endings() -> tuple[str, ...]:
    """What the last word of a name may end in; the first stroke says so, the others are its own."""
    return tuple(sorted({fold(phrase.removeprefix("-")) for _, phrase in phrases("press") if phrase.startswith("-")}))
