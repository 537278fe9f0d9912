"""Hosts and domains of addresses, and what the address of a copy is one of."""

import functools
import re
from urllib.parse import urlsplit

from tld import get_tld
from tld.exceptions import TldBadUrl, TldDomainNotFound

_COPY = re.compile(
    r"""
    \s* (?: https?: )? //
    (?: web\.archive\.org/web/ \d{1,14} (?: [a-z]{2}_ )? /  # the Wayback Machine: the moment, and what it changed
      | webcache\.googleusercontent\.com/search\?q=cache: (?: [\w-]{1,20}: (?!//) )?
      | [\w.-]{1,200} \.cdn\.ampproject\.org/ [cv] / (?P<safe>s/)?
    )
    (?P<scheme> https?:/{1,2} )?
    (?P<rest> [\w-]+\.[^\s]+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""An address of a copy, with that of the page in it."""


def original_of(url: str) -> str:
    """The address of the page that an archive, or a cache, has a copy of; URL itself where it is none of a copy.

    >>> original_of("https://web.archive.org/web/20060213040711/http://www.example.org/a?b=1")
    'http://www.example.org/a?b=1'
    >>> original_of("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/amp/a")
    'https://www.example.org/amp/a'
    >>> original_of("http://webcache.googleusercontent.com/search?q=cache:xY3:example.org/a"), original_of("https://a.org/x")
    ('http://example.org/a', 'https://a.org/x')
    """
    copy = _COPY.fullmatch(url)
    if copy is None:
        return url
    scheme = "https" if copy["safe"] or (copy["scheme"] or "").lower().startswith("https") else "http"
    return f"{scheme}://{copy['rest']}"


def host_of(url: str) -> str:
    """Host of an address, without "www."; empty where there is none.

    >>> host_of("http://www.presstv.ir/Detail/2016"), host_of("www.afgazad.com"), host_of("no address")
    ('presstv.ir', 'afgazad.com', '')
    """
    text = url.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host and " " not in host else ""


@functools.lru_cache(maxsize=64)
def registrable_domain(url: str) -> str | None:
    """The domain that its owner registered, by the public suffix list; several fields ask for a page's.

    >>> registrable_domain("https://news.example.co.uk/x"), registrable_domain("x")
    ('example.co.uk', None)
    """
    host = host_of(url)
    if not host:
        return None
    try:
        found = get_tld(f"http://{host}", as_object=True)
    except (TldBadUrl, TldDomainNotFound):
        return None
    return str(found.fld) if found is not None and not isinstance(found, str) else None
