"""Feeds and sitemaps: the pages that they name, and what they say of each."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from copydesk.model import Claim
from copydesk.reading.media_types import PROLOG, SNIFFED_BYTES
from copydesk.splitting.claims import claim

_ROOT = re.compile(
    rb"""
    (?: %b | <!doctype [^>\[]* > )*+
    < (?: \w+ : )? (\w+)
    """
    % PROLOG,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_FEEDS = frozenset({b"rss", b"feed", b"rdf"})
_SITEMAPS = frozenset({b"urlset", b"sitemapindex"})
_PICTURES = re.compile(r"sitemap-(?:image|video)")
"""Namespaces of extensions that have places and titles of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, or a further sitemap, that a feed names."""

    url: str
    stamp: str | None = None
    """When it was last changed, in the feed's words."""
    claims: tuple[Claim, ...] = ()
    is_sitemap: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """What a feed says of a page, as it says it: of any type, and of any sense."""

    link: object
    stamp: object = None
    title: object = None
    date: object = None
    authors: tuple[object, ...] = ()
    is_sitemap: bool = False


def entries_of(content: bytes, base: str, content_type: str = "") -> Iterator[Entry] | None:
    """The entries of a feed or sitemap in its order; None where the content is neither.

    Links start from BASE, the address that it came from.
    """
    head = content[:SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf")
    root = _ROOT.match(head)
    name = root[1].lower() if root else b""
    if name in _SITEMAPS:
        return _entries(_sitemap(content), base)
    if name in _FEEDS:
        return _entries(_feed(content, base, content_type), base)
    if head.lstrip().startswith(b"{") and b"jsonfeed.org/version" in head.replace(rb"\/", b"/"):
        return _entries(_json_feed(content), base)
    return None


def _entries(items: Iterator[_Item], base: str) -> Iterator[Entry]:
    """The items whose link leads somewhere on the web, tidied."""
    for item in items:
        url = _absolute(item.link, base)
        if url is not None:
            said = (("title", item.title), ("date", item.date), *(("author", author) for author in item.authors))
            claims = tuple(one for name, value in said if (one := claim(name, value, "feed")) is not None)
            yield Entry(url, item.stamp if isinstance(item.stamp, str) else None, claims, item.is_sitemap)


def _absolute(link: object, base: str) -> str | None:
    try:
        url = urljoin(base, link.strip()) if isinstance(link, str) and link.strip() else ""
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def _feed(content: bytes, base: str, content_type: str) -> Iterator[_Item]:
    """RSS and Atom, as broken as they come."""
    import feedparser  # noqa: PLC0415 (only who reads feeds waits for it)

    said = {"content-type": content_type, "content-location": base}
    parsed = feedparser.parse(io.BytesIO(content), response_headers=said, sanitize_html=False)
    for entry in parsed.entries:
        date = entry.get("published")
        authors = [one.get("name") for one in entry.get("authors", ())] or [entry.get("author")]
        link = entry.get("feedburner_origlink") or entry.get("link")
        yield _Item(link, entry.get("updated") or date, entry.get("title"), date, tuple(authors))


def _json_feed(content: bytes) -> Iterator[_Item]:
    """JSON Feed 1.0 and 1.1."""
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError):
        return
    entries = feed.get("items") if isinstance(feed, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping):
            authors = entry.get("authors") or [entry.get("author")]
            names = (
                [one.get("name") for one in authors if isinstance(one, Mapping)] if isinstance(authors, list) else []
            )
            date = entry.get("date_published")
            link = entry.get("url") or entry.get("external_url")
            yield _Item(link, entry.get("date_modified") or date, entry.get("title"), date, tuple(names))


def _sitemap(content: bytes) -> Iterator[_Item]:
    """Sitemaps and lists of sitemaps, with what Google's news extension says of a page; nothing is held of them."""
    said: dict[str, str] = {}
    parser = etree.iterparse(io.BytesIO(content), recover=True, resolve_entities=False, no_network=True)
    try:
        for _, element in parser:
            name = element.tag if isinstance(element.tag, str) and not _PICTURES.search(element.tag) else ""
            name = name.rpartition("}")[2].lower()
            if name not in ("url", "sitemap"):
                said.setdefault(name, element.text or "")
                continue
            date = said.get("publication_date")
            yield _Item(said.get("loc"), said.get("lastmod"), said.get("title"), date, (), name == "sitemap")
            said = {}
            element.clear()
    except etree.XMLSyntaxError:  # what came before it counts
        return
