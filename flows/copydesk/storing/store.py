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
from copydesk.storing.clusters import Clusters
from copydesk.storing.committing import CommitWork, add_entry, topics
from copydesk.storing.counts import Counts
from copydesk.storing.duplicates import update_duplicates, write_duplicates
from copydesk.storing.entries import entry_of
from copydesk.storing.errors import StoreError
from copydesk.storing.formats import read_records
from copydesk.storing.layout import ENTRIES, LOCK, MANIFEST, PARTS, PartName, StagedPart, duplicates_path
from copydesk.storing.lock import locked
from copydesk.storing.manifest import Manifest, Move, RunNote
from copydesk.storing.merging import assemble, carry_out, clear_room, made_path, make_room
from copydesk.storing.renewal import NOTHING_AGAIN, UNKNOWN_STAMP, Renewal
from copydesk.storing.replacing import creating, settle_folder, sweep
from copydesk.storing.shelf import Shelf
from copydesk.storing.sketching import SCHEME
from copydesk.storing.tables import KINDS

_THRESHOLD = "threshold"
_SKETCHES = "sketches"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a store is kept; a run's settings say it."""

    formats: tuple[Format, ...] = (Format.JSONL, Format.PARQUET)
    """Each record is written in each of them; the first is the one that is read again."""
    threshold: float = 0.7
    """How much of the smaller of two bodies has to be in the larger one for their records to be of one article."""
    renewal: Renewal = NOTHING_AGAIN
    """Which documents that are in it are cleaned again."""


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
        self.shelf = Shelf(folder, keeping.formats, secrets.token_hex(4), keeping.renewal)
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

        Of two records of one document the first is kept. The old record of a document that was cleaned again goes, and
        so does the rejection of something unreadable from whose place there is something new. A second time nothing
        changes, and no file is touched.
        """
        folders = [folder for name in names if (folder := self.shelf.staged(name)).is_dir()]
        with self._manifest.transaction():
            clusters = Clusters(self._manifest.database, self._keeping.threshold)
            work = CommitWork(self._manifest, clusters, self._keeping.renewal)
            for folder in folders:
                for staged in _staged_parts(folder):
                    work.take(staged)
            if work.new != Counts():
                make_room(self._folder)
                moves = assemble(self._folder, work.assemblies(), self._keeping.formats)
                self._manifest.plan_moves(list(moves))
                self._tell_duplicates(clusters)
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
        self._check_notes()
        threshold = str(self._keeping.threshold)
        is_made = bool(self._manifest.formats())
        if not is_made or self._manifest.noted(_THRESHOLD) != threshold:
            with self._manifest.transaction():
                clusters = Clusters(self._manifest.database, self._keeping.threshold)
                if is_made:
                    clusters.scatter()
                else:
                    self._note_what_is_there(clusters)
                self._manifest.set_formats(self._keeping.formats)
                self._manifest.note(_THRESHOLD, threshold)
                self._manifest.note(_SKETCHES, SCHEME)
                make_room(self._folder)
                self._tell_duplicates(clusters)
            self._finish()
        self._manifest.settle()
        for kind in KINDS:
            for part, _ in self._manifest.parts(kind):
                for file_format in self._keeping.formats:
                    _check_there(self._folder / part.path(file_format))

    def _check_notes(self) -> None:
        """See that the store is kept as the settings and this version of copydesk would have it."""
        kept, wanted = self._manifest.formats(), self._keeping.formats
        if kept and kept != wanted:
            cure = "keep that setting, or name another folder as output"
            message = f"{self._folder} is kept as {', '.join(kept)}, and formats now says {', '.join(wanted)}; {cure}"
            raise StoreError(message)
        if self._manifest.noted(_SKETCHES) not in (None, SCHEME):
            cure = f"remove {self._folder / MANIFEST}, and the next run makes it anew from the store's files"
            raise StoreError(f"another version of copydesk has compared the bodies in {self._folder}; {cure}")

    def _note_what_is_there(self, clusters: Clusters) -> None:
        """Make the manifest anew from the parts, where somebody has removed it."""
        tallies: Counter[tuple[str, str]] = Counter()
        first = self._keeping.formats[0]
        for kind in KINDS:
            for file in sorted((self._folder / first / kind).glob(f"part-*.{first}")):
                part = PartName(kind, int(file.stem.rpartition("-")[2]))
                records = 0
                for entry in map(entry_of, read_records(file, kind)):
                    add_entry(entry, part, UNKNOWN_STAMP, self._manifest, clusters)
                    tallies.update(topics(entry))
                    records += 1
                self._manifest.set_part(part, records)
        self._manifest.count(tallies)

    def _tell_duplicates(self, clusters: Clusters) -> None:
        """Write the table of duplicates anew, if there is anything new to say."""
        database, changed = self._manifest.database, clusters.settle()
        targets = {duplicates_path(file_format): file_format for file_format in self._keeping.formats}
        if not changed and all((self._folder / target).exists() for target in targets):
            return
        update_duplicates(database, map(clusters.members, sorted(changed)))
        for target, file_format in targets.items():
            with creating(made_path(self._folder, target)) as stream:
                write_duplicates(database, file_format, stream)
        made = [Move(str(made_path(Path(), target)), target) for target in targets]
        self._manifest.plan_moves(made)

    def _finish(self) -> None:
        """Move files as the manifest says."""
        moves = self._manifest.planned_moves()
        if moves:
            carry_out(self._folder, moves)
            clear_room(self._folder)
            for folder in {(self._folder / (move.target or move.source)).parent for move in moves}:
                settle_folder(folder)
            self._manifest.forget_moves()
            self._manifest.settle()


def _staged_parts(folder: Path) -> Iterator[StagedPart]:
    """The parts of a batch, articles first, in order."""
    for kind in KINDS:
        for file in sorted(folder.glob(f"{kind}-*.{ENTRIES}")):
            yield StagedPart(folder, kind, int(file.stem.rpartition("-")[2]))


def _check_there(path: Path) -> None:
    if not path.exists():
        cure = f"put it back from a copy, or remove {MANIFEST} and every file of that name to clean its documents again"
        raise StoreError(f"{path} is missing, and the manifest knows it; {cure}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
