"""Opening a file, wherever it is, as a stream that takes up again where a passing failure broke it off."""

import errno
import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeVar

T = TypeVar("T")

_BUFFER = 1 << 18

_PASSING = frozenset(
    {errno.EIO, errno.EAGAIN, errno.EBUSY, errno.ESTALE, errno.ETIMEDOUT, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
    | {errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ECONNRESET}
)
"""Errors that may be gone in a moment: a busy disk, a network drive that reconnects."""


@contextmanager
def opened(path: str | None, retries: int, opener: Callable[[str], BinaryIO]) -> Iterator[BinaryIO]:
    """What is at a path, to be read, or standard input. Raises OSError, but for a passing reason after some retries."""
    if path is None:
        yield sys.stdin.buffer
        return
    with io.BufferedReader(PatientFile(lambda: opener(path), retries), _BUFFER) as stream:
        yield stream


class PatientFile(io.RawIOBase):
    """A file that is opened anew after a passing failure, and read on from where it was.

    `reopen` opens it at its start. The first time is at once, and a failure that stays is raised as it came, after
    `retries` more tries, 1, 2, 4 … seconds apart.
    """

    def __init__(self, reopen: Callable[[], BinaryIO], retries: int) -> None:
        self._reopen = reopen
        self._retries = retries
        self._position = 0
        self._file: BinaryIO | None = None
        self._trying(lambda _file: None)

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Whether one can go back."""
        return self._trying(lambda file: file.seekable())

    def tell(self) -> int:
        """Where the next byte stands."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go somewhere else."""
        self._position = self._trying(lambda file: file.seek(offset, whence))
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes."""
        data = self._trying(lambda file: file.read(size)) or b""
        self._position += len(data)
        return data

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        """Up to as many bytes as the buffer takes; how many that were."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Be done with it."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()

    def _trying(self, do: Callable[[BinaryIO], T]) -> T:
        attempt = 0
        while True:
            try:
                return do(self._opened())
            except OSError as error:
                if error.errno not in _PASSING or attempt == self._retries:
                    raise
            self._file = None
            time.sleep(2**attempt)
            attempt += 1

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = self._reopen()
            if self._position:
                self._file.seek(self._position)
        return self._file
