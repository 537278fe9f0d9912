"""What a store holds, record by record, as Python's own types."""

from collections.abc import Iterator
from pathlib import Path

from copydesk.model import Article, Format, Outcome, Rejection
from copydesk.storing.formats import read_records
from copydesk.storing.layout import ARTICLES, MANIFEST, REJECTIONS, PartName
from copydesk.storing.manifest import Manifest


def read_articles(folder: Path, start: int = 0) -> Iterator[Article]:
    """The articles of the store in a folder, from number `start` on, counted from 0; none where there is no store.

    Raises StoreError for a file that is damaged.
    """
    return (record for record in _read(folder, ARTICLES, start) if isinstance(record, Article))


def read_rejections(folder: Path, start: int = 0) -> Iterator[Rejection]:
    """The rejections of the store in a folder, from number `start` on, counted from 0."""
    return (record for record in _read(folder, REJECTIONS, start) if isinstance(record, Rejection))


def _read(folder: Path, kind: str, start: int) -> Iterator[Outcome]:
    if not (folder / MANIFEST).exists():
        return
    with Manifest.reading(folder / MANIFEST) as manifest:
        file_format = manifest.formats()[0]
        for part, records in manifest.parts(kind):
            if start < records:
                yield from read_records(_place(folder, part, file_format, manifest), kind, start)
            start = max(0, start - records)


def _place(folder: Path, part: PartName, file_format: Format, manifest: Manifest) -> Path:
    """Where a part's file is: its place or, if a run was killed before it moved it there, where it was written."""
    target = part.path(file_format)
    for move in manifest.planned_moves():
        if move.target == target and (folder / move.source).exists():
            return folder / move.source
    return folder / target
