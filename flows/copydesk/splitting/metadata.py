"""What a page says of its article outside the text: JSON-LD, meta tags, microdata, `<time>`, address, language."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from copydesk.model import Claim
from copydesk.splitting.claims import claim
from copydesk.splitting.hints import hints_of
from copydesk.splitting.jsonld import jsonld_claims

MAX_EACH = 40
"""Claims of microdata, and of `<time>`, that are taken; a page with more of them is a list of articles."""
MAX_ABOVE = 8
"""Ancestors that are asked what an element belongs to."""

OPENGRAPH = {
    "og:title": "title",
    "og:description": "subtitle",
    "og:site_name": "outlet",
    "og:url": "url",
    "og:updated_time": "date_modified",
    "og:article:published_time": "date",
    "og:article:modified_time": "date_modified",
    "og:article:author": "author",
    "article:published_time": "date",
    "article:published": "date",
    "article:modified_time": "date_modified",
    "article:modified": "date_modified",
    "article:author": "author",
    "article:author:name": "author",
    "article:publisher": "outlet",
    "article:content_tier": "access",
}
META = {
    "title": "title",
    "headline": "title",
    "twitter:title": "title",
    "citation_title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "parsely-title": "title",
    "sailthru.title": "title",
    "description": "subtitle",
    "twitter:description": "subtitle",
    "dc.description": "subtitle",
    "sailthru.description": "subtitle",
    "date": "date",
    "pubdate": "date",
    "publishdate": "date",
    "publish-date": "date",
    "publish_date": "date",
    "published_at": "date",
    "publication_date": "date",
    "publication-date": "date",
    "datepublished": "date",
    "article.published": "date",
    "citation_date": "date",
    "citation_online_date": "date",
    "citation_publication_date": "date",
    "dc.date": "date",
    "dc.date.created": "date",
    "dc.date.issued": "date",
    "dcterms.created": "date",
    "dcterms.date": "date",
    "dcterms.issued": "date",
    "parsely-pub-date": "date",
    "sailthru.date": "date",
    "cxenseparse:recs:publishtime": "date",
    "article.updated": "date_modified",
    "datemodified": "date_modified",
    "dc.date.modified": "date_modified",
    "dcterms.modified": "date_modified",
    "last-modified": "date_modified",
    "lastmod": "date_modified",
    "modified": "date_modified",
    "revised": "date_modified",
    "author": "author",
    "byl": "author",
    "citation_author": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "application-name": "outlet",
    "citation_journal_title": "outlet",
    "citation_publisher": "outlet",
    "dc.publisher": "outlet",
    "dcterms.publisher": "outlet",
    "copyright-holder": "outlet",
}
MICRODATA = {
    "headline": "title",
    "alternativeheadline": "subtitle",
    "datepublished": "date",
    "datemodified": "date_modified",
    "author": "author",
    "publisher": "outlet",
}
OTHERS = frozenset(("comment", "comments", "review", "related", "usercomments"))
"""Hints of elements that hold other people's texts."""
UPDATES = frozenset(("modified", "update", "updated", "lastmod", "modification"))
"""Hints of a `<time>` that is not the publication's."""


def page_claims(root: HtmlElement) -> tuple[Claim, ...]:
    """All that the page says of its article outside the text, in order of the sources; each claim once.

    >>> from lxml.html import document_fromstring
    >>> page = "<html lang=nb><title> Rain </title><meta property='og:site_name' content='The Times'>"
    >>> [(one.name, one.value, one.where) for one in page_claims(document_fromstring(page))]
    [('outlet', 'The Times', 'opengraph'), ('title', 'Rain', 'title-tag'), ('language', 'nb', 'html')]
    """
    tagged: dict[str, list[HtmlElement]] = {"script": [], "meta": [], "time": [], "link": []}
    for element in root.iter(*tagged):
        tagged[element.tag].append(element)
    found = chain(
        jsonld_claims(tagged["script"]),
        _meta_claims(tagged["meta"]),
        _microdata_claims(root.xpath("descendant::*/@itemprop/..")),
        _time_claims(tagged["time"]),
        _head_claims(root, tagged["link"]),
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _meta_claims(metas: Iterable[HtmlElement]) -> Iterator[Claim | None]:
    """OpenGraph and its kin first, then the other meta tags, each in order of the page."""
    tags = [
        (key.strip().lower(), tag.get("content"))
        for tag in metas
        for key in dict.fromkeys((tag.get("property") or "", tag.get("name") or ""))
    ]
    for names, where in ((OPENGRAPH, "opengraph"), (META, "meta")):
        for key, value in tags:
            if key in names:
                yield claim(names[key], value, where)


def _microdata_claims(properties: Iterable[HtmlElement]) -> Iterator[Claim | None]:
    """Properties of the page's own article; not of its comments, and an author's or publisher's name for the whole."""
    for element in islice(properties, MAX_EACH):
        for prop in (element.get("itemprop") or "").split():
            name = MICRODATA.get(prop.lower())
            if name and _hints_around(element).isdisjoint(OTHERS):
                yield claim(name, _microdata_value(element), "microdata")


def _microdata_value(element: HtmlElement) -> object:
    """The value of a property: its attribute, else the name of the thing that it is, else its text."""
    for attribute in ("content", "datetime"):
        if value := element.get(attribute):
            return value
    inner = element.find(".//*[@itemprop='name']")
    if inner is not None:
        return inner.get("content") or inner.text_content()
    return element.text_content()


def _time_claims(times: Iterable[HtmlElement]) -> Iterator[Claim | None]:
    for element in islice(times, MAX_EACH):
        hints = _hints_around(element)
        if hints.isdisjoint(OTHERS):
            own = hints_of(element.items())
            yield claim("date" if own.isdisjoint(UPDATES) else "date_modified", element.get("datetime"), "time")


def _head_claims(root: HtmlElement, links: Iterable[HtmlElement]) -> Iterator[Claim | None]:
    for link in links:
        if "canonical" in (link.get("rel") or "").lower().split():
            yield claim("url", link.get("href"), "canonical")
    for title in islice(root.iterfind(".//head/title"), 1):
        yield claim("title", title.text_content(), "title-tag")
    yield claim("language", root.get("lang") or root.get("xml:lang"), "html")


def _hints_around(element: HtmlElement) -> frozenset[str]:
    near = (element, *islice(element.iterancestors(), MAX_ABOVE))
    return frozenset[str]().union(*(hints_of(one.items()) for one in near))
