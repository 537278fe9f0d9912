"""What a file holds: by its name, and otherwise by its first bytes."""

import re

from copydesk.reading.compression import Codec, bare_name
from copydesk.source_settings import Kind

MAIL_SUFFIXES = (".mhtml", ".mht", ".eml")
"""What messages are named that hold a page."""
SAFARI_SUFFIX = ".webarchive"
"""What Safari names the pages that it saves whole."""
PAGE_SUFFIXES = (
    *(".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp"),
    *MAIL_SUFFIXES,
    SAFARI_SUFFIX,
)
"""What pages are named, those that were saved from a server too, and behind it how they are compressed. A file named by
itself may have any name."""
ARCHIVE_SUFFIXES = (".warc", ".wet")

_SUFFIXES = {
    Kind.PAGE: PAGE_SUFFIXES,
    Kind.WARC: ARCHIVE_SUFFIXES,
    Kind.JSONL: (".jsonl", ".ndjson", ".json"),
    Kind.PARQUET: (".parquet", ".pq"),
    Kind.ZIP: (".zip",),
    Kind.FEED: (".xml", ".rss", ".atom", ".json"),
    Kind.URLS: (".txt", ".urls"),
}
_UNREAD = {".csv": "CSV", ".tsv": "TSV"}
_OPENINGS = {Kind.WARC: b"WARC/", Kind.PARQUET: b"PAR1", Kind.ZIP: b"PK\x03\x04"}
_ROW = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.){1,200}"\s*:\s*["\d\[{tfn-]')
"""How an object in JSON begins, or a list of them, and hardly ever an article."""
_BY_NAME = (Kind.WARC, Kind.JSONL, Kind.PARQUET, Kind.ZIP)


def suffixes_of(kind: Kind) -> tuple[str, ...]:
    """How the files are named that are taken of a folder; where nobody said what it holds, pages and web archives."""
    return PAGE_SUFFIXES + ARCHIVE_SUFFIXES if kind is Kind.AUTO else _SUFFIXES[kind]


def is_taken(name: str, kind: Kind) -> bool:
    """Whether a file of a folder is one of its kind.

    >>> is_taken("a.html.zst", Kind.AUTO), is_taken("crawl.warc.gz", Kind.AUTO), is_taken("c4.json.gz", Kind.AUTO)
    (True, True, False)
    """
    return bare_name(name).endswith(suffixes_of(kind))


def kind_by_name(name: str) -> Kind | None:
    """The kind of archive or table that a file's name says that it is."""
    bare = bare_name(name)
    return next((kind for kind in _BY_NAME if bare.endswith(_SUFFIXES[kind])), None)


def cure_by_name(name: str) -> str | None:
    """What is to be done with a file whose name says that it is a table of a kind that is not read.

    >>> cure_by_name("dump.csv.gz"), cure_by_name("page.html")
    ('a table in CSV is not read; make JSON lines or Parquet of it', None)
    """
    called = next((what for suffix, what in _UNREAD.items() if bare_name(name).endswith(suffix)), None)
    return called and f"a table in {called} is not read; make JSON lines or Parquet of it"


def kind_of(name: str, head: bytes, codec: Codec | None) -> Kind:
    """The kind of a file of that name which starts so: a page, if nothing says anything else.

    >>> kind_of("CC-MAIN-0001.warc.wet.gz", b"", None), kind_of("-", b"WARC/1.0", None), kind_of("a", b"<html>", None)
    (<Kind.WARC: 'warc'>, <Kind.WARC: 'warc'>, <Kind.PAGE: 'page'>)
    >>> kind_of("-", b'{"text": "Rain', None), kind_of("part-0", b'{"text": "Rain', None), kind_of("-", b'{"}', None)
    (<Kind.JSONL: 'jsonl'>, <Kind.JSONL: 'jsonl'>, <Kind.PAGE: 'page'>)
    """
    opening = head if codec is None else codec.first(head)
    opened = next((kind for kind, mark in _OPENINGS.items() if opening.startswith(mark)), None)
    return opened or kind_by_name(name) or _kind_of_nameless(name, opening)


def _kind_of_nameless(name: str, opening: bytes) -> Kind:
    """What a stream is whose name does not say that it is anything else than a page."""
    is_page = bare_name(name).endswith(PAGE_SUFFIXES)
    return Kind.JSONL if not is_page and _ROW.match(opening) else Kind.PAGE
