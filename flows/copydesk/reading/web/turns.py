"""One host at a time, and a pause between two requests to it: among the threads and processes that share a folder."""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turns:
    """Whose turn it is to ask a host. Each host has a file in `folder`: its lock, and by its time the last request."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait until nobody else asks the host, and until `pause` seconds after the last request to it ended."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / hashlib.blake2b(host.encode(), digest_size=16).hexdigest()
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # the lock of a process that dies is free at once
            status = path.stat()
            if status.st_size:
                time.sleep(min(pause, max(0.0, status.st_mtime + pause - time.time())))
            try:
                yield
            finally:
                file.truncate(0)
                file.write(b".")  # and so the file has the time of now
                file.flush()
