"""A file on the web, an archive or a table, read as it comes; what breaks off is asked for again from there on."""

import errno
import io
import re
from collections.abc import Iterator
from contextlib import ExitStack

from copydesk.reading.web.fetching import Fetcher, FetchError

_TOTAL = re.compile(r"bytes (\d{1,18})-\d+/(\d{1,18})(?!\d)")


class WebFile(io.RawIOBase):
    """What is behind an address, from any byte on where the server can do that. Its methods raise OSError.

    A host's turn is taken for the request only: the answer may take hours.
    """

    def __init__(self, fetcher: Fetcher, url: str) -> None:
        self._fetcher = fetcher
        self._url = url
        self._position = 0
        self._size: int | None = None
        self._answer = ExitStack()
        self._pieces: Iterator[bytes] | None = None
        self._rest = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Whether the server says how long the file is."""
        self._asked()
        return self._size is not None

    def tell(self) -> int:
        """Where the next byte stands."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go somewhere else; the next read asks for what is there."""
        if whence == io.SEEK_END and not self.seekable():
            raise io.UnsupportedOperation("the server does not say how long the file is")
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size or 0}[whence]
        if start + offset != self._position:
            self._let_go()
            self._position = start + offset
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes; all that there are, for a negative size."""
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        if self._size is not None and self._position >= self._size:
            return b""
        try:
            while not self._rest and (piece := next(self._asked(), b"")):
                self._rest = piece
        except FetchError as error:  # the stack of contexts has made it one
            raise _as_os_error(error) from error
        data, self._rest = self._rest[:size], self._rest[size:]
        self._position += len(data)
        return data

    def close(self) -> None:
        """End the connection."""
        self._let_go()
        super().close()

    def _let_go(self) -> None:
        self._answer.close()
        self._pieces, self._rest = None, b""

    def _asked(self) -> Iterator[bytes]:
        """The bytes from here on."""
        if self._pieces is None:
            try:
                self._pieces = self._ask()
            except FetchError as error:
                raise _as_os_error(error) from error
        return self._pieces

    def _ask(self) -> Iterator[bytes]:
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={self._position}-"}
        head, pieces = self._fetcher.stream(self._url, headers, self._answer)
        ranged = _TOTAL.match(head.headers.get("content-range", ""))
        length = head.headers.get("content-length", "")
        if ranged is not None and int(ranged[1]) == self._position:
            self._size = int(ranged[2])
            return pieces
        self._size = int(length) if length.isdecimal() else None
        return _without(pieces, self._position)


def _without(pieces: Iterator[bytes], count: int) -> Iterator[bytes]:
    """The pieces without so many bytes at their start, from a server that sends all or nothing."""
    for piece in pieces:
        if count < len(piece):
            yield piece[count:]
        count = max(0, count - len(piece))


def _as_os_error(error: FetchError) -> OSError:
    return OSError(errno.ECONNRESET, error.detail) if error.wait is not None else OSError(error.detail)
