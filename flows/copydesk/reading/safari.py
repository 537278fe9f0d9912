"""Pages that Safari saved whole (.webarchive): a property list of Apple's with the page, its pictures and its frames.

A binary property list tells at its end where in it everything lies, so all of it is read before any of it.
"""

from collections.abc import Mapping
from typing import Any

from copydesk.model import RawDocument, Reason, Rejection
from copydesk.reading.compression import bare_name
from copydesk.reading.inputs import InputRef
from copydesk.reading.kinds import SAFARI_SUFFIX
from copydesk.reading.media_types import media_type_of
from copydesk.reading.messages import Head
from copydesk.reading.rejecting import empty, rejected, too_large
from copydesk.reading.remote import is_on_the_web
from copydesk.reading.windows import Window

_MAGIC = b"bplist0"
_MAIN = "WebMainResource"
_PICTURES = 4
"""So many times as large as a page may be may its archive be, with all that belongs to the page."""


def is_safari(name: str, head: bytes) -> bool:
    """Whether a file of that name which starts so is such a page, whatever else property lists are used for.

    >>> is_safari("page.webarchive", b"bplist00"), is_safari("-", b"bplist00... WebMainResource ...")
    (True, True)
    >>> is_safari("page.webarchive", b"<html>"), is_safari("Info.plist", b"bplist00... CFBundleName ...")
    (False, False)
    """
    is_known = bare_name(name).endswith(SAFARI_SUFFIX) or _MAIN.encode() in head
    return is_known and head.startswith(_MAGIC)


def read_safari(window: Window, ref: InputRef, limit: int) -> RawDocument | Rejection:
    """The page in such a file, of `limit` bytes at most."""
    data = window.take(_PICTURES * limit + 1)
    if len(data) > _PICTURES * limit:
        return too_large(ref, _PICTURES * limit)
    main = _main(data)
    if main is None:
        return rejected(
            ref, Reason.UNREADABLE, "there is no page in it, or not all of it is there; save the page again"
        )
    content, media_type, encoding, url = main
    if len(content) > limit:
        return too_large(ref, limit)
    if not content:
        return empty(ref)
    headers = {"content-type": f"{media_type}; charset={encoding}" if encoding else media_type}
    found = Head(200, headers).media_type
    if found is None:
        return rejected(ref, Reason.BINARY, f"what was saved is no page, but {media_type}")
    return RawDocument(
        ref.uri,
        content,
        found or media_type_of("", content),
        http_headers=headers,
        url=ref.url or (url if is_on_the_web(url) else None),
    )


def _main(data: bytes) -> tuple[bytes, str, str, str] | None:
    """The page's content, media type, encoding and address, "" where one isn't told; None where there is no page."""
    import plistlib  # noqa: PLC0415 (few need it)

    try:
        archive = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except (plistlib.InvalidFileException, ValueError, RecursionError):
        return None
    main = archive.get(_MAIN) if isinstance(archive, dict) else None
    if not isinstance(main, dict) or not isinstance(content := main.get("WebResourceData"), bytes):
        return None
    return content, _text(main, "MIMEType"), _text(main, "TextEncodingName"), _text(main, "URL")


def _text(resource: Mapping[str, Any], name: str) -> str:
    value = resource.get(f"WebResource{name}")
    return value if isinstance(value, str) else ""
