"""The punctuation of word processors in windows-1252's bytes, in the middle of UTF-8: dashes, quotes, ellipses."""

import re

from copydesk.decoding.charsets import decoded

DAMAGE = "utf-8 (damaged)"
"""What a line is said to be decoded from whose bytes are partly lost."""

_PUNCTUATION = re.compile(
    r"(?<=[ >])[\udc96\udc97](?=[ <])"  # a dash
    r"|(?<=[0-9])\udc96(?=[0-9])"
    r"|(?<=[A-Za-z])\udc92(?=[^\W\d_])"  # an apostrophe
    r"|(?<=\w)\udc85"  # an ellipsis
    r"|(?<!\w)\udc93(?=\w)[^\udc80-\udcff]*\udc94(?!\w)"  # a quotation, of both kinds
    r"|(?<!\w)\udc91(?=\w)[^\udc80-\udcff]*\udc92(?!\w)"
)
"""Bytes of windows-1252 where such punctuation stands, each as what `surrogateescape` makes of it. Elsewhere they are
what is left of a letter."""

_OF_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("windows-1252") for byte in (0x85, *range(0x91, 0x98))}


def with_punctuation(piece: bytes) -> tuple[str, str]:
    r"""UTF-8 with other bytes in it: those that are a word processor's punctuation, and marks for those that are lost.

    >>> with_punctuation("für “ARD”".encode() + b" \x96 sagte er")
    ('windows-1252', 'für “ARD” – sagte er')
    >>> with_punctuation("für ".encode() + b"\x96sagte er")
    ('utf-8 (damaged)', 'für �sagte er')
    """
    text = piece.decode("utf-8", "surrogateescape")
    mended = _PUNCTUATION.sub(lambda found: found[0].translate(_OF_WINDOWS), text)
    damaged = mended.encode("utf-8", "surrogateescape")
    is_whole = decoded(damaged, "utf-8") is not None
    return "windows-1252" if is_whole else DAMAGE, damaged.decode("utf-8", "replace")
