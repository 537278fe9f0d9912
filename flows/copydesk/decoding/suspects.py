"""Which lines of a text something may have to be done with: the few out of millions that are looked at one by one."""

import bisect
import codecs
import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from copydesk.decoding.entities import places_of_entities
from copydesk.decoding.misreading import suspicious
from copydesk.decoding.words import better_word, fits_better, is_odd, word_at

_PIECE = 1 << 18
"""Bytes that are looked at together: they fit a processor's cache."""

_LOST = "\N{REPLACEMENT CHARACTER}".encode()
_SHORT = 32
"""Bytes that most words, and the space behind them, are shorter than."""

CONTEXT = 100
"""Bytes of a line on each side of a word that tell what language it should be in."""

_TWO_MARKS = int.from_bytes(b"??", "little")
"""Of three in a row, two stand at an even place and the next."""

_MARKS = ".,:;!()\"'-"

_MARKED_LINE = b"\n" + codecs.BOM_UTF8


class Line(NamedTuple):
    """A line of a text in UTF-8."""

    number: int
    """From 0."""
    start: int
    end: int
    """Its bytes, without the newline."""


def suspect_lines(content: bytes) -> list[Line]:
    r"""The lines of CONTENT that have control characters or entities, begin with a byte order mark, or were misread.

    >>> suspect_lines("Rain\nun cafÃ©\nsun\a\n".encode())
    [Line(number=1, start=5, end=15), Line(number=2, start=16, end=20)]
    """
    places = [*_controls(content), *_marked(content), *_odd_places(content), *places_of_entities(content)]
    return _lines_at(content, sorted(places))


def lost_lines(text: str, content: bytes) -> list[int]:
    r"""Numbers of the lines of TEXT, from 0, in which characters were lost before; CONTENT is the same in UTF-8.

    >>> text = "What??? Really???\na \ufffd b\n??????? ????? ? ??????\n"
    >>> lost_lines(text, text.encode())
    [1, 2]
    """
    found = [*_first_in_lines(content, _LOST)] if _LOST[:1] in content and "\ufffd" in text else []
    past = -1
    for place in question_marks(content):
        if place > past:
            start, end = content.rfind(b"\n", 0, place) + 1, content.find(b"\n", place)
            past = end if end >= 0 else len(content)
            if _is_all_questions(content[start:past].decode("utf-8", "surrogatepass")):
                found.append(place)
    return [line.number for line in _lines_at(content, sorted(found))]


def question_marks(content: bytes) -> list[int]:
    """Places in CONTENT where three question marks stand in a row; `find` takes several times as long.

    >>> question_marks(b"What? No?? What????")
    [15, 16]
    """
    found: list[int] = []
    for first in range(0, len(content), _PIECE):
        size = min(_PIECE + 2, len(content) - first)
        codes = np.frombuffer(content, dtype=np.uint8, count=size, offset=first)
        if not (codes[: size & ~1].view("<u2") == _TWO_MARKS).any():
            continue
        marks = codes == ord("?")
        found += (np.flatnonzero(marks[:-2] & marks[1:-1] & marks[2:]) + first).tolist()
    return found


def _lines_at(content: bytes, places: Iterable[int]) -> list[Line]:
    """The lines that PLACES, in order, are in."""
    lines, end, n = [], 0, 0
    for place in places:
        if place >= end:
            n += _newlines(content, end, place)
            start, end = content.rfind(b"\n", end, place) + 1 or end, content.find(b"\n", place)
            lines.append(Line(n, start, end if end >= 0 else len(content)))
            if end < 0:
                break
    return lines


def _newlines(content: bytes, start: int, end: int) -> int:
    """How many newlines stand between two places; `count` takes several times as long where they are many."""
    found = 0
    for first in range(start, end, _PIECE):
        codes = np.frombuffer(content, dtype=np.uint8, count=min(_PIECE, end - first), offset=first)
        found += int(np.count_nonzero(codes == ord("\n")))
    return found


def _odd_places(content: bytes) -> Iterator[int]:
    """Places of words that may have been misread: one in each line that has any."""
    places = suspicious(content)
    n, end = 0, -1
    while n < len(places):
        place = places[n]
        n += 1
        if place < end:
            continue
        own = _short_word(content, place)
        if own and _is_sound(own):
            continue
        word, end = word_at(content, place)
        if is_odd(word) or fits_better(word, _context(content, place, end)):
            yield place
            newline = content.find(b"\n", place)
            n = bisect.bisect(places, newline) if newline >= 0 else len(places)


@functools.lru_cache(maxsize=1 << 14)
def _is_sound(word: bytes) -> bool:
    """Whether a word is one whatever stands around it: in some languages many look as if they had been misread."""
    own = word.decode("utf-8", "ignore")
    return not is_odd(own) and better_word(own) is None


def _short_word(content: bytes, place: int) -> bytes:
    """The word that begins at PLACE; nothing if it is longer than most, or begins before."""
    if not content[place - 1 : place].isspace():
        return b""
    around = content[place : place + _SHORT].split(None, 1)
    return around[0] if len(around) == 2 else b""


def _context(content: bytes, place: int, end: int) -> str:
    """What stands on the line around a word, from a place in it to its END."""
    first, last = max(place - CONTEXT, content.rfind(b"\n", 0, place) + 1), content.find(b"\n", end)
    last = min(end + CONTEXT, last if last >= 0 else len(content))
    return content[first:last].decode("utf-8", "ignore")


def _controls(content: bytes) -> list[int]:
    """Places of control characters that no text has."""
    places: list[int] = []
    for first in range(0, len(content), _PIECE):
        codes = np.frombuffer(content, dtype=np.uint8, count=min(_PIECE, len(content) - first), offset=first)
        shifted = codes - np.uint8(0x0E)
        if codes.min() < 0x09 or shifted.min() < 0x12:
            places += (np.flatnonzero((codes < 0x09) | (shifted < 0x12)) + first).tolist()
    return places


def _marked(content: bytes) -> Iterator[int]:
    """Beginnings of lines with a byte order mark: there another file began, before several were put together."""
    if content.startswith(codecs.BOM_UTF8):
        yield 0
    place = content.find(_MARKED_LINE)
    while place >= 0:
        yield place + 1
        place = content.find(_MARKED_LINE, place + 1)


def _first_in_lines(content: bytes, sought: bytes) -> Iterator[int]:
    """The first place of SOUGHT in each line that has it."""
    place = content.find(sought) if sought[:1] in content else -1
    while place >= 0:
        yield place
        newline = content.find(b"\n", place)
        place = content.find(sought, newline) if newline >= 0 else -1


def _is_all_questions(line: str) -> bool:
    """Whether words of LINE are question marks alone: what is left of a script that an encoding lacked."""
    words = re.split(r"\s+", line.strip())
    lost = [word for word in words if len(word.strip(_MARKS)) >= 3 and not word.strip("?" + _MARKS)]
    return len(lost) >= 2 and len(lost) * 3 > len(words)
