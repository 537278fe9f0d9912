"""Outcomes to put into stores, and runs that do so."""

import contextlib
import dataclasses
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copydesk import __version__
from copydesk.model import ARTICLE_SCHEMA, Article, Format, Outcome, RawDocument, Reason, Rejection, Source, Stage
from copydesk.storing import Counts, Keeping, Store, sheet_of


def document(name: str) -> RawDocument:
    return RawDocument(f"{name}.txt", name.encode())


def article(raw: RawDocument, version: str = __version__, **values: Any) -> Article:
    """An article with a short body of its own, or with these values."""
    made = Article(
        schema=ARTICLE_SCHEMA,
        id=raw.id,
        title=raw.content.decode(),
        subtitle=None,
        date=None,
        date_modified=None,
        outlet=None,
        outlet_domain=None,
        republisher=None,
        authors=(),
        agencies=(),
        dateline=None,
        language="en",
        languages={"en": 1.0},
        direction="ltr",
        url=None,
        body="Text.",
        captions=(),
        confidence={},
        evidence={},
        removed=(),
        repairs=(),
        warnings=(),
        source=Source(raw.uri, None, "text/plain", "utf-8", raw.sha256, len(raw.content), None, version),
    )
    return dataclasses.replace(made, **values)


def rejection(raw: RawDocument, version: str = __version__) -> Rejection:
    return Rejection(raw.uri, None, raw.sha256, Stage.EXTRACT, Reason.NOT_AN_ARTICLE, "no text", version=version)


def unread(uri: str, reason: Reason = Reason.UNREADABLE) -> Rejection:
    return Rejection(uri, None, None, Stage.READ, reason, "gone", version=__version__)


def outcome_of(name: str) -> Outcome:
    """Every third document is rejected, every fifth could not be read."""
    number = sum(name.encode())
    if number % 5 == 0:
        return unread(f"{name}.txt")
    return rejection(document(name)) if number % 3 == 0 else article(document(name))


def as_read(outcome: Outcome) -> RawDocument | Rejection:
    """The document that has this outcome, as reading gives it."""
    if isinstance(outcome, Rejection) and outcome.sha256 is None:
        return outcome
    if isinstance(outcome, Article):
        return document(outcome.source.uri.removesuffix(".txt"))
    return document(outcome.uri.removesuffix(".txt"))


def run(folder: Path, *batches: Sequence[Outcome], keeping: Keeping | None = None) -> Counts:
    """What the flow does with a store, for outcomes that are ready."""
    with Store.opened(folder, keeping) as store:
        for number, batch in enumerate(batches):
            with store.shelf.batch(str(number)) as desk:
                desk.write(sheet_of(outcome) for outcome in batch if desk.kept(as_read(outcome)) is None)
        return store.commit([str(number) for number in range(len(batches))]).new


def files_of(folder: Path) -> dict[str, bytes]:
    """The store's files of records, which are the same however a run went; not its manifest and its lock."""
    files = [path for form in Format for path in (folder / form).rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def contents_of_manifest(folder: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "manifest.sqlite")) as database:
        return [
            row
            for table in ("parts", "documents", "tallies", "notes", "moves", "sketches", "bands", "duplicates")
            for row in database.execute(f"SELECT * FROM {table}")  # noqa: S608
        ]
