"""What kind of document a file is: by its name, and otherwise by its first bytes."""

import re

from copydesk.model import HTML, PLAIN_TEXT
from copydesk.reading.compression import bare_name

SNIFFED_BYTES = 4096
"""How much of a document is looked at."""

_HTML_SUFFIXES = (".html", ".htm", ".xhtml")

PROLOG = rb"\s | (?> <!--.*?--> ) | (?> <\?.*?\?> )"
"""What may stand before the first tag: blanks, comments, an XML declaration. For a verbose pattern that repeats it with
`*+`: none of it can be read in two ways then, where n blanks could be in 2^n."""

_OPENS_AS_HTML = re.compile(
    rb"""
    (?: \xef\xbb\xbf | \xff\xfe | \xfe\xff )?   # a byte order mark
    (?: %b )*+
    < (?: !doctype\s+html | html | head | body ) (?= [\s>/] | $ )
    """
    % PROLOG,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)

_OPENS_AS_FEED = re.compile(
    rb"""
    (?: \xef\xbb\xbf )?
    (?: %b )*+
    < (?: rss | rdf:rdf | feed | urlset | sitemapindex ) (?= [\s>] )
    """
    % PROLOG,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def is_feed(content: bytes) -> bool:
    """Whether a document is a feed or a sitemap in XML.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0"><channel>'), is_feed(b"<html><body>"), is_feed(b"<feed")
    (True, False, False)
    """
    return _OPENS_AS_FEED.match(content[:SNIFFED_BYTES]) is not None


_OPENS_WITH_TAG = re.compile(
    rb"""
    (?: \xef\xbb\xbf )?
    (?: %b )*+
    < (p|div|article|section|main|header|h[1-6]|figure|ul|ol|table|blockquote|span|a|strong|em|b|i|img|br) (?= [\s>/] )
    """
    % PROLOG,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def is_markup(content: bytes) -> bool:
    """Whether a text is HTML, or a piece of it: for where a piece stands that is called text.

    >>> is_markup(b"<!DOCTYPE html><title>Rain"), is_markup(b"<p>Rain.</p> <p>Sun.</p>"), is_markup(b"<br><p>a</p>")
    (True, True, True)
    >>> is_markup(b"<p> is the tag of a paragraph"), is_markup(b"<Rain> stops play"), is_markup(b"Rain.<p>Sun.</p>")
    (False, False, False)
    """
    if media_type_of("", content) == HTML:
        return True
    opening = _OPENS_WITH_TAG.match(content[:SNIFFED_BYTES])
    return opening is not None and re.search(rb"</(?:p|%b)>" % opening[1], content, re.IGNORECASE) is not None


def media_type_of(name: str, content: bytes) -> str:
    """`text/html` or `text/plain`.

    >>> media_type_of("page.htm.gz", b"Hello")
    'text/html'
    >>> media_type_of("page.txt", b"<!-- saved --> <!DOCTYPE html><html>")
    'text/html'
    >>> media_type_of("-", "<html><p>سلام".encode("utf-16-le"))
    'text/html'
    >>> media_type_of("-", b"The <body> tag explained")
    'text/plain'
    """
    if bare_name(name).endswith(_HTML_SUFFIXES):
        return HTML
    head = content[:SNIFFED_BYTES].replace(b"\0", b"")  # what is left of ASCII in UTF-16 and UTF-32
    return HTML if _OPENS_AS_HTML.match(head) else PLAIN_TEXT
