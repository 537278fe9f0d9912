"""Documents from the web: a page, or all the pages that a feed, a sitemap or a list names."""

import itertools
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from copydesk.model import RawDocument, Reason, Rejection
from copydesk.reading.inputs import InputRef
from copydesk.reading.media_types import media_type_of
from copydesk.reading.rejecting import empty, rejected
from copydesk.reading.web.feeds import Entry, entries_of
from copydesk.reading.web.fetching import Answer, Fetcher, FetchError
from copydesk.reading.web.files import WebFile
from copydesk.reading.web.robots import Robots
from copydesk.reading.web.turns import Turns
from copydesk.reading.web.visits import Visit, Visits
from copydesk.source_settings import FetchSettings, Kind

Note: TypeAlias = list[Visit]
"""Takes down the visits whose documents have been read, for whoever writes these to note once they are written."""

_DEPTH = 3
"""Sitemaps that may name each other, one below the other."""


class Web:
    """The web, as far as the settings let one read it.

    In `folder` stands whose turn it is to ask a host, for several processes and runs; without one, this one is alone.
    """

    def __init__(self, settings: FetchSettings, retries: int, visits: Visits, folder: Path | None) -> None:
        if folder is None:
            folder = Path(tempfile.mkdtemp(prefix="copydesk-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.visits = visits
        self._fetcher = Fetcher(settings, Turns(folder / "turns"), retries)
        self._robots = Robots(self._fetcher, visits)

    def open(self, url: str) -> BinaryIO:
        """The file behind an address, to be read. Reading raises OSError."""
        return cast("BinaryIO", WebFile(self._fetcher, url))

    def documents(self, ref: InputRef, limit: int, note: Note) -> Iterator[RawDocument | Rejection]:
        """The page behind a reference or, where that is a feed, the pages that it names and that are new."""
        yield from _Reading(self, limit, note).documents(ref)

    def named_by(self, feed: RawDocument, limit: int, note: Note) -> Iterator[RawDocument | Rejection]:
        """The pages that a feed or sitemap in a file names, and that are new."""
        yield from _Reading(self, limit, note).named_by(feed)

    def listed(self, lines: Iterable[bytes], limit: int, note: Note) -> Iterator[RawDocument | Rejection]:
        """The pages of a list of addresses, one a line; empty lines and those that begin with # are passed over."""
        reading = _Reading(self, limit, note)
        addresses = (line.decode("utf-8", "replace").strip() for line in lines)
        named = (address for address in addresses if address and not address.startswith("#"))
        for address in itertools.islice(named, self._fetcher.settings.max_pages):
            yield from reading.documents(InputRef(address, address, kind=Kind.PAGE))

    def fetch(self, url: str, limit: int, seen: Visit | None) -> Answer:
        """What is behind an address, if robots.txt lets one ask; 304 if it is as it was SEEN. Raises FetchError."""
        return self._fetcher.get(url, limit, self._robots.permit, seen.conditions if seen is not None else {})

    @property
    def most_pages(self) -> int:
        """Pages that are fetched of one feed."""
        return self._fetcher.settings.max_pages


class _Reading:
    """The reading of one reference, with what it has come to so far."""

    def __init__(self, web: Web, limit: int, note: Note) -> None:
        self._web = web
        self._limit = limit
        self._note = note
        self._pages = 0
        self._failed: set[str] = set()
        """Addresses that may be readable at another time."""

    def documents(self, ref: InputRef) -> Iterator[RawDocument | Rejection]:
        """As `Web.documents`."""
        answer = self._answer(ref, Entry(ref.path or ""))
        if not isinstance(answer, Answer):
            yield from answer
            return
        entries = None if ref.kind is Kind.PAGE else _entries_of(answer)
        if entries is not None:
            yield from self._of_answer(ref, answer, entries, depth=1)
        elif ref.kind is Kind.FEED:
            yield rejected(ref, Reason.UNREADABLE, _NO_FEED)
        else:
            yield self._page(ref, answer, Entry(ref.path or ""))

    def named_by(self, feed: RawDocument) -> Iterator[RawDocument | Rejection]:
        """As `Web.named_by`."""
        ref = InputRef(feed.uri, feed.uri)
        entries = entries_of(feed.content, feed.url or "")
        if entries is None:
            yield rejected(ref, Reason.UNREADABLE, _NO_FEED)
        else:
            yield from self._of_feed(ref, entries, depth=1)

    def _answer(self, ref: InputRef, entry: Entry) -> Answer | tuple[Rejection, ...]:
        """What the server answers; a rejection where that is an error, nothing where there is nothing new."""
        try:
            answer = self._web.fetch(entry.url, self._limit, self._web.visits.settled(entry.url))
        except FetchError as error:
            if error.wait is not None:
                self._failed.add(entry.url)
            else:
                self._note.append(Visit(entry.url, stamp=entry.stamp))
            return (rejected(ref, error.reason, error.detail),)
        if answer.head.status == _NOT_MODIFIED:
            return ()
        if not answer.head.is_success:
            self._note.append(Visit(entry.url, stamp=entry.stamp))
            detail = f"the server answers {answer.head.status}"
            return (rejected(ref, Reason.HTTP_STATUS, detail, fetched_at=answer.fetched_at),)
        return answer

    def _of_answer(
        self, ref: InputRef, feed: Answer, entries: Iterator[Entry], depth: int
    ) -> Iterator[RawDocument | Rejection]:
        """The new pages of a feed. It counts as read when all of them are: else the next run reads it again."""
        failed = len(self._failed)
        yield from self._of_feed(ref, entries, depth)
        if len(self._failed) == failed:
            self._note.append(_visit(Entry(ref.path or ""), feed))

    def _of_feed(self, ref: InputRef, entries: Iterator[Entry], depth: int) -> Iterator[RawDocument | Rejection]:
        found = False
        for entry in entries:
            found = True
            if self._pages >= self._web.most_pages:
                self._failed.add(entry.url)
                break
            if entry.is_sitemap or self._is_new(entry):
                yield from self._of_entry(InputRef(entry.url, entry.url), entry, depth)
        if not found:
            yield rejected(ref, Reason.EMPTY, "it is a feed, and names no page")

    def _of_entry(self, ref: InputRef, entry: Entry, depth: int) -> Iterator[RawDocument | Rejection]:
        self._pages += not entry.is_sitemap
        answer = self._answer(ref, entry)
        if not isinstance(answer, Answer):
            yield from answer
            return
        below = _entries_of(answer) if entry.is_sitemap and depth < _DEPTH else None
        if below is not None:
            yield from self._of_answer(ref, answer, below, depth + 1)
        elif entry.is_sitemap:
            yield rejected(ref, Reason.UNREADABLE, "a sitemap names it as one, and it is none, or too many are nested")
        else:
            yield self._page(ref, answer, entry)

    def _is_new(self, entry: Entry) -> bool:
        """Whether no run has read the page since the feed says that it was changed."""
        seen = self._web.visits.settled(entry.url)
        return seen is None or (entry.stamp is not None and entry.stamp != seen.stamp)

    def _page(self, ref: InputRef, answer: Answer, entry: Entry) -> RawDocument | Rejection:
        self._note.append(_visit(entry, answer))
        media_type = answer.head.media_type
        if media_type is None:
            name = answer.head.headers["content-type"]
            return rejected(ref, Reason.BINARY, f"it is no page, but {name}", fetched_at=answer.fetched_at)
        if not answer.body:
            return empty(ref, fetched_at=answer.fetched_at)
        return RawDocument(
            uri=ref.uri,
            content=answer.body,
            media_type=media_type or media_type_of("", answer.body),
            http_headers=answer.head.headers,
            fetched_at=answer.fetched_at,
            url=ref.url or answer.url,
            claims=entry.claims,
        )


_NOT_MODIFIED = 304
_NO_FEED = "it is neither a feed nor a sitemap"


def _entries_of(answer: Answer) -> Iterator[Entry] | None:
    return entries_of(answer.body, answer.url, answer.head.headers.get("content-type", ""))


def _visit(entry: Entry, answer: Answer) -> Visit:
    headers = answer.head.headers
    return Visit(entry.url, headers.get("etag"), headers.get("last-modified"), entry.stamp)
