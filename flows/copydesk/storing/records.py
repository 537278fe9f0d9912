"""What a store holds, record by record, as Python's own types."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from copydesk.model import Article, Format, Outcome, Rejection
from copydesk.storing.duplicates import find_duplicate
from copydesk.storing.formats import read_records
from copydesk.storing.layout import ARTICLES, MANIFEST, REJECTIONS, PartName
from copydesk.storing.manifest import Manifest


def read_articles(folder: Path, start: int = 0) -> Iterator[Article]:
    """The articles of the store in a folder, from number `start` on, counted from 0; none where there is no store.

    Each says which cluster of duplicates it is in, if it is in one, and which record leads that.
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
        if not manifest.is_set_up():
            return
        file_format = manifest.formats()[0]
        for part, records in manifest.parts(kind):
            if start < records:
                for record in read_records(_place(folder, part, file_format, manifest), kind, start):
                    yield _with_cluster(record, manifest) if isinstance(record, Article) else record
            start = max(0, start - records)


def _with_cluster(article: Article, manifest: Manifest) -> Article:
    found = find_duplicate(manifest.database, article.id)
    if found is None:
        return article
    return dataclasses.replace(article, cluster=found.cluster, duplicate_of=found.duplicate_of)


def _place(folder: Path, part: PartName, file_format: Format, manifest: Manifest) -> Path:
    """Where a part's file is: its place or, if a run was killed before it moved it there, where it was written."""
    target = part.path(file_format)
    for move in manifest.planned_moves():
        if move.target == target and (folder / move.source).exists():
            return folder / move.source
    return folder / target
