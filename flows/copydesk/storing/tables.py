"""Records as rows of Arrow tables: the schema follows from the record's types, and what is nested stays nested.

A mapping becomes a list of {key, value}, which every reader of Parquet knows; `where`, a number or a name, is text.
"""
# ruff: noqa: PLC0415 (pyarrow takes a quarter of a second to import, and few commands need it)

import dataclasses
import enum
import functools
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from copydesk.model import Article, Outcome, Rejection
from copydesk.record import IN_STORE, from_values
from copydesk.storing.layout import ARTICLES, REJECTIONS

if TYPE_CHECKING:
    import pyarrow as pa

Row: TypeAlias = dict[str, Any]
"""The values of a record as they stand in JSON, or in a row of a table."""

KINDS: Mapping[str, type[Outcome]] = {ARTICLES: Article, REJECTIONS: Rejection}
"""The kinds of records, by the names of their folders."""

_Reshape: TypeAlias = Callable[[Any], Any]


@functools.cache
def arrow_schema(kind: str, *, without: frozenset[str] = frozenset()) -> "pa.Schema":
    """The Arrow schema of the records of a kind, "articles" or "rejections"."""
    return schema_of(KINDS[kind], without=without)


def schema_of(rows: type, *, without: frozenset[str] = frozenset()) -> "pa.Schema":
    """The Arrow schema for rows of the fields of a dataclass."""
    import pyarrow as pa

    return pa.schema(_fields(rows, without))


def parts_schema(kind: str) -> "pa.Schema":
    """The schema of the parts of a store: what only the whole store can tell stands beside them, not in them."""
    return arrow_schema(kind, without=IN_STORE)


def to_row(kind: str, values: Row) -> Row:
    """The row of a record; `values` as they stand in JSON, which may be changed."""
    for name, reshape in _reshapers(kind).items():
        values[name] = reshape[0](values[name])
    return values


def from_row(kind: str, row: Row) -> Outcome:
    """The record of a row. Raises RecordError if it holds none."""
    for name, reshape in _reshapers(kind).items():
        row[name] = reshape[1](row[name])
    return from_values(row)


def _fields(kind: type, without: frozenset[str] = frozenset()) -> list["pa.Field"]:
    import pyarrow as pa

    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind) if field.name not in without]
    return [pa.field(name, *_arrow_type(hints[name])) for name in names]


def _arrow_type(hint: Any) -> "tuple[pa.DataType, bool]":
    """The Arrow type for a type of Python, and whether there may be nothing."""
    import pyarrow as pa

    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        some = [argument for argument in arguments if argument is not types.NoneType]
        kinds = {_arrow_type(argument)[0] for argument in some}
        return kinds.pop() if len(kinds) == 1 else pa.string(), types.NoneType in arguments
    if origin is tuple:
        return pa.list_(pa.field("element", *_arrow_type(arguments[0]))), False
    if origin is dict:
        entry = [pa.field("key", pa.string(), nullable=False), pa.field("value", *_arrow_type(arguments[1]))]
        return pa.list_(pa.field("element", pa.struct(entry), nullable=False)), False
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(_fields(hint)), False
    if issubclass(hint, enum.Enum):
        return pa.string(), False
    return {str: pa.string(), int: pa.int64(), float: pa.float64()}[hint], False


@functools.cache
def _reshapers(kind: str) -> Mapping[str, tuple[_Reshape, _Reshape]]:
    """For each column that a row holds in another shape: to that shape, and back."""
    hints = typing.get_type_hints(KINDS[kind])
    mappings = [name for name in hints if typing.get_origin(hints[name]) is dict]
    return {name: (_entries, _evidence if name == "evidence" else _mapping) for name in mappings}


def _entries(mapping: Mapping[str, Any]) -> list[Row]:
    for value in mapping.values():
        if isinstance(value, dict) and "where" in value:
            value["where"] = str(value["where"])
    return [{"key": key, "value": value} for key, value in mapping.items()]


def _mapping(entries: Sequence[Row]) -> Row:
    return {entry["key"]: entry["value"] for entry in entries}


def _evidence(entries: Sequence[Row]) -> Row:
    """Sources outside the blocks have names; what is all digits is the number of a block."""
    mapping = _mapping(entries)
    for value in mapping.values():
        value["where"] = (
            int(value["where"]) if value["where"].isascii() and value["where"].isdigit() else value["where"]
        )
    return mapping
