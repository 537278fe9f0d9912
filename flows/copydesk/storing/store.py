"""The store: `articles.jsonl` and `rejected.jsonl` in one folder, and the parts of a run that has not been committed.

A run writes each batch's outcomes to a part, whole or not at all, and in the end merges the parts into the two files,
in the order of the inputs, behind what is there. Killed at any point and run again, it comes to the same bytes: what
stands in left-over parts is used again, and what the two files have is left out.
"""

import itertools
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from copydesk import __version__
from copydesk.model import Article, Outcome, RawDocument, Rejection
from copydesk.record import to_json
from copydesk.storing.jsonl import replacing, settle_folder, sweep
from copydesk.storing.lines import ARTICLES, REJECTED, DocumentKey, StoredLine, key_of, read_lines, read_record_at
from copydesk.storing.lock import locked

_PARTS = ".parts"
_LOCK = ".lock"
_LEFT_OVER = "left-over-"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of each kind."""

    articles: int = 0
    rejections: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.articles + other.articles, self.rejections + other.rejections)


class Store:
    """The store in a folder, while its lock is held: `with Store.opened(folder) as store`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts = folder / _PARTS
        self._known: set[DocumentKey] = set()
        self._superseded: set[DocumentKey] = set()
        self._unfinished: dict[tuple[DocumentKey, str], tuple[Path, int]] = {}
        self._size = Counts()

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[Self]:
        """The store in `folder`, which is made if need be; waits while another process has it, after `on_wait()`.

        Raises StoreError if one of its files is damaged, OSError if the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / _LOCK, on_wait):
            store = cls(folder)
            store._take_stock()
            yield store
            if not any(store._parts.iterdir()):
                store._parts.rmdir()

    @property
    def size(self) -> Counts:
        """How many records the two files have."""
        return self._size

    def knows(self, document: RawDocument | Rejection) -> bool:
        """Whether the two files have what this version made of the document."""
        return key_of(document) in self._known

    def unfinished(self, document: RawDocument) -> Outcome | None:
        """What a run that did not come to its end had made of the document, found at the same place."""
        found = self._unfinished.get((key_of(document), document.uri))
        return None if found is None else read_record_at(*found)

    def write_part(self, name: str, outcomes: Iterable[Outcome]) -> Counts:
        """Write a batch's outcomes, in order, whole or not at all. May be called from any thread, for any batch."""
        articles = rejections = 0
        with replacing(self._part(name)) as stream:
            for outcome in outcomes:
                stream.write(to_json(outcome).encode() + b"\n")
                articles += isinstance(outcome, Article)
                rejections += isinstance(outcome, Rejection)
        return Counts(articles, rejections)

    def commit(self, names: Sequence[str]) -> Counts:
        """Merge the parts of these names into the two files, in this order; how many records are new.

        Each file is replaced whole, and only if it changes; a second time nothing does. Of two records of one document
        the first is kept. What an older version made of a document that this one has done goes, and so does the
        rejection of something unreadable from whose place there is something new.
        """
        parts = [self._part(name) for name in names]
        added, new_keys, new_uris = self._survey(parts)
        files = (self._folder / REJECTED, self._folder / ARTICLES)
        if new_keys or self._superseded or not all(file.exists() for file in files):

            def stays(line: StoredLine) -> bool:
                is_done = line.key in self._known or line.key in new_keys
                is_outdated = line.version != __version__ and is_done
                return not is_outdated and not (line.is_unread and line.uri in new_uris)

            # Rejections first: killed between the two, a run finds every new article still to be added.
            rejections = _merge(files[0], stays, (line for line in self._new_lines(parts) if not line.is_article))
            articles = _merge(files[1], stays, (line for line in self._new_lines(parts) if line.is_article))
            self._size = Counts(articles, rejections)
        self._known |= new_keys
        self._superseded -= self._known
        self._clear_parts(parts)
        return added

    def _take_stock(self) -> None:
        """Learn what is there, and make left-over parts ready for use; the lock is held."""
        self._parts.mkdir(exist_ok=True)
        sweep(self._folder)
        sweep(self._parts)
        counts = []
        for file in (ARTICLES, REJECTED):
            count = 0
            for line in read_lines(self._folder / file):
                count += 1
                (self._known if line.version == __version__ else self._superseded).add(line.key)
            counts.append(count)
        self._size = Counts(*counts)
        for part in sorted(self._parts.iterdir()):
            if not part.name.startswith(_LEFT_OVER):  # out of the way of this run's part of that name
                part = part.rename(self._part(f"{_LEFT_OVER}{secrets.token_hex(6)}"))  # noqa: PLW2901
            for line in read_lines(part):
                if line.version == __version__:
                    self._unfinished[line.key, line.uri] = (part, line.offset)

    def _part(self, name: str) -> Path:
        return self._parts / f"{name}.jsonl"

    def _new_lines(self, parts: Sequence[Path]) -> Iterator[StoredLine]:
        """The lines of the parts, in order, whose documents the store has not; of each document the first."""
        seen: set[DocumentKey] = set()
        for part in parts:
            for line in read_lines(part):
                if line.key not in self._known and line.key not in seen:
                    seen.add(line.key)
                    yield line

    def _survey(self, parts: Sequence[Path]) -> tuple[Counts, set[DocumentKey], set[str]]:
        """Of what is new in the parts: how many, the documents' keys, the places that they come from."""
        keys: set[DocumentKey] = set()
        uris: set[str] = set()
        articles = 0
        for line in self._new_lines(parts):
            keys.add(line.key)
            uris.add(line.uri)
            articles += line.is_article
        return Counts(articles, len(keys) - articles), keys, uris

    def _clear_parts(self, parts: Sequence[Path]) -> None:
        """Remove the parts that were merged, and those left over of which nothing is needed any more."""
        for part in parts:
            part.unlink(missing_ok=True)
        for part in sorted(self._parts.iterdir()):
            if all(line.key in self._known or line.version != __version__ for line in read_lines(part)):
                part.unlink()
        settle_folder(self._parts)


def _merge(file: Path, stays: Callable[[StoredLine], bool], new: Iterator[StoredLine]) -> int:
    """Rewrite a file with the old lines that stay and the new ones behind them; how many it has then.

    It is left alone if nothing changes.
    """
    first = next(new, None)
    if first is None and file.exists() and all(stays(line) for line in read_lines(file)):
        return sum(1 for _ in read_lines(file))
    count = 0
    with replacing(file) as stream:
        for line in itertools.chain(filter(stays, read_lines(file)), [] if first is None else [first], new):
            stream.write(line.data)
            count += 1
    return count
