"""Where something may begin in UTF-8 that was misread: a look at the first bytes of all words at once.

Most words of most scripts are let go here by simple sums over all bytes. What is left is looked up in tables, place by
place (`misreading`), which costs many times as much.
"""

import numpy as np
from numpy.typing import NDArray

_FEW = 32
"""Fewer than one byte in so many that begins a character other than ASCII is looked at by itself."""

_WIDE = 8
"""More than one byte in so many that begins a letter of three bytes: most words are of such."""

_STEP = 61
"""One byte in so many is looked at to see which script a text is in."""

_NARROW = 0.38
"""Share of bytes that begin a character in text of letters of two bytes; Chinese has one in three."""


def beginnings(piece: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Places in PIECE of characters that are not ASCII, behind ASCII or a mark of punctuation that was read well."""
    leading = piece >= 0xC2
    count = np.count_nonzero(leading)
    if count * _WIDE > len(piece):
        count -= _without_indic(leading, piece)
    if count * _FEW < len(piece):
        places = np.flatnonzero(leading)
        third, second, last = (piece.take(np.maximum(places - step, 0)) for step in (3, 2, 1))
        bound = (places == 0) | (last < 0x80)
        bound |= (places > 1) & (second == 0xC2)
        bound |= (places > 2) & (third == 0xE2)
        few: NDArray[np.intp] = places[bound]
        return few
    ascii_ = piece < 0x80
    bound = np.empty(len(piece), dtype=np.bool_)
    bound[:1] = True
    bound[1:] = ascii_[:-1]
    bound[2:] |= piece[:-2] == 0xC2
    bound[3:] |= piece[:-3] == 0xE2
    bound &= leading
    if count > len(piece) * _NARROW:
        bound[:-3] &= ~are_sound(piece, ascii_)
    return np.flatnonzero(bound)


def _without_indic(leading: NDArray[np.bool_], piece: NDArray[np.uint8]) -> int:
    """Take letters from Devanagari to Gujarati, which no code page has, out of LEADING bytes; returns how many.

    All characters from U+0800 on begin with one byte: where others of them stand in PIECE, none is taken out.
    """
    if np.count_nonzero(piece[::_STEP] == 0xE0) * _WIDE * _STEP < len(piece):
        return 0
    indic = piece == 0xE0
    indic[-1:] = False  # what it begins is not to be seen
    if (indic[:-1] & (piece[1:] >= 0xAC)).any():
        return 0
    leading ^= indic
    return int(np.count_nonzero(indic))


def are_sound(piece: NDArray[np.uint8], ascii_: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which places in PIECE begin two characters that no code page has for bytes of one, as nearly all words do.

    The second is in ASCII, or from U+0420 to U+044F, or from U+0620 to U+064F. Code page 866 alone has such letters
    for bytes that follow; those that it has for leading bytes have none of the codes of Cyrillic that are let go here.
    """
    first = piece[:-1]
    low = first * np.uint8(64)
    low += piece[1:]  # of a character of two bytes: the last eight bits of its code, and 0x80
    second = low - np.uint8(0xA0) < 0x30
    second &= first >= 0xD0
    second |= ascii_[:-1]
    sound = low - np.uint8(0x90) < 0x30
    sound |= first >= 0xD2
    return sound[:-2] & second[2:]
