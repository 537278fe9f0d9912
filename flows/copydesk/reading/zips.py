"""Zip archives: the pages in them by their names; what is wrong with one is a rejection, and the others go on."""

import dataclasses
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from copydesk.model import RawDocument, Reason, Rejection
from copydesk.reading.damage import DamagedError
from copydesk.reading.inputs import InputRef
from copydesk.reading.kinds import is_taken, suffixes_of
from copydesk.reading.passed_over import PassOver
from copydesk.reading.rejecting import rejected
from copydesk.reading.saved_pages import SavedPages
from copydesk.reading.windows import Window
from copydesk.source_settings import Kind

_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""NotImplementedError is an unknown compression, RuntimeError a password."""

ReadMember = Callable[[Window, str], Iterator[RawDocument | Rejection]]
"""From the content and the name of a file to the documents in it."""


def read_zip(
    stream: BinaryIO, ref: InputRef, read_member: ReadMember, pass_over: PassOver
) -> Iterator[RawDocument | Rejection]:
    """The documents of the files in an archive that a folder's would be taken of, in the archive's order.

    PASS_OVER is told of the others.

    Raises DamagedError where it has no readable list of them.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except _ERRORS as error:
        raise DamagedError(f"it is no whole zip archive ({error}); fetch or copy it again") from error
    if "[Content_Types].xml" in archive.namelist():
        yield rejected(ref, Reason.BINARY, "it is a document of an office suite; convert it to text or HTML first")
        return
    found = False
    pages = SavedPages(archive.namelist())
    for info in archive.infolist():
        if info.filename.endswith("/") or _is_hidden(info.filename):
            continue
        if not is_taken(info.filename, Kind.AUTO) or _is_within_own(pages, info.filename):
            pass_over(info.filename)
            continue
        found = True
        try:
            with archive.open(info) as member:
                for document in read_member(Window(member.read), info.filename):
                    inner = "" if document.member is None else f"/{document.member}"
                    yield dataclasses.replace(document, member=info.filename + inner)
        except _ERRORS as error:
            yield rejected(ref, Reason.UNREADABLE, f"in the archive it cannot be read: {error}", info.filename)
    if not found:
        suffixes = ", ".join(suffixes_of(Kind.AUTO))
        detail = f"there is no page in the archive: no file that ends in {suffixes}, compressed or not"
        yield rejected(ref, Reason.EMPTY, detail)


def _is_within_own(pages: SavedPages, name: str) -> bool:
    """Whether a file lies in a folder that belongs to a saved page."""
    return any(pages.own(str(folder)) for folder in PurePosixPath(name).parents)


def _is_hidden(name: str) -> bool:
    """Whether a file, or a folder that it is in, is one that systems do not show; ".." is the way up, and no folder.

    >>> _is_hidden("a/.cache/b.html"), _is_hidden("__MACOSX/._a.html"), _is_hidden("../a.html")
    (True, True, False)
    """
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(name).parts)
