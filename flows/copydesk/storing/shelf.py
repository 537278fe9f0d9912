"""The store as the worker on a batch sees it: what is known already, and a place for what the batch comes to.

Many workers, in threads, processes or on other machines that share the folder, may use it at once. None of them writes
to the manifest; a batch becomes a folder of its own, whole or not there, and the run that holds the store's lock
commits it.
"""

import contextlib
import io
import itertools
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from copydesk.model import Article, Format, Outcome, RawDocument, Rejection
from copydesk.storing.counts import Counts
from copydesk.storing.formats import RecordWriter, read_records, writing
from copydesk.storing.keys import DocumentKey, key_of
from copydesk.storing.known import KnownDocuments
from copydesk.storing.layout import ARTICLES, ENTRIES, MANIFEST, PARTS, REJECTIONS, StagedPart
from copydesk.storing.renewal import Origin, Renewal
from copydesk.storing.replacing import TEMPORARY, creating, settle_folder
from copydesk.storing.sheets import Sheet
from copydesk.storing.tables import KINDS

MOST_RECORDS = 10_000
MOST_BYTES = 128 * 1024 * 1024
"""A part of the store has at most so many records and, as JSON, hardly more than so many bytes."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a worker must know of a run to put a batch on its shelf; small, and the same on every machine."""

    folder: Path
    formats: tuple[Format, ...]
    run: str
    """Name of the run: batches of a run that died are told apart from this one's."""
    renewal: Renewal
    """Which documents are cleaned again; what a run that died left is used only if it lies under the same stamp."""

    def mark(self) -> None:
        """Leave a mark of this run in the folder, until it commits."""
        self._mark.mkdir(parents=True, exist_ok=True)

    def is_marked(self) -> bool:
        """Whether what this machine has under the folder's path is the folder that was marked."""
        return self._mark.is_dir()

    @property
    def _mark(self) -> Path:
        return self.folder / PARTS / TEMPORARY.format(self.run)  # swept up like any unfinished thing

    @contextlib.contextmanager
    def batch(self, name: str) -> "Iterator[BatchDesk]":
        """The desk for the work on the batch of this name."""
        with contextlib.closing(KnownDocuments(self.folder / MANIFEST)) as known:
            yield BatchDesk(self, name, known)

    def staged(self, name: str) -> Path:
        """The folder that a batch of this run is put in."""
        return self.folder / PARTS / f"{name}.{self.renewal.stamp}.{self.run}"

    def left_over(self, name: str) -> list[Path]:
        """Folders of the same batch that a run which died has put there."""
        found = (self.folder / PARTS).glob(f"{name}.{self.renewal.stamp}.*")
        return sorted(folder for folder in found if folder != self.staged(name))


class BatchDesk:
    """A batch in work."""

    def __init__(self, shelf: Shelf, name: str, known: KnownDocuments) -> None:
        self._shelf = shelf
        self._name = name
        self._known = known
        self._left_over = shelf.left_over(name)
        self._unfinished = _outcomes_in(self._left_over, shelf.formats[0])

    def kept(self, document: RawDocument | Rejection) -> Origin | None:
        """How the record came about that the store has of the document and keeps; None where it is to be cleaned."""
        origin = self._known.find(key_of(document))
        return origin if origin is not None and self._shelf.renewal.keeps(origin) else None

    def unfinished(self, document: RawDocument) -> Outcome | None:
        """What a run that did not come to its end had made of the document, found at the same place in this batch."""
        if not self._unfinished:  # as nearly always; a key is a hash over all of the content
            return None
        outcome = self._unfinished.get((key_of(document), document.uri))
        if isinstance(outcome, Rejection) and self._shelf.renewal.tries_again(outcome.reason):
            return None
        return outcome

    def write(self, sheets: Iterable[Sheet]) -> Counts:
        """Put what the batch came to on the shelf, in this order, whole or not at all.

        If it is there already, put by another worker that was given the same batch, that stays. Raises OSError.
        """
        sheets = iter(sheets)
        first = next(sheets, None)
        written = Counts() if first is None else self._stage(itertools.chain([first], sheets))
        for folder in self._left_over:
            shutil.rmtree(folder, ignore_errors=True)
        return written

    def _stage(self, sheets: Iterable[Sheet]) -> Counts:
        staged = self._shelf.staged(self._name)
        temporary = staged.with_name(TEMPORARY.format(secrets.token_hex(6)))
        temporary.mkdir(parents=True)
        try:
            counts = _write_parts(temporary, self._shelf.formats, sheets)
            settle_folder(temporary)
            _rename_unless_there(temporary, staged)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        settle_folder(staged.parent)
        return counts


def _rename_unless_there(source: Path, target: Path) -> None:
    """Rename a folder, unless there is one of the new name that has something in it."""
    try:
        source.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def _outcomes_in(folders: Iterable[Path], file_format: Format) -> dict[tuple[DocumentKey, str], Outcome]:
    found: dict[tuple[DocumentKey, str], Outcome] = {}
    for folder in folders:
        for kind in KINDS:
            for file in sorted(folder.glob(f"{kind}-*.{file_format}")):
                for outcome in read_records(file, kind):
                    uri = outcome.source.uri if isinstance(outcome, Article) else outcome.uri
                    found[key_of(outcome), uri] = outcome
    return found


def _write_parts(folder: Path, formats: tuple[Format, ...], sheets: Iterable[Sheet]) -> Counts:
    """Write records as parts of a bounded size, articles and rejections apart; of two of one document the first."""
    seen: set[DocumentKey] = set()
    with contextlib.ExitStack() as stack:
        articles, rejections = (
            stack.enter_context(contextlib.closing(_PartWriter(folder, kind, formats)))
            for kind in (ARTICLES, REJECTIONS)
        )
        for sheet in sheets:
            if sheet.key not in seen:
                seen.add(sheet.key)
                (articles if sheet.reason is None else rejections).add(sheet)
        return Counts(articles.records, rejections.records)


@dataclass(slots=True)
class _PartWriter:
    """Writes records of one kind to parts, and beside each part what the manifest is to know."""

    folder: Path
    kind: str
    formats: tuple[Format, ...]
    records: int = 0
    _parts: int = 0
    _in_part: int = 0
    _bytes: int = 0
    _writers: list[RecordWriter] = field(default_factory=list)
    _entries: BinaryIO = field(default_factory=io.BytesIO)
    _files: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def add(self, sheet: Sheet) -> None:
        """Write a record to the part that is open, or to a new one if that is full."""
        if self._in_part >= MOST_RECORDS or self._bytes + len(sheet.line) > MOST_BYTES:
            self.close()
        if not self._writers:
            self._open()
        for writer in self._writers:
            writer.add(sheet.line)
        self._entries.write(sheet.entry + b"\n")
        self.records += 1
        self._in_part += 1
        self._bytes += len(sheet.line)

    def close(self) -> None:
        """End the part that is open."""
        self._files.close()
        self._in_part = self._bytes = 0
        self._writers.clear()

    def _open(self) -> None:
        part = StagedPart(self.folder, self.kind, self._parts)
        self._parts += 1
        self._entries = self._files.enter_context(creating(part.path(ENTRIES)))
        for file_format in self.formats:
            stream = self._files.enter_context(creating(part.path(file_format)))
            self._writers.append(self._files.enter_context(writing(file_format, self.kind, stream)))
