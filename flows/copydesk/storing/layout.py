"""Where in a store's folder everything lies.

jsonl/articles/part-000001.jsonl      jsonl/rejections/…      jsonl/duplicates.jsonl
parquet/articles/part-000001.parquet  parquet/rejections/…    parquet/duplicates.parquet
manifest.sqlite                       what the store holds; what is not in it is no part of the store
.lock                                 held by the run that may commit
.parts/00001.<stamp>.<run>/           what a batch came to, until its run commits: whole or not there
"""

from dataclasses import dataclass
from pathlib import Path

from copydesk.model import Format

ARTICLES, REJECTIONS = "articles", "rejections"
"""The kinds of records, as their folders are called."""
MANIFEST = "manifest.sqlite"
LOCK = ".lock"
PARTS = ".parts"
ENTRIES = "entries"
"""Ending of the file beside a staged part that holds what the manifest is to know."""


@dataclass(frozen=True, slots=True)
class PartName:
    """A part of the store: its kind, "articles" or "rejections", and its number."""

    kind: str
    number: int

    def path(self, file_format: Format) -> str:
        """Where it lies in the store's folder.

        >>> PartName("articles", 12).path(Format.PARQUET)
        'parquet/articles/part-000012.parquet'
        """
        return f"{file_format}/{self.kind}/part-{self.number:06d}.{file_format}"


@dataclass(frozen=True, slots=True)
class StagedPart:
    """A part of a batch's outcomes: the folder that it is staged in, its kind and its number there."""

    folder: Path
    kind: str
    number: int

    def path(self, ending: str) -> Path:
        """One of its files, by its ending: a format, or ENTRIES."""
        return self.folder / f"{self.kind}-{self.number:04d}.{ending}"


def duplicates_path(file_format: Format) -> str:
    """Where the table of duplicates lies in the store's folder."""
    return f"{file_format}/duplicates.{file_format}"
