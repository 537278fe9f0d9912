"""Rejections of documents that were read: why there is no article, and all that is known of the page nevertheless."""

from copydesk import __version__
from copydesk.hosts import host_of, registrable_domain
from copydesk.model import RawDocument, Reason, Rejection, Stage
from copydesk.outlets import Registry, registry


def rejection_of(document: RawDocument, stage: Stage, reason: Reason, detail: str) -> Rejection:
    """A document becomes no article.

    >>> page = RawDocument("a.html", b"", url="https://www.bbc.co.uk/news/1", fetched_at="2020-05-01T10:00:00+00:00")
    >>> rejection_of(page, Stage.READ, Reason.EMPTY, "the content is empty").outlet
    'BBC'
    """
    return Rejection(
        document.uri,
        document.member,
        document.sha256,
        stage,
        reason,
        detail,
        version=__version__,
        url=document.url,
        outlet=outlet_at(document.url, registry()),
        fetched_at=document.fetched_at,
    )


def outlet_at(url: str | None, known: Registry) -> str | None:
    """Whose address that is: the outlet's name, else its domain.

    >>> outlet_at("https://news.example.co.uk/x", registry()), outlet_at("no address", registry())
    ('example.co.uk', None)
    """
    outlet = known.by_domain(host_of(url or ""))
    return outlet.name if outlet is not None else registrable_domain(url or "")
