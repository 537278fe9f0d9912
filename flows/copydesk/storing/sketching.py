"""Sketches of articles' bodies: by them a store finds the records of one article, without a body at hand.

The same words have the same fingerprint, whatever their case, punctuation and encoding. Of the shingles, runs of four
words (or characters, in scripts without spaces), MinHash (rensa's) keeps a signature. The share of equal places of two
signatures is about the Jaccard similarity of the two sets of shingles, and with the sets' sizes it tells how much of
the smaller one is in the larger one.
"""

import hashlib
import re
from dataclasses import dataclass

import numpy as np
from rensa import RMinHash

from copydesk.folding import fold_letters
from copydesk.scripts import UNSPACED

SCHEME = f"1/rensa-{RMinHash.ALGORITHM_VERSION}"
"""Names the way sketches are made; those of another scheme cannot be compared."""

PLACES = 128
"""Of a signature."""
_SEED = 1
FEWEST_WORDS = 25
"""Shorter bodies have no signature, and are the same only where the titles are, too: a notice is no article."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a body to compare it by."""

    fingerprint: bytes
    """Of all its words in order."""
    shingles: int = 0
    """How many different ones it has; 0 where it is too short for a signature."""
    signature: bytes = b""
    """PLACES numbers of 32 bits, little-endian."""


def sketch_of(title: str | None, body: str) -> Sketch:
    """The sketch of a body; of the title, too, if the body is short.

    >>> sketch_of(None, "It rained. All day!") == sketch_of(None, "it rained all day")
    True
    """
    words = _WORD.findall(fold_letters(body))
    if len(words) < FEWEST_WORDS:
        words += ["", *_WORD.findall(fold_letters(title or ""))]
        return Sketch(_fingerprint(words))
    shingles = {f"{a} {b} {c} {d}" for a, b, c, d in zip(words, words[1:], words[2:], words[3:], strict=False)}
    hasher = RMinHash(num_perm=PLACES, seed=_SEED)
    hasher.update(list(shingles))
    return Sketch(_fingerprint(words), len(shingles), np.array(hasher.digest(), dtype="<u4").tobytes())


def _fingerprint(words: list[str]) -> bytes:
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
