"""The manifest of a store: an SQLite database that knows each document by its content, and who cleaned it.

It is written by the run that holds the store's lock, in one transaction for each commit. What is only in the files and
not in the manifest is no part of the store.
"""

import contextlib
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import quote

from copydesk.model import Format
from copydesk.storing import clusters, duplicates
from copydesk.storing.counts import Counts
from copydesk.storing.entries import Entry
from copydesk.storing.errors import StoreError
from copydesk.storing.keys import DocumentKey
from copydesk.storing.layout import ARTICLES, REJECTIONS, PartName
from copydesk.storing.renewal import Origin

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS parts (
        kind TEXT, number INTEGER, records INTEGER NOT NULL, PRIMARY KEY (kind, number)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS documents (
        number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, part INTEGER NOT NULL,
        version TEXT NOT NULL, uri TEXT NOT NULL, is_read INTEGER NOT NULL, reason TEXT,
        id TEXT, outlet TEXT, republisher TEXT, agencies TEXT, language TEXT, date TEXT, characters INTEGER NOT NULL,
        stamp TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX IF NOT EXISTS unread ON documents (uri) WHERE NOT is_read;
    CREATE TABLE IF NOT EXISTS tallies (
        topic TEXT, name TEXT, count INTEGER NOT NULL, PRIMARY KEY (topic, name)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS runs (
        number INTEGER PRIMARY KEY, ended TEXT NOT NULL, version TEXT NOT NULL,
        articles INTEGER NOT NULL, rejections INTEGER NOT NULL, gone INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS moves (number INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT);
"""
_ADD_STAMP = "ALTER TABLE documents ADD COLUMN stamp TEXT NOT NULL DEFAULT ''"
"""For manifests that were made before it was noted; what stands in them has UNKNOWN_STAMP."""
_FORMATS = "formats"
_PATIENCE = 60.0
"""Seconds that a writer waits for readers."""

_OF_ENTRY = [field.name for field in fields(Entry) if field.name != "sketch"]
_AGENCIES = _OF_ENTRY.index("agencies")
_INSERT = (
    f"INSERT INTO documents (kind, part, stamp, {', '.join(_OF_ENTRY)}) "  # noqa: S608 (names of our own fields)
    f"VALUES ({', '.join('?' for _ in range(3 + len(_OF_ENTRY)))})"
)
_SELECT = f"SELECT {', '.join(_OF_ENTRY)} FROM documents WHERE number = ?"  # noqa: S608


_NO_DAMAGE = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
    | {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM}
)
"""Errors of the disk or of the moment, for which nothing in the file is to blame."""


class StoredDocument(NamedTuple):
    """Where the manifest has a document."""

    number: int
    kind: str
    part: int
    origin: Origin


class Move(NamedTuple):
    """A file's way to its place, both relative to the store's folder; without a target it goes."""

    source: str
    target: str | None


@dataclass(frozen=True, slots=True)
class RunNote:
    """What a run that changed the store came to."""

    ended: str
    """ISO 8601, UTC."""
    version: str
    new: Counts
    gone: int
    """Records that new ones took the place of."""


@contextlib.contextmanager
def _connected(path: Path, address: str) -> Iterator[sqlite3.Connection]:
    """A connection that is closed in the end. Raises StoreError for what is no database, a damaged or a busy one."""
    try:
        database = sqlite3.connect(
            address, timeout=_PATIENCE, isolation_level=None, uri=address.startswith("file:"), check_same_thread=False
        )
        with contextlib.closing(database):
            yield database
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_DAMAGE:
            cure = "no record is lost; see to the disk and its permissions, and try again"
            raise StoreError(f"{path} cannot be read or written now ({error}); {cure}") from error
        cure = "remove it, and the next run makes it anew from the store's files"
        raise StoreError(f"{path} cannot be used as a manifest ({error}); {cure}") from error


class Manifest:
    """An open manifest."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    @classmethod
    @contextlib.contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        """The manifest in a file, to write, made if need be. Raises StoreError if the file is damaged."""
        with _connected(path, str(path)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            database.executescript(_SCHEMA + clusters.SCHEMA + duplicates.SCHEMA)
            if "stamp" not in (column for _, column, *_ in database.execute("PRAGMA table_info(documents)")):
                database.execute(_ADD_STAMP)
            manifest = cls(database)
            manifest.settle()
            yield manifest

    @classmethod
    @contextlib.contextmanager
    def reading(cls, path: Path) -> Iterator[Self]:
        """The manifest as it is at this moment, to read; a run may go on meanwhile.

        Where nothing can be written, nobody else does either.
        """
        mode = "mode=rw" if os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"
        with _connected(path, f"file:{quote(str(path.absolute()))}?{mode}") as database:
            database.execute("BEGIN")
            yield cls(database)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing of it."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.database.in_transaction:  # where the disk is full, SQLite has ended it
                self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")

    def settle(self) -> None:
        """Bring everything into the one file, where readers on other machines look. Raises StoreError."""
        is_busy, *_ = self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise StoreError("the manifest has been read all the time for a minute; try again when that has ended")

    # ------------------------------------------------------------------------------------------------- documents

    def find(self, key: DocumentKey) -> StoredDocument | None:
        """Where a document's record is."""
        row = self.database.execute(
            "SELECT number, kind, part, version, stamp, reason, is_read FROM documents WHERE key = ?", (key,)
        ).fetchone()
        if row is None:
            return None
        number, kind, part, *origin = row
        return StoredDocument(number, kind, part, Origin(*origin))

    def unread_at(self, uri: str) -> list[DocumentKey]:
        """Keys of the rejections of what could not be read at a place."""
        rows = self.database.execute("SELECT key FROM documents WHERE uri = ? AND NOT is_read", (uri,))
        return [key for (key,) in rows]

    def last_document(self) -> int:
        """Number of the document that came last; 0 if there is none."""
        return int(self.database.execute("SELECT coalesce(max(number), 0) FROM documents").fetchone()[0])

    def add(self, entry: Entry, part: PartName, stamp: str) -> int:
        """Note a record, and the stamp under which it was made; the number of its document here."""
        values = [part.kind, part.number, stamp, *(getattr(entry, name) for name in _OF_ENTRY)]
        values[3 + _AGENCIES] = json.dumps(entry.agencies)
        return self.database.execute(_INSERT, values).lastrowid or 0

    def entry(self, number: int) -> Entry:
        """What was noted of a document's record, but for its sketch."""
        row = list(self.database.execute(_SELECT, (number,)).fetchone())
        row[_AGENCIES] = tuple(json.loads(row[_AGENCIES]))
        return Entry(*row)

    def remove(self, number: int) -> None:
        """Forget a document."""
        self.database.execute("DELETE FROM documents WHERE number = ?", (number,))

    # ----------------------------------------------------------------------------------------------------- parts

    def parts(self, kind: str) -> list[tuple[PartName, int]]:
        """The parts of a kind, in order, each with the number of its records."""
        rows = self.database.execute("SELECT number, records FROM parts WHERE kind = ? ORDER BY number", (kind,))
        return [(PartName(kind, number), records) for number, records in rows]

    def last_part(self, kind: str) -> tuple[PartName, int]:
        """The last part of a kind and the number of its records; (…, 0) and 0 if there is none."""
        row = self.database.execute(
            "SELECT number, records FROM parts WHERE kind = ? ORDER BY number DESC LIMIT 1", (kind,)
        ).fetchone()
        number, records = row or (0, 0)
        return PartName(kind, number), records

    def set_part(self, part: PartName, records: int) -> None:
        """Note how many records a part has; with none, it is no part."""
        self.database.execute("DELETE FROM parts WHERE kind = ? AND number = ?", (part.kind, part.number))
        if records:
            self.database.execute("INSERT INTO parts VALUES (?, ?, ?)", (part.kind, part.number, records))

    def size(self) -> Counts:
        """How many records the store has."""
        counts = dict(self.database.execute("SELECT kind, sum(records) FROM parts GROUP BY kind"))
        return Counts(counts.get(ARTICLES, 0), counts.get(REJECTIONS, 0))

    # --------------------------------------------------------------------------------------------------- tallies

    def count(self, changes: Counter[tuple[str, str]]) -> None:
        """Add to the tallies, by topic and name."""
        self.database.executemany(
            "INSERT INTO tallies VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [(*place, change) for place, change in sorted(changes.items()) if change],
        )
        self.database.execute("DELETE FROM tallies WHERE count = 0")

    def tally(self, topic: str) -> dict[str, int]:
        """Records by what they have of a topic, the most frequent first; "" is nothing."""
        rows = self.database.execute(
            "SELECT name, count FROM tallies WHERE topic = ? ORDER BY count DESC, name", (topic,)
        )
        return dict(rows.fetchall())

    # --------------------------------------------------------------------------------------------- moves and runs

    def plan_moves(self, moves: Iterable[Move]) -> None:
        """Note what is to be done with files once the transaction is through; they are done in this order."""
        self.database.executemany("INSERT INTO moves (source, target) VALUES (?, ?)", moves)

    def planned_moves(self) -> list[Move]:
        """What is still to be done."""
        return [Move(*row) for row in self.database.execute("SELECT source, target FROM moves ORDER BY number")]

    def forget_moves(self) -> None:
        """They are done."""
        with self.transaction():
            self.database.execute("DELETE FROM moves")

    def add_run(self, run: RunNote) -> None:
        """Note a run that changes the store."""
        values = (run.ended, run.version, run.new.articles, run.new.rejections, run.gone)
        self.database.execute("INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?)", values)

    def last_runs(self, most: int) -> Sequence[RunNote]:
        """The latest runs that changed the store, the last one first."""
        rows = self.database.execute(
            "SELECT ended, version, articles, rejections, gone FROM runs ORDER BY number DESC LIMIT ?", (most,)
        )
        return [RunNote(ended, version, Counts(a, r), gone) for ended, version, a, r, gone in rows]

    def is_set_up(self) -> bool:
        """Whether there is anything to read; in the first moments of a store's first run there is not."""
        tables = self.database.execute("SELECT name FROM sqlite_master WHERE name = 'notes'").fetchone()
        return tables is not None and bool(self.formats())

    def formats(self) -> tuple[Format, ...]:
        """The formats that the store is kept in; none before it has been set up."""
        noted = self.noted(_FORMATS)
        return tuple(Format(name) for name in noted.split(",")) if noted else ()

    def set_formats(self, formats: Sequence[Format]) -> None:
        """Note the formats that the store is kept in."""
        self.note(_FORMATS, ",".join(formats))

    def note(self, name: str, value: str) -> None:
        """Set one of the values that hold for the whole store."""
        self.database.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """One of the values that hold for the whole store."""
        row = self.database.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])
