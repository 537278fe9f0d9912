"""The article's address: given with the page, named by its metadata, or standing on it as the source of a repost."""

import re

from copydesk.labelling.lines import URL
from copydesk.model import Found, LabelledPage, Role

_TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|mc_[ce]id|ref|cmpid)=[^&#]*", re.IGNORECASE)


def extract_source_url(page: LabelledPage) -> Found[str] | None:
    """The address that the page gives as the source of its text."""
    for block in page.having(Role.SOURCE_LINK):
        for url in URL.findall(block.text):
            if "@" not in url:
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
