"""The store in a folder: batches of outcomes become parts of it, all of a run's at once, exactly once.

A worker stages what its batch came to in a folder of its own (`shelf`). `Store.commit` decides what of it is new,
joins what is small, notes everything in the manifest in one transaction, and moves the files to their places. Before
the transaction is through, nothing has happened; afterwards whoever opens the store next finishes the moves. So a run
that is killed at any point and run again comes to the same files, byte for byte.
"""

import contextlib
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from copydesk import __version__
from copydesk.model import Format
from copydesk.storing.committing import CommitWork, topics
from copydesk.storing.counts import Counts
from copydesk.storing.entries import entry_of
from copydesk.storing.errors import StoreError
from copydesk.storing.formats import read_records
from copydesk.storing.layout import ENTRIES, LOCK, MANIFEST, PARTS, PartName, StagedPart
from copydesk.storing.lock import locked
from copydesk.storing.manifest import Manifest, RunNote
from copydesk.storing.merging import assemble, carry_out
from copydesk.storing.replacing import settle_folder, sweep
from copydesk.storing.shelf import Shelf
from copydesk.storing.tables import KINDS


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a store is kept; a run's settings say it."""

    formats: tuple[Format, ...] = (Format.JSONL, Format.PARQUET)
    """Each record is written in each of them; the first is the one that is read again."""
    stamp: str = __version__
    """Of the settings that decide what becomes of a document: what a dead run left is used again only if it has it."""
    cleans_anew: bool = False
    """Whether what an older version of copydesk made of a document is made anew."""


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit added."""

    new: Counts
    tallies: Mapping[str, Mapping[str, int]]
    """New records by reason, language, outlet …, the most frequent first; "" is nothing."""


class Store:
    """The store in a folder, while its lock is held: `with Store.opened(folder) as store`."""

    def __init__(self, folder: Path, keeping: Keeping, manifest: Manifest) -> None:
        self._folder = folder
        self._keeping = keeping
        self._manifest = manifest
        self._parts = folder / PARTS
        version = __version__ if keeping.cleans_anew else None
        self.shelf = Shelf(folder, keeping.formats, secrets.token_hex(4), keeping.stamp, version)
        """Where the workers of this run put what their batches come to."""

    @classmethod
    @contextlib.contextmanager
    def opened(
        cls, folder: Path, keeping: Keeping | None = None, *, on_wait: Callable[[], None] = lambda: None
    ) -> Iterator[Self]:
        """The store in `folder`, which is made if need be; waits while another process has it, after `on_wait()`.

        Raises StoreError if a file is damaged or missing, OSError if the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / LOCK, on_wait), Manifest.opened(folder / MANIFEST) as manifest:
            store = cls(folder, keeping or Keeping(), manifest)
            store._take_stock()
            yield store
            with contextlib.suppress(OSError):  # what batches have left there stays
                store._parts.rmdir()

    @property
    def size(self) -> Counts:
        """How many records the store has."""
        return self._manifest.size()

    def commit(self, names: Sequence[str]) -> Commit:
        """Make what the batches of these names have staged part of the store, in this order.

        Of two records of one document the first is kept. What an older version made of a document that was cleaned
        anew goes, and so does the rejection of something unreadable from whose place there is something new. A second
        time nothing changes, and no file is touched.
        """
        folders = [folder for name in names if (folder := self.shelf.staged(name)).is_dir()]
        with self._manifest.transaction():
            work = CommitWork(self._manifest)
            for folder in folders:
                for staged in _staged_parts(folder):
                    work.take(staged)
            if work.new != Counts():
                moves = assemble(self._folder, work.assemblies(), self._keeping.formats)
                self._manifest.plan_moves(list(moves))
                self._manifest.add_run(RunNote(_now(), __version__, work.new, work.gone))
        self._finish()
        for leftover in self._parts.iterdir():
            shutil.rmtree(leftover, ignore_errors=True)
        settle_folder(self._parts)
        return Commit(work.new, work.tallies())

    def _take_stock(self) -> None:
        """Finish what a killed run has begun, and see that everything is there; the lock is held."""
        self._parts.mkdir(exist_ok=True)
        self._finish()
        sweep(self._parts)
        kept, wanted = self._manifest.formats(), self._keeping.formats
        if not kept:
            with self._manifest.transaction():
                _note_what_is_there(self._folder, wanted[0], self._manifest)
                self._manifest.set_formats(wanted)
        elif kept != wanted:
            cure = "keep that setting, or name another folder as output"
            message = f"{self._folder} is kept as {', '.join(kept)}, and formats now says {', '.join(wanted)}; {cure}"
            raise StoreError(message)
        self._manifest.settle()
        for kind in KINDS:
            for part, _ in self._manifest.parts(kind):
                for file_format in self._keeping.formats:
                    _check_there(self._folder / part.path(file_format))

    def _finish(self) -> None:
        """Move files as the manifest says."""
        moves = self._manifest.planned_moves()
        if moves:
            carry_out(self._folder, moves)
            for folder in {(self._folder / (move.target or move.source)).parent for move in moves}:
                settle_folder(folder)
            self._manifest.forget_moves()
            self._manifest.settle()


def _staged_parts(folder: Path) -> Iterator[StagedPart]:
    """The parts of a batch, articles first, in order."""
    for kind in KINDS:
        for file in sorted(folder.glob(f"{kind}-*.{ENTRIES}")):
            yield StagedPart(folder, kind, int(file.stem.rpartition("-")[2]))


def _note_what_is_there(folder: Path, file_format: Format, manifest: Manifest) -> None:
    """Make a manifest anew from the parts, where somebody has removed it."""
    tallies: Counter[tuple[str, str]] = Counter()
    for kind in KINDS:
        for file in sorted((folder / file_format / kind).glob(f"part-*.{file_format}")):
            part = PartName(kind, int(file.stem.rpartition("-")[2]))
            entries = [entry_of(outcome) for outcome in read_records(file, kind)]
            for entry in entries:
                manifest.add(entry, part)
                tallies.update(topics(entry))
            manifest.set_part(part, len(entries))
    manifest.count(tallies)


def _check_there(path: Path) -> None:
    if not path.exists():
        cure = f"put it back from a copy, or remove {MANIFEST} and every file of that name to clean its documents again"
        raise StoreError(f"{path} is missing, and the manifest knows it; {cure}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
