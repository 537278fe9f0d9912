"""Compressed bytes: known by their first ones, unpacked as they are read, never more at once than was asked for.

A compressed file is a row of members (gzip's word; Zstandard's is frame). Most files have one; archives of web pages
have one for each record, so that damage ends with the member that it is in.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import zstandard

from copydesk.reading.damage import DamagedError
from copydesk.reading.dictionaries import FRAME, is_skipped, read_dictionary, skipped_at_start
from copydesk.reading.windows import CHUNK, Window

_SMALL = 256
"""Bytes of Zstandard that are unpacked at a time, for nothing else bounds what comes out: 11 MiB at the very worst."""
_LARGEST_WINDOW = 1 << 27
"""Of Zstandard; what needs more memory than 128 MiB for one file is refused."""
_KEPT = 1 << 22
"""Bytes of a member that are kept while it is read, to look for the next one in if it turns out to be damaged."""
_TRIED = 1 << 20
"""Bytes from which one can tell what a member starts with; bzip2 needs a whole block."""


@dataclass(frozen=True, slots=True)
class Codec:
    """A way to compress."""

    name: str
    suffix: str
    magic: bytes
    """What each member starts with."""
    start: Callable[[], "_Machine"]

    def first(self, head: bytes) -> bytes:
        """What bytes that start a member unpack to, or the beginning of it; nothing where that cannot be told."""
        try:
            return next(filter(None, self.start().feed(head)), b"")
        except _ERRORS:
            return b""


class _Machine:
    """Unpacks one member; `eof` once that has ended, and `unused_data` is then what follows it."""

    def __init__(self, inner: "zlib._Decompress | bz2.BZ2Decompressor | lzma.LZMADecompressor") -> None:
        self._inner = inner

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the data unpack to, `CHUNK` bytes at a time."""
        yield self._inner.decompress(data, CHUNK)
        while not self._inner.eof and (rest := self._rest()) is not None:
            yield self._inner.decompress(rest, CHUNK)

    def _rest(self) -> bytes | None:
        """What is to be fed again for more to come out of it; None where nothing more does."""
        if isinstance(self._inner, bz2.BZ2Decompressor | lzma.LZMADecompressor):
            return None if self._inner.needs_input else b""
        return self._inner.unconsumed_tail or None


class _ZstandardMachine(_Machine):
    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None = None) -> None:
        given = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW, dict_data=dictionary)
        self._frame = given.decompressobj()
        self._behind = b""

    @property
    def eof(self) -> bool:
        return self._frame.eof

    @property
    def unused_data(self) -> bytes:
        return self._frame.unused_data + self._behind

    def feed(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _SMALL):
            yield self._frame.decompress(data[start : start + _SMALL])
            if self._frame.eof:
                self._behind = data[start + _SMALL :]
                return


_ZSTANDARD = Codec("Zstandard", ".zst", FRAME, _ZstandardMachine)
CODECS = (
    Codec("gzip", ".gz", b"\x1f\x8b", lambda: _Machine(zlib.decompressobj(31))),
    _ZSTANDARD,
    Codec("bzip2", ".bz2", b"BZh", lambda: _Machine(bz2.BZ2Decompressor())),
    Codec("xz", ".xz", b"\xfd7zXZ\0", lambda: _Machine(lzma.LZMADecompressor(lzma.FORMAT_XZ))),
)
SUFFIXES = tuple(codec.suffix for codec in CODECS)

_NO_DICTIONARY = "Dictionary mismatch"
"""In the words of Zstandard, which has no kinds of errors."""
_ERRORS = (zlib.error, lzma.LZMAError, EOFError, OSError, zstandard.ZstdError)


def codec_of(head: bytes) -> Codec | None:
    r"""How bytes that start so are compressed; None where they are not.

    >>> codec_of(b"\x1f\x8b\x08").name, codec_of(b"WARC/1.0")
    ('gzip', None)
    """
    return next((codec for codec in CODECS if head.startswith(codec.magic)), None)


def compression_of(raw: Window, size: int) -> tuple[Codec | None, bytes]:
    """How a stream is compressed, with the dictionary that it begins with, and up to `size` bytes of its first member.

    All of it stays in the stream. Raises DamagedError for a dictionary that cannot be used.
    """
    head = raw.peek(size)
    if not is_skipped(head):
        return codec_of(head), head
    dictionary = read_dictionary(raw)
    codec = _ZSTANDARD if dictionary is None else replace(_ZSTANDARD, start=partial(_ZstandardMachine, dictionary))
    skipped = skipped_at_start(raw)
    return codec, raw.peek(skipped + size)[skipped:]


def bare_name(name: str) -> str:
    """A file's name, lower case, without the suffix that says how it is compressed.

    >>> bare_name("Dump.WARC.gz"), bare_name("page.html")
    ('dump.warc', 'page.html')
    """
    lower = name.lower()
    return next((lower.removesuffix(suffix) for suffix in SUFFIXES if lower.endswith(suffix)), lower)


class Members:
    """The members of a compressed stream, one after the other; the next one starts where the last one ended.

    A member must be read to its end before the next is asked for. After a DamagedError `recover` finds the next one.
    """

    def __init__(self, raw: Window, codec: Codec) -> None:
        self._raw = raw
        self._codec = codec
        self._kept: list[bytes] = []

    def __iter__(self) -> Iterator["Member"]:
        while head := self._raw.peek(len(self._codec.magic)):
            if head.startswith(b"\0") and self._padding_ends_it():
                return
            yield Member(self._raw.position, self._unpacked())

    def recover(self, begins: bytes) -> None:
        """Go on behind damage: to the next place where a member starts whose content `begins` so, or to the end."""
        if sum(map(len, self._kept)) <= _KEPT:
            self._raw.give_back(b"".join(self._kept))
        self._kept = []
        while self._raw.skip(1) and self._raw.skip_to(self._codec.magic) >= 0:
            if self._starts(begins):
                return

    def _unpacked(self) -> Iterator[bytes]:
        """What a member holds, piece by piece. Raises DamagedError."""
        name, machine = self._codec.name, self._codec.start()
        self._kept = []
        while not machine.eof:
            data = self._raw.some()
            if not data:
                raise DamagedError(f"the {name} data end too early; fetch or copy the file again")
            if sum(map(len, self._kept)) <= _KEPT:
                self._kept.append(data)
            try:
                yield from machine.feed(data)
            except _ERRORS as error:
                raise DamagedError(f"the {name} data {_what_is_wrong(error)}") from error
        self._raw.give_back(machine.unused_data)

    def _starts(self, begins: bytes) -> bool:
        """Whether a member starts here whose content begins so."""
        content = self._codec.first(self._raw.peek(_TRIED))
        return bool(content) and content[: len(begins)] == begins[: len(content)]

    def _padding_ends_it(self) -> bool:
        """Whether nothing but zeros is left: tapes and file systems pad with them."""
        while data := self._raw.some():
            if data.strip(b"\0"):
                self._raw.give_back(data)
                return False
        return True


class Member:
    """One member: `read` gives what it holds, up to so many bytes, and none at its end."""

    def __init__(self, offset: int, pieces: Iterator[bytes]) -> None:
        self.offset = offset
        """Of its first byte in the compressed stream."""
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return filter(None, self._pieces)

    def read(self, _size: int) -> bytes:
        """The next piece, of whatever size. Raises DamagedError."""
        return next(iter(self), b"")


def _what_is_wrong(error: Exception) -> str:
    """What a codec's complaint means, and what to do."""
    if _NO_DICTIONARY in str(error):
        return "need another dictionary than the one at the start of the file, if there is one; fetch it with its own"
    return f"are damaged ({error}); fetch or copy the file again"


def unpacked(raw: Window, codec: Codec) -> Window:
    """All that the members hold, as one stream. Its methods raise DamagedError."""
    pieces = (piece for member in Members(raw, codec) for piece in member)
    return Window(lambda _size: next(pieces, b""))
