"""What the manifest knows of a record, and the small file beside a staged part that brings it there."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from copydesk.model import Article, Outcome, Rejection
from copydesk.storing.keys import DocumentKey, key_of
from copydesk.storing.sketching import Sketch, sketch_of

DAY = len("2017-11-23")
"""Characters of a date that is as precise as a day, and of the day in one that is more precise."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as the manifest knows it. What only articles have is None for a rejection, as is what is not known."""

    key: DocumentKey
    uri: str
    """Its place: what it was read from, and behind a line break the member's name if that holds many documents."""
    version: str
    """Of copydesk, when it made the record."""
    is_read: bool
    """False for the rejection of something that could not be read."""
    reason: str | None
    """Of a rejection."""
    id: str | None = None
    outlet: str | None = None
    republisher: str | None = None
    agencies: tuple[str, ...] = ()
    language: str | None = None
    date: str | None = None
    """Of a rejection, the day on which the document was fetched."""
    characters: int = 0
    """Of the body."""
    sketch: Sketch | None = None


def entry_of(outcome: Outcome) -> Entry:
    """What the manifest is to know of a record."""
    if not isinstance(outcome, Article):
        return Entry(
            key=key_of(outcome),
            uri=_place(outcome.uri, outcome.member),
            version=outcome.version,
            is_read=outcome.sha256 is not None,
            reason=outcome.reason.value,
            outlet=outcome.outlet,
            language=outcome.language,
            date=fetch_day(outcome),
        )
    return Entry(
        key=key_of(outcome),
        uri=_place(outcome.source.uri, outcome.source.member),
        version=outcome.source.version,
        is_read=True,
        reason=None,
        id=outcome.id,
        outlet=outcome.outlet,
        republisher=outcome.republisher,
        agencies=outcome.agencies,
        language=outcome.language,
        date=outcome.date,
        characters=len(outcome.body),
        sketch=sketch_of(outcome.title, outcome.body),
    )


def fetch_day(rejection: Rejection) -> str | None:
    """The day on which a rejected document was fetched, where its source knew it."""
    day = (rejection.fetched_at or "")[:DAY]
    return day if len(day) == DAY else None


def _place(uri: str, member: str | None) -> str:
    return uri if member is None else f"{uri}\n{member}"


def entry_to_json(entry: Entry) -> str:
    """One line, without its newline; bytes in hexadecimal."""
    return json.dumps(asdict(entry), separators=(",", ":"), default=bytes.hex)


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of a file, in the order of the part's records."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            values = json.loads(line)
            values["key"] = bytes.fromhex(values["key"])
            values["agencies"] = tuple(values["agencies"])
            if (sketch := values["sketch"]) is not None:
                fingerprint, signature = bytes.fromhex(sketch["fingerprint"]), bytes.fromhex(sketch["signature"])
                values["sketch"] = Sketch(fingerprint, sketch["shingles"], signature)
            yield Entry(**values)
