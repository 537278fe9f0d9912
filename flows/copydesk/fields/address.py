"""The article's address: given with the page, named by its metadata, or standing on it as the source of a repost."""

import functools
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from copydesk.hosts import host_of, registrable_domain
from copydesk.labelling.lines import URL
from copydesk.lexicons import lexicons, look_up
from copydesk.model import Block, Found, LabelledPage, Role
from copydesk.outlets import Registry

_TRACKING = re.compile(
    r"(?<=[?&])(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|ref|ref_src|cmpid|cmp|wt_mc|xtor|icid|ito|smid)=[^&#]*&?",
    re.IGNORECASE,
)

_CANONICAL = re.compile(r"<([^<>]+)>\s*;[^<>]*\brel\s*=\s*\"?canonical\b", re.IGNORECASE)
"""The address in a header `Link: <…>; rel="canonical"` (RFC 8288)."""

_LABEL = re.compile(r"[^{}:]+:\s?\{text\}")
_AROUND_LABEL = " :：|/-–—"

NO_SOURCES = frozenset(
    """
    bsky.app dailymotion.com facebook.com fb.com github.com instagram.com linkedin.com ok.ru pinterest.com reddit.com
    t.co t.me telegram.me telegram.org threads.net tiktok.com twitter.com vk.com vimeo.com wa.me weibo.com
    whatsapp.com x.com youtu.be youtube.com

    archive.org bit.ly creativecommons.org doi.org flickr.com goo.gl google.com pexels.com pixabay.com shutterstock.com
    tinyurl.com unsplash.com wikimedia.org wikipedia.org
    """.split()
)
"""Hosts of other people's posts, which a text shows; and of what it cites, of pictures, and of addresses that lead
elsewhere. No text comes from there."""


def extract_source_url(page: LabelledPage, registry: Registry) -> Found[str] | None:
    """The address that the page gives as the source of its text.

    Addresses on lines of their own are what the text cites, if there is more than one. So are, on a page that has an
    address of its own, those of sites that nobody knows, unless the line says that they are the source.
    """
    own = own_domain(page)
    links = [(block, url) for block in source_lines(page) for url in URL.findall(block.text) if "@" not in url]
    named = ((block, url, registrable_domain(url)) for block, url in links)
    sources = [(block, url, domain) for block, url, domain in named if domain not in NO_SOURCES]
    alone = {domain for block, _, domain in sources if _is_alone(block, page)}
    for block, url, domain in sources:
        is_known = domain == own or registry.by_domain(host_of(url)) is not None
        if _is_alone(block, page):
            is_source = len(alone) == 1 and (is_known or own is None)
        else:
            is_source = is_known or own is None or _has_path(url)
        if is_source:
            full = url if "://" in url else f"http://{url}"
            return Found(full, block.text, block.number, 0.95, "url: the page gives it as its source")
    return None


def source_lines(page: LabelledPage) -> Sequence[Block]:
    """The lines that say where the text comes from; those inside it say it of a part."""
    lines, bodies = page.having(Role.SOURCE_LINK), page.having(Role.BODY)
    if not bodies:
        return lines
    return [block for block in lines if not bodies[0].number < block.number < bodies[-1].number]


def named_sources(page: LabelledPage) -> Iterator[tuple[Block, str]]:
    """What those lines say behind their label, and what a label says of the source in a line of the date or byline."""
    yield from ((block, after_label(block.text)) for block in source_lines(page))
    for block in page.having(Role.DATE, Role.BYLINE):
        if (":" in block.text or "：" in block.text) and (said := _sources().search(block.text)) is not None:
            yield block, block.text[said.end() :]


def after_label(text: str) -> str:
    """What a line says behind what shows that it names a source; the whole line where that cannot be told.

    >>> after_label("Source: The Oval Courier"), after_label("The post Rain appeared first on The Oval Courier.")
    ('The Oval Courier', 'The Oval Courier.')
    """
    entries = (hit.entry for hit in look_up(text) if hit.role is Role.SOURCE_LINK and hit.entry.endswith("}"))
    labels = {entry[: entry.rindex("{")].rpartition("}")[2].strip(_AROUND_LABEL) for entry in entries}
    small = text.lower()
    ends = [small.find(label) + len(label) for label in labels if label and label in small]
    return text[max(ends, default=0) :].strip(_AROUND_LABEL)


@functools.cache
def _sources() -> re.Pattern[str]:
    """The labels of sources, with their colon."""
    entries = (entry for one in lexicons().values() for kind, entry in one.entries if kind.role is Role.SOURCE_LINK)
    labels = sorted({entry[: -len(":{text}")].rstrip(" :") for entry in entries if _LABEL.fullmatch(entry)}, key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(labels)))})\s?[:：]\s*", re.IGNORECASE)


def _is_alone(block: Block, page: LabelledPage) -> bool:
    """Whether a line is an address and nothing else, which says nothing of why it stands there."""
    return page.labels[block.number].reason.startswith("address-line")


def own_domain(page: LabelledPage) -> str | None:
    """The domain of the page's address, as it came or as the page gives it."""
    urls = [page.page.document.raw.url or "", *(claim.value for claim in page.page.claims if claim.name == "url")]
    return next((domain for url in urls if (domain := registrable_domain(url))), None)


def extract_url(page: LabelledPage, registry: Registry) -> Found[str] | None:
    """The article's address: its source's where the page is a repost, else the canonical one, else the one given.

    A short address that the page shows of itself is none of a source: "Short link: https://example.org/7Qx".
    """
    source = extract_source_url(page, registry)
    given = page.page.document.raw.url or ""
    is_own = source is not None and _has_path(given) and registrable_domain(source.value) == registrable_domain(given)
    if source is not None and _has_path(source.value) and not is_own:
        return source
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
