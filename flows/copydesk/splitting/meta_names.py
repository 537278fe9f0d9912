"""What a meta tag says, by its name: the names in use, and how others are made that say a date or an author."""

import functools
import re

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

LONGEST_NAME = 60
"""Characters of a name that is guessed at."""

_PUBLISHED = (
    "(?:publish(?:ed)?|publication|pub|post(?:ed)?|issued?|released?|created?|creation|available|article|story|content)"
)
_TIME = "(?:date|time|day|at|on)"
_CHANGED = "(?:modified|modification|mod|updated?|revised|revision|changed|edited|reviewed)"
_MADE_OF = (
    ("date", re.compile(rf"{_PUBLISHED}{_TIME}+$|{_TIME}{_PUBLISHED}$|published$|[:.]date$")),
    ("date_modified", re.compile(rf"{_CHANGED}{_TIME}*$|(?:{_TIME}|last){_CHANGED}$")),
    ("author", re.compile(r"(?:author|byline|writer|reporter|journalist)s?(?:names?)?$|^creator$|[:.]creator$")),
)
"""How names end that say what of the article, their words written together."""
_SIGNS = re.compile(r"[^a-z]+")
_OTHERS = re.compile("^(?:twitter|fediverse):creator$|banner|related|^web|^app")
"""Names of tags that say somebody's account, or something of an app, a site or another article."""


@functools.lru_cache(maxsize=4096)
def guessed_meaning(key: str) -> str | None:
    """What a tag seems to say of its article whose name, in small letters, is in none of the tables.

    >>> names = "w-published-date", "cxenseparse:publishtime", "lastupdated", "sailthru.byline_name", "expires"
    >>> [guessed_meaning(name) for name in names]
    ['date', 'date', 'date_modified', 'author', None]
    """
    if _OTHERS.search(key):
        return None
    texts = (key, _SIGNS.sub("", key))
    return next((name for name, pattern in _MADE_OF if any(map(pattern.search, texts))), None)
