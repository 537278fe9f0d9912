"""Where a text may have been misread before it came here: a look at all its characters at once.

UTF-8 that was read in a code page leaves a character that stands for a leading byte, and behind it those that stand
for the bytes that follow. Text in a legacy encoding that was read as Latin leaves rows of accented letters. Few places
in clean text look so, and finding them costs less than decoding did.
"""

from typing import NamedTuple

import ftfy.bad_codecs
import numpy as np
from numpy.typing import NDArray

ftfy.bad_codecs.ok()  # registers the sloppy-windows-* codecs, which read every byte as browsers do

WESTERN = ("sloppy-windows-1252", "latin-1")
"""Code pages that anything is read in where nobody asked what it was."""

MISREAD_AS = (
    *WESTERN,
    "sloppy-windows-1250",
    "sloppy-windows-1254",
    "sloppy-windows-1257",
    "sloppy-windows-1258",
    "iso8859-2",
    "iso8859-15",
    "iso8859-9",
    "mac-roman",
    "cp437",
    "cp850",
    "sloppy-windows-1251",
    "sloppy-windows-1256",
    "sloppy-windows-1253",
    "sloppy-windows-1255",
    "koi8-r",
    "koi8-u",
    "cp866",
    "iso8859-5",
    "iso8859-7",
    "cp874",
)
"""Code pages, each byte a character, that UTF-8 is misread in."""

_NATURAL = MISREAD_AS.index("sloppy-windows-1251")
"""From here on, words of a living language may look like UTF-8 that was misread: more of each is looked at."""

_LONG_ENOUGH = 3
"""Characters of UTF-8 in a row that no word of such a language is likely to look like."""

_UNITS = 1 << 16
_PIECE = 1 << 18
"""Bytes that are looked at together: they fit a processor's cache."""

_WINDOW = 28
"""Bytes of a suspicious place that tell whether it is one."""

_FOLLOWS, _BAD = 1, 9


_LETTERS = np.array([n for n in range(0xAA, 0xD800) if chr(n).isalpha()])
"""UTF-16 units that are letters."""


def _kinds(codec: str) -> NDArray[np.uint8]:
    """For each UTF-16 unit: how many bytes the character in UTF-8 has that it would begin; 1 where it would follow."""
    kinds = np.zeros(_UNITS, dtype=np.uint8)
    kinds[_LETTERS] = _BAD
    for byte in range(0x80, 0x100):
        length = _FOLLOWS if byte < 0xC0 else 2 + (byte >= 0xE0) + (byte >= 0xF0)
        for char in bytes([byte]).decode(codec, "ignore"):
            kinds[ord(char)] = _BAD if byte in (0xC0, 0xC1) or byte >= 0xF5 else length
    return kinds


class _Tables(NamedTuple):
    """Sets of code pages, as bits, in which characters stand for bytes of a kind."""

    begins_likely: NDArray[np.uint32]
    """By the first two bytes of a character in UTF-8: where it, or another with these, begins one."""
    begins_two: NDArray[np.uint32]
    """Where it begins one of two bytes, so that one more character tells all."""
    follows_likely: NDArray[np.uint32]
    begins: tuple[NDArray[np.uint32], ...]
    """By UTF-16 unit: where it begins one of two, three or four bytes."""
    follows: NDArray[np.uint32]
    western: NDArray[np.bool_]
    natural: tuple[NDArray[np.uint8], ...]
    """The kinds of units in code pages of other scripts."""


def _tables() -> _Tables:
    kinds = [_kinds(codec) for codec in MISREAD_AS]
    follows, *begins = [
        np.bitwise_or.reduce([(own == length).astype(np.uint32) << np.uint32(n) for n, own in enumerate(kinds)])
        for length in (1, 2, 3, 4)
    ]
    western = np.zeros(_UNITS, dtype=np.bool_)
    for codec in WESTERN:
        western[list(map(ord, bytes(range(0x80, 0x100)).decode(codec)))] = True
    # Two bits more: for three western characters in a row, and for a control character, whatever follows it.
    row, control = np.uint32(1 << len(kinds)), np.uint32(1 << len(kinds) + 1)
    begins_any = begins[0] | begins[1] | begins[2] | western * row
    begins_any[0x80:0xA0] |= control
    follows_any = follows | western * row
    begins_two = begins[0].copy()
    begins_two[0x80:0xA0] |= control
    likely = _by_bytes(begins_any), _by_bytes(begins_two), _by_bytes(follows_any) | control
    return _Tables(*likely, tuple(begins), follows, western, tuple(kinds[_NATURAL:]))


def _by_bytes(by_unit: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """By the first two bytes in UTF-8 instead of by UTF-16 unit."""
    out = np.zeros(_UNITS, dtype=np.uint32)
    for unit in np.flatnonzero(by_unit).tolist():
        content = chr(unit).encode()
        out[content[0] << 8 | content[1]] |= by_unit[unit]
    return out


_KNOWN = _tables()


def suspicious(content: bytes) -> list[int]:
    """Places in CONTENT, which is UTF-8, where something may begin that was misread.

    >>> suspicious("Ein Café, un cafÃ© и то".encode())
    [17]
    """
    found: list[int] = []
    for first in range(0, len(content), _PIECE):
        piece = content[max(first - 3, 0) : first + _PIECE + _WINDOW]
        if piece.isascii():
            continue
        before = min(first, 3)
        codes = np.frombuffer(piece + b" " * _WINDOW, dtype=np.uint8)
        places = _likely(codes)
        places = places[(places >= before) & (places < before + _PIECE)]
        if len(places):
            found.extend((places[_is_suspicious(codes, places)] + (first - before)).tolist())
    return found


def _likely(piece: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Places in PIECE where two or three characters stand in a row as a code page has them for bytes of one."""
    # A misread word begins behind ASCII, or behind a mark of punctuation that was read well.
    bound = np.empty(len(piece), dtype=np.bool_)
    bound[:1] = True
    np.less(piece[:-1], 0x80, out=bound[1:])
    bound[2:] |= piece[:-2] == 0xC2
    bound[3:] |= piece[:-3] == 0xE2
    bound &= piece >= 0xC2
    places = np.flatnonzero(bound)
    first = piece.take(places).astype(np.uint16)
    begins = _KNOWN.begins_likely.take(first << 8 | piece.take(places + 1))
    possible = np.flatnonzero(begins)
    places, first, begins = places[possible], first[possible], begins[possible]
    at = places + _length(first)
    second = piece.take(at).astype(np.uint16)
    begins &= _KNOWN.follows_likely.take(second << 8 | piece.take(at + 1))
    possible = np.flatnonzero(begins)
    places, begins, at, second = places[possible], begins[possible], at[possible], second[possible]
    at += _length(second)
    follows = _KNOWN.follows_likely.take(piece.take(at).astype(np.uint16) << 8 | piece.take(at + 1))
    two = _KNOWN.begins_two.take(piece.take(places).astype(np.uint16) << 8 | piece.take(places + 1))
    likely: NDArray[np.intp] = places[(begins & (two | follows)) != 0]
    return likely


def _length(leading: NDArray[np.uint16]) -> NDArray[np.intp]:
    """Bytes of characters in UTF-8 that LEADING bytes begin."""
    length: NDArray[np.intp] = 1 + (leading >= 0xC2).astype(np.intp) + (leading >= 0xE0) + (leading >= 0xF0)
    return length


def _is_suspicious(piece: NDArray[np.uint8], places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of PLACES bear a closer look out: each is put on a line of its own, with the bytes behind it."""
    windows = np.full((len(places), _WINDOW + 1), ord("\n"), dtype=np.uint8)
    windows[:, :-1] = piece.take(places[:, None] + np.arange(_WINDOW))
    windows[:, :-1][windows[:, :-1] == ord("\n")] = ord(" ")
    units = np.frombuffer(windows.tobytes().decode("utf-8", "ignore").encode("utf-16-le"), dtype="<u2")
    starts = np.concatenate(([0], np.flatnonzero(units == ord("\n"))[:-1] + 1))
    first, second, third, fourth = (units.take(starts + n) for n in range(4))
    one, two, three = (_KNOWN.follows.take(c) for c in (second, third, fourth))
    bits = _KNOWN.begins[0].take(first) & one
    bits |= _KNOWN.begins[1].take(first) & (one & two)
    bits |= _KNOWN.begins[2].take(first) & (one & two & three)
    certain: NDArray[np.bool_] = (bits & np.uint32((1 << _NATURAL) - 1)) != 0
    certain |= (first >= 0x80) & (first < 0xA0)
    certain |= _KNOWN.western.take(first) & _KNOWN.western.take(second) & _KNOWN.western.take(third)
    doubtful = np.flatnonzero(~certain & (bits != 0))
    if len(doubtful):
        certain[doubtful] = _bears_out(units, starts[doubtful], bits[doubtful])
    return certain


def _bears_out(units: NDArray[np.uint16], starts: NDArray[np.intp], bits: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Whether what follows each of the STARTS is UTF-8 as well, to the end of the word or long enough."""
    out = np.zeros(len(starts), dtype=np.bool_)
    for n, kinds in enumerate(_KNOWN.natural, _NATURAL):
        members = np.flatnonzero(bits & np.uint32(1 << n))
        at = starts[members]
        for _ in range(_LONG_ENOUGH):
            if not len(members):
                break
            length = kinds.take(units.take(at)).astype(np.intp)
            good = (length >= 2) & (length <= 4)
            for step in (1, 2, 3):
                good &= (step >= length) | (kinds.take(units.take(np.minimum(at + step, len(units) - 1))) == _FOLLOWS)
            out[members[length == 0]] = True
            members, at = members[good], np.minimum(at[good] + length[good], len(units) - 1)
        out[members] = True
    return out
