"""What becomes of a document, ready for the shelf: made where the document is cleaned, only stacked where it is kept.

One process stacks what many clean, so it should neither take outcomes apart nor look at their bodies.
"""

from dataclasses import dataclass

from copydesk.model import Article, Outcome
from copydesk.record import from_json, to_json
from copydesk.storing.entries import entry_of, entry_to_json
from copydesk.storing.keys import DocumentKey, key_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """An outcome as it goes on the shelf."""

    key: DocumentKey
    reason: str | None
    """Of a rejection; None for an article."""
    line: bytes
    """The record as JSON, without a newline."""
    entry: bytes
    """What the manifest is to know of it, the same way."""


def sheet_of(outcome: Outcome) -> Sheet:
    """Write an outcome down.

    >>> from copydesk.model import RawDocument, Reason, Stage
    >>> from copydesk.rejecting import rejection_of
    >>> page = RawDocument("a.txt", b"x")
    >>> sheet = sheet_of(rejection_of(page, Stage.CLEAN, Reason.CRASH, "it crashed"))
    >>> sheet.reason, sheet.key == key_of(page)
    ('crash', True)
    """
    line = to_json(outcome)
    if "\N{REPLACEMENT CHARACTER}" in line:  # it may stand for what no encoding can hold, in other formats as well
        outcome = from_json(line)
    reason = None if isinstance(outcome, Article) else outcome.reason.value
    return Sheet(key_of(outcome), reason, line.encode(), entry_to_json(entry_of(outcome)).encode())
