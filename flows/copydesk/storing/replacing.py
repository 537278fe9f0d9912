"""Files that are replaced whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

TEMPORARY = ".copydesk-{}.tmp"
"""Name of an unfinished file, beside the one that it will become; a killed process leaves such files behind."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write; `path` holds its content, all of it, once the `with` block has ended without an error.

    After an error, or a kill, `path` is as it was. A device or a named pipe is written directly; through a link, the
    file that it leads to is replaced. Raises OSError as `open` does.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    path = path.resolve()
    temporary = path.with_name(TEMPORARY.format(secrets.token_hex(6)))
    try:
        with creating(temporary) as stream:
            yield stream
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    settle_folder(path.parent)


@contextmanager
def creating(path: Path) -> Iterator[BinaryIO]:
    """A new binary file to write, which is on the disk once the `with` block has ended without an error."""
    with path.open("xb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def settle_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove unfinished files and folders that a killed process left behind; for who has the folder to himself."""
    for leftover in folder.glob(TEMPORARY.format("*")):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
