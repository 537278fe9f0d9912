"""Title and subtitle."""

import re

from copydesk.folding import fold
from copydesk.model import Found, LabelledPage, Role
from copydesk.outlets import Registry, host_of

_SUFFIX = re.compile(r"^(?P<title>.{8,}?)\s+[|–—·•»-]\s+(?P<site>[^|–—]{2,60})$")
_TRUSTED = ("json-ld", "opengraph", "microdata", "meta", "trafilatura", "title-tag")


def extract_title(page: LabelledPage, registry: Registry) -> Found[str] | None:
    """The title: the line that was labelled so, or what the page's metadata says where no line was.

    Of several copies the one nearest to the article counts; white space in it is made single.
    """
    blocks = page.having(Role.TITLE)
    if blocks:
        label = page.labels[blocks[0].number]
        value = without_site(_single_spaced(blocks[0].text), page, registry)
        agrees = any(fold(value) in fold(claim.value) for claim in page.page.claims if claim.name == "title")
        return Found(value, blocks[0].text, blocks[0].number, 0.97 if agrees else label.confidence, label.reason)
    for where in _TRUSTED:
        for claim in page.page.claims:
            if claim.name == "title" and claim.where == where:
                value = without_site(_single_spaced(claim.value), page, registry)
                return Found(value, claim.value, where, 0.7, f"title: no line was it; {where} says so")
    return None


def extract_subtitle(page: LabelledPage) -> Found[str] | None:
    """The subtitle: the line that was labelled so."""
    blocks = page.having(Role.SUBTITLE)
    if not blocks:
        return None
    label = page.labels[blocks[0].number]
    return Found(_single_spaced(blocks[0].text), blocks[0].text, blocks[0].number, label.confidence, label.reason)


def without_site(title: str, page: LabelledPage, registry: Registry) -> str:
    """TITLE without " - Site" at its end, where that names a known outlet, the page's host or its own masthead."""
    match = _SUFFIX.match(title)
    if match is None:
        return title
    site = fold(match["site"])
    own = {fold(claim.value) for claim in page.page.claims if claim.name == "outlet"}
    own |= {fold(block.text) for block in page.having(Role.SITE_HEADER)}
    host = host_of(page.page.document.raw.url or "")
    letters = "".join(c for c in site if c.isalnum())
    if (
        registry.by_name(match["site"]) is not None
        or site in own
        or (host and letters and letters in host.replace("-", ""))
    ):
        return match["title"]
    return title


def _single_spaced(text: str) -> str:
    r"""Runs of white space as one space; a single no-break space stays what it is.

    >>> _single_spaced("Defeat\N{NO-BREAK SPACE} Extremists"), _single_spaced("a\N{NO-BREAK SPACE}b")
    ('Defeat Extremists', 'a\xa0b')
    """
    return re.sub(r"\s{2,}", " ", text).strip()
