"""Text of an HTML page -> tree: the one place that calls the HTML parser, and all that keeps it from losing text."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from copydesk.model import Claim
from copydesk.splitting.nesting import flatten_nesting

MAX_PLAIN_TAG = 2_000
"""Characters a tag may have before its attributes are counted."""
MAX_ATTRIBUTES = 200
"""Attributes that a long tag keeps: libxml2's time for one tag grows with the square of their number."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What HTML calls control characters and noncharacters; lxml refuses most of them in text that is set."""
_ASCII_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))
_LEADS_OF_CONTROLS = (b"\xed", b"\xef\xb7", b"\xef\xbf")
"""What the others begin with in UTF-8, and Korean syllables and full-width signs, too."""
_CONTROL_REFERENCES = re.compile(
    r"&\#(?: x0*(?:[0-8bcef]|1[0-9a-f]|7f)"  # hexadecimal, all controls but TAB, LF and CR
    r"  |    0*(?:[0-8]|1[1245-9]|2[0-9]|3[01]|127)"  # the same, decimal
    r") (?![0-9a-f]) ;?",
    re.VERBOSE | re.IGNORECASE,
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}>")
_CLOSING = re.compile(r"</(?:html|body)\b[^<>]{0,200}>", re.IGNORECASE)
_LONG_TAG = re.compile(rf"<[a-z][^<>]{{{MAX_PLAIN_TAG},}}", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""[\s/]* [^\s=/]+                                      # a name
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
    root, _ = _parse(flatten_nesting(ready))
    return ParsedPage(root, (Claim("warning", "nested too deeply: the innermost tags were left out", "parser"),))


def parseable(text: str) -> str:
    r"""The page without what the parser stumbles over; line numbers stay.

    `</body>` and `</html>` go because the parser puts text behind them into a second tree; browsers, and the HTML
    standard, append it to the body.

    >>> parseable('<?xml version="1.0"?><body>a\x00b&#1;</body>c')
    '<body>abc'
    """
    text = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    text = text.replace("\v", " ")
    if _may_have_controls(text):
        text = _CONTROLS.sub("", text)
    if "&#" in text:
        text = _CONTROL_REFERENCES.sub("", text)
    text = _CLOSING.sub(lambda found: "\n" * found[0].count("\n"), text)
    return _LONG_TAG.sub(_few_attributes, text) if _may_have_long_tag(text) else text


def _may_have_controls(text: str) -> bool:
    """Whether any of `_CONTROLS` may be in TEXT: bytes tell sooner than a pattern that most pages have none."""
    data = text.encode("utf-8", "surrogatepass")
    has_ascii = len(data.translate(None, _ASCII_CONTROLS)) < len(data)
    return has_ascii or any(lead in data for lead in _LEADS_OF_CONTROLS)


def _may_have_long_tag(text: str) -> bool:
    """Whether what stands between one `<` and the next begins with a tag longer than MAX_PLAIN_TAG anywhere."""
    long = [part for part in text.split("<") if len(part) > MAX_PLAIN_TAG]
    return any(">" not in part[: MAX_PLAIN_TAG + 1] for part in long)


def _few_attributes(tag: re.Match[str]) -> str:
    """The tag with its first attributes alone; its line breaks stay."""
    end = 1
    for number, attribute in enumerate(_ATTRIBUTE.finditer(tag[0], 1)):
        if number > MAX_ATTRIBUTES:
            return tag[0][:end] + "\n" * tag[0].count("\n", end)
        end = attribute.end()
    return tag[0]


def _parse(text: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser gave up because of its depth."""
    parser = etree.HTMLParser(
        encoding="utf-8",  # of the bytes that we make here; overrules what the page says of itself
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    parser.set_element_class_lookup(_ELEMENTS)
    root = etree.fromstring(text.encode("utf-8"), parser=parser) if text.strip() else None
    if not isinstance(root, HtmlElement):
        root = etree.fromstring(b"<html><body></body></html>", parser=parser)
    too_deep = any("depth" in entry.message and entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log)
    return root, too_deep
