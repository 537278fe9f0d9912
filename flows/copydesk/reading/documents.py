"""What a reference leads to, as documents: one of a page, many of an archive; whatever goes wrong is a rejection.

All of it streams: what is held in memory is the document at hand, and `max_bytes` bounds that.
"""

import itertools
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from copydesk.model import RawDocument, Reason, Rejection
from copydesk.reading.compression import CODECS, Codec, compression_of, unpacked
from copydesk.reading.damage import DamagedError
from copydesk.reading.inputs import InputRef, find_inputs, is_pattern
from copydesk.reading.jsonl import read_jsonl
from copydesk.reading.kinds import cure_by_name, kind_of, suffixes_of
from copydesk.reading.mail import is_mail, read_mail
from copydesk.reading.media_types import is_feed, media_type_of
from copydesk.reading.opening import opened
from copydesk.reading.parquet import read_parquet
from copydesk.reading.passed_over import PassOver, in_silence
from copydesk.reading.rejecting import empty, rejected, too_large
from copydesk.reading.remote import is_address, is_on_the_web, open_remote
from copydesk.reading.safari import is_safari, read_safari
from copydesk.reading.warc import read_warc
from copydesk.reading.web.visits import Visits
from copydesk.reading.windows import Window
from copydesk.reading.zips import read_zip
from copydesk.source_settings import FetchSettings, Kind

if TYPE_CHECKING:
    from copydesk.reading.web.pages import Note, Web

POLITE = FetchSettings()
RETRIES = 2
"""How often a read that failed for a passing reason is tried again where no configuration says it."""
_HEAD = 1 << 14
"""Bytes by which a file is known for what it is."""


class Reader:
    """Reads documents, each of `limit` bytes at most, decompressed, and never more than one at a time.

    What fails for a passing reason is tried again, `retries` times. `folder` is where runs share what they know of the
    web, and only with one are pages left out that an earlier run had, and that have not changed. `pass_over` is told of
    files in zip archives whose names are not those of pages.
    """

    def __init__(
        self,
        limit: int,
        retries: int = 0,
        fetching: FetchSettings = POLITE,
        folder: Path | None = None,
        pass_over: PassOver = in_silence,
    ) -> None:
        self._limit = limit
        self._retries = retries
        self._fetching = fetching
        self._folder = folder
        self._pass_over = pass_over
        self.visits = Visits(None if folder is None else folder / "visits.sqlite")

    @cached_property
    def web(self) -> "Web":
        """What fetches, and remembers what was fetched."""
        from copydesk.reading.web.pages import Web  # noqa: PLC0415 (few need it, and it brings HTTP and feeds)

        return Web(self._fetching, self._retries, self.visits, self._folder)

    def documents(self, ref: InputRef, note: "Note | None" = None) -> Iterator[RawDocument | Rejection]:
        """The documents behind a reference, in their order. Never raises for a bad input, which is a rejection.

        Visits to the web are put into `note`: whoever gives one gives it to `visits` once the documents are safe.
        """
        read = 0
        note = [] if note is None else note
        try:
            for document in self._documents(ref, note):
                yield document
                read += 1
        except OSError as error:
            behind = f"after {read:,} documents " if read else ""
            yield rejected(ref, Reason.UNREADABLE, behind + _why_unreadable(ref, error))

    def _documents(self, ref: InputRef, note: "Note") -> Iterator[RawDocument | Rejection]:
        if ref.is_fetched:
            yield from self.web.documents(ref, self._limit, note)
            return
        with opened(ref.path, self._retries, self._open) as stream:
            if ref.kind is Kind.URLS:
                yield from self.web.listed(stream, self._limit, note)
            elif ref.kind is Kind.FEED:
                for feed in _in_order(Window(stream.read), ref.uri, ref, self._limit):
                    yield from self.web.named_by(feed, self._limit, note) if isinstance(feed, RawDocument) else [feed]
            else:
                yield from _documents(stream, ref, self._limit, self._pass_over)

    def _open(self, path: str) -> BinaryIO:
        if is_on_the_web(path):
            return self.web.open(path)
        return open_remote(path) if is_address(path) else Path(path).open("rb", buffering=0)


def read_document(ref: InputRef, limit: int) -> RawDocument | Rejection:
    """The page that a reference stands for; of an archive, a rejection that says that it is one."""
    first, *others = itertools.islice(Reader(limit).documents(ref), 2)
    if others or (isinstance(first, RawDocument) and first.member is not None):
        detail = "it holds many documents; `copydesk clean`, or copydesk.read in Python, reads one after another"
        return rejected(ref, Reason.UNREADABLE, detail)
    return first


def _documents(stream: BinaryIO, ref: InputRef, limit: int, pass_over: PassOver) -> Iterator[RawDocument | Rejection]:
    raw = Window(stream.read)
    codec, kind = _nature(raw, ref.uri, ref.kind)
    if kind not in (Kind.ZIP, Kind.PARQUET):
        return _in_order(raw, ref.uri, ref, limit)
    if not stream.seekable():
        where = "standard input" if ref.path is None else "a stream"
        detail = (
            f"{kind} cannot be read from {where}, for its end must be read first; save it to a file or unpack it first"
        )
        return iter([rejected(ref, Reason.UNREADABLE, detail)])
    if codec is not None:
        detail = f"{kind} can only be read from a file that is not compressed; unpack it first"
        return iter([rejected(ref, Reason.UNREADABLE, detail)])
    stream.seek(0)
    if kind is Kind.PARQUET:
        return read_parquet(stream, ref, limit)
    return read_zip(stream, ref, lambda member, name: _in_order(member, name, ref, limit), pass_over)


def _in_order(raw: Window, name: str, ref: InputRef, limit: int) -> Iterator[RawDocument | Rejection]:
    """The documents of a stream, of which one need not know the end to read it."""
    codec, kind = _nature(raw, name, ref.kind)
    if kind is Kind.WARC:
        return read_warc(raw, codec, ref, limit)
    if kind is Kind.PAGE and ref.kind is Kind.AUTO and (cure := cure_by_name(name)) is not None:
        return iter([rejected(ref, Reason.UNREADABLE, cure)])
    content = raw if codec is None else unpacked(raw, codec)
    return read_jsonl(content, ref, limit) if kind is Kind.JSONL else iter([_page(content, name, ref, limit)])


def _nature(raw: Window, name: str, told: Kind) -> tuple[Codec | None, Kind]:
    """How a stream is compressed, and what is in it. Raises DamagedError where only its name says so."""
    codec, head = compression_of(raw, _HEAD)
    named = next((one for one in CODECS if name.lower().endswith(one.suffix)), None)
    kind = kind_of(name, head, codec) if told in (Kind.AUTO, Kind.ZIP) else told
    if named is None or codec is not None or not head:
        return codec, kind
    if kind is Kind.WARC:  # damage at its start costs it no more than anywhere else
        return named, kind
    raise DamagedError(f"it is named {named.suffix} but is not {named.name}")


def _page(content: Window, name: str, ref: InputRef, limit: int) -> RawDocument | Rejection:
    head = content.peek(_HEAD)
    if is_mail(name, head):
        return read_mail(content, ref, limit)
    if is_safari(name, head):
        return read_safari(content, ref, limit)
    data = content.take(limit + 1)
    if len(data) > limit:
        return too_large(ref, limit)
    if not data:
        return empty(ref)
    if ref.kind is Kind.AUTO and is_feed(data):
        detail = (
            'it is a feed or a sitemap, which names pages and is none; give its address, or kind = "feed" in a '
            "configuration, and they are fetched"
        )
        return rejected(ref, Reason.UNREADABLE, detail)
    return RawDocument(ref.uri, data, media_type_of(name, data), url=ref.url)


def _why_unreadable(ref: InputRef, error: OSError) -> str:
    match error:
        case DamagedError():
            return str(error)
        case FileNotFoundError():
            return _why_missing(ref)
        case IsADirectoryError() if next(find_inputs([str(ref.path)])).path != ref.path:
            return "it is a folder, and one page is wanted; give its files one by one"
        case IsADirectoryError():
            suffixes = ", ".join(suffixes_of(ref.kind))
            return f"the folder has nothing in it that is read: no file that ends in {suffixes}, compressed or not"
        case PermissionError():
            return "it may not be read by this user; change its permissions"
        case _:
            return f"it cannot be read: {error.strerror or error}"


def _why_missing(ref: InputRef) -> str:
    if ref.path is not None and Path(ref.path).is_symlink():
        return f"it is a link to {Path(ref.path).readlink()}, which does not exist"
    return "no file matches this pattern" if is_pattern(ref.uri) else "there is no such file or folder"
