"""HTTP messages: the head of one that an archive holds, and the body as it was before it was packed for the way."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from copydesk.model import HTML, PLAIN_TEXT
from copydesk.reading.compression import codec_of, unpacked
from copydesk.reading.damage import DamagedError
from copydesk.reading.windows import Window

LONGEST_HEAD = 1 << 16
"""Bytes of a head; browsers take no more."""
_STATUS = re.compile(rb"\d{1,9}")
_CHUNK_SIZE = re.compile(rb"[0-9a-f]{1,12}", re.IGNORECASE)
_HTML_TYPES = frozenset({HTML, "application/xhtml+xml"})


class TooLargeError(Exception):
    """There is more content than the limit allows; the message says what to do."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"it has more than {limit:,} bytes; raise max_bytes in the settings to take it")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the body of an answer."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; of several headers of one name the first."""

    @property
    def is_success(self) -> bool:
        """Whether the body is what was asked for."""
        return 200 <= self.status < 300

    @property
    def is_redirect(self) -> bool:
        """Whether it only says where to look instead."""
        return 300 <= self.status < 400

    @property
    def media_type(self) -> str | None:
        """`text/html` or `text/plain`; "" where the answer does not say what it is; None where it is no page.

        >>> Head(200, {"content-type": "application/xhtml+xml; charset=utf-8"}).media_type
        'text/html'
        >>> Head(200, {"content-type": "image/png"}).media_type, Head(200, {}).media_type
        (None, '')
        """
        name = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if name in _HTML_TYPES:
            return HTML
        return name if name in ("", PLAIN_TEXT) else None


def read_head(window: Window) -> Head | None:
    r"""The head of the answer that comes next, which is passed over; None where there is none.

    >>> import io
    >>> read_head(Window(io.BytesIO(b"HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\n<html>").read))
    Head(status=404, headers={'server': 'x'})
    """
    first = window.line(LONGEST_HEAD).split(None, 2)
    if len(first) < 2 or not first[0].startswith(b"HTTP/") or not _STATUS.fullmatch(first[1]):
        return None
    headers = read_headers(window, LONGEST_HEAD)
    return None if headers is None else Head(int(first[1]), headers)


def read_headers(window: Window, limit: int) -> dict[str, str] | None:
    """Lines of "name: value" up to an empty one, or to the end; None where they have more than `limit` bytes."""
    headers: dict[str, str] = {}
    name = ""
    while (line := window.line(limit)).strip():
        limit -= len(line)
        if limit <= 0:
            return None
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in " \t" and name:  # a folded line, as old writers make them
            headers[name] += f" {text.strip()}"
            continue
        before, _, value = text.partition(":")
        name = before.strip().lower()
        headers.setdefault(name, value.strip())
    return headers


def unwrapped(body: bytes, headers: Mapping[str, str], limit: int) -> bytes:
    """The body of an answer as it was before it went over the wire: in one piece and not compressed.

    Many archives keep the headers and not what they tell of, so the body is believed where the two differ. Raises
    DamagedError, or TooLargeError for more than `limit` bytes.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        joined = _joined(body)
        body = body if joined is None else joined
    return decoded(body, headers.get("content-encoding", ""), limit)


def decoded(body: bytes, encoding: str, limit: int) -> bytes:
    """A body without its content coding; gzip and Zstandard are known, and any other is damage."""
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    for _ in names:
        if (codec := codec_of(body)) is None:
            break
        window = unpacked(Window(io.BytesIO(body).read), codec)
        body = window.take(limit + 1)
        if len(body) > limit:
            raise TooLargeError(limit)
    unknown = [name for name in names if name not in ("gzip", "x-gzip", "zstd")]
    if unknown and _looks_packed(body):
        raise DamagedError(f"its content is compressed as {unknown[0]!r}, which copydesk does not unpack")
    return body


def _looks_packed(body: bytes) -> bool:
    """Whether bytes are no text: control bytes in the first of them."""
    head = body[:512]
    return sum(byte < 9 or 13 < byte < 27 for byte in head) * 20 > len(head)


def _joined(body: bytes) -> bytes | None:
    """The pieces of a chunked body; None where it is not chunked, however it is called."""
    window = Window(io.BytesIO(body).read)
    pieces: list[bytes] = []
    while True:
        size = window.line(100).partition(b";")[0].strip()
        if not _CHUNK_SIZE.fullmatch(size):
            return None
        length = int(size, 16)
        if length == 0:
            return b"".join(pieces)
        piece = window.take(length)
        if len(piece) < length or window.line(2).strip():
            return None
        pieces.append(piece)
