"""WARC and WET archives: the pages in them, and a rejection for each record that is broken; the rest goes on.

FastWARC was tried. A record whose length is a lie swallows those behind it there, a truncated one passes for whole, and
after damage the file ends, or goes on and does not say so. Here it costs a tenth of a millisecond a record, of the
milliseconds that its page is cleaned in, to know where every byte of the archive went.
"""

import io
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace

from copydesk.model import Claim, RawDocument, Reason, Rejection
from copydesk.reading.compression import Codec, Members, bare_name
from copydesk.reading.damage import DamagedError
from copydesk.reading.inputs import InputRef
from copydesk.reading.media_types import media_type_of
from copydesk.reading.messages import LONGEST_HEAD, Head, TooLargeError, read_head, read_headers, unwrapped
from copydesk.reading.rejecting import empty, rejected, too_large
from copydesk.reading.remote import is_on_the_web
from copydesk.reading.windows import Window

OPENING = b"WARC/"
"""What each record starts with."""

_PAGES = frozenset({"response", "conversion", "resource"})
"""Types of records that may hold a page: an answer, its text (in WET archives), or a file as it is."""


_OTHERS = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation"})
_VERSION = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n")
_LENGTH = re.compile(r"\d{1,100}")


@dataclass(frozen=True, slots=True)
class _Record:
    """A record that may be a page."""

    place: str
    """Where it starts in the archive: "offset 1234", or "offset 1234+567" inside a compressed member."""
    headers: Mapping[str, str]
    block: bytes
    is_whole: bool
    """Whether the block is all of it, and not merely what the limit allows."""

    @property
    def name(self) -> str:
        """Its identifier, or its place where it has none."""
        return self.headers.get("warc-record-id", "").strip("<> ") or self.place

    @property
    def url(self) -> str | None:
        """Address of its page."""
        url = self.headers.get("warc-target-uri", "").strip("<> ")
        return url if is_on_the_web(url) else None

    @property
    def date(self) -> str | None:
        """When it was fetched."""
        return self.headers.get("warc-date")


@dataclass(frozen=True, slots=True)
class _Fault:
    """A record that is broken, or bytes that are none."""

    place: str
    detail: str


def read_warc(raw: Window, codec: Codec | None, ref: InputRef, limit: int) -> Iterator[RawDocument | Rejection]:
    """The pages of an archive in their order, each of `limit` bytes at most, and what is wrong with it.

    Records that are no pages (requests, pictures, scripts) are passed over, as such files in a folder are.
    """
    found = False
    for item in _all_records(raw, codec, limit):
        if isinstance(item, _Fault):
            document: RawDocument | Rejection | None = rejected(ref, Reason.UNREADABLE, item.detail, item.place)
        else:
            document = _document(item, ref, limit)
        if document is not None:
            found = True
            yield document
    if not found:
        yield rejected(ref, Reason.EMPTY, _why_no_page(ref.uri))


def _why_no_page(name: str) -> str:
    detail = "there is no page in the archive: no record of an answer with HTML or text"
    is_wat = bare_name(name).endswith(".wat")
    return f"{detail}; WAT archives tell of pages only: take the WARC or the WET of the same name" if is_wat else detail


def _all_records(raw: Window, codec: Codec | None, limit: int) -> Iterator[_Record | _Fault]:
    if codec is None:
        yield from _records(raw, "offset {}", limit)
        return
    members = Members(raw, codec)
    while (damaged := (yield from _records_of(members, limit))) is not None:
        yield damaged
        members.recover(OPENING)


def _records_of(members: Members, limit: int) -> Generator[_Record | _Fault, None, _Fault | None]:
    """The records up to the first damage, which is returned; None where there was none."""
    for member in members:
        try:
            yield from _records(Window(member.read), f"offset {member.offset}+{{}}", limit)
        except DamagedError as error:
            return _Fault(f"offset {member.offset}", f"at this place of the archive {error}")
    return None


def _records(window: Window, places: str, limit: int) -> Iterator[_Record | _Fault]:
    """The records of an archive that is not compressed, or of one member; `places` is how their places are written."""
    while window.peek(1):
        place = places.format(window.position).removesuffix("+0")
        line = window.line(LONGEST_HEAD)
        if _VERSION.fullmatch(line):
            yield from _record(window, place, limit)
        elif line.strip():
            passed = len(line) + _skip_to_record(window)
            yield _Fault(place, f"{passed:,} bytes that are no record, at {place} of the archive")


def _record(window: Window, place: str, limit: int) -> Iterator[_Record | _Fault]:
    """The record whose first line has been read: itself where it may be a page, nothing where not."""
    headers = _head(window)
    length, kind = headers.get("content-length", ""), headers.get("warc-type", "").lower()
    if not _LENGTH.fullmatch(length) or kind not in _PAGES | _OTHERS:
        _skip_to_record(window)
        yield _Fault(place, f"the record at {place} does not say how long it is, or of which type")
        return
    kept = limit + LONGEST_HEAD if kind in _PAGES else 0
    block = window.take(min(int(length), kept))
    read = len(block) + window.skip(int(length) - len(block))
    record = _Record(place, headers, block, int(length) == len(block))
    if read == int(length) and _has_ended(window):
        if kept:
            yield record
        return
    if read == len(block):  # its length is a lie: others may stand in what was taken for its block
        window.give_back(block)
    _skip_to_record(window)
    where = "the archive, or the compressed piece, ends before" if read < int(length) else "other bytes follow"
    yield _Fault(record.name, f"the record at {place} is not {int(length):,} bytes long, as it says: {where}")


def _head(window: Window) -> Mapping[str, str]:
    """The headers of a record; none where it has too many, or where the next record begins among them."""
    lines: list[bytes] = []
    left = LONGEST_HEAD
    while (line := window.line(LONGEST_HEAD)).strip():
        left -= len(line)
        if left <= 0:
            return {}
        if _VERSION.fullmatch(line):
            window.give_back(line)
            return {}
        lines.append(line)
    return read_headers(Window(io.BytesIO(b"".join(lines)).read), LONGEST_HEAD) or {}


def _has_ended(window: Window) -> bool:
    """Whether a record ends here: with the two line breaks that belong there, before another one, or at the end."""
    breaks = 0
    while (next_byte := window.peek(1)) in (b"\r", b"\n") and next_byte:
        breaks += window.take(1) == b"\n"
    return breaks >= 2 or window.peek(len(OPENING)) in (OPENING, b"")


def _skip_to_record(window: Window) -> int:
    """Pass over what stands before the next line that starts a record, if not this one; how many bytes that were."""
    if window.peek(len(OPENING)) == OPENING:
        return 0
    return window.skip_to(b"\n" + OPENING) + window.skip(1)


def _document(record: _Record, ref: InputRef, limit: int) -> RawDocument | Rejection | None:
    """The page in a record, or why it is none that can be read; None where it is none at all."""
    own = replace(ref, url=record.url)
    try:
        return _page(record, own, limit)
    except DamagedError as error:
        return rejected(own, Reason.UNREADABLE, f"of the record {error}", record.name, record.date)
    except TooLargeError:
        return too_large(own, limit, record.name, record.date)


def _page(record: _Record, ref: InputRef, limit: int) -> RawDocument | Rejection | None:
    headers = record.headers
    answer = _answered(record, limit) if headers["warc-type"].lower() == "response" else _as_it_is(record)
    if answer is None:
        return None
    head, body = answer
    if not head.is_success:
        return rejected(ref, Reason.HTTP_STATUS, f"the server had answered {head.status}", record.name, record.date)
    if not record.is_whole or len(body) > limit:
        raise TooLargeError(limit)
    if not body:
        return empty(ref, record.name, record.date)
    cut = headers.get("warc-truncated")
    warnings = (Claim("warning", f"the archive has the beginning of the page only ({cut})", "warc"),) if cut else ()
    return RawDocument(
        uri=ref.uri,
        content=body,
        media_type=head.media_type or media_type_of("", body),
        member=record.name,
        http_headers=head.headers,
        fetched_at=record.date,
        url=record.url,
        claims=warnings,
    )


def _answered(record: _Record, limit: int) -> tuple[Head, bytes] | None:
    """What a server answered, where that is a page, or would have been one."""
    if not record.headers.get("content-type", "application/http").startswith("application/http"):
        return None
    window = Window(io.BytesIO(record.block).read)
    head = read_head(window)
    if head is None:
        raise DamagedError("the block is no HTTP answer")
    if head.media_type is None or head.is_redirect:
        return None
    body = window.take(len(record.block)) if head.is_success else b""
    return head, unwrapped(body, head.headers, limit) if record.is_whole else body


def _as_it_is(record: _Record) -> tuple[Head, bytes] | None:
    """The block of a record that holds no answer, where it is a page or the text of one."""
    head = Head(200, {"content-type": record.headers.get("content-type", "")})
    return (head, record.block) if head.media_type else None
