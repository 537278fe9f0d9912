"""Pages in messages of mail: those that a browser saved whole (MHTML: .mht, .mhtml), and mail itself (.eml).

Such a file holds the page and, as further parts, its pictures, styles and frames. Parts are looked at one after the
other, and only text is kept, so that pictures count nowhere.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from copydesk.model import HTML, PLAIN_TEXT, Claim, RawDocument, Reason, Rejection
from copydesk.reading.compression import bare_name
from copydesk.reading.damage import DamagedError
from copydesk.reading.inputs import InputRef
from copydesk.reading.instants import instant
from copydesk.reading.kinds import MAIL_SUFFIXES
from copydesk.reading.media_types import media_type_of
from copydesk.reading.messages import LONGEST_HEAD, Head, read_headers
from copydesk.reading.rejecting import empty, rejected, too_large
from copydesk.reading.remote import is_on_the_web
from copydesk.reading.windows import Window
from copydesk.splitting.claims import claim

_SAVED = re.compile(rb'From:\s*"?<?Saved by ', re.IGNORECASE)
"""How Blink, Internet Explorer and UnMHT begin the pages that they save, whatever these are named then."""
_OPENS_AS_MAIL = re.compile(
    rb"(?: [!-9;-~]+ : [^\n]*\n (?: [ \t] [^\n]*\n )* )*? (?: mime-version | content-type ) :",
    re.VERBOSE | re.IGNORECASE,
)
"""Headers, among them one that says what the rest is."""
_LONGEST_LINE = 1 << 20
_ENCODED = 3
"""Bytes that quoted-printable takes for one."""
_DEEPEST = 8
"""Parts within parts; mail has three at most."""

Headers = Mapping[str, str]


def is_mail(name: str, head: bytes) -> bool:
    r"""Whether a file of that name which starts so is a message.

    >>> is_mail("page.mht", b"MIME-Version: 1.0\r\n"), is_mail("-", b"From: <Saved by Blink>\r\nMIME-Version: 1.0")
    (True, True)
    >>> is_mail("page.mht", b"<html>"), is_mail("page.txt", b"From: Ann\nMIME-Version: 1.0")
    (False, False)
    """
    known = bare_name(name).endswith(MAIL_SUFFIXES) or _SAVED.match(head) is not None
    return known and _OPENS_AS_MAIL.match(head) is not None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that is text: HTML or plain."""

    headers: Headers
    media_type: str
    packed: bytes
    """As it was written for the way."""
    is_whole: bool
    """Whether it has an end, and is not merely all that there is."""


def read_mail(window: Window, ref: InputRef, limit: int) -> RawDocument | Rejection:
    """The page in a message, of `limit` bytes at most: the part that it begins with, else the first that is HTML."""
    headers = read_headers(window, LONGEST_HEAD)
    if headers is None:
        return rejected(ref, Reason.UNREADABLE, "its headers do not end; save the page again")
    part = _main(_parts(window, headers, limit), _identifier(_content_type(headers).get_param("start")))
    if part is None:
        return rejected(ref, Reason.EMPTY, "there is no page in it: no part of the message is HTML or text")
    content = _unpacked(part)
    if len(content) > limit:
        return too_large(ref, limit)
    if not content:
        return empty(ref)
    cut = () if part.is_whole else (Claim("warning", "the file ends before the page does", "mail"),)
    is_saved = "snapshot-content-location" in headers or _is_saved(headers)
    return RawDocument(
        ref.uri,
        content,
        HTML if part.media_type == HTML else media_type_of("", content),
        http_headers={"content-type": part.headers.get("content-type", "")},
        fetched_at=instant(headers.get("date", "")) if is_saved else None,
        url=ref.url or _address(headers.get("snapshot-content-location"), part.headers.get("content-location")),
        claims=cut if is_saved else (*cut, *_said(headers)),
    )


def _main(parts: Iterator[_Part], start: str) -> _Part | None:
    """The part that is named as the first, else the first of HTML, else of text."""
    first: dict[str, _Part] = {}
    for part in parts:
        if part.media_type == HTML and start in ("", _identifier(part.headers.get("content-id"))):
            return part
        first.setdefault(part.media_type, part)
    return first.get(HTML) or first.get(PLAIN_TEXT)


def _identifier(said: object) -> str:
    return said.strip("<> ") if isinstance(said, str) else ""


def _parts(window: Window, headers: Headers, limit: int) -> Iterator[_Part]:
    """The parts that are text, also those within others."""
    marks: list[bytes] = []
    while True:
        about = _content_type(headers)
        boundary = about.get_boundary() if about.get_content_maintype() == "multipart" else None
        media_type = None if boundary else Head(200, {"content-type": about.get_content_type()}).media_type
        if boundary and len(marks) < _DEEPEST:
            marks.append(b"--" + boundary.encode())
        is_text = media_type is not None and about.get_content_disposition() != "attachment"
        packed, mark = _until(window, marks, _ENCODED * limit + 1 if is_text else 0)
        if media_type is not None and is_text:
            yield _Part(headers, media_type, packed, mark is not None or not marks)
        while mark is not None and mark.endswith(b"--") and mark not in marks:  # a row of parts has ended
            del marks[marks.index(mark[:-2]) :]
            _, mark = _until(window, marks, 0)
        if mark is None:
            return
        del marks[marks.index(mark) + 1 :]
        headers = read_headers(window, LONGEST_HEAD) or {}


def _until(window: Window, marks: list[bytes], most: int) -> tuple[bytes, bytes | None]:
    """What stands before the next line that parts two parts, `most` bytes of it or a line more; and that line."""
    ends = {end for mark in marks for end in (mark, mark + b"--")}
    lines: list[bytes] = []
    kept = 0
    begins = True
    while line := window.line(_LONGEST_LINE):
        if begins and line.startswith(b"--") and (mark := line.rstrip()) in ends:
            return b"".join(lines), mark
        begins = line.endswith(b"\n")
        if kept < most:
            lines.append(line)
            kept += len(line)
    return b"".join(lines), None


def _content_type(headers: Headers) -> Message:
    """The headers that tell of a part, to be taken apart by those who know how."""
    message = Message()
    for name in ("content-type", "content-disposition"):
        if name in headers:
            message[name] = headers[name]
    return message


def _unpacked(part: _Part) -> bytes:
    """The text of a part. Raises DamagedError."""
    packed = part.packed.strip(b"\r\n")  # the last line break belongs to what follows
    match part.headers.get("content-transfer-encoding", "").strip().lower():
        case "base64":
            try:
                return binascii.a2b_base64(packed + b"==")
            except binascii.Error as error:
                raise DamagedError(f"its text is no whole base64 ({error}); save the page again") from error
        case "quoted-printable":
            return binascii.a2b_qp(packed)
        case _:
            return packed


def _is_saved(headers: Headers) -> bool:
    return _SAVED.match(f"From: {headers.get('from', '')}".encode()) is not None


def _address(*candidates: str | None) -> str | None:
    return next((one for one in candidates if one is not None and is_on_the_web(one)), None)


def _said(headers: Headers) -> Iterator[Claim]:
    """What mail says of itself."""
    told = (("title", _decoded(headers.get("subject", ""))), ("date", instant(headers.get("date", ""))))
    return (one for name, value in told if (one := claim(name, value, "mail")) is not None)


def _decoded(header: str) -> str:
    """A header as it is read: words in other letters than those of English are written in a code.

    >>> _decoded("=?utf-8?Q?Br=C3=BCcke?="), _decoded("=?no-such?Q?x?=")
    ('Brücke', '=?no-such?Q?x?=')
    """
    try:
        return str(make_header(decode_header(header)))
    except (HeaderParseError, LookupError, ValueError):
        return header
