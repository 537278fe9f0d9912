"""A row of a table as a document: which of its columns holds the page, and what the others say of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from copydesk.model import HTML, PLAIN_TEXT, RawDocument, Reason, Rejection
from copydesk.reading.inputs import InputRef
from copydesk.reading.instants import instant
from copydesk.reading.media_types import is_markup
from copydesk.reading.rejecting import rejected, too_large
from copydesk.source_settings import Columns
from copydesk.splitting.claims import claim

_URLS_BELOW = ("metadata.url", "meta.url", "metadata.WARC-Target-URI")
_FETCHED = (
    "fetched fetch_time fetch_date crawled_at crawl_time retrieved_at scraped_at downloaded_at metadata.WARC-Date"
)
USUAL: Mapping[str, tuple[str, ...]] = {
    "html": ("html", "raw_html", "html_content", "page_html", "content_html", "body_html", "html_body"),
    "text": (
        "text",
        "content",
        "raw_content",
        "maintext",
        "plain_text",
        "full_text",
        "article_text",
        "page_text",
        "body",
    ),
    "url": ("url", "uri", "source_url", "link", "page_url", "article_url", "permalink", *_URLS_BELOW),
    "id": ("id", "uuid", "doc_id", "warc_record_id", "metadata.WARC-Record-ID"),
    "fetched_at": ("fetched_at", "timestamp", "date_download", "crawl_date", "warc_date", *_FETCHED.split()),
    "title": ("title", "headline"),
    "date": ("date_publish", "date_published", "published_at", "published", "publish_date", "publication_date"),
    "author": ("authors", "author", "byline"),
}
"""Names under which columns are looked for, the likeliest first: those of C4, DCLM, FineWeb, OSCAR, news-please, and
what else they are called. "Page-URL" and "pageUrl" are found under "page_url"."""
_CRAWLED = ("dump", "date")
"""Where a table has both, `date` is the crawl's, as in FineWeb; alone it may be anything, and is not read."""

Row = Mapping[str, object]


def _plain(name: str) -> str:
    """A column's name, however it is spelled.

    >>> _plain("Raw_HTML"), _plain("rawHtml"), _plain("raw html")
    ('rawhtml', 'rawhtml', 'rawhtml')
    """
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")


_SPELLED = {field: tuple(dict.fromkeys((*names, *map(_plain, names)))) for field, names in USUAL.items()}
_TOP = frozenset(name.partition(".")[0] for names in (*_SPELLED.values(), _CRAWLED) for name in names)


def is_read(name: str, columns: Columns) -> bool:
    """Whether a column of that name may be read, or what is nested in it.

    >>> is_read("Raw HTML", Columns()), is_read("metadata", Columns()), is_read("day", Columns())
    (True, True, False)
    >>> is_read("day", Columns(date="day.of.issue")), is_read("day.of.issue", Columns(date="day.of.issue"))
    (True, True)
    """
    named = [one for one in dict(columns).values() if one]
    return name in _TOP or _plain(name) in _TOP or any(name in (one, one.partition(".")[0]) for one in named)


def document_of(row: Row, number: int, ref: InputRef, limit: int) -> RawDocument | Rejection:
    """The page that a row holds. `number` counts the rows from 1 and names those that have no id."""
    columns, there = ref.columns, row
    row = {**{_plain(name): value for name, value in there.items()}, **there}
    member = _text(_value(row, "id", columns)) or f"row {number}"
    own = replace(ref, url=_text(_value(row, "url", columns)) or None)
    fetched = _moment(_value(row, "fetched_at", columns) or _crawled(there))
    html = _content(_value(row, "html", columns))
    content = html or _content(_value(row, "text", columns))
    if content is None:
        return rejected(own, Reason.UNREADABLE, _why_nothing(there, columns), member, fetched)
    if not content:
        return rejected(own, Reason.EMPTY, "there is nothing in its column", member, fetched)
    if len(content) > limit:
        return too_large(own, limit, member, fetched)
    says = [claim(name, value, "column") for name in ("title", "date", "author") for value in _all(row, name, columns)]
    return RawDocument(
        uri=ref.uri,
        content=content,
        media_type=HTML if html or is_markup(content) else PLAIN_TEXT,
        member=member,
        fetched_at=fetched,
        url=own.url,
        claims=tuple(one for one in says if one is not None),
    )


def _value(row: Row, name: str, columns: Columns) -> object:
    """The value of the column that the settings name, or else of the first usual one that has any."""
    own = getattr(columns, name)
    names = (own,) if own else _SPELLED[name]
    return next((value for path in names if (value := _at(row, path)) is not None), None)


def _at(row: Row, path: str) -> object:
    if path in row:
        return row[path]
    value: object = row
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _all(row: Row, name: str, columns: Columns) -> list[str]:
    value = _value(row, name, columns)
    return [_text(one) for one in value] if isinstance(value, list | tuple) else [_text(value)]


def _text(value: object) -> str:
    match value:
        case str():
            return value.strip()
        case datetime() | date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return ""


def _content(value: object) -> bytes | None:
    match value:
        case bytes():
            return value
        case str():
            return value.encode("utf-8", "surrogatepass")
        case _:
            return None


def _crawled(row: Row) -> object:
    return row[_CRAWLED[1]] if all(name in row for name in _CRAWLED) else None


def _moment(value: object) -> str | None:
    """When that was, ISO 8601; None where it is no moment."""
    return instant(repr(value) if isinstance(value, float) else _text(value))


def _why_nothing(row: Row, columns: Columns) -> str:
    wanted = columns.html or columns.text
    there = [name for name in ((wanted,) if wanted else (*USUAL["html"], *USUAL["text"])) if name in row]
    has = ", ".join(sorted(map(str, row))[:20])
    if there and all(row[name] is None for name in there):
        return f"its column {there[0]!r} is null"
    if wanted:
        return f"its column {wanted!r} holds no page; there are {has}"
    cure = "give --column text=NAME or html=NAME, or in a configuration name one with columns.text or columns.html"
    return f"none of its columns is known to hold a page; {cure}; there are {has}"
