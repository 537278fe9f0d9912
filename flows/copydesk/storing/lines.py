"""Lines of a store's files: whole records, or only what the store must know of each."""

import hashlib
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from copydesk.model import ARTICLE_SCHEMA, REJECTION_SCHEMA, Article, Outcome, RawDocument, Rejection
from copydesk.record import RecordError, from_json

ARTICLES = "articles.jsonl"
REJECTED = "rejected.jsonl"

DocumentKey: TypeAlias = bytes
"""What makes two documents the same one: their content and member name; without content, their place and the reason."""


class StoreError(RuntimeError):
    """A file of the store that cannot be read; the message names the file, the line and the cure."""


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A record as it stands in a file, with its newline, and what the store must know of it."""

    data: bytes
    offset: int
    """Of its first byte in the file."""
    key: DocumentKey
    uri: str
    version: str
    is_article: bool
    is_unread: bool
    """Whether it is the rejection of something that could not be read."""


def key_of(document: RawDocument | Rejection) -> DocumentKey:
    """The key of a document that was read, or of the rejection of one that was not."""
    if isinstance(document, RawDocument):
        return _key(document.sha256, document.member)
    return _rejection_key(document.sha256, document.member, document.uri, document.reason)


def read_lines(path: Path) -> Iterator[StoredLine]:
    """The lines of a file, none if it does not exist. Raises StoreError for a line that is no record."""
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as stream:
        for number, data in enumerate(stream, start=1):
            try:
                yield _parsed(data, offset)
            except (ValueError, KeyError, TypeError) as error:
                raise _damaged(path, number, error) from error
            offset += len(data)


def read_articles(folder: Path, start: int = 0) -> Iterator[Article]:
    """The articles of the store in a folder, from number `start` on, counted from 0."""
    return (record for record in _read_records(folder / ARTICLES, start) if isinstance(record, Article))


def read_rejections(folder: Path, start: int = 0) -> Iterator[Rejection]:
    """The rejections of the store in a folder, from number `start` on, counted from 0."""
    return (record for record in _read_records(folder / REJECTED, start) if isinstance(record, Rejection))


def read_record_at(path: Path, offset: int) -> Outcome:
    """The record whose line starts at an offset."""
    with path.open("rb") as stream:
        stream.seek(offset)
        return from_json(stream.readline())


def _read_records(path: Path, start: int) -> Iterator[Outcome]:
    if not path.exists():
        return
    with path.open("rb") as stream:
        for number, data in itertools.islice(enumerate(stream, start=1), start, None):
            try:
                yield from_json(data)
            except RecordError as error:
                raise _damaged(path, number, error) from error


def _parsed(data: bytes, offset: int) -> StoredLine:
    record = json.loads(data)
    match record["schema"]:
        case schema if schema == ARTICLE_SCHEMA:
            source = record["source"]
            key = _key(source["sha256"], source["member"])
            return StoredLine(data, offset, key, source["uri"], source["version"], is_article=True, is_unread=False)
        case schema if schema == REJECTION_SCHEMA:
            uri, sha256 = record["uri"], record["sha256"]
            key = _rejection_key(sha256, record["member"], uri, record["reason"])
            return StoredLine(data, offset, key, uri, record["version"], is_article=False, is_unread=sha256 is None)
        case schema:
            raise ValueError(f"its schema is {schema!r}")


def _rejection_key(sha256: str | None, member: str | None, uri: str, reason: str) -> DocumentKey:
    return _key(sha256, member) if sha256 is not None else _key("unread", member, uri, reason)


def _key(*parts: str | None) -> DocumentKey:
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).digest()


def _damaged(path: Path, number: int, error: Exception) -> StoreError:
    cure = "remove that line to have its document cleaned again, or the file to start anew"
    return StoreError(f"{path}, line {number} is no record of copydesk ({error}); {cure}")
