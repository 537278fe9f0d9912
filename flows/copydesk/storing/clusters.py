"""Which records of a store are of one article: clusters in the manifest, and the record that leads each.

Two records are linked if their bodies have the same words, or if so much of the smaller body is in the larger one as
the threshold asks for. Locality-sensitive hashing finds the candidates: two signatures have a band in common. A cluster
is all that hangs together by links. So the clusters follow from the set of records alone, not from the order in which
they came, nor from runs and workers; and what a run needs in memory is one record and its candidates.
"""

import hashlib
import sqlite3
from collections.abc import Sequence

import numpy as np

from copydesk.storing.sketching import PLACES, Sketch

SCHEMA = """
    CREATE TABLE IF NOT EXISTS sketches (
        document INTEGER PRIMARY KEY, cluster INTEGER NOT NULL,
        fingerprint BLOB NOT NULL, shingles INTEGER NOT NULL, signature BLOB NOT NULL
    );
    CREATE INDEX IF NOT EXISTS clusters ON sketches (cluster);
    CREATE TABLE IF NOT EXISTS bands (band INTEGER, document INTEGER, PRIMARY KEY (band, document)) WITHOUT ROWID;
"""

ROWS = 3
"""Places of a signature in a band: fewer find more candidates, most of them in vain."""
LEAST_EQUAL = 12
"""Places that two signatures must share, at the least, for their similarity to be more than chance."""


class Clusters:
    """The clusters in a manifest's database, to be changed in the transaction at hand."""

    def __init__(self, database: sqlite3.Connection, threshold: float) -> None:
        self._database = database
        self._threshold = threshold
        self._changed: set[int] = set()
        self._torn: set[int] = set()

    def add(self, document: int, sketch: Sketch) -> None:
        """Put a new record where it belongs."""
        values = (document, document, sketch.fingerprint, sketch.shingles, sketch.signature)
        self._database.execute("INSERT INTO sketches VALUES (?, ?, ?, ?, ?)", values)
        bands = _bands(sketch)
        self._database.executemany("INSERT INTO bands VALUES (?, ?)", _pairs(document, bands))
        self._link(document, sketch, bands)

    def remove(self, document: int) -> None:
        """Take a record out; what it held together may fall apart."""
        cluster = self._cluster(document)
        if cluster is None:
            return  # a rejection
        pairs = _pairs(document, _bands(self._sketch(document)))
        self._database.executemany("DELETE FROM bands WHERE band = ? AND document = ?", pairs)
        self._database.execute("DELETE FROM sketches WHERE document = ?", (document,))
        self._torn.add(cluster)

    def scatter(self) -> None:
        """Take all clusters apart, to be put together again by another threshold."""
        self._torn.update(cluster for (cluster,) in self._database.execute("SELECT DISTINCT cluster FROM sketches"))

    def settle(self) -> set[int]:
        """Put together again what was torn; the clusters that have changed since the last time."""
        for cluster in sorted(self._torn):
            members = self.members(cluster)
            self._database.execute("UPDATE sketches SET cluster = document WHERE cluster = ?", (cluster,))
            self._changed.update(members)
            for document in members:
                sketch = self._sketch(document)
                self._link(document, sketch, _bands(sketch))
        self._torn.clear()
        changed, self._changed = self._changed, set()
        return changed

    def members(self, cluster: int) -> list[int]:
        """The documents of a cluster, in order."""
        rows = self._database.execute("SELECT document FROM sketches WHERE cluster = ? ORDER BY document", (cluster,))
        return [document for (document,) in rows]

    def _link(self, document: int, sketch: Sketch, bands: Sequence[int]) -> None:
        """Unite the cluster of a record, of which SKETCH has these bands, with all that it has a link into.

        Where an earlier record has the same words, that one's cluster is all of it.
        """
        cluster = self._cluster(document) or document
        twin = self._database.execute(
            "SELECT cluster FROM bands JOIN sketches USING (document) "
            "WHERE band = ? AND document < ? AND fingerprint = ? ORDER BY document LIMIT 1",
            (bands[0], document, sketch.fingerprint),
        ).fetchone()
        if twin is not None:
            self._unite(cluster, twin[0])
            return
        own = {cluster}
        candidates = self._database.execute(
            "SELECT DISTINCT document, cluster FROM bands JOIN sketches USING (document) "  # noqa: S608 (places)
            f"WHERE band IN ({', '.join('?' * len(bands))}) AND document <> ? ORDER BY cluster, document",
            (*bands, document),
        ).fetchall()
        for candidate, other in candidates:
            if other not in own and similarity(sketch, self._sketch(candidate)) >= self._threshold:
                cluster = self._unite(cluster, other)
                own.add(other)

    def _unite(self, one: int, other: int) -> int:
        """Make one cluster of two; the lower of their numbers is its number."""
        first, second = sorted((one, other))
        if first != second:
            self._database.execute("UPDATE sketches SET cluster = ? WHERE cluster = ?", (first, second))
            self._changed.discard(second)
            self._changed.add(first)
            if second in self._torn:
                self._torn.add(first)
        return first

    def _cluster(self, document: int) -> int | None:
        row = self._database.execute("SELECT cluster FROM sketches WHERE document = ?", (document,)).fetchone()
        return int(row[0]) if row else None

    def _sketch(self, document: int) -> Sketch:
        row = self._database.execute(
            "SELECT fingerprint, shingles, signature FROM sketches WHERE document = ?", (document,)
        ).fetchone()
        return Sketch(*row)


def similarity(one: Sketch, other: Sketch) -> float:
    """About how much of the smaller of two bodies is in the larger one, 0 to 1; 1 if they have the same words."""
    if one.fingerprint == other.fingerprint:
        return 1.0
    if not one.signature or not other.signature:
        return 0.0
    mine, theirs = (np.frombuffer(sketch.signature, dtype="<u4") for sketch in (one, other))
    equal = int(np.count_nonzero(mine == theirs))
    if equal < LEAST_EQUAL:
        return 0.0
    jaccard = equal / PLACES
    shared = jaccard / (1 + jaccard) * (one.shingles + other.shingles)
    return min(1.0, shared / min(one.shingles, other.shingles))


def _bands(sketch: Sketch) -> list[int]:
    """Numbers that similar sketches are likely to have one in common of; that of the fingerprint is the first."""
    size = 4 * ROWS
    parts = [
        sketch.fingerprint,
        *(sketch.signature[n : n + size] for n in range(0, len(sketch.signature) - size + 1, size)),
    ]
    digests = (hashlib.blake2b(part, digest_size=8, salt=number.to_bytes(2)) for number, part in enumerate(parts))
    return [int.from_bytes(digest.digest(), signed=True) for digest in digests]


def _pairs(document: int, bands: Sequence[int]) -> list[tuple[int, int]]:
    return [(band, document) for band in sorted(bands)]
