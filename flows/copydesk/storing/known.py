"""What a store has already, as the worker on a batch looks it up."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from copydesk.storing.keys import DocumentKey
from copydesk.storing.renewal import Origin


class KnownDocuments:
    """The documents that are in a store, for readers on any machine: no lock is taken, for nobody writes in a run."""

    def __init__(self, path: Path) -> None:
        self._database = None
        if path.exists():
            address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
            self._database = sqlite3.connect(address, uri=True, check_same_thread=False)

    def find(self, key: DocumentKey) -> Origin | None:
        """How a document's record came about; None where it has none."""
        if self._database is None:
            return None
        found = self._database.execute(
            "SELECT version, stamp, reason, is_read FROM documents WHERE key = ?", (key,)
        ).fetchone()
        return found and Origin(*found)

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
