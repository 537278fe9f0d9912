"""JSON lines: a document a line; a line that is none is a rejection, and the others go on."""

import json
from collections.abc import Iterator

from copydesk.model import RawDocument, Reason, Rejection
from copydesk.reading.columns import document_of
from copydesk.reading.inputs import InputRef
from copydesk.reading.rejecting import empty, rejected, too_large
from copydesk.reading.windows import Window

_ESCAPED = 6
"""Bytes that JSON may write for one of the content: "\\u00e9"."""
_BESIDE = 1 << 20
"""Bytes that the other columns of a row may have."""
_CURE = "write each document as an object on a line of its own (JSON lines), as jq -c '.[]' makes them of a list"


def read_jsonl(window: Window, ref: InputRef, limit: int) -> Iterator[RawDocument | Rejection]:
    """The documents of a file of JSON lines, each of `limit` bytes at most; empty lines count and are passed over."""
    longest = _ESCAPED * limit + _BESIDE
    number = 0
    found = False
    while line := window.line(longest):
        number += 1
        if not found and _begins_one_value(line):
            yield rejected(ref, Reason.UNREADABLE, f"it is one piece of JSON that goes over many lines; {_CURE}")
            return
        if len(line) >= longest and not line.endswith(b"\n"):
            while not window.line(longest).endswith(b"\n") and window.peek(1):
                pass
            yield too_large(ref, limit, f"row {number}")
        elif line.strip():
            yield _document(line, number, ref, limit)
        found = found or bool(line.strip())
    if not found:
        yield empty(ref)


def _document(line: bytes, number: int, ref: InputRef, limit: int) -> RawDocument | Rejection:
    member = f"row {number}"
    try:
        row = json.loads(line.decode("utf-8-sig", "surrogatepass").rstrip())
    except json.JSONDecodeError as error:
        return rejected(
            ref, Reason.UNREADABLE, f"line {number} is not JSON: {error.msg} at column {error.colno}", member
        )
    except (ValueError, RecursionError) as error:
        return rejected(ref, Reason.UNREADABLE, f"line {number} is not JSON: {error}"[:300], member)
    if not isinstance(row, dict):
        return rejected(ref, Reason.UNREADABLE, f"line {number} is not a JSON object; {_CURE}", member)
    return document_of(row, number, ref, limit)


def _begins_one_value(line: bytes) -> bool:
    """Whether the first line of a file begins a list, or an object, that ends on another line."""
    bare = line.removeprefix(b"\xef\xbb\xbf").strip()
    return bare in (b"[", b"{") or (bare.startswith(b"[") and bare.endswith((b"{", b"},", b"[")))
