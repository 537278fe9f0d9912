"""Reading one file, or standard input, within a bound; whatever goes wrong is a rejection that says what to do."""

import errno
import gzip
import stat
import sys
import time
import zlib
from pathlib import Path
from typing import BinaryIO

from copydesk import __version__
from copydesk.model import RawDocument, Reason, Rejection, Stage
from copydesk.reading.inputs import PAGE_SUFFIXES, InputRef, is_pattern
from copydesk.reading.media_types import media_type_of

_GZIP_MAGIC = b"\x1f\x8b"
_PASSING = frozenset(
    {errno.EIO, errno.EAGAIN, errno.EBUSY, errno.ESTALE, errno.ETIMEDOUT, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
    | {errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ECONNRESET, errno.EREMOTEIO}
)
"""Errors that may be gone in a moment: a busy disk, a network drive that reconnects."""


class _TooLargeError(Exception):
    """The content is longer than the limit."""


def read_document(ref: InputRef, limit: int) -> RawDocument | Rejection:
    """The document that a reference stands for, of `limit` bytes at most, decompressed if it is gzip.

    Never raises for a bad input: what is missing, unreadable, empty or too large is a rejection.
    """
    try:
        return _document(ref, _read(ref, limit), limit)
    except OSError as error:
        return _unreadable(ref, error)


def read_patiently(ref: InputRef, limit: int, retries: int) -> RawDocument | Rejection:
    """As `read_document`, but what fails for a passing reason is tried again, after 1, 2, 4 … seconds."""
    for attempt in range(retries):
        try:
            return _document(ref, _read(ref, limit), limit)
        except OSError as error:
            if error.errno not in _PASSING:
                return _unreadable(ref, error)
            time.sleep(2**attempt)
    return read_document(ref, limit)


def _document(ref: InputRef, content: bytes | None, limit: int) -> RawDocument | Rejection:
    if content is None:
        detail = f"more than {limit:,} bytes; raise max_bytes in the settings to take it"
        return _rejection(ref, Reason.TOO_LARGE, detail)
    if not content:
        return _rejection(ref, Reason.EMPTY, "there is nothing in it")
    return RawDocument(ref.uri, content, media_type_of(ref.uri, content), url=ref.url)


def _read(ref: InputRef, limit: int) -> bytes | None:
    """The content; None if it is too large."""
    try:
        if ref.path is None:
            return _read_stream(sys.stdin.buffer, limit)
        with Path(ref.path).open("rb") as stream:
            status = Path(ref.path).stat()
            if stat.S_ISREG(status.st_mode) and status.st_size > limit:
                return None
            content = _read_stream(stream, limit)
    except _TooLargeError:
        return None
    if content and ref.path.lower().endswith(".gz") and content == _not_gzip(content):
        raise gzip.BadGzipFile("not in gzip format")
    return content


def _read_stream(stream: BinaryIO, limit: int) -> bytes:
    return b""


def _unreadable(ref: InputRef, error: OSError) -> Rejection:
    return _rejection(ref, Reason.UNREADABLE, "")


def _rejection(ref: InputRef, reason: Reason, detail: str) -> Rejection:
    return Rejection(ref.uri, None, None, Stage.READ, reason, detail, version=__version__)
