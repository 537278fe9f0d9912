"""A row of a table as a document: which of its columns holds the page, and what the others say of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from copydesk.model import HTML, PLAIN_TEXT, RawDocument, Reason, Rejection
from copydesk.reading.inputs import InputRef
from copydesk.reading.rejecting import rejected, too_large
from copydesk.source_settings import Columns
from copydesk.splitting.claims import claim

USUAL = {
    "html": ("html", "raw_html", "html_content"),
    "text": ("text", "content", "raw_content", "maintext", "plain_text", "body"),
    "url": ("url", "uri", "source_url", "link", "metadata.url", "meta.url", "metadata.WARC-Target-URI"),
    "id": ("id", "uuid", "doc_id", "warc_record_id", "metadata.WARC-Record-ID"),
    "fetched_at": ("fetched_at", "timestamp", "date_download", "crawl_date", "warc_date", "metadata.WARC-Date"),
    "title": ("title", "headline"),
    "date": ("date_publish", "date_published", "published_at", "published", "publish_date", "publication_date"),
    "author": ("authors", "author", "byline"),
}
"""Names under which columns are looked for, the likeliest first: those of C4, DCLM, FineWeb, OSCAR, news-please."""
_CRAWLED = ("dump", "date")
"""Where a table has both, `date` is the crawl's, as in FineWeb; alone it may be anything, and is not read."""

Row = Mapping[str, object]


def top_columns(columns: Columns) -> frozenset[str]:
    """Names of the columns that may be read, without what is nested in them."""
    named = [name for name in dict(columns).values() if name]
    usual = [name for names in USUAL.values() for name in names]
    return frozenset(name.partition(".")[0] for name in (*named, *usual, *_CRAWLED)) | frozenset(named)


def document_of(row: Row, number: int, ref: InputRef, limit: int) -> RawDocument | Rejection:
    """The page that a row holds. `number` counts the rows from 1 and names those that have no id."""
    columns = ref.columns
    member = _text(_value(row, "id", columns)) or f"row {number}"
    own = replace(ref, url=_text(_value(row, "url", columns)) or None)
    fetched = _instant(_value(row, "fetched_at", columns) or _crawled(row))
    html = _content(_value(row, "html", columns))
    content = html or _content(_value(row, "text", columns))
    if content is None:
        return rejected(own, Reason.UNREADABLE, _why_nothing(row, columns), member, fetched)
    if not content:
        return rejected(own, Reason.EMPTY, "there is nothing in its column", member, fetched)
    if len(content) > limit:
        return too_large(own, limit, member, fetched)
    says = [claim(name, value, "column") for name in ("title", "date", "author") for value in _all(row, name, columns)]
    return RawDocument(
        uri=ref.uri,
        content=content,
        media_type=HTML if html else PLAIN_TEXT,
        member=member,
        fetched_at=fetched,
        url=own.url,
        claims=tuple(one for one in says if one is not None),
    )


def _value(row: Row, name: str, columns: Columns) -> object:
    """The value of the column that the settings name, or else of the first usual one that has any."""
    own = getattr(columns, name)
    names = (own,) if own else USUAL[name]
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


def _instant(value: object) -> str | None:
    """A value as an ISO 8601 instant; None where it is none."""
    text = _text(value)
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def _why_nothing(row: Row, columns: Columns) -> str:
    wanted = columns.html or columns.text
    there = [name for name in ((wanted,) if wanted else (*USUAL["html"], *USUAL["text"])) if name in row]
    has = ", ".join(sorted(map(str, row))[:20])
    if there and all(row[name] is None for name in there):
        return f"its column {there[0]!r} is null"
    if wanted:
        return f"its column {wanted!r} holds no page; there are {has}"
    return f"none of its columns is known to hold a page; name one with columns.text or columns.html; there are {has}"
