"""Words that are sound and happen to look as if one character of theirs had been misread as UTF-8.

The letters of a short word, or the last one with a mark or a space behind it, are the bytes of one character through an
encoding of their script: "ТВ", "її", "รถ", "سگ", "ÓŁ" in "PÓŁ", "Ë»" in "«SHQIPËRISË»". Where they would be two
characters, it is no chance.
"""

import itertools
import re
from typing import NamedTuple

from copydesk.decoding.plausibility import is_latin

_NBSP = "\N{NO-BREAK SPACE}"
_LETTERS_AND_MARK = re.compile(rf"([^\W\d_]+)(?:([»«”“’‘…—–®™،؛؟]?)|({_NBSP}).?)")
"""The end of a word, and a mark right behind it, or a space and what may stand behind that."""
_BEGINNING, _ENDING = re.compile(r"\A[^\W\d_]*"), re.compile(r"[^\W\d_]*\Z")
"""The letters of a word that a text begins with, and that it ends with."""

_MOST_BYTES = 4
"""Bytes of a character in UTF-8, each of which was read as one."""

_ACCENTED = "\u0180"
"""Most letters with accents come before: they are what the letters of most misread words were."""

_PUNCTUATION = "\u2000"
"""From here on stand the dashes and quotes that were misread more often than all letters: "вЂ“"."""

_SIGNS = "Â"
"""What the signs of Latin-1, the no-break space among them, begin with where they were misread; few words end in it."""

_SHORT = 2
"""Letters of a word whose first one alone may be a capital."""


class _Place(NamedTuple):
    """Where a text and its reading differ."""

    before: str
    """Letters of the same word."""
    letters: str
    mark: str
    """What stands behind the letters: "" for nothing."""
    after: str
    """Letters of the same word."""
    made: str
    """What the letters and the mark would be."""


def is_own_word(text: str, fixed: str) -> bool:
    """Whether what tells TEXT from FIXED, its reading as UTF-8, is a word, or the end of one and what is behind it.

    >>> is_own_word("<td>ТВ</td>", "<td>²</td>"), is_own_word("PÓŁ", "Pӣ"), is_own_word("IRMÃ»", "IRMû")
    (True, True, True)
    >>> is_own_word("WorldтАЩs", "World’s")
    False
    >>> is_own_word("dÃ»", "dû"), is_own_word("gÉ™ldi", "gəldi"), is_own_word("sД…", "są"), is_own_word("В«", "«")
    (False, False, False, False)
    """
    place = _place(text, fixed)
    if place is None:
        return False
    return _is_latin_word(place) if any(map(is_latin, place.letters)) else _is_word_of_other_script(place)


def _place(text: str, fixed: str) -> _Place | None:
    """The one place where the two differ, if what stands there is letters with or without a mark that ends a word."""
    if not 1 <= len(text) - len(fixed) < _MOST_BYTES:
        return None
    start = _in_common(text, fixed)
    end = _in_common(text[:start:-1], fixed[:start:-1])
    own, made = text[start : len(text) - end], fixed[start : len(fixed) - end]
    found = _LETTERS_AND_MARK.fullmatch(own)
    if len(made) != 1 or found is None or not found[1].isalpha():  # "²" is none
        return None
    letters, mark, space = found.groups()
    before, after = _ENDING.findall(text[:start])[0], _BEGINNING.findall(text[len(text) - end :])[0]
    if space:
        return _Place(before, letters, space, "", made)
    return None if mark and after else _Place(before, letters, mark, after, made)


def _in_common(first: str, second: str) -> int:
    """How many characters two texts begin with that are the same."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(first), len(second)))


def _is_word_of_other_script(place: _Place) -> bool:
    """Whether letters that are not Latin are a word's; among Latin ones they may be bytes of another such letter.

    Few words have a capital behind a small letter, as quotes have that were misread: "тАЩ", "вЂњ".
    """
    if any(one.islower() and other.isupper() for one, other in itertools.pairwise(place.letters)):
        return False
    beside_latin = any(map(is_latin, place.before + place.after))
    if beside_latin and (place.mark or (place.made.isalpha() and is_latin(place.made))):
        return False
    is_sign = not place.made.isalpha() and not _ACCENTED <= place.made < _PUNCTUATION
    return place.mark in ("", _NBSP) or not is_sign


def _is_latin_word(place: _Place) -> bool:
    """Whether Latin letters are a word's: it has to be in one case, and likelier than its reading."""
    word = place.before + place.letters + place.after
    if not all(map(is_latin, word)) or not (word.isupper() or word.islower()):
        return False
    if place.made >= _ACCENTED:
        return True
    least = _SHORT if place.made.isalpha() else 1
    return word.isupper() and not place.made.isupper() and _SIGNS not in place.letters and len(word) > least
