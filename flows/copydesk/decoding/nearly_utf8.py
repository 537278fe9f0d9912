"""UTF-8 with other bytes in it: a few that are lost, a cut end, halves of surrogate pairs, texts in a legacy encoding.

Pages glued together from two sources have such texts. Each of them is read on its own: lines, and in a line of HTML,
which may be all of a page, what stands between two tags.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from copydesk.decoding.charsets import DAMAGED, UNICODE, decoded, decoded_if_cut, text_of
from copydesk.decoding.detecting import Detected, costs, detect_encoding, telling
from copydesk.decoding.punctuation import DAMAGE, with_punctuation
from copydesk.decoding.repairing import STRAY
from copydesk.model import Repair

MIN_UTF8_BYTES = 10
MIN_UTF8_SHARE, MIN_LIKELY_SHARE = 0.8, 0.2
"""Share of the bytes above 127 that must form UTF-8: for a text to be damaged UTF-8 without more ado, and for it to be
asked whether it is."""

MIN_UTF8_CHARACTERS = 2
"""Characters other than ASCII of a line in UTF-8 on a page in another encoding: one may be chance."""

CUT = 140
"""How much less likely a text is to be cut inside a character than to be whole, in tenths of a nat."""

SWITCH = 100
"""What two encodings on one page must gain, in tenths of a nat."""

COMMON, OWN = 20, 120
"""What a line that is not UTF-8 must gain, in tenths of a nat, by the encoding that most such lines of its page are in,
and by one of its own."""

VARIANT = "utf-8-variants"
"""What one is said to be decoded from in which characters beyond the first 65,536 are halves, of three bytes each."""

Read: TypeAlias = tuple[str, tuple[Repair, ...]]
"""A text, and a record of the lines that were read in another encoding than the others."""

_NUL = b"\xc0\x80"
"""What Java writes for NUL."""

_ASCII, _HIGH = bytes(range(128)), bytes(range(128, 256))
_BETWEEN = re.compile(rb"([\r<>]+)")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def nearly_utf8(content: bytes) -> Read | None:
    """CONTENT, which is not all UTF-8, as what is nearly UTF-8; None where that is not likely."""
    high = len(content.translate(None, _ASCII))
    good = sum(map(len, _MULTIBYTE.findall(content)))
    if decoded_if_cut(content, "utf-8") is not None:
        return _cut_utf8(content) if good or _reads_better_cut(content) else None
    if _with_halves(content) is not None:
        return _by_lines(content)
    if good < MIN_LIKELY_SHARE * high:
        return None
    sure = good >= MIN_UTF8_BYTES and good >= MIN_UTF8_SHARE * high
    return _by_lines(content) if sure or _reads_better_by_lines(content) else None


def _cut_utf8(content: bytes) -> Read:
    """UTF-8 with a mark for the character that is cut at its end."""
    repair = Repair(STRAY, (("decode", DAMAGE),), (content.count(b"\n") + 1,))
    return content.decode("utf-8", "replace"), (repair,)


def _reads_better_cut(content: bytes) -> bool:
    """Whether ASCII with what may begin a character at its end is likelier cut there than in another encoding."""
    last = telling(content)[-1]
    whole, rest = costs([last], (detect_encoding(content).charset,)), costs([last.rstrip(_HIGH)], (DAMAGED,))
    return rest[0][0] + CUT < whole[0][0]


def _reads_better_by_lines(content: bytes) -> bool:
    """Whether UTF-8 with bad bytes or other lines in it is likelier than all of it in one encoding."""
    pieces = telling(content)
    whole = detect_encoding(content).charset
    as_one = [costs([piece], (whole,))[0][0] for piece in pieces]
    as_utf8 = [costs([piece], (DAMAGED,))[0][0] for piece in pieces]
    strays = any(one < damaged for one, damaged in zip(as_one, as_utf8, strict=True))
    if strays and not any(decoded(piece, "utf-8") for piece in pieces):
        return False
    return sum(map(min, as_one, as_utf8)) + SWITCH * strays < sum(as_one)


def _with_halves(content: bytes) -> str | None:
    r"""UTF-8 in which some characters are halves of surrogate pairs, as programs write them that count in UTF-16.

    Two halves are one character; what one alone was, where an emoji was cut, is lost.

    >>> _with_halves("\ud83d\ude00 and \ud83d".encode("utf-8", "surrogatepass"))
    '😀 and �'
    >>> _with_halves("Café".encode("latin-1"))
    """
    try:
        text = content.decode("utf-8", "surrogatepass")
    except UnicodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _by_lines(content: bytes) -> Read:
    """Each piece in UTF-8 where it is, and else in what is likeliest."""
    pieces = list(_pieces(content))
    read = _stray_reader([piece for _, piece, text in pieces if text is None])
    at: defaultdict[str, dict[int, None]] = defaultdict(dict)
    texts: list[str] = []
    for line, piece, sound in pieces:
        encoding, text = read(piece) if sound is None else (None, sound)
        if encoding is not None:
            at[encoding][line] = None
        texts.append(text)
    repairs = tuple(Repair(STRAY, (("decode", encoding),), tuple(own)) for encoding, own in sorted(at.items()))
    return "".join(texts), repairs


def _pieces(content: bytes) -> Iterator[tuple[int, bytes, str | None]]:
    """The lines of CONTENT and their ends, each with the line's number, from 1, and what it is in UTF-8, if anything.

    Of a line that is no UTF-8, though texts between its tags are, there are these texts and what stands between them.
    """
    for n, line in enumerate(content.split(b"\n"), 1):
        if n > 1:
            yield n, b"\n", "\n"
        if (whole := decoded(line, "utf-8")) is not None:
            yield n, line, whole
            continue
        parts = [(part, decoded(part, "utf-8")) for part in _BETWEEN.split(line)]
        sound = sum(len(_MULTIBYTE.findall(part)) for part, text in parts if text is not None)
        for part, text in parts if sound >= MIN_UTF8_CHARACTERS else [(line, None)]:
            yield n, part, text


def _stray_reader(strays: list[bytes]) -> Callable[[bytes], tuple[str, str]]:
    """How to read what is no UTF-8 on a page that is: in a legacy encoding, or with marks for lost bytes."""
    common = detect_encoding(b"\n".join(strays)).charset

    def read(piece: bytes) -> tuple[str, str]:
        if (text := _with_halves(piece)) is not None:
            return DAMAGE if decoded(piece, VARIANT) is None else VARIANT, text
        if _NUL in piece and (variant := decoded(piece, VARIANT)) is not None:
            return VARIANT, variant
        own = detect_encoding(piece).charset
        extra = {DAMAGED: 0, common: COMMON, own: OWN}
        tried = costs(telling(piece)[:1], dict.fromkeys((DAMAGED, common, own)))
        best = min(tried, key=lambda one: one[0] + extra[one[1]])[1]
        return with_punctuation(piece) if best == DAMAGED else (best.name, text_of(piece, best))

    return read


# --------------------------------------------------------------------------------- lines in UTF-8 on other pages


def utf8_lines(lines: Sequence[bytes]) -> set[int]:
    """Numbers of the LINES, from 0, that may be in UTF-8 whatever the others are in."""
    return {
        n
        for n, line in enumerate(lines)
        if len(_MULTIBYTE.findall(line)) >= MIN_UTF8_CHARACTERS and decoded(line, "utf-8") is not None
    }


def with_utf8_lines(lines: Sequence[bytes], found: Detected, inserted: set[int]) -> Read | None:
    """LINES in the encoding FOUND, but for INSERTED lines that are likelier in UTF-8; None where none is."""
    if found.charset in UNICODE:
        return None
    likelier = []
    for n in sorted(inserted):
        pieces = telling(lines[n])
        if costs(pieces, (DAMAGED,))[0][0] + SWITCH < costs(pieces, (found.charset,))[0][0]:
            likelier.append(n)
    if not likelier:
        return None
    out = [text_of(line, found.charset) for line in lines]
    for n in likelier:
        out[n] = lines[n].decode("utf-8")
    repair = Repair(STRAY, (("decode", DAMAGED.name),), tuple(n + 1 for n in likelier))
    return "\n".join(out), (repair,)
