"""Where a text may have been misread before it came here: a look at all its characters at once.

UTF-8 that was read in a code page leaves a character that stands for a leading byte, and behind it those that stand
for the bytes that follow. Text in a legacy encoding that was read as Latin leaves rows of accented letters. Few places
in clean text look so, and finding them costs less than decoding did.
"""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.decoding.beginnings import beginnings
from copydesk.decoding.charsets import WESTERN

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
_PIECE = 1 << 20
"""Bytes that are looked at together."""

_WINDOW = 28
"""Bytes of a suspicious place that tell whether it is one."""

_BEFORE = 64
"""Bytes before a piece that are looked at, too: three would do, but a processor reads fastest in rows of 64."""

_SPACES = np.full(_WINDOW, ord(" "), dtype=np.uint8)

_FOLLOWS, _BAD = 1, 9

_QUOTED = re.compile("“[^“”]*[À-ɏ]”(?!\\w)|„[^„“”]*[À-ɏ][“”](?!\\w)")
"""A quotation whose last letter is one with an accent. Were its end a byte of a letter, it would have none."""

_MENTIONED = re.compile(r"(?<!\w)([\"'`“„‘«»])[^\s\x00-\x7f]{1,3}([\"'`“”’«»])(?!\w)")
"""What may be one character that was misread, in quotes by itself, as it stands where it is spoken of."""

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
    begins_three: NDArray[np.uint32]
    """Where it can begin one of three bytes only, among the code pages of other scripts."""
    follows_likely: NDArray[np.uint32]
    begins: tuple[NDArray[np.uint32], ...]
    """By UTF-16 unit: where it begins one of two, three or four bytes."""
    follows: NDArray[np.uint32]
    western: NDArray[np.bool_]
    natural: NDArray[np.uint8]
    """The kinds of units in code pages of other scripts, one behind the other."""


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
    scripts = np.uint32((1 << len(kinds)) - (1 << _NATURAL))
    three = _by_bytes(begins[1] & scripts) & ~_by_bytes(begins[0] | begins[2])
    likely = _by_bytes(begins_any), _by_bytes(begins_two), three, _by_bytes(follows_any) | control
    return _Tables(*likely, tuple(begins), follows, western, np.concatenate(kinds[_NATURAL:]))


def _by_bytes(by_unit: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """By the first two bytes in UTF-8, the first one lower, instead of by UTF-16 unit."""
    out = np.zeros(_UNITS, dtype=np.uint32)
    for unit in np.flatnonzero(by_unit).tolist():
        content = chr(unit).encode()
        out[content[0] | content[1] << 8] |= by_unit[unit]
    return out


_KNOWN = _tables()
_LENGTHS = np.array([1 + (byte >= 0xC2) + (byte >= 0xE0) + (byte >= 0xF0) for byte in range(0x100)], dtype=np.intp)
"""Bytes of a character in UTF-8, by its first."""

_ALL = np.uint32(0xFFFFFFFF)


def looks_misread(line: str) -> bool:
    """Whether anything in LINE may have been misread but what it speaks of, and the ends of its quotations.

    >>> looks_misread("un cafÃ©"), looks_misread("“ATÉ AMANHÔ"), looks_misread("The letter “Ã” in “SÃO”")
    (True, False, False)
    >>> looks_misread('é was stored as "Ã©" there'), looks_misread("la “CANCIÃ“N”")
    (False, True)
    """
    if not suspicious(line.encode("utf-8", "surrogatepass")):
        return False
    sound = _QUOTED.sub(lambda quoted: quoted[0][:-1] + " ", _MENTIONED.sub(r"\1 \2", line))
    return sound == line or bool(suspicious(sound.encode("utf-8", "surrogatepass")))


def suspicious(content: bytes) -> list[int]:
    """Places in CONTENT, which is UTF-8, where something may begin that was misread.

    >>> suspicious("Ein Café, un cafÃ© и то".encode())
    [17]
    """
    found: list[int] = []
    for first in range(0, len(content), _PIECE):
        before = min(first, _BEFORE)
        size = min(before + _PIECE + _WINDOW, len(content) - first + before)
        codes = np.frombuffer(content, dtype=np.uint8, count=size, offset=first - before)
        if codes.max() < 0x80:
            continue
        if size < before + _PIECE + _WINDOW:
            codes = np.append(codes, _SPACES)
        places = _likely(codes)
        places = places[(places >= before) & (places < before + _PIECE)]
        if len(places):
            found.extend((places[_is_suspicious(codes, places)] + (first - before)).tolist())
    return found


def _likely(piece: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Places in PIECE where two or three characters stand in a row as a code page has them for bytes of one."""
    places = beginnings(piece[:-_WINDOW])
    # Four bytes of each place at once, the first one lowest: most hold two characters.
    four = np.ndarray(len(piece) - 3, dtype="<u4", buffer=piece, strides=(1,))[places]
    pairs = four.view("<u2")
    begins = _KNOWN.begins_likely.take(pairs[::2])
    wide = four & 0xE0 == 0xE0
    possible = np.flatnonzero((begins & (_KNOWN.follows_likely.take(pairs[1::2]) | wide * _ALL)) != 0)
    places, begins, own = places.take(possible), begins.take(possible), pairs[::2].take(possible)
    at = places + _LENGTHS.take(piece.take(places))
    begins &= _KNOWN.follows_likely.take(_pairs_at(piece, at))
    possible = np.flatnonzero(begins != 0)
    if not len(possible):
        return possible
    places, begins, own, at = places.take(possible), begins.take(possible), own.take(possible), at.take(possible)
    at += _LENGTHS.take(piece.take(at))
    begins &= _KNOWN.begins_two.take(own) | _KNOWN.follows_likely.take(_pairs_at(piece, at))
    possible = np.flatnonzero(begins != 0)
    places, begins, own, at = places.take(possible), begins.take(possible), own.take(possible), at.take(possible)
    # A word of another script is let go where a character of three bytes has one byte too many.
    at += _LENGTHS.take(piece.take(at))
    longer = _KNOWN.follows_likely.take(_pairs_at(piece, at)) * (piece.take(at) < 0xE0)
    likely: NDArray[np.intp] = places[(begins & ~(_KNOWN.begins_three.take(own) & longer)) != 0]
    return likely


def _pairs_at(piece: NDArray[np.uint8], places: NDArray[np.intp]) -> NDArray[np.uint16]:
    """The two bytes of PIECE at each of PLACES as one number, the first one lower."""
    return np.ndarray(len(piece) - 1, dtype="<u2", buffer=piece, strides=(1,))[places]


def _is_suspicious(piece: NDArray[np.uint8], places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of PLACES bear a closer look out: each is put on a line of its own, with the bytes behind it."""
    rows = np.ndarray((len(piece) - _WINDOW, _WINDOW + 1), dtype=np.uint8, buffer=piece, strides=(1, 1))
    windows = rows[places]
    np.putmask(windows, windows == ord("\n"), ord(" "))
    windows[:, -1] = ord("\n")
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
    # Each start with each of the code pages that it may have been misread in.
    found = [np.flatnonzero(bits & np.uint32(1 << codec)) for codec in range(_NATURAL, len(MISREAD_AS))]
    members = np.concatenate(found)
    at, kinds = starts[members], np.repeat(np.arange(len(found)) * _UNITS, [len(own) for own in found])
    out = np.zeros(len(starts), dtype=np.bool_)
    # The first character is known to be one.
    at = at + _KNOWN.natural.take(kinds + units.take(at))
    for _ in range(1, _LONG_ENOUGH):
        length = _KNOWN.natural.take(kinds + units.take(at)).astype(np.intp)
        out[members[length == 0]] = True
        good = np.flatnonzero((length >= 2) & (length <= 4))
        members, at, kinds, length = members[good], at[good], kinds[good], length[good]
        good = np.ones(len(members), dtype=np.bool_)
        for step in (1, 2, 3):
            following = _KNOWN.natural.take(kinds + units.take(np.minimum(at + step, len(units) - 1)))
            good &= (step >= length) | (following == _FOLLOWS)
        members, at, kinds = members[good], np.minimum(at[good] + length[good], len(units) - 1), kinds[good]
    out[members] = True
    return out
