"""The article's address: given with the page, named by its metadata, or standing on it as the source of a repost."""

import re

from copydesk.labelling.lines import URL
from copydesk.model import Found, LabelledPage, Role
from copydesk.outlets import registrable_domain

_TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|mc_[ce]id|ref|cmpid)=[^&#]*", re.IGNORECASE)


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
    if source is not None and re.search(r"[^:/]/[^/]", source.value):
        return source
    for where in ("canonical", "opengraph", "json-ld"):
        for claim in page.page.claims:
            if claim.name == "url" and claim.where == where and claim.value.startswith("http"):
                return Found(claim.value, claim.value, where, 0.9, f"{where} says so")
    given = page.page.document.raw.url
    if given:
        return Found(without_tracking(given), given, "url", 0.9, "url: given with the page")
    return None


def without_tracking(url: str) -> str:
    """URL without the parameters that only say where a reader came from.

    >>> without_tracking("https://example.com/a?id=3&utm_source=x")
    'https://example.com/a?id=3'
    """
    bare = _TRACKING.sub("", url)
    return bare if "?" in bare else bare.replace("&", "?", 1)
