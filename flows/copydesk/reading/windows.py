"""Bytes that come one after another, with a look ahead: all that the readers of archives need of a stream."""

from collections.abc import Callable

CHUNK = 1 << 16
"""Bytes that are asked for at a time."""


class Window:
    r"""What is next in a stream, as far as it has been looked at; only that is held in memory.

    `read` gives up to so many bytes, and none at the end. What it raises comes out of every method.

    >>> import io
    >>> window = Window(io.BytesIO(b"one\ntwo three").read)
    >>> window.line(100), window.peek(3), window.skip(4), window.take(100), window.position
    (b'one\n', b'two', 4, b'three', 13)
    """

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._ahead = bytearray()
        self.position = 0
        """Of the next byte, counted from where the stream was taken up."""

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, or as many as there are; they stay."""
        self._look(size)
        return bytes(self._ahead[:size])

    def take(self, size: int) -> bytes:
        """The next `size` bytes, or as many as there are."""
        self._look(size)
        return self._pass(size)

    def some(self) -> bytes:
        """What is at hand, `CHUNK` bytes at most; none at the end."""
        self._look(1)
        return self._pass(CHUNK)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes, or as many as there are; how many that were."""
        left = size
        while left and (passed := len(self._pass(min(left, CHUNK)) if self._look(1) else b"")):
            left -= passed
        return size - left

    def line(self, limit: int) -> bytes:
        """The next line with its newline; of a longer one the first `limit` bytes, of the last one what there is."""
        seen = 0
        while (end := self._ahead.find(b"\n", seen, limit)) < 0 and len(self._ahead) < limit:
            seen = len(self._ahead)
            if not self._look(seen + 1):
                break
        return self._pass(end + 1 if end >= 0 else limit)

    def skip_to(self, mark: bytes) -> int:
        """Pass over all that stands before the next `mark`, or to the end; how many bytes that were."""
        start = self.position
        while self._look(len(mark)):
            found = self._ahead.find(mark)
            if found >= 0:
                self._pass(found)
                return self.position - start
            self._pass(len(self._ahead) - len(mark) + 1)
        self._pass(len(self._ahead))
        return self.position - start

    def give_back(self, data: bytes) -> None:
        """Put bytes that were taken in front again."""
        self._ahead[:0] = data
        self.position -= len(data)

    def _look(self, size: int) -> bool:
        """Hold `size` bytes, if there are as many."""
        while len(self._ahead) < size:
            data = self._read(max(CHUNK, size - len(self._ahead)))
            if not data:
                return False
            self._ahead += data
        return True

    def _pass(self, size: int) -> bytes:
        data = bytes(self._ahead[:size])
        del self._ahead[:size]
        self.position += len(data)
        return data
