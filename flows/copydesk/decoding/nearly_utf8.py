"""UTF-8 with other bytes in it: a few that are lost, a cut end, or lines in a legacy encoding.

Pages glued together from two sources have such lines. Each of them is read on its own.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeAlias

from copydesk.decoding.charsets import DAMAGED, UNICODE, decoded, decoded_if_cut
from copydesk.decoding.detecting import Detected, costs, detect_encoding, telling
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

DAMAGE = "utf-8 (damaged)"
"""What a line is said to be decoded from whose bytes are partly lost."""

Read: TypeAlias = tuple[str, tuple[Repair, ...]]
"""A text, and a record of the lines that were read in another encoding than the others."""

_ASCII, _HIGH = bytes(range(128)), bytes(range(128, 256))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def nearly_utf8(content: bytes) -> Read | None:
    """CONTENT, which is not all UTF-8, as what is nearly UTF-8; None where that is not likely."""
    high = len(content.translate(None, _ASCII))
    good = sum(map(len, _MULTIBYTE.findall(content)))
    if decoded_if_cut(content, "utf-8") is not None:
        return _cut_utf8(content) if good or _reads_better_cut(content) else None
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


def _by_lines(content: bytes) -> Read:
    """Each line in UTF-8 where it is, and else in what is likeliest."""
    lines = content.split(b"\n")
    out: list[str] = []
    strays: list[int] = []
    for n, line in enumerate(lines):
        text = decoded(line, "utf-8")
        strays += [n] if text is None else []
        out.append(text or "")
    read = _stray_reader([lines[n] for n in strays])
    at: defaultdict[str, list[int]] = defaultdict(list)
    for n in strays:
        encoding, out[n] = read(lines[n])
        at[encoding].append(n + 1)
    repairs = tuple(Repair(STRAY, (("decode", encoding),), tuple(own)) for encoding, own in sorted(at.items()))
    return "\n".join(out), repairs


def _stray_reader(strays: list[bytes]) -> Callable[[bytes], tuple[str, str]]:
    """How to read the lines of a UTF-8 page that are not UTF-8: in a legacy encoding, or with marks for lost bytes."""
    common = detect_encoding(b"\n".join(strays)).charset

    def read(line: bytes) -> tuple[str, str]:
        piece = telling(line)[:1]
        own = detect_encoding(line).charset
        extra = {DAMAGED: 0, common: COMMON, own: OWN}
        best = min(costs(piece, dict.fromkeys((DAMAGED, common, own))), key=lambda one: one[0] + extra[one[1]])[1]
        if best == DAMAGED:
            variant = decoded(line, "utf-8-variants")
            return ("utf-8-variants", variant) if variant is not None else (DAMAGE, line.decode("utf-8", "replace"))
        return best.name, line.decode(best.codec, "replace")

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
    out = [line.decode(found.charset.codec, "replace") for line in lines]
    for n in likelier:
        out[n] = lines[n].decode("utf-8")
    repair = Repair(STRAY, (("decode", DAMAGED.name),), tuple(n + 1 for n in likelier))
    return "\n".join(out), (repair,)
