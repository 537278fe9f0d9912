"""What earlier runs saw on the web, so that what has not changed is not fetched again, and robots.txt once a day.

A run notes what it has seen once that is written, and all of it counts only when the run has settled it, after its
records are in the store. What a killed run had noted is forgotten, and so fetched again.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

_TABLES = """
    CREATE TABLE IF NOT EXISTS settled (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, stamp TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS noted (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, stamp TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS robots (site TEXT PRIMARY KEY, rules TEXT, day TEXT) WITHOUT ROWID;
"""
_PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a server said of a page or feed when it was read, for it to say next time whether that has changed."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    stamp: str | None = None
    """What the feed that names the page said of its last change."""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it has changed since."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


class Visits:
    """The visits that are settled, in a file that is made when there is something to note; without one, none are."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def settled(self, url: str) -> Visit | None:
        """The last visit to an address."""
        if self._path is None or not self._path.exists():
            return None
        with _opened(self._path) as database:
            row = database.execute("SELECT * FROM settled WHERE url = ?", (url,)).fetchone()
        return None if row is None else Visit(*row)

    def note(self, visits: Iterable[Visit]) -> None:
        """Remember visits until they are settled or forgotten."""
        rows = [astuple(visit) for visit in visits]
        if rows and self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with _opened(self._path) as database:
                database.executemany("INSERT OR REPLACE INTO noted VALUES (?, ?, ?, ?)", rows)

    def settle(self) -> None:
        """Let what is noted count from now on: what was read then is in the store."""
        if self._path is not None and self._path.exists():
            with _opened(self._path) as database:
                database.execute("INSERT OR REPLACE INTO settled SELECT * FROM noted")
                database.execute("DELETE FROM noted")

    def forget_noted(self) -> None:
        """Drop what a run noted that did not come to its end."""
        if self._path is not None and self._path.exists():
            with _opened(self._path) as database:
                database.execute("DELETE FROM noted")

    def rules(self, site: str) -> str | None:
        """The robots.txt of a site, if it was asked for it today."""
        if self._path is None or not self._path.exists():
            return None
        with _opened(self._path) as database:
            query = "SELECT rules FROM robots WHERE site = ? AND day = date()"
            row = database.execute(query, (site,)).fetchone()
        return None if row is None else str(row[0])

    def keep_rules(self, site: str, rules: str) -> None:
        """Remember the robots.txt of a site for today."""
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with _opened(self._path) as database:
                database.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, date())", (site, rules))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for one transaction, which is undone if there is an error."""
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as database, database:
        database.executescript(_TABLES)
        yield database
