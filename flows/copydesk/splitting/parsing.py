"""Text of an HTML page -> tree: the one place that calls the HTML parser, and all that keeps it from losing text."""

import re
from dataclasses import dataclass

import numpy as np
from lxml import etree
from lxml.html import HtmlElement

from copydesk.model import Claim
from copydesk.splitting.nesting import flatten_nesting

MAX_PLAIN_TAG = 2_000
"""Bytes a tag may have before its attributes are counted."""
MAX_ATTRIBUTES = 200
"""Attributes that a long tag keeps: libxml2's time for one tag grows with the square of their number."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What HTML calls control characters and noncharacters; lxml refuses most of them in text that is set."""
_CONTROL_REFERENCES = re.compile(
    rb"&\#(?: x0*(?:[0-8bcef]|1[0-9a-f]|7f)"  # hexadecimal, all controls but TAB, LF and CR
    rb"  |    0*(?:[0-8]|1[1245-9]|2[0-9]|3[01]|127)"  # the same, decimal
    rb") (?![0-9a-f]) ;?",
    re.VERBOSE | re.IGNORECASE,
)
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]{0,500}>")
_CLOSING = re.compile(rb"</(?:html|body)\b[^<>]{0,200}>", re.IGNORECASE)
_LONG_TAG = re.compile(rb"[A-Za-z][^>]{%d,}" % MAX_PLAIN_TAG)
"""Of what stands between one `<` and the next, a tag that has too many bytes."""
_ATTRIBUTE = re.compile(
    rb"""[^\s=/]+                                            # a name
        (?: \s*=\s* (?: "[^"]*"? | '[^']*'? | [^\s"']+ ) )?  # its value, quoted or not
    """,
    re.VERBOSE,
)

_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
"""All elements are of one class; lxml's own parser asks Python for the class of each, again and again."""


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """The tree of a page, and what went wrong on the way to it."""

    root: HtmlElement
    warnings: tuple[Claim, ...] = ()


def parse_html(text: str) -> ParsedPage:
    """Tree of a page; always one with a root, however broken or empty the page.

    >>> parse_html("<p>one</html><p>two").root.text_content()
    'onetwo'
    >>> parse_html("").root.tag
    'html'
    """
    ready = parseable(text)
    root, too_deep = _parse(ready)
    if not too_deep:
        return ParsedPage(root)
    # The parser stops where the nesting is too deep for it, and everything behind that would be lost.
    root, _ = _parse(flatten_nesting(ready.decode()).encode())
    return ParsedPage(root, (Claim("warning", "nested too deeply: the innermost tags were left out", "parser"),))


def parseable(text: str) -> bytes:
    r"""The page in UTF-8, without what the parser stumbles over; line numbers stay.

    `</body>` and `</html>` go because the parser puts text behind them into a second tree; browsers, and the HTML
    standard, append it to the body.

    >>> parseable('<?xml version="1.0"?><body>a\x00b&#1;</body>c')
    b'<body>abc'
    """
    page = text.encode("utf-8", "surrogatepass")
    if _may_have_controls(page):
        page = _CONTROLS.sub("", text).encode()
    page = _DECLARATION.sub(_line_breaks, page, count=1).replace(b"\v", b" ")
    page = _CONTROL_REFERENCES.sub(b"", page)
    return _without_long_tags(_CLOSING.sub(_line_breaks, page))


def _may_have_controls(page: bytes) -> bool:
    """Whether any of `_CONTROLS` may be in a page: its bytes tell sooner than a pattern that most have none.

    Those outside ASCII begin as Korean syllables do, or full-width signs.
    """
    codes = np.frombuffer(page, dtype=np.uint8)
    ascii_ones = (codes < 0x09) | (codes - np.uint8(0x0E) < 0x12) | (codes == 0x7F)
    return ascii_ones.any() or b"\xed" in page or (b"\xef" in page and (b"\xef\xb7" in page or b"\xef\xbf" in page))


def _line_breaks(part: re.Match[bytes]) -> bytes:
    """What stays of a part that is left out."""
    return b"\n" * part[0].count(b"\n")


def _without_long_tags(page: bytes) -> bytes:
    """The page with the first attributes alone in its long tags; their line breaks stay."""
    parts = page.split(b"<")
    long = {n: _LONG_TAG.match(part) for n, part in enumerate(parts) if len(part) > MAX_PLAIN_TAG and n}
    tags = {n: tag for n, tag in long.items() if tag}
    for n, tag in tags.items():
        parts[n] = _few_attributes(tag[0]) + parts[n][tag.end() :]
    return b"<".join(parts) if tags else page


def _few_attributes(tag: bytes) -> bytes:
    """A tag with its first attributes alone."""
    end = 0
    for number, attribute in enumerate(_ATTRIBUTE.finditer(tag)):  # the first, number 0, is its name
        if number > MAX_ATTRIBUTES:
            return tag[:end] + b"\n" * tag.count(b"\n", end)
        end = attribute.end()
    return tag


def _parse(page: bytes) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser gave up because of its depth."""
    parser = etree.HTMLParser(
        encoding="utf-8",  # of the bytes that we make here; overrules what the page says of itself
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    parser.set_element_class_lookup(_ELEMENTS)
    root = etree.fromstring(page, parser=parser) if page.strip() else None
    if not isinstance(root, HtmlElement):
        root = etree.fromstring(b"<html><body></body></html>", parser=parser)
    too_deep = any("depth" in entry.message and entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log)
    return root, too_deep
