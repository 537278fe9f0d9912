"""What a store says of duplicates: for each record of a cluster who leads it, and in which way it is like the leader.

Nothing is deleted, and parts do not change: the table stands beside them, a function of the records alone, and readers
join it by the record's id.
"""

import enum
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import BinaryIO

from copydesk.model import Format
from copydesk.storing.formats import rows_to_parquet
from copydesk.storing.tables import schema_of

SCHEMA = """
    CREATE TABLE IF NOT EXISTS duplicates (
        id TEXT PRIMARY KEY, cluster TEXT NOT NULL, duplicate_of TEXT, relation TEXT
    ) WITHOUT ROWID;
"""


class Relation(enum.StrEnum):
    """How a record is like the one that leads its cluster. The values are public and stable."""

    EXACT = "exact"
    """The body has the same words."""
    NEAR = "near"
    """Much of the smaller body is in the larger one."""
    SYNDICATED = "syndicated"
    """Either of the two, at another outlet."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record of a cluster of two or more."""

    id: str
    cluster: str
    """The id of the record that leads: the original outlet's, or else the earliest."""
    duplicate_of: str | None
    """The same; None for that record."""
    relation: Relation | None


@dataclass(frozen=True, slots=True)
class Copy:
    """What must be known of a record to tell who leads its cluster."""

    id: str
    fingerprint: bytes
    outlet: str | None
    republisher: str | None
    agencies: tuple[str, ...]
    date: str | None
    characters: int

    @property
    def site(self) -> str | None:
        """Who shows it."""
        return self.republisher or self.outlet


def duplicates_among(copies: Sequence[Copy]) -> list[Duplicate]:
    """What the records of one cluster are to each other; nothing if there is but one. Their order does not matter.

    The outlet that others name as their source leads, then whoever republished it from nobody, then the earliest, then
    the longest body, then the smallest id.
    """
    if len(copies) < 2:
        return []
    sources = {one.outlet for one in copies if one.republisher} | {name for one in copies for name in one.agencies}

    def rank(one: Copy) -> tuple[bool, bool, str, int, str]:
        is_original = one.republisher is None and one.outlet in sources
        return not is_original, one.republisher is not None, one.date or "9999", -one.characters, one.id

    leader = min(copies, key=rank)
    return [
        Duplicate(one.id, leader.id, None, None)
        if one is leader
        else Duplicate(one.id, leader.id, leader.id, _relation(one, leader))
        for one in copies
    ]


def _relation(one: Copy, leader: Copy) -> Relation:
    if one.site and leader.site and one.site != leader.site:
        return Relation.SYNDICATED
    return Relation.EXACT if one.fingerprint == leader.fingerprint else Relation.NEAR


def update_duplicates(database: sqlite3.Connection, clusters: Iterable[Sequence[int]]) -> None:
    """Write what is to be said of the documents of clusters that have changed; `clusters` has their members."""
    for documents in clusters:
        copies = [_copy(database, document) for document in documents]
        database.executemany("DELETE FROM duplicates WHERE id = ?", [(one.id,) for one in copies])
        rows = [(one.id, one.cluster, one.duplicate_of, one.relation) for one in duplicates_among(copies)]
        database.executemany("INSERT INTO duplicates VALUES (?, ?, ?, ?)", rows)


def forget_duplicate(database: sqlite3.Connection, article_id: str | None) -> None:
    """Say nothing more of a record that is going."""
    database.execute("DELETE FROM duplicates WHERE id = ?", (article_id,))


def find_duplicate(database: sqlite3.Connection, article_id: str) -> Duplicate | None:
    """What is said of a record; None for one that is like no other."""
    row = database.execute("SELECT * FROM duplicates WHERE id = ?", (article_id,)).fetchone()
    return _of_row(row) if row else None


def write_duplicates(database: sqlite3.Connection, file_format: Format, stream: BinaryIO) -> None:
    """Write the whole table, in order of ids."""
    rows = (asdict(_of_row(row)) for row in database.execute("SELECT * FROM duplicates ORDER BY id"))
    if file_format is Format.JSONL:
        stream.writelines(json.dumps(row, separators=(",", ":")).encode() + b"\n" for row in rows)
        return
    with rows_to_parquet(schema_of(Duplicate), stream) as table:
        for row in rows:
            table.add(row, 100)


def _of_row(row: tuple[str, str, str | None, str | None]) -> Duplicate:
    article_id, cluster, duplicate_of, relation = row
    return Duplicate(article_id, cluster, duplicate_of, Relation(relation) if relation else None)


def _copy(database: sqlite3.Connection, document: int) -> Copy:
    article_id, fingerprint, outlet, republisher, agencies, date, characters = database.execute(
        "SELECT id, fingerprint, outlet, republisher, agencies, date, characters "
        "FROM documents JOIN sketches ON document = number WHERE number = ?",
        (document,),
    ).fetchone()
    return Copy(article_id, fingerprint, outlet, republisher, tuple(json.loads(agencies)), date, characters)
