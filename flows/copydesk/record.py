"""Records as text: an article or a rejection to one JSON line and back, and the JSON Schema of an article's record."""

import dataclasses
import functools
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from copydesk.model import ARTICLE_SCHEMA, REJECTION_SCHEMA, Article, Outcome, Rejection

if TYPE_CHECKING:
    from pydantic import TypeAdapter

OutcomeT = TypeVar("OutcomeT", Article, Rejection)

_ARTICLE_SCHEMA_ID = f"urn:{ARTICLE_SCHEMA.replace('/', ':')}"

_KINDS: dict[str, Any] = {ARTICLE_SCHEMA: Article, REJECTION_SCHEMA: Rejection}

IN_STORE = frozenset(field.name for field in dataclasses.fields(Article) if field.default is None)
"""Fields of an article that only a store can fill; a record has no such key where there is nothing to say."""

_LINE_ENDS = {
    "\N{NEXT LINE}": "\\u0085",
    "\N{LINE SEPARATOR}": "\\u2028",
    "\N{PARAGRAPH SEPARATOR}": "\\u2029",
}
"""Characters that are no line end in JSON, but are one to `str.splitlines` and to tools built on it."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class RecordError(ValueError):
    """A line that holds no record of this version's kinds."""


def to_json(outcome: Outcome) -> str:
    """One line of JSON without its newline, the keys in the order of the type.

    Half a surrogate pair, which no encoding can hold, becomes U+FFFD.

    >>> import copydesk
    >>> to_json(copydesk.clean(b""))[:32]
    '{"uri":"memory:","member":null,"'
    """
    adapter = _adapter(outcome.schema)
    absent = {name for name in IN_STORE if getattr(outcome, name, "") is None}
    try:
        line = adapter.dump_json(outcome, exclude=absent).decode("utf-8")
    except ValueError:
        plain = json.dumps(adapter.dump_python(outcome, exclude=absent), ensure_ascii=False, separators=(",", ":"))
        line = sound_text(plain)
    for char, escaped in _LINE_ENDS.items():
        line = line.replace(char, escaped)
    return line


def sound_text(text: str) -> str:
    """TEXT with U+FFFD for each half of a surrogate pair, which no encoding can hold."""
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def from_json(line: str | bytes) -> Outcome:
    """The record that a line of JSON holds.

    Raises RecordError if the line is not JSON, is of an unknown schema, or lacks a field.

    >>> import copydesk
    >>> outcome = copydesk.clean("Rain stops play. It rained all day on Sunday.")
    >>> from_json(to_json(outcome)) == outcome
    True
    """
    try:
        outcome: Outcome = _adapter(json.loads(line)["schema"]).validate_json(line)
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(f"not a record of {ARTICLE_SCHEMA} or {REJECTION_SCHEMA}: {error}") from error
    return outcome


def sound(outcome: OutcomeT) -> OutcomeT:
    """The same outcome, with what no encoding can hold replaced as in its line of JSON."""
    line = to_json(outcome)
    if "\N{REPLACEMENT CHARACTER}" not in line:
        return outcome
    replaced: OutcomeT = _adapter(outcome.schema).validate_json(line)
    return replaced


def from_values(values: Mapping[str, object]) -> Outcome:
    """The record that has these values, names as in JSON. Raises RecordError as `from_json` does."""
    try:
        outcome: Outcome = _adapter(str(values["schema"])).validate_python(values)
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(f"not a record of {ARTICLE_SCHEMA} or {REJECTION_SCHEMA}: {error}") from error
    return outcome


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an article's record, as `data/article.schema.json` holds it."""
    schema = _adapter(ARTICLE_SCHEMA).json_schema(mode="serialization")
    schema["properties"]["schema"] = {"const": ARTICLE_SCHEMA, "title": "Schema", "type": "string"}
    for part in (schema, *schema["$defs"].values()):
        if part["type"] == "object":
            part["additionalProperties"] = False
    schema["required"] = [name for name in schema["required"] if name not in IN_STORE]
    for name in IN_STORE:  # absent, never null
        schema["properties"][name] = {"title": schema["properties"][name]["title"], "type": "string"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _ARTICLE_SCHEMA_ID, **schema}


def json_schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


@functools.cache
def _adapter(schema: str) -> "TypeAdapter[Any]":
    """Pydantic's reader and writer of records; pydantic is imported on first use, for it costs a fifth of a second."""
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(_KINDS[schema])
