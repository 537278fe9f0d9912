"""Making claims: tidy values, empty ones left out."""

import html

from copydesk.hosts import original_of
from copydesk.model import Claim

LONGEST_VALUE = 2_000
"""Characters a claim may have; what is longer is no title, name or date, and no summary either."""


def claim(name: str, value: object, where: str) -> Claim | None:
    r"""A claim with its value trimmed and its spaces collapsed; None where there is no text in it.

    >>> claim("title", "  Tom &amp; Co\n ", "json-ld")
    Claim(name='title', value='Tom & Co', where='json-ld')
    >>> claim("title", " ", "json-ld"), claim("title", None, "json-ld"), claim("author", "https://x.org/ann", "json-ld")
    (None, None, None)
    """
    if not isinstance(value, str):
        return None
    tidy = " ".join(html.unescape(value).split())
    if not tidy or len(tidy) > LONGEST_VALUE:
        return None
    if name == "author" and tidy.startswith(("http://", "https://", "//", "@")):  # a profile's address is no name
        return None
    return Claim(name, original_of(tidy) if name == "url" else tidy, where)
