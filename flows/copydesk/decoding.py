"""Bytes to text: which encoding, which repairs, each one recorded.

The encoding is settled in this order: a byte order mark; UTF-16 without a mark; strict UTF-8; ISO-2022's escape
sequences; UTF-8 with a few bad lines, which are read on their own; a detector that is shown neither the bytes' own
declaration, because declarations lie, nor their ASCII lines, which tell nothing; and the declared encoding where the
detector is unsure and the bytes agree.

What was broken before it came here, `copydesk.repairing` mends.
"""

import codecs
import re
from collections import defaultdict
from dataclasses import dataclass

import ftfy.bad_codecs

from copydesk import __version__
from copydesk.model import DecodedDocument, RawDocument, Reason, Rejection, Repair, Stage
from copydesk.repairing import repair

ftfy.bad_codecs.ok()  # registers the sloppy-windows-* codecs, which read every byte as browsers do

MAX_CONTROL_SHARE = 0.05
"""Largest share of control bytes in a text; above it the input is binary."""

MIN_UTF8_BYTES = 10
MIN_UTF8_SHARE = 0.8
"""How many of the bytes above 127 must form UTF-8 for a text with other bytes in it to be damaged UTF-8."""

DETECTOR_BYTES = 1_000_000
"""How much of a document the detector reads."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The WHATWG Encoding Standard: browsers read these labels as their supersets.
_WHATWG = {
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-11": "windows-874",
    "tis-620": "windows-874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
}

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"BZh", "bzip2 data"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)

_ESCAPES = {b"\x1b$B": "iso2022_jp", b"\x1b$@": "iso2022_jp", b"\x1b(J": "iso2022_jp", b"\x1b$)C": "iso2022_kr"}
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
_ASCII = bytes(range(128))
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, the text it gives, how sure that is, and the lines that had to be read in another one."""

    text: str
    encoding: str
    confidence: float
    strays: tuple[Repair, ...] = ()


def decode(raw: RawDocument) -> DecodedDocument | Rejection:
    r"""Decode and repair a document; binary content is a rejection.

    >>> text = "Сегодня в Москве прошёл сильный дождь, сообщили в мэрии."
    >>> decode(RawDocument("a.txt", text.encode("windows-1251"))).encoding
    'windows-1251'
    >>> fixed = decode(RawDocument("b.txt", b"The caf\xc3\x83\xc2\xa9 is closed"))
    >>> fixed.text, fixed.repairs[0].plan
    ('The café is closed', (('encode', 'latin-1'), ('decode', 'utf-8')))
    """
    if (what := _binary(raw.content)) is not None:
        detail = f"the content is {what}, not text or HTML; convert it to text first"
        return Rejection(raw.uri, raw.member, raw.sha256, Stage.DECODE, Reason.BINARY, detail, version=__version__)
    guess = guess_encoding(raw.content, raw.http_headers.get("content-type", ""))
    text, repairs = repair(guess.text)
    return DecodedDocument(raw, text, guess.encoding, guess.confidence, guess.strays + repairs)


def lines_of(text: str) -> list[str]:
    r"""Lines as editors number them: parted by LF, CR LF or CR alone. Other separators stay inside a line.

    >>> lines_of("a\r\nb\rc\n")
    ['a', 'b', 'c', '']
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


# ------------------------------------------------------------------------------------------------------- encoding


def guess_encoding(content: bytes, content_type: str = "") -> Guess:
    """Settle the encoding of BYTES; CONTENT_TYPE is the HTTP header, which is heard, not obeyed."""
    certain = _by_mark(content) or _as_utf16(content) or _as_utf8(content) or _by_escapes(content)
    return certain or _nearly_utf8(content) or _detected(content, content_type)


def _binary(content: bytes) -> str | None:
    """What kind of binary data this is, or None for text."""
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            return what
    if any(content.startswith(mark) for mark, _ in _MARKS) or _as_utf16(content):
        return None
    sample = content[:DETECTOR_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return "binary data" if controls > MAX_CONTROL_SHARE * len(sample) else None


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _by_mark(content: bytes) -> Guess | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, "replace").removeprefix("\ufeff")
            return Guess(text, encoding, 1.0)
    return None


def _as_utf8(content: bytes) -> Guess | None:
    if b"\x1b$" in content or b"\x1b(J" in content:
        return None
    text = _strictly(content, "utf-8")
    return None if text is None else Guess(text, "utf-8", 1.0)


def _by_escapes(content: bytes) -> Guess | None:
    for escape, encoding in _ESCAPES.items():
        if escape in content and (text := _strictly(content, encoding)) is not None:
            return Guess(text, encoding, 0.99)
    text = _strictly(content, "utf-8")
    return None if text is None else Guess(text, "utf-8", 0.9)


def _as_utf16(content: bytes) -> Guess | None:
    """UTF-16 without a mark shows in its NULs: half of the bytes of Latin text, all at odd or all at even places."""
    sample = content[:4096]
    if len(sample) < 16 or len(content) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.08 * len(sample) / 2 or min(even, odd) > 0.1 * max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = _strictly(content, encoding)
    return None if text is None or "\0" in text else Guess(text, encoding, 0.95)


def _nearly_utf8(content: bytes) -> Guess | None:
    """UTF-8 with a few lines in a legacy encoding, as pages glued from two sources are."""
    high = len(content.translate(None, _ASCII))
    good = sum(map(len, _MULTIBYTE.findall(content)))
    if good < MIN_UTF8_BYTES or good < MIN_UTF8_SHARE * high:
        return None
    lines = content.split(b"\n")
    out, strays = [], defaultdict(list)
    for n, line in enumerate(lines):
        text = _strictly(line, "utf-8")
        if text is None:
            encoding, text = _stray_line(line)
            strays[encoding].append(n + 1)
        out.append(text)
    repairs = tuple(Repair("stray-encoding", (("decode", e),), tuple(at)) for e, at in sorted(strays.items()))
    return Guess("\n".join(out), "utf-8", 0.9, repairs)


def _stray_line(line: bytes) -> tuple[str, str]:
    """A line that is not UTF-8 on a page that is: damaged UTF-8 keeps a mark where bytes are lost."""
    if _MULTIBYTE.search(line):
        return "utf-8 (damaged)", line.decode("utf-8", "replace")
    return "windows-1252", line.decode("sloppy-windows-1252")


def _detected(content: bytes, content_type: str) -> Guess:
    import chardet  # noqa: PLC0415 - loads a model; most documents are UTF-8 and never need it

    declared = _declared(content, content_type)
    answer = chardet.detect(_telling(_DECLARED.sub(lambda m: b" " * len(m[0]), content))[:DETECTOR_BYTES])
    encoding, confidence = answer["encoding"], float(answer["confidence"] or 0.0)
    candidates = [(encoding, confidence), (declared, 0.6)] if confidence >= 0.5 else [(declared, 0.6), (encoding, 0.4)]
    for label, sureness in candidates:
        if label and (text := _strictly(content, _superset(label))) is not None:
            return Guess(text, _superset(label).removeprefix("sloppy-"), sureness)
    return Guess(content.decode("sloppy-windows-1252"), "windows-1252", 0.2)


def _telling(content: bytes) -> bytes:
    """The lines, and in HTML the texts between tags, that hold bytes above 127: ASCII around them tells nothing.

    A Persian menu over an English article is a few bytes in a hundred; shown the whole page, a detector calls it Latin.
    """
    return b"\n".join(piece for piece in re.split(rb"[\r\n<>]+", content) if piece.translate(None, _ASCII))


def _declared(content: bytes, content_type: str) -> str | None:
    found = _DECLARED.search(content_type.encode("ascii", "replace")) or _DECLARED.search(content[:4096])
    return found[1].decode("ascii").lower() if found else None


def _superset(label: str) -> str:
    """Python's name of the encoding that browsers use for LABEL."""
    name = label.lower().replace("_", "-").replace("cp125", "windows-125")
    name = _WHATWG.get(name, _WHATWG.get(label.lower(), name))
    return f"sloppy-{name}" if re.fullmatch(r"windows-(125[0-8]|874)", name) else name
