"""Keys of documents: two that are the same one have the same key."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from copydesk.model import Article, Outcome, RawDocument
from copydesk.record import sound_text

DocumentKey: TypeAlias = bytes
"""What makes two documents the same one: their content and member name; without content, their place and the reason."""


def key_of(document: RawDocument | Outcome) -> DocumentKey:
    """The key of a document that was read, of its outcome, or of the rejection of one that was not read.

    >>> document = RawDocument("a.txt", b"x")
    >>> key_of(document) == key_of(RawDocument("b.txt", b"x")), key_of(document) == key_of(RawDocument("a.txt", b"y"))
    (True, False)
    """
    if isinstance(document, Article):
        return _key(document.source.sha256, document.source.member)
    if isinstance(document, RawDocument):
        return _key(document.sha256, document.member)
    return _rejection_key(document.sha256, document.member, document.uri, document.reason)


def key_of_values(record: Mapping[str, Any]) -> DocumentKey:
    """The key of an outcome as its values stand in JSON."""
    if "source" in record:
        return _key(record["source"]["sha256"], record["source"]["member"])
    return _rejection_key(record["sha256"], record["member"], record["uri"], record["reason"])


def _rejection_key(sha256: str | None, member: str | None, uri: str, reason: str) -> DocumentKey:
    return _key(sha256, member) if sha256 is not None else _key("unread", member, uri, reason)


def _key(*parts: str | None) -> DocumentKey:
    sound = [part and sound_text(part) for part in parts]  # as records are written
    return hashlib.blake2b(json.dumps(sound).encode(), digest_size=16).digest()
