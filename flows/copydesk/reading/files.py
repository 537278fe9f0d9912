"""Reading one file, or standard input, within a bound; whatever goes wrong is a rejection that says what to do."""

import errno
import gzip
import io
import stat
import sys
import time
import zlib
from pathlib import Path

from copydesk import __version__
from copydesk.model import RawDocument, Reason, Rejection, Stage
from copydesk.reading.inputs import PAGE_SUFFIXES, InputRef, is_pattern
from copydesk.reading.media_types import media_type_of

_GZIP_MAGIC = b"\x1f\x8b"
_PASSING = frozenset(
    {errno.EIO, errno.EAGAIN, errno.EBUSY, errno.ESTALE, errno.ETIMEDOUT, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
    | {errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ECONNRESET}
)
"""Errors that may be gone in a moment: a busy disk, a network drive that reconnects."""


class _TooLargeError(Exception):
    """There is more content than the limit allows."""


def read_document(ref: InputRef, limit: int) -> RawDocument | Rejection:
    """The document that a reference stands for, of `limit` bytes at most, decompressed if it is gzip.

    Never raises for a bad input: what is missing, unreadable, empty or too large is a rejection.
    """
    try:
        return _document(ref, limit)
    except OSError as error:
        return _rejection(ref, Reason.UNREADABLE, _why_unreadable(ref, error))


def read_patiently(ref: InputRef, limit: int, retries: int) -> RawDocument | Rejection:
    """As `read_document`, but what fails for a passing reason is tried again, after 1, 2, 4 … seconds."""
    for attempt in range(retries):
        try:
            return _document(ref, limit)
        except OSError as error:
            if error.errno not in _PASSING:
                break
            time.sleep(2**attempt)
    return read_document(ref, limit)


def _document(ref: InputRef, limit: int) -> RawDocument | Rejection:
    """As `read_document`, but raises OSError for what cannot be read."""
    try:
        content = _read(ref, limit)
    except _TooLargeError:
        detail = f"it has more than {limit:,} bytes; raise max_bytes in the settings to take it"
        return _rejection(ref, Reason.TOO_LARGE, detail)
    if not content:
        return _rejection(ref, Reason.EMPTY, "there is nothing in it")
    return RawDocument(ref.uri, content, media_type_of(ref.uri, content), url=ref.url)


def _read(ref: InputRef, limit: int) -> bytes:
    if ref.path is None:
        content = sys.stdin.buffer.read(limit + 1)
    else:
        path = Path(ref.path)
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and status.st_size > limit:
            raise _TooLargeError
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    if len(content) > limit:
        raise _TooLargeError
    if content.startswith(_GZIP_MAGIC):
        return _decompressed(content, limit)
    if content and ref.uri.lower().endswith(".gz"):
        raise gzip.BadGzipFile("it is named .gz but is not gzip")
    return content


def _decompressed(content: bytes, limit: int) -> bytes:
    """What a gzip file holds; never more than the limit is unpacked, whatever it claims."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            unpacked = stream.read(limit + 1)
    except EOFError as error:
        raise gzip.BadGzipFile("the gzip data end too early; fetch or copy the file again") from error
    except (zlib.error, gzip.BadGzipFile) as error:
        raise gzip.BadGzipFile(f"the gzip data are damaged ({error}); fetch or copy the file again") from error
    if len(unpacked) > limit:
        raise _TooLargeError
    return unpacked


def _why_unreadable(ref: InputRef, error: OSError) -> str:
    match error:
        case gzip.BadGzipFile():
            return str(error)
        case FileNotFoundError():
            return _why_missing(ref)
        case IsADirectoryError():
            return (
                f"the folder has no page in it: no file that ends in {', '.join(PAGE_SUFFIXES)}, or in these with .gz"
            )
        case PermissionError():
            return "it may not be read by this user; change its permissions"
        case _:
            return f"it cannot be read: {error.strerror or error}"


def _why_missing(ref: InputRef) -> str:
    if ref.path is not None and Path(ref.path).is_symlink():
        return f"it is a link to {Path(ref.path).readlink()}, which does not exist"
    return "no file matches this pattern" if is_pattern(ref.uri) else "there is no such file or folder"


def _rejection(ref: InputRef, reason: Reason, detail: str) -> Rejection:
    return Rejection(ref.uri, None, None, Stage.READ, reason, detail, version=__version__)
