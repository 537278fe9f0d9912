"""Desks that sign where no person does: "Editorial Board", "BR24 Redaktion"."""

import functools
import re
from collections.abc import Sequence

from copydesk.folding import fold
from copydesk.lexicons import phrases
from copydesk.scripts import has_unbounded, is_small

MAX_DESK = 6
"""Words that the name of a desk may have."""
MAX_OF = 2
"""Words that may follow what a desk's name begins with: "Redaktion BR24", "Team EBONY"."""

_PARTING = re.compile(r"[\s\u2010\u2011-]+")


def read_desk(text: str) -> str | None:
    """TEXT as the name of a desk, without the small words before it; None where it names none.

    >>> read_desk("the Sun Sentinel Editorial Board"), read_desk("MM-Redaktion"), read_desk("Redaktion BR24")
    ('Sun Sentinel Editorial Board', 'MM-Redaktion', 'Redaktion BR24')
    >>> read_desk("Jane Roe"), read_desk("the staff of the hospital"), read_desk("Staff Sgt. Jane Roe")
    (None, None, None)
    """
    words = text.split()
    while len(words) > 1 and words[0].islower() and words[0].isascii() and words[1][0].isupper():
        words = words[1:]
    name = " ".join(words)
    folded = [part for part in _PARTING.split(fold(name)) if part]
    if not folded or len(folded) > MAX_DESK:
        return None
    if _ends(folded, "desk") or (has_unbounded(name) and name.endswith(_unbounded_desks())):
        return name
    begun = _begins(folded, "desk-of")
    return name if begun and len(folded) - begun <= MAX_OF and not is_small(words[-1][0]) else None


def _ends(words: Sequence[str], listed: str) -> bool:
    return any(tuple(words[start:]) in _phrases(listed) for start in range(len(words)))


def _begins(words: Sequence[str], listed: str) -> int:
    """How many of WORDS are a phrase of those LISTED."""
    return next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in _phrases(listed)), 0)


@functools.cache
def _phrases(listed: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_PARTING.split(fold(phrase))) for _, phrase in phrases(listed))


@functools.cache
def _unbounded_desks() -> tuple[str, ...]:
    return tuple(sorted(phrase for _, phrase in phrases("desk") if has_unbounded(phrase)))
