"""The encoding of bytes that do not say: each encoding gives a text, and the likeliest text tells which it is.

A declaration, `charset=` in the bytes or in an HTTP header, is a hint that tips the scale where two are close.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from copydesk.decoding.charsets import CHARSETS, UNICODE, Charset, decoded_if_cut
from copydesk.decoding.plausibility import plausibility

FIRST_LOOK, SECOND_LOOK = 400, 4_000
"""Bytes that all encodings are tried on; and, if there are more, those that were likeliest."""

FINALISTS = 8
"""Encodings that are tried again on more bytes."""

AROUND = 100
"""Bytes on each side of one that stands further down than what was looked at."""

MAX_PIECE = 1_000
"""Bytes of a line that speak for all of it."""

OTHER_LANGUAGE = 60
"""What a line in another language than the page's must gain by it, in tenths of a nat."""

HINT = 30
"""What a declaration weighs, in tenths of a nat."""

IMPLAUSIBLE = 90
"""Unlikelihood of a character, in tenths of a nat, above which even the likeliest text is none."""

_ASCII = bytes(range(128))
_BETWEEN = re.compile(rb"[\r\n<>]+")


class Detected(NamedTuple):
    """An encoding and how sure it is, from 0 to 1."""

    charset: Charset
    confidence: float
    cost: int
    """How unlikely the text is that it gives of the bytes that were looked at, in tenths of a nat."""


def detect_encoding(content: bytes, declared: Charset | None = None) -> Detected:
    """The encoding of CONTENT, which is not UTF-8.

    >>> detect_encoding("Сегодня в Москве".encode("koi8-r")).charset.name
    'koi8-r'
    """
    pieces = telling(content)
    first = _shortened(pieces, FIRST_LOOK)
    ranked = _ranked(first, CHARSETS, declared)
    beginning = content[:FIRST_LOOK]
    unicode = [charset for charset in UNICODE if (read := decoded_if_cut(beginning, charset.codec)) and read[0]]
    if unicode:
        both = _ranked([beginning], (ranked[0][1], *unicode), declared)
        if both[0][1] is not ranked[0][1]:
            return _judged(both, len(beginning) // 2)
    if sum(map(len, first)) < sum(map(len, pieces)):
        ranked = _ranked(pieces, _with_alike(ranked[:FINALISTS], first), declared)
    news = _around_new_bytes(content, pieces)
    if news and len(alike := _with_alike(ranked[:1], pieces)) > 1:
        pieces = [*pieces, *news]
        ranked = _ranked(pieces, [*alike, *(charset for _, charset in ranked[1:2] if charset not in alike)], declared)
    return _judged(ranked, sum(map(len, pieces)))


def _with_alike(ranked: Sequence[tuple[int, Charset]], pieces: Sequence[bytes]) -> list[Charset]:
    """The charsets of RANKED, and those that gave no other text of PIECES: of other bytes they may give a better one.

    An Estonian page may have its first "š" far down, and what stands before it is the same in five encodings.
    """
    best = [charset for _, charset in ranked]
    texts = {_read(pieces, charset) for charset in best}
    return [*best, *(charset for charset in CHARSETS if charset not in best and _read(pieces, charset) in texts)]


def _around_new_bytes(content: bytes, pieces: Sequence[bytes]) -> list[bytes]:
    """What stands in CONTENT around the first of each of the bytes above 127 that none of PIECES has."""
    seen = bytes({*_ASCII, *b"".join(pieces)})
    found: list[bytes] = []
    end = 0
    for place in sorted(map(content.index, set(content.translate(None, seen)))):
        if place >= end:
            before = _BETWEEN.split(content[max(place - AROUND, end) : place])[-1]
            after = _BETWEEN.split(content[place : place + AROUND])[0]
            found.append(before + after)
            end = place + len(after)
    return found


def telling(content: bytes) -> list[bytes]:
    """The lines, and in HTML the texts between tags, that hold bytes above 127: ASCII around them tells nothing.

    A Persian menu over an English article is a few bytes in a hundred; shown the whole page, a detector calls it Latin.
    """
    pieces, size = [], 0
    for piece in _pieces(content):
        if piece.translate(None, _ASCII):
            pieces.append(_around_high(piece))
            size += len(pieces[-1])
            if size >= SECOND_LOOK:
                break
    return pieces or [content[:FIRST_LOOK]]


def _pieces(content: bytes) -> Iterator[bytes]:
    """The pieces of CONTENT, cut as they are asked for: it may have millions."""
    at = 0
    for gap in _BETWEEN.finditer(content):
        if gap.start() > at:
            yield content[at : gap.start()]
        at = gap.end()
    if at < len(content):
        yield content[at:]


def _around_high(piece: bytes) -> bytes:
    """A piece, or so much of it from shortly before its first byte above 127."""
    if len(piece) <= MAX_PIECE:
        return piece
    first = len(piece) - len(piece.lstrip(_ASCII))
    first = piece.rfind(b" ", 0, max(first - MAX_PIECE // 10, 0)) + 1
    return piece[first : first + MAX_PIECE]


def _shortened(pieces: Sequence[bytes], size: int) -> list[bytes]:
    out: list[bytes] = []
    for piece in pieces:
        if size <= 0:
            break
        out.append(piece[:size])
        size -= len(piece)
    return out


def costs(pieces: Sequence[bytes], charsets: Iterable[Charset]) -> list[tuple[int, Charset]]:
    """How unlikely the text of PIECES is in each of CHARSETS, in tenths of a nat; those that repeat a text left out."""
    known: set[tuple[str, ...]] = set()
    tried: list[Charset] = []
    texts: list[str] = []
    for charset in charsets:
        own = _read(pieces, charset)
        if own not in known:
            known.add(own)
            tried.append(charset)
            texts.extend(own)
    each = plausibility().unlikelihoods(texts).reshape(len(tried), len(pieces), -1)
    # The page has one language; a line in another one has to be that much likelier in it.
    each = np.minimum(each, each.min(axis=2, keepdims=True) + OTHER_LANGUAGE)
    return list(zip(each.sum(axis=1).min(axis=1).tolist(), tried, strict=True))


def _read(pieces: Sequence[bytes], charset: Charset) -> tuple[str, ...]:
    return tuple(piece.decode(charset.codec, "replace") for piece in pieces)


def _ranked(
    pieces: Sequence[bytes], charsets: Sequence[Charset], declared: Charset | None
) -> list[tuple[int, Charset]]:
    """CHARSETS, the likeliest first, with what each costs."""
    ordered = sorted(charsets, key=lambda charset: charset != declared)
    found = [
        (cost + charset.rarity - HINT * (charset == declared), charset) for cost, charset in costs(pieces, ordered)
    ]
    return sorted(found, key=lambda one: one[0])


def _judged(ranked: Sequence[tuple[int, Charset]], size: int) -> Detected:
    """The first of RANKED; it is the surer the further it is ahead, and unsure where its text is no text."""
    best, charset = ranked[0]
    margin = ranked[1][0] - best if len(ranked) > 1 else 1000
    confidence = 1.0 - 0.5 * math.exp(-margin / 60)
    if best > IMPLAUSIBLE * size:
        confidence *= 0.4
    return Detected(charset, round(min(confidence, 0.99), 2), best)
