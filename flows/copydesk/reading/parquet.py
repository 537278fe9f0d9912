"""Parquet: a document a row, read in small batches; what is damaged costs its row group, and the others go on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from copydesk.model import RawDocument, Reason, Rejection
from copydesk.reading.columns import document_of, is_read
from copydesk.reading.damage import DamagedError
from copydesk.reading.inputs import InputRef
from copydesk.reading.rejecting import rejected

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_MOST_ROWS, _HELD = 64, 1 << 24
"""Rows, and bytes as the average row has them, that are held at a time."""
_BUFFER = 1 << 20
"""Bytes of a column that are read at a time; without a bound, a row group's column is read whole."""


def read_parquet(stream: BinaryIO, ref: InputRef, limit: int) -> Iterator[RawDocument | Rejection]:
    """The documents of a Parquet file. Raises DamagedError where it cannot be opened, for the end of it is no index."""
    import pyarrow as pa  # noqa: PLC0415 (takes a quarter of a second)
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    errors = (pa.ArrowException, OSError, ValueError)  # a text that is no UTF-8 is a ValueError
    try:
        table = ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)
        names = [name for name in table.schema_arrow.names if is_read(name, ref.columns)]
    except errors as error:
        raise DamagedError(f"it is no whole Parquet file ({error}); fetch or copy it again") from error
    if not table.metadata.num_rows:
        yield rejected(ref, Reason.EMPTY, "there is no row in it")
    first = 1
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        read = 0
        problem = "they are not there"
        try:
            for document in _documents(table, group, names, first):
                read += 1
                yield document_of(*document, ref, limit)
        except errors as error:
            problem = str(error)
        if read < rows:
            detail = f"rows {first + read} to {first + rows - 1} are damaged ({problem}); fetch or copy the file again"
            yield rejected(ref, Reason.UNREADABLE, detail, f"row {first + read}")
        first += rows


def _documents(
    table: "ParquetFile", group: int, names: list[str], first: int
) -> Iterator[tuple[dict[str, object], int]]:
    """The rows of a row group, with their numbers."""
    number = first
    about = table.metadata.row_group(group)
    rows = max(1, min(_MOST_ROWS, _HELD * about.num_rows // max(1, about.total_byte_size)))
    for batch in table.iter_batches(rows, row_groups=[group], columns=names or None):
        for row in batch.to_pylist():
            yield row, number
            number += 1
