"""What of a page a reader sees: which elements and which texts are hidden."""

import re
from collections.abc import Mapping
from itertools import islice

from lxml.html import HtmlElement

from copydesk.splitting.hints import words_of

HIDDEN_TAGS = frozenset(
    "annotation annotation-xml datalist defs desc iframe metadata noembed noframes noscript script style template "
    "title".split()
)
"""Elements that browsers do not show. Pictures and films are not among them: where a page forgets to close one, all
that follows stands inside."""
OUTER_TAGS = frozenset(("html", "body"))
"""Never hidden: pages hide their body until a script shows it."""
ICON_TAGS = frozenset(("i", "svg"))
UNTIL_FOUND = "until-found"
SENT_LATER = "S:"
"""With this the ids of elements begin that React sends hidden, later than the page's frame, and then moves into it."""
ARTICLE_LENGTH = 600
"""Characters in paragraphs from which on a hidden element holds an article rather than a dialog."""
MAX_PARAGRAPHS = 50
"""Paragraphs, and texts in each, that are counted for that."""

_DISPLAY_NONE = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_VISIBLE = re.compile(
    "[^\\s\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}"
    "\N{RIGHT-TO-LEFT MARK}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}]"
)


def is_visible_text(text: str) -> bool:
    r"""Whether there is anything to be seen.

    >>> is_visible_text("\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}"), is_visible_text("a")
    (False, True)
    """
    return _VISIBLE.search(text) is not None


def is_hidden(element: HtmlElement, attributes: Mapping[str, str]) -> bool:
    """Whether the element's text is not shown, going by its name and its attributes.

    A script may still show what the attributes hide: the text behind a registration, or all that React sends after
    the page's frame. So what holds paragraphs of an article's length is not hidden.

    >>> from lxml.html import fragment_fromstring
    >>> p = fragment_fromstring("<p>Subscribe!</p>")
    >>> [is_hidden(p, {name: value}) for name, value in (("hidden", ""), ("style", "display: none"), ("class", "none"))]
    [True, True, False]
    >>> is_hidden(fragment_fromstring("<i>share</i>"), {"class": "material-icons", "aria-hidden": "true"})
    True
    """
    if element.tag in HIDDEN_TAGS:
        return True
    if not attributes or element.tag in OUTER_TAGS:
        return False
    # hidden="until-found" is text that a search of the page opens.
    if attributes.get("hidden", UNTIL_FOUND).lower() != UNTIL_FOUND or _DISPLAY_NONE.search(
        attributes.get("style", "")
    ):
        return not (attributes.get("id", "").startswith(SENT_LATER) or _holds_article(element))
    return "aria-hidden" in attributes and _is_icon(element, attributes)


def _holds_article(element: HtmlElement) -> bool:
    """Whether the paragraphs in the element have an article's length."""
    length = 0
    for paragraph in islice(element.iter("p"), MAX_PARAGRAPHS):
        length += sum(map(len, islice(paragraph.itertext(), MAX_PARAGRAPHS)))
        if length >= ARTICLE_LENGTH:
            return True
    return False


def _is_icon(element: HtmlElement, attributes: Mapping[str, str]) -> bool:
    """Whether the element is an icon by its own word: a picture drawn with a font, whose letters nobody is to read."""
    if attributes["aria-hidden"].lower() != "true":
        return False
    return element.tag in ICON_TAGS or not words_of(attributes.get("class", "")).isdisjoint(("icon", "icons"))
