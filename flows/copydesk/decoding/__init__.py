"""Bytes to text: which encoding, which repairs, each one recorded.

The encoding is settled in this order: a byte order mark; UTF-16 and UTF-32 without one; strict UTF-8, in ASCII with
the escape sequences of ISO-2022 and HZ; UTF-8 with a few bad lines, each of which is read on its own; and else the
encoding that gives the likeliest text (`detecting`). A declared encoding is evidence there, and no more:
declarations lie.

What was broken before it came here, `repairing` mends.
"""

import codecs
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.decoding.binaries import binary_format, is_noise
from copydesk.decoding.charsets import DAMAGED, UNICODE, Charset, charset_of
from copydesk.decoding.repairing import repair
from copydesk.model import DecodedDocument, RawDocument, Reason, Rejection, Repair, Stage
from copydesk.rejecting import rejection_of

if TYPE_CHECKING:
    from copydesk.decoding.detecting import Detected

MIN_UTF8_BYTES = 10
MIN_UTF8_SHARE, MIN_LIKELY_SHARE = 0.8, 0.2
"""Share of the bytes above 127 that must form UTF-8 for a text with other bytes in it to be damaged UTF-8 without more
ado, and for it to be asked whether it is."""

STRAY, DAMAGE = "stray-encoding", "utf-8 (damaged)"

MIN_UTF8_CHARACTERS = 2
"""Characters other than ASCII of a line in UTF-8 on a page in another encoding: one may be chance."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_UTF8_MARKS = re.compile(rb"\A(?:\xef\xbb\xbf)+")
"""The marks of UTF-8: files put together by an editor that writes one have several."""

_ESCAPED = (
    (b"\x1b$)C", "iso-2022-kr", "iso2022_kr"),
    (b"\x1b$", "iso-2022-jp", "iso2022_jp_ext"),
    (b"\x1b(J", "iso-2022-jp", "iso2022_jp_ext"),
    (b"~{", "hz-gb-2312", "hz"),
)
"""What shows text in seven bits, the encoding's name, and Python's."""

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_ASCII, _HIGH = bytes(range(128)), bytes(range(128, 256))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, the text it gives, how sure that is, and the lines that had to be read in another one."""

    text: str
    encoding: str
    confidence: float
    strays: tuple[Repair, ...] = ()
    is_content: bool = False
    """Whether the text in UTF-8 is the content, byte for byte."""


def decode(raw: RawDocument) -> DecodedDocument | Rejection:
    r"""Decode and repair a document; binary content is a rejection.

    >>> text = "Сегодня в Москве прошёл сильный дождь, сообщили в мэрии."
    >>> decoded = decode(RawDocument("a.txt", text.encode("windows-1251")))
    >>> decoded.text == text, decoded.encoding, decoded.encoding_confidence
    (True, 'windows-1251', 0.99)
    >>> fixed = decode(RawDocument("b.txt", b"The caf\xc3\x83\xc2\xa9 is closed"))
    >>> fixed.text, fixed.repairs[0].plan
    ('The café is closed', (('encode', 'sloppy-windows-1252'), ('decode', 'utf-8')))
    >>> decode(RawDocument("c.pdf", b"%PDF-1.7")).detail
    'the content is a PDF file, not text or HTML; convert it to text first'
    """
    what = binary_format(raw.content)
    guess = None if what else guess_encoding(raw.content, raw.http_headers.get("content-type", ""))
    if guess is None:
        detail = f"the content is {what or 'binary data'}, not text or HTML; convert it to text first"
        return rejection_of(raw, Stage.DECODE, Reason.BINARY, detail)
    text, repairs = repair(guess.text, raw.content if guess.is_content else None)
    return DecodedDocument(raw, text, guess.encoding, guess.confidence, guess.strays + repairs)


def lines_of(text: str) -> list[str]:
    r"""Lines as editors number them: parted by LF, CR LF or CR alone. Other separators stay inside a line.

    >>> lines_of("a\r\nb\rc\n")
    ['a', 'b', 'c', '']
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def guess_encoding(content: bytes, content_type: str = "") -> Guess | None:
    """Settle the encoding of BYTES, None for noise; CONTENT_TYPE is the HTTP header, which is heard, not obeyed."""
    certain = _by_mark(content) or _by_escapes(content) or _as_unicode(content)
    if certain is not None:
        return certain
    if is_noise(content):
        return None
    if content.startswith(codecs.BOM_UTF8):
        rest = _UTF8_MARKS.sub(b"", content, count=1)
        guess = _as_utf8(rest) or _nearly_utf8(rest) or _detected(rest, content_type)
        return replace(guess, is_content=False)
    return _as_utf8(content) or _nearly_utf8(content) or _detected(content, content_type)


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeError:
        return None


def _by_mark(content: bytes) -> Guess | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Guess(content.decode(encoding, "replace"), encoding, 1.0)
    return None


def _as_unicode(content: bytes) -> Guess | None:
    """UTF-16 or UTF-32 without a mark: it has bytes that no other text has, unless all of it is, say, Chinese."""
    if b"\0" not in content and not (len(content) < SHORT and _CONTROL.search(content)):
        return None
    from copydesk.decoding.detecting import detect_encoding  # noqa: PLC0415 - loads a model; most documents never need it

    found = detect_encoding(content)
    if found.charset not in UNICODE:
        return None
    text = _whole(content, found.charset.codec)
    return None if text is None or "\0" in text else Guess(text, found.charset.name, found.confidence)


SHORT = 400
"""Bytes up to which control characters alone let a text be taken for UTF-16: a longer one has a NUL."""


def _whole(content: bytes, codec: str) -> str | None:
    """CONTENT decoded, with a mark for a character that is cut at its end; None where anything else is amiss."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text: str = decoder.decode(content)
    except UnicodeError:
        return None
    held, _ = decoder.getstate()
    return text + ("\N{REPLACEMENT CHARACTER}" if held else "")


def _by_escapes(content: bytes) -> Guess | None:
    """Seven bits with escape sequences, or with the braces of HZ."""
    if b"\x1b" not in content and not (content.isascii() and b"~{" in content):
        return None
    for sign, encoding, codec in _ESCAPED:
        if sign in content and (text := _strictly(content, codec)) is not None and not text.isascii():
            return Guess(text, encoding, 0.99)
    return None


def _as_utf8(content: bytes) -> Guess | None:
    text = _strictly(content, "utf-8")
    return None if text is None else Guess(text, "utf-8", 1.0, is_content=True)


# ------------------------------------------------------------------------------------------- UTF-8 with other bytes


def _nearly_utf8(content: bytes) -> Guess | None:
    """UTF-8 with a few bad bytes, or a few lines in a legacy encoding, as pages glued from two sources have them."""
    high = len(content.translate(None, _ASCII))
    good = sum(map(len, _MULTIBYTE.findall(content)))
    if _is_cut(content):
        return _cut_utf8(content) if good or _reads_better_cut(content) else None
    if good < MIN_LIKELY_SHARE * high:
        return None
    sure = good >= MIN_UTF8_BYTES and good >= MIN_UTF8_SHARE * high
    if not sure and not _reads_better_by_lines(content):
        return None
    lines = content.split(b"\n")
    out: list[str] = []
    strays: list[int] = []
    for n, line in enumerate(lines):
        text = _strictly(line, "utf-8")
        strays += [n] if text is None else []
        out.append(text or "")
    read = _stray_reader([lines[n] for n in strays])
    at: defaultdict[str, list[int]] = defaultdict(list)
    for n in strays:
        encoding, out[n] = read(lines[n])
        at[encoding].append(n + 1)
    repairs = tuple(Repair(STRAY, (("decode", encoding),), tuple(own)) for encoding, own in sorted(at.items()))
    return Guess("\n".join(out), "utf-8", 0.9, repairs)


def _is_cut(content: bytes) -> bool:
    """Whether CONTENT is UTF-8 but for its last character, which is not whole."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeError:
        return False
    return True


def _cut_utf8(content: bytes) -> Guess:
    """UTF-8 with a mark for the character that is cut at its end."""
    repair = Repair(STRAY, (("decode", DAMAGE),), (content.count(b"\n") + 1,))
    return Guess(content.decode("utf-8", "replace"), "utf-8", 0.9, (repair,))


def _reads_better_cut(content: bytes) -> bool:
    """Whether ASCII with what may begin a character at its end is likelier cut there than in another encoding."""
    from copydesk.decoding.detecting import costs, detect_encoding, telling  # noqa: PLC0415 - loads a model

    last = telling(content)[-1]
    whole, rest = costs([last], (detect_encoding(content).charset,)), costs([last.rstrip(_HIGH)], (DAMAGED,))
    return rest[0][0] + CUT < whole[0][0]


def _reads_better_by_lines(content: bytes) -> bool:
    """Whether UTF-8 with bad bytes or other lines in it is likelier than all of it in one encoding."""
    from copydesk.decoding.detecting import costs, detect_encoding, telling  # noqa: PLC0415 - loads a model

    pieces = telling(content)
    whole = detect_encoding(content).charset
    as_one = [costs([piece], (whole,))[0][0] for piece in pieces]
    as_utf8 = [costs([piece], (DAMAGED,))[0][0] for piece in pieces]
    strays = any(one < damaged for one, damaged in zip(as_one, as_utf8, strict=True))
    if strays and not any(_strictly(piece, "utf-8") for piece in pieces):
        return False
    return sum(map(min, as_one, as_utf8)) + SWITCH * strays < sum(as_one)


def _stray_reader(strays: list[bytes]) -> Callable[[bytes], tuple[str, str]]:
    """How to read the lines of a UTF-8 page that are not UTF-8: in a legacy encoding, or with marks for lost bytes."""
    from copydesk.decoding.detecting import costs, detect_encoding, telling  # noqa: PLC0415 - loads a model

    common = detect_encoding(b"\n".join(strays)).charset

    def read(line: bytes) -> tuple[str, str]:
        piece = telling(line)[:1]
        own = detect_encoding(line).charset
        extra = {DAMAGED: 0, common: 20, own: 20 + OWN}
        best = min(costs(piece, dict.fromkeys((DAMAGED, common, own))), key=lambda one: one[0] + extra[one[1]])[1]
        if best == DAMAGED:
            variant = _strictly(line, "utf-8-variants")
            return ("utf-8-variants", variant) if variant is not None else (DAMAGE, line.decode("utf-8", "replace"))
        return best.name, line.decode(best.codec, "replace")

    return read


CUT = 140
"""How much less likely a text is to be cut inside a character than to be whole, in tenths of a nat."""

SWITCH = 100
"""What two encodings on one page must gain, in tenths of a nat."""

OWN = 100
"""What a line must gain by an encoding that the other stray lines are not in, in tenths of a nat."""


# --------------------------------------------------------------------------------------------- legacy encodings


def _detected(content: bytes, content_type: str) -> Guess:
    """The likeliest encoding; lines in UTF-8 are taken out before, for they would speak for encodings that few use."""
    from copydesk.decoding.detecting import detect_encoding  # noqa: PLC0415 - loads a model; most documents are UTF-8

    blanked = _DECLARED.sub(lambda match: b" " * len(match[0]), content)
    declared = _declared(content, content_type)
    lines = content.split(b"\n")
    inserted = _utf8_lines(lines)
    if inserted:
        own = b"\n".join([line for n, line in enumerate(blanked.split(b"\n")) if n not in inserted])
        guess = _with_utf8_lines(lines, detect_encoding(own, declared), inserted)
        if guess is not None:
            return guess
    found = detect_encoding(blanked, declared)
    return Guess(content.decode(found.charset.codec, "replace"), found.charset.name, found.confidence)


def _utf8_lines(lines: Sequence[bytes]) -> set[int]:
    """Numbers of the LINES, from 0, that may be in UTF-8 whatever the others are in."""
    return {
        n
        for n, line in enumerate(lines)
        if len(_MULTIBYTE.findall(line)) >= MIN_UTF8_CHARACTERS and _strictly(line, "utf-8") is not None
    }


def _with_utf8_lines(lines: Sequence[bytes], found: "Detected", inserted: set[int]) -> Guess | None:
    """LINES in the encoding FOUND, but for INSERTED lines that are likelier in UTF-8; None where none is."""
    from copydesk.decoding.detecting import costs, telling  # noqa: PLC0415 - loads a model

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
    return Guess("\n".join(out), found.charset.name, found.confidence, (repair,))


def _declared(content: bytes, content_type: str) -> Charset | None:
    found = _DECLARED.search(content_type.encode("ascii", "replace")) or _DECLARED.search(content[:4096])
    return charset_of(found[1].decode("ascii")) if found else None
