"""Which encoding bytes are in: what is certain first, and else what gives the likeliest text."""

import codecs
import re
from dataclasses import dataclass, replace

from copydesk.decoding.binaries import is_noise
from copydesk.decoding.charsets import UNICODE, Charset, charset_of, decoded, decoded_if_cut, text_of
from copydesk.decoding.detecting import detect_encoding
from copydesk.decoding.nearly_utf8 import nearly_utf8, utf8_lines, with_utf8_lines
from copydesk.model import Repair

SHORT = 400
"""Bytes up to which control characters alone let a text be taken for UTF-16: a longer one has a NUL."""

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


def guess_encoding(content: bytes, content_type: str = "") -> Guess | None:
    """Settle the encoding of CONTENT, None for noise; CONTENT_TYPE is the HTTP header, which is heard, not obeyed."""
    certain = _by_mark(content) or _by_escapes(content) or _as_unicode(content)
    if certain is not None:
        return certain
    if is_noise(content):
        return None
    if content.startswith(codecs.BOM_UTF8):
        rest = _UTF8_MARKS.sub(b"", content, count=1)
        guess = _as_utf8(rest) or _as_nearly_utf8(rest) or _detected(rest, content_type)
        return replace(guess, is_content=False)
    return _as_utf8(content) or _as_nearly_utf8(content) or _detected(content, content_type)


def _by_mark(content: bytes) -> Guess | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Guess(content.decode(encoding, "replace"), encoding, 1.0)
    return None


def _by_escapes(content: bytes) -> Guess | None:
    """Seven bits with escape sequences, or with the braces of HZ."""
    if b"\x1b" not in content and not (content.isascii() and b"~{" in content):
        return None
    for sign, encoding, codec in _ESCAPED:
        if sign in content and (text := decoded(content, codec)) is not None and not text.isascii():
            return Guess(text, encoding, 0.99)
    return None


def _as_unicode(content: bytes) -> Guess | None:
    """UTF-16 or UTF-32 without a mark: it has bytes that no other text has, unless all of it is, say, Chinese."""
    if b"\0" not in content and not (len(content) < SHORT and _CONTROL.search(content)):
        return None
    found = detect_encoding(content)
    if found.charset not in UNICODE or (read := decoded_if_cut(content, found.charset.codec)) is None:
        return None
    text, is_cut = read
    if "\0" in text:
        return None
    return Guess(text + "\N{REPLACEMENT CHARACTER}" * is_cut, found.charset.name, found.confidence)


def _as_utf8(content: bytes) -> Guess | None:
    text = decoded(content, "utf-8")
    return None if text is None else Guess(text, "utf-8", 1.0, is_content=True)


def _as_nearly_utf8(content: bytes) -> Guess | None:
    read = nearly_utf8(content)
    return None if read is None else Guess(read[0], "utf-8", 0.9, read[1])


def _detected(content: bytes, content_type: str) -> Guess:
    """The likeliest encoding; lines in UTF-8 are taken out before, for they would speak for encodings that few use."""
    blanked = _DECLARED.sub(lambda match: b" " * len(match[0]), content)
    declared = _declared(content, content_type)
    lines = content.split(b"\n")
    inserted = utf8_lines(lines)
    if inserted:
        own = b"\n".join([line for n, line in enumerate(blanked.split(b"\n")) if n not in inserted])
        found = detect_encoding(own, declared)
        if (read := with_utf8_lines(lines, found, inserted)) is not None:
            return Guess(read[0], found.charset.name, found.confidence, read[1])
    found = detect_encoding(blanked, declared)
    return Guess(text_of(content, found.charset), found.charset.name, found.confidence)


def _declared(content: bytes, content_type: str) -> Charset | None:
    found = _DECLARED.search(content_type.encode("ascii", "replace")) or _DECLARED.search(content[:4096])
    return charset_of(found[1].decode("ascii")) if found else None
