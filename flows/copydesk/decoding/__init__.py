"""Bytes to text: which encoding, which repairs, each one recorded.

The encoding is settled in this order (`guessing`): a byte order mark; the escape sequences of ISO-2022 and HZ; UTF-16
and UTF-32 without a mark; strict UTF-8; UTF-8 with a few bad lines, each of which is read on its own (`nearly_utf8`);
and else the encoding that gives the likeliest text (`detecting`). A declared encoding is evidence there, and no more:
declarations lie.

What was broken before it came here, `repairing` mends.
"""

from copydesk.decoding.binaries import binary_format
from copydesk.decoding.guessing import guess_encoding
from copydesk.decoding.repairing import repair
from copydesk.model import DecodedDocument, RawDocument, Reason, Rejection, Stage
from copydesk.rejecting import rejection_of


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
