"""The article's address: given with the page, named by its metadata, or standing on it as the source of a repost."""

import re
from urllib.parse import urljoin, urlsplit

from copydesk.labelling.lines import URL
from copydesk.model import Found, LabelledPage, Role
from copydesk.outlets import registrable_domain

_TRACKING = re.compile(
    r"(?<=[?&])(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|ref|ref_src|cmpid|cmp|wt_mc|xtor|icid|ito|smid)=[^&#]*&?",
    re.IGNORECASE,
)

_CANONICAL = re.compile(r"<([^<>]+)>\s*;[^<>]*\brel\s*=\s*\"?canonical\b", re.IGNORECASE)
"""The address in a header `Link: <…>; rel="canonical"` (RFC 8288)."""

PLATFORMS = frozenset(
    """
    bsky.app dailymotion.com facebook.com fb.com github.com instagram.com linkedin.com ok.ru pinterest.com reddit.com
    t.co t.me telegram.me telegram.org threads.net tiktok.com twitter.com vk.com vimeo.com wa.me weibo.com
    whatsapp.com x.com youtu.be youtube.com
    """.split()
)
"""Hosts of other people's posts: an address there is a post that the text shows, not where the text comes from."""


def extract_source_url(page: LabelledPage) -> Found[str] | None:
    """The address that the page gives as the source of its text."""
    for block in page.having(Role.SOURCE_LINK):
        for url in URL.findall(block.text):
            if "@" not in url and registrable_domain(url) not in PLATFORMS:
                full = url if "://" in url else f"http://{url}"
                return Found(full, block.text, block.number, 0.95, "url: the page gives it as its source")
    return None


def extract_url(page: LabelledPage) -> Found[str] | None:
    """The article's address: its source's where the page is a repost, else the canonical one, else the one given."""
    source = extract_source_url(page)
    if source is not None and _has_path(source.value):
        return source
    given = page.page.document.raw.url or ""
    for where in ("canonical", "opengraph", "json-ld"):
        for claim in page.page.claims:
            url = _absolute(claim.value, given) if claim.name == "url" and claim.where == where else None
            if url is not None and (_has_path(url) or not _has_path(given)):  # some sites call each page their front
                return Found(without_tracking(url), claim.value, where, 0.9, f"{where} says so")
    if given:
        return Found(without_tracking(given), given, "url", 0.9, "url: given with the page")
    return url_in_headers(page)


def url_in_headers(page: LabelledPage) -> Found[str] | None:
    """The address that the HTTP header `Link` calls canonical."""
    raw = page.page.document.raw
    links = [value for name, value in raw.http_headers.items() if name.lower() == "link"]
    for link in links:
        named = _CANONICAL.search(link)
        url = _absolute(named[1].strip(), raw.url or "") if named is not None else None
        if url is not None:
            return Found(without_tracking(url), link, "http", 0.9, "http: the header Link says so")
    return None


def _absolute(url: str, base: str) -> str | None:
    """URL in full; None where it is none of the web, or relative to an address that nobody knows."""
    try:
        full = urljoin(base, url)
        parts = urlsplit(full)
    except ValueError:
        return None
    return full if parts.scheme in ("http", "https") and parts.hostname else None


def _has_path(url: str) -> bool:
    return re.search(r"[^:/]/[^/]", url) is not None


def without_tracking(url: str) -> str:
    """URL without the parameters that only say where a reader came from; its host in lower case.

    >>> without_tracking("https://Example.com/a?id=3&utm_source=x&fbclid=1")
    'https://example.com/a?id=3'
    """
    bare = re.sub(r"[?&]+(?=#|$)", "", _TRACKING.sub("", url))
    host = re.match(r"https?://[^/?#]*", bare, re.IGNORECASE)
    return host[0].lower() + bare[host.end() :] if host is not None else bare
