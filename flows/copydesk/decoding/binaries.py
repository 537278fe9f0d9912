"""Content that is no text: told by its first bytes, or by control characters that no text has."""

import numpy as np

MAX_CONTROL_SHARE = 0.05
"""Largest share of control bytes in a text; above it the input is binary."""

SAMPLE = 1 << 16
"""Bytes of each of the places of a long content that are looked at: beginning, middle, end."""

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "an RTF document"),
    (b"From: <Saved by ", "a page that a browser saved with its pictures (MHTML)"),
    (b"bplist00", "a property list of Apple's"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive (or a document of an office suite, or an e-book)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x1f\x9d", "compress data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"BZh", "bzip2 data"),
    (b"\x04\x22\x4d\x18", "LZ4 data"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"OggS", "Ogg audio or video"),
    (b"ID3", "MP3 audio"),
    (b"fLaC", "FLAC audio"),
    (b"\x1a\x45\xdf\xa3", "Matroska or WebM video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\0asm", "a WebAssembly module"),
)

_LATER = (
    (4, b"ftyp", "MP4 video or a HEIC or AVIF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "WAVE audio"),
    (8, b"AVI ", "AVI video"),
    (257, b"ustar", "a tar archive"),
)
"""Signatures that do not stand at the beginning, and where they do."""

_CONTROL = bytes(set(range(32)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})


def binary_format(content: bytes) -> str | None:
    """What kind of file CONTENT is by its signature, or None.

    >>> binary_format(b"%PDF-1.7 ..."), binary_format(b"Rain stops play")
    ('a PDF file', None)
    """
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            return what
    for at, signature, what in _LATER:
        if content.startswith(signature, at):
            return what
    return None


def is_noise(content: bytes) -> bool:
    """Whether CONTENT, which is not in UTF-16 or UTF-32, has more control characters than any text.

    >>> is_noise(bytes(range(256))), is_noise(b"Rain stops play")
    (True, False)
    """
    sample = content
    if len(content) > 3 * SAMPLE:
        middle = len(content) // 2
        sample = content[:SAMPLE] + content[middle : middle + SAMPLE] + content[-SAMPLE:]
    most = MAX_CONTROL_SHARE * len(sample)
    # Ends of lines and tabs among them, there are seldom as many; and these are counted in a fifth of the time.
    if np.count_nonzero(np.frombuffer(sample, dtype=np.uint8) < ord(" ")) <= most:
        return False
    return len(sample) - len(sample.translate(None, _CONTROL)) > most
