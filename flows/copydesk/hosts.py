"""Hosts and domains of addresses."""

import functools
from urllib.parse import urlsplit

from tld import get_tld
from tld.exceptions import TldBadUrl, TldDomainNotFound


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
