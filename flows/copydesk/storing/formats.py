"""Files of records in the two formats that a store keeps: lines of JSON, and Parquet. All of it streams."""

import contextlib
import dataclasses
import itertools
import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from copydesk.model import Format, Outcome
from copydesk.record import RecordError, from_json
from copydesk.storing.errors import StoreError
from copydesk.storing.keys import DocumentKey, key_of_values
from copydesk.storing.tables import Row, from_row, parts_schema, to_row

if TYPE_CHECKING:
    import pyarrow as pa

GROUP_RECORDS = 1000
GROUP_BYTES = 32 * 1024 * 1024
"""A row group of Parquet, which is what a reader and a writer hold in memory, has at most so much."""


@dataclasses.dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that records are copied from, and the keys of those that are not."""

    path: Path
    dropped: AbstractSet[DocumentKey] = frozenset()


class RecordWriter(Protocol):
    """Takes one record after the other, as its line of JSON without the newline."""

    def add(self, line: bytes) -> None:
        """Write one record."""


@contextlib.contextmanager
def writing(file_format: Format, kind: str, stream: BinaryIO) -> "Iterator[RecordWriter]":
    """A writer of records of one kind to a stream, which is left open."""
    if file_format is Format.JSONL:
        yield _JsonlWriter(stream)
        return
    with rows_to_parquet(parts_schema(kind), stream) as table:
        yield _ParquetWriter(kind, table)


def read_records(path: Path, kind: str, start: int = 0) -> Iterator[Outcome]:
    """The records of a file from number `start` on, counted from 0. Raises StoreError for what is none."""
    for number, item in _items(path, start):
        try:
            record = from_json(item) if isinstance(item, bytes) else from_row(kind, item)
        except (RecordError, TypeError) as error:
            raise _damaged(path, number, error) from error
        yield record


def join_files(sources: Sequence[SourceFile], kind: str, file_format: Format, stream: BinaryIO) -> None:
    """Write the records of some files of one format, in order, to a stream. Raises StoreError as `read_records`."""
    if file_format is Format.JSONL:
        stream.writelines(line for line, _ in _kept(sources))
        return
    with rows_to_parquet(parts_schema(kind), stream) as table:
        for row, values in _kept(sources):
            table.add(row, len(values.get("body", "")))


def _kept(sources: Sequence[SourceFile]) -> Iterator[tuple[Any, Row]]:
    """What stays of some files: the item as it is read, and its values."""
    for source in sources:
        for number, item in _items(source.path):
            try:
                values = json.loads(item) if isinstance(item, bytes) else item
                is_dropped = key_of_values(values) in source.dropped
            except (ValueError, KeyError, TypeError) as error:
                raise _damaged(source.path, number, error) from error
            if not is_dropped:
                yield item, values


def _items(path: Path, start: int = 0) -> Iterator[tuple[int, bytes | Row]]:
    """Lines of JSON, or rows of a table, whichever the file holds, from a number on; each with its number from 1."""
    if path.suffix == f".{Format.JSONL}":
        with path.open("rb") as stream:
            yield from itertools.islice(enumerate(stream, start=1), start, None)
        return
    import pyarrow as pa  # noqa: PLC0415 (takes a quarter of a second)
    import pyarrow.parquet as pq  # noqa: PLC0415

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                size = file.metadata.row_group(group).num_rows
                if number + size > start:
                    rows = file.read_row_group(group, use_threads=False).to_pylist()
                    yield from itertools.islice(enumerate(rows, start=number + 1), max(0, start - number), None)
                number += size
    except pa.ArrowException as error:
        raise _damaged(path, number + 1, error) from error


class _JsonlWriter:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def add(self, line: bytes) -> None:
        self._stream.write(line)
        self._stream.write(b"\n")


class _ParquetWriter:
    def __init__(self, kind: str, table: "RowGroups") -> None:
        self._kind = kind
        self._table = table

    def add(self, line: bytes) -> None:
        self._table.add(to_row(self._kind, json.loads(line)), len(line))


@contextlib.contextmanager
def rows_to_parquet(schema: "pa.Schema", stream: BinaryIO) -> "Iterator[RowGroups]":
    """Takes rows and writes a file of Parquet, zstd, to a stream, which is left open."""
    import pyarrow as pa  # noqa: PLC0415 (takes a quarter of a second)
    import pyarrow.parquet as pq  # noqa: PLC0415

    sink = pa.PythonFile(stream, mode="w")  # not to be closed, for that would close the stream
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        groups = RowGroups(schema, writer)
        yield groups
        groups.flush()


@dataclasses.dataclass(slots=True)
class RowGroups:
    """Gathers rows to row groups of a bounded size."""

    schema: "pa.Schema"
    writer: Any
    rows: list[Row] = dataclasses.field(default_factory=list)
    size: int = 0

    def add(self, row: Row, size: int) -> None:
        """Take a row that is about so many bytes."""
        self.rows.append(row)
        self.size += size
        if len(self.rows) >= GROUP_RECORDS or self.size >= GROUP_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what has been gathered."""
        if not self.rows:
            return
        import pyarrow as pa  # noqa: PLC0415

        self.writer.write_table(pa.Table.from_pylist(self.rows, schema=self.schema))
        self.rows.clear()
        self.size = 0


def _damaged(path: Path, number: int, error: Exception) -> StoreError:
    cure = "put the file back from a copy, or remove the whole folder of the store to have everything cleaned anew"
    return StoreError(f"{path}, record {number} is no record of copydesk ({error}); {cure}")
